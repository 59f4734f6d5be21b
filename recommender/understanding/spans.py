"""How long and from when: minutes and years asked for in a comment."""

from __future__ import annotations

import re
from dataclasses import dataclass

from recommender.understanding.lexicon import Lexicon

_NUMBER = r"\d{1,3}(?:[.,]\d)?"
ROMAN = {"xvi": 16, "xvii": 17, "xviii": 18, "xix": 19, "xx": 20, "xxi": 21}


@dataclass(frozen=True)
class Span:
    """Bounds, either of which may be None, read from the text at start to end.

    explicit: a word such as "under" says that they are bounds.
    """

    low: int | None
    high: int | None
    start: int
    end: int
    explicit: bool = True


def read_minutes(text: str, lexicon: Lexicon) -> list[Span]:
    """Every length named in a folded text; one without "over" or the like is the most there is time for."""
    found: list[Span] = []
    for start, end, minutes in _amounts(text, lexicon):
        before, after = text[max(0, start - 40) : start].rstrip(), text[end : end + 25].lstrip()
        most = _ends(lexicon.length["most"], before) or lexicon.length["most_after"].match(after)
        least = not _ends(lexicon.length["most"], before) and (
            _ends(lexicon.length["least"], before) or lexicon.length["least_after"].match(after)
        )
        bounds = (minutes, None) if least else (None, minutes)
        found.append(Span(*bounds, start, end, explicit=bool(most or least)))
    return found


def _amounts(text: str, lexicon: Lexicon) -> list[tuple[int, int, int]]:
    """(start, end, minutes) of every length, the longest wording of each place."""
    words = "|".join(sorted(map(str, lexicon.numbers), key=len, reverse=True))
    number = rf"(?P<n>{_NUMBER}|{words})"
    found = [(m.start(), m.end(), int(value)) for pattern, value in lexicon.minutes for m in pattern.finditer(text)]
    for unit, worth in (("hour", 60), ("minute", 1)):
        for match in re.finditer(rf"(?<!\w){number}[ -]?(?:{lexicon.units[unit]})(?!\w)", text):
            found.append((match.start(), match.end(), round(_value(match["n"], lexicon) * worth)))
    for match in re.finditer(r"(?<!\w)(\d)h(\d\d)?(?!\w)", text):
        found.append((match.start(), match.end(), 60 * int(match[1]) + int(match[2] or 0)))
    found.sort(key=lambda amount: (amount[0], -amount[1]))
    kept: list[tuple[int, int, int]] = []
    for amount in found:
        if not kept or amount[0] >= kept[-1][1]:
            kept.append(amount)
    return kept


def _value(number: str, lexicon: Lexicon) -> float:
    return float(number.replace(",", ".")) if number[0].isdigit() else lexicon.numbers[number]


def read_years(text: str, lexicon: Lexicon, negated: re.Pattern[str]) -> list[Span]:
    """Every era named in a folded text as its first and last year; a negated "before 1990" leaves what came later."""
    found = _between(text, lexicon)
    for low, high, start, end in _eras(text, lexicon):
        if any(span.start <= start < span.end for span in found):
            continue
        before = text[max(0, start - 30) : start].rstrip()
        found.append(_bounded(low, high, before, start, end, lexicon, negated))
    return found


def _bounded(
    low: int, high: int, before: str, start: int, end: int, lexicon: Lexicon, negated: re.Pattern[str]
) -> Span:
    for name, bounds in (
        ("since", (low, None)),
        ("until", (None, high)),
        ("before", (None, low - 1)),
        ("after", (high + 1, None)),
    ):
        match = _ends(lexicon.era[name], before)
        if match:
            if name in ("before", "after") and _ends(negated, before[: match.start()].rstrip()):
                bounds = (low, None) if name == "before" else (None, high)
            return Span(*bounds, start - (len(before) - match.start()) - 1, end)
    return Span(low, high, start, end)


def _between(text: str, lexicon: Lexicon) -> list[Span]:
    found = []
    for match in lexicon.era["between"].finditer(text):
        first, last = (int(value) for value in match.groups() if value)
        found.append(Span(min(first, last), max(first, last), match.start(), match.end()))
    return found


def _eras(text: str, lexicon: Lexicon) -> list[tuple[int, int, int, int]]:
    """(first year, last year, start, end) of decades, centuries and years."""
    found = []
    for match in lexicon.era["decade"].finditer(text):
        century, decade = _groups(match, "c"), int(_groups(match, "d") or 0)
        hundreds = int(century) if century else (19 if decade >= 2 else 20)
        first = 100 * hundreds + 10 * decade
        found.append((first, first + 9, match.start(), match.end()))
    for pattern, year in lexicon.decades:
        found += [(int(year), int(year) + 9, m.start(), m.end()) for m in pattern.finditer(text)]
    for match in lexicon.era["century"].finditer(text):
        number = _groups(match, "n") or ""
        first = 100 * ((ROMAN[number] if number in ROMAN else int(number)) - 1)
        found.append((first, first + 99, match.start(), match.end()))
    for pattern, year in lexicon.centuries:
        found += [(int(year), int(year) + 99, m.start(), m.end()) for m in pattern.finditer(text)]
    taken = [(start, end) for _, _, start, end in found]
    for match in lexicon.era["year"].finditer(text):
        found.append((*2 * (int(_groups(match, "y") or 0),), match.start(), match.end()))
    for name in ("since", "until", "before", "after"):
        for match in re.finditer(
            rf"(?:{lexicon.era[name].pattern}) ?(?:the year )?(?P<year>1\d{{3}}|20[0-2]\d)(?!\d)", text
        ):
            found.append((int(match["year"]), int(match["year"]), match.start("year"), match.end("year")))
    return [era for era in found if era[2:] in taken or not any(s <= era[2] < e for s, e in taken)]


def _groups(match: re.Match[str], name: str) -> str | None:
    """The value of a named group that may stand in several alternatives."""
    return next((v for key, v in match.groupdict().items() if key.rstrip("0123456789") == name and v), None)


def _ends(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The match with which a text ends, the earliest there is."""
    return next((m for m in pattern.finditer(text) if m.end() == len(text)), None)
