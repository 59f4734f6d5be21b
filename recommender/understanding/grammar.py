"""A comment -> what it asks for, by the words of its language: no model guesses here, and "not a film" is no film."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import pairwise

from recommender.understanding.clause import Clause
from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.lexicon import Lexicon, folded, straight
from recommender.understanding.mentions import Mention, find_mentions, hide
from recommender.understanding.missed import find_missed
from recommender.understanding.spans import Span, read_minutes, read_years
from recommender.understanding.understood import Request, Tone, unique

_MARK = re.compile(r"[,;:!?\n()]|\.(?!\d)|\s[-\u2013\u2014]\s")

TONE_OF = {
    "romance": Tone.ROMANTIC,
    "horror": Tone.SCARY,
    "comedy": Tone.FUNNY,
    "drama": Tone.SERIOUS,
    "war": Tone.VIOLENT,
    "action": Tone.ENERGETIC,
}
"""Less of a genre is no exclusion: it is less of what the genre brings."""

REACH = 12
"""Letters between a kind and what narrows it from behind: "canciones de la mar"."""

ALSO_KINDS = {"poem", "short story", "essay"}
"""Genres that name a kind as well; not wanting them leaves the rest of the kind."""


def read_request(text: str, lexicon: Lexicon, names: Gazetteer) -> Request:
    """What a comment in the lexicon's language asks for; an empty Request where it asks for nothing."""
    comment = text
    text = lexicon.parted(straight(text))
    plain = folded(text)
    undo = _undo(plain, lexicon)
    if undo:
        return undo
    named = names.find(text, lexicon)
    plain = hide(plain, ((mention.start, mention.end) for mention in named))
    plain = hide(plain, (match.span() for match in lexicon.words["harmless"].finditer(plain)))
    clauses = _clauses(plain, lexicon)
    asking = [clause for clause in clauses if lexicon.words["cues"].search(plain, *clause)]
    years = read_years(plain, lexicon, lexicon.words["no"])
    bare = not lexicon.words["statement"].search(plain) and find_mentions(plain, lexicon)
    lengths = [span for span in read_minutes(plain, lexicon) if span.explicit or asking or bare]
    plain = hide(plain, ((span.start, span.end) for span in (*years, *lengths)))
    wanted, unwanted = _parted(plain, clauses, named, bool(years or lengths), lexicon)
    missed = find_missed(plain, clauses, (*find_mentions(plain, lexicon), *named), lexicon)
    fields = _fields(wanted, [m for m in unwanted if m.slot != "kinds" or not _narrowed(m, missed)])
    fields |= _bounds(years, "year") | _bounds(lengths, "minutes")
    words = unique(_as_written(comment, word.value) for word in missed)
    return Request(**fields, pace=_pace(plain, lexicon, bool(lengths)), missed=words)


def _narrowed(kind: Mention, missed: list[Mention]) -> bool:
    """Whether something that is not understood narrows a kind: "no Christmas songs" leaves other songs."""
    return any(word.end + 1 == kind.start or kind.end < word.start <= kind.end + REACH for word in missed)


def _as_written(comment: str, word: str) -> str:
    """A word of the folded text as the comment has it; the whole of a compound."""
    plain = folded(comment)
    place = plain.find(word)
    end = place + len(word)
    while end < len(plain) and plain[end].isalpha():
        end += 1
    return straight(comment)[place:end]


def _undo(text: str, lexicon: Lexicon) -> Request | None:
    """An undo is a whole clause, such as "forget the horror": within a sentence the same words mean other things."""
    for part in _MARK.split(text):
        said = part.strip(" '\"")
        if said and lexicon.words["undo"].fullmatch(said):
            mentions = find_mentions(said, lexicon)
            everything = bool(lexicon.words["everything"].search(said))
            return Request(undo=True, undone=unique(m.value for m in mentions), start_over=everything)
    return None


def _clauses(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """Places of the clauses: between marks, and from one "but" or "because" to the next."""
    cuts = {0, len(text), *(match.end() for match in _MARK.finditer(text))}
    cuts |= {match.start() for match in lexicon.words["breaks"].finditer(text)}
    ordered = sorted(cuts)
    return [(a, b) for a, b in pairwise(ordered) if text[a:b].strip()]


def _parted(
    text: str, clauses: list[tuple[int, int]], named: list[Mention], asking: bool, lexicon: Lexicon
) -> tuple[list[Mention], list[Mention]]:
    """What is wanted and what is not, or less. asking: something else in the comment is a request already."""
    wanted: list[Mention] = []
    unwanted: list[Mention] = []
    denied = False
    for start, end in clauses:
        clause = Clause(text, start, end, lexicon)
        inside = [m for m in (*find_mentions(text, lexicon), *named) if start <= m.start < end and m.slot != "named"]
        denied = denied and clause.continues(inside)
        goes_on = denied or ((asking or bool(wanted or unwanted)) and not clause.tells())
        for mention in sorted(inside, key=lambda m: m.start):
            if not (goes_on or clause.asks(mention, inside)):
                continue
            if denied or clause.denies(mention):
                unwanted.append(mention)
            elif clause.lessens(mention):
                unwanted.append(_toned(mention))
            else:
                wanted.append(mention)
        denied = denied or bool(inside and unwanted and unwanted[-1] in inside)
    return wanted, unwanted


def _toned(mention: Mention) -> Mention:
    tone = TONE_OF.get(mention.value) if mention.slot == "genres" else None
    return replace(mention, slot="tones", value=tone) if tone else mention


def _fields(wanted: list[Mention], unwanted: list[Mention]) -> dict[str, tuple[str, ...]]:
    """The mentions as fields of a Request."""
    more = _values(wanted, "tones", less=False) + _values(unwanted, "tones", less=True)
    less = _values(unwanted, "tones", less=False) + _values(wanted, "tones", less=True)
    forms = {m.start for m in unwanted if m.value in ALSO_KINDS}
    heads = {m.start for m in unwanted for other in unwanted if other.slot != "kinds" and _joined(other, m)}
    return {
        "kinds": unique(_values(wanted, "kinds")),
        "not_kinds": unique(m.value for m in unwanted if m.slot == "kinds" and m.start not in forms | heads),
        "genres": unique(_values(wanted, "genres")),
        "not_genres": unique(_values(unwanted, "genres")),
        "people": unique(_values(wanted, "people")),
        "not_people": unique(_values(unwanted, "people")),
        "like": unique(_values(wanted, "like")),
        "more": unique(tone for tone in more if tone not in less),
        "less": unique(less),
    }


def _joined(one: Mention, other: Mention) -> bool:
    """Whether two mentions are one expression, as in "war films", of which "no" leaves other films."""
    return one.start <= other.end + 1 and other.start <= one.end + 1 and one.start != other.start


def _values(mentions: Iterable[Mention], slot: str, less: bool = False) -> list[str]:
    return [m.value for m in mentions if m.slot == slot and m.less == less]


def _bounds(spans: list[Span], name: str) -> dict[str, int | None]:
    """All spans as one: from the earliest beginning to the latest end; two bounds of different sides meet."""
    lows = [span.low for span in spans if span.low is not None]
    highs = [span.high for span in spans if span.high is not None]
    return {f"min_{name}": min(lows, default=None), f"max_{name}": max(highs, default=None)}


def _pace(text: str, lexicon: Lexicon, bounded: bool) -> int:
    if bounded:
        return 0
    return bool(lexicon.words["longer"].search(text)) - bool(lexicon.words["shorter"].search(text))
