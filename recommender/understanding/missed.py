"""What stands in a wish where a kind or a quality would, and is none that is known: "warm" in "something warm"."""

from __future__ import annotations

from collections.abc import Iterable

from recommender.understanding.lexicon import Lexicon
from recommender.understanding.mentions import HIDDEN, Mention, hide

UNMARKED = ("comparative", "harmless")
"""Lists of the lexicon that match words of any meaning, too."""


def find_missed(
    text: str, clauses: Iterable[tuple[int, int]], mentions: Iterable[Mention], lexicon: Lexicon
) -> list[Mention]:
    """The words in the clauses of a folded text that ask for what nobody knows here, in the order of their places.

    text has all that was read otherwise blotted out, but for `mentions`. Only a clause that asks is looked at, and in
    it only the places next to a mention, behind "something" and behind "about" and its like.
    """
    plain = hide(text, ((mention.start, mention.end) for mention in mentions))
    found = {
        match.span(name): None
        for start, end in clauses
        if lexicon.words["cues"].search(text, start, end) or HIDDEN in plain[start:end]
        for match in lexicon.missed["places"].finditer(plain, start, end)
        for name, word in match.groupdict().items()
        if word and not _known(word, lexicon)
    }
    return [Mention("missed", text[start:end], start, end) for start, end in sorted(found)]


def _known(word: str, lexicon: Lexicon) -> bool:
    """Whether a word means something in the grammar, or nothing at all."""
    patterns = [pattern for name, pattern in lexicon.words.items() if name not in UNMARKED]
    return any(pattern.fullmatch(word) for pattern in (*patterns, lexicon.missed["filler"]))
