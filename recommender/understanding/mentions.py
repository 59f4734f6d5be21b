"""What a comment names that can be asked for, each with its place in the text."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from recommender.understanding.lexicon import Lexicon

HIDDEN = "\x00"
"""Stands in the text for what has been read, so that nothing reads it twice."""


@dataclass(frozen=True)
class Mention:
    """Something named, from start to end in the text. less: named as what there should be less of."""

    slot: str
    value: str
    start: int
    end: int
    less: bool = False


def hide(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these places blotted out; its length stays."""
    letters = list(text)
    for start, end in spans:
        letters[start:end] = HIDDEN * (end - start)
    return "".join(letters)


def find_mentions(text: str, lexicon: Lexicon) -> list[Mention]:
    """Kinds, genres and tones named in a folded text, in the order of their places.

    One place may name several, as "poem" names both a kind and a genre; of overlapping tones the longest counts.
    """
    found = [
        Mention(slot, name, match.start(), match.end())
        for slot, patterns in lexicon.named.items()
        for pattern, name in patterns
        for match in pattern.finditer(text)
    ]
    found += [
        Mention("tones", tone, match.start(), match.end(), less=True)
        for pattern, tone in lexicon.opposites
        for match in pattern.finditer(text)
    ]
    return sorted((m for m in found if not _covered(m, found)), key=lambda m: (m.start, m.slot, m.value))


def _covered(mention: Mention, others: list[Mention]) -> bool:
    """Whether a longer mention of the same slot, or a genre, has this one inside: "science" in "science fiction"."""
    return any(
        other.start <= mention.start
        and mention.end <= other.end
        and other.end - other.start > mention.end - mention.start
        for other in others
        if other.value != mention.value
        and (other.slot == mention.slot or (other.slot, mention.slot) == ("genres", "tones"))
    )
