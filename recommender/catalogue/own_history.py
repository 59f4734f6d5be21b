"""A person's own history: a CSV file or typed titles, found again among the items of a catalogue."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from emotion.message import Message, Parameter
from recommender.catalogue.items import Catalogue
from recommender.catalogue.titles import plain, split_year
from recommender.catalogue.vocabulary import KINDS
from recommender.errors import HistoryError
from recommender.types import Item, Kind

LARGEST = 20 * 2**20
MOST_ROWS = 50_000
MOST_TITLES = 1_000
LONGEST_TITLE = 200

ENJOYED = 3.0
"""From this rating on, of 5, an item counts as a sign of taste."""

LETTERS_A_SLIP = 6
SLIPS = 3
"""A title may differ by one letter left out, added, changed or swapped for each so many letters, SLIPS at most."""

YEARS_OFF = 1

SHOWN = 30
"""Characters of what is wrong that are shown."""

COLUMNS = {
    "movieid": "movieId",
    "movie_id": "movieId",
    "item_id": "movieId",
    "title": "title",
    "name": "title",
    "year": "year",
    "rating": "rating",
    "timestamp": "timestamp",
    "userid": "userId",
    "user_id": "userId",
}
"""Names of columns, in lower case, that MovieLens and others use, and what they are called here."""


@dataclass(frozen=True)
class Match:
    """One entry of a history and the item it was found to be.

    given is what the file or the person says; sure is False for a title that is only nearly the same; enjoyed is
    False where the person rated it low.
    """

    given: str
    item: Item
    sure: bool = True
    enjoyed: bool = True


@dataclass(frozen=True)
class Found:
    """What was made of a history: matches, oldest first, each item once; entries that are in no catalogue; and notes
    on what was put right."""

    matches: tuple[Match, ...]
    missing: tuple[str, ...]
    notes: tuple[Message, ...] = ()


@dataclass(frozen=True)
class _Row:
    number: int
    movie: int | None
    title: str
    rating: float | None
    time: float | None


def read_csv(name: str, data: bytes, catalogue: Catalogue) -> Found:
    """What a CSV file of that name holds; it needs a column movieId (MovieLens) or title.

    Columns rating (0.5 to 5), timestamp and year are read where there are any; others are not looked at. Raises
    HistoryError, naming file, row (the header is row 1) and column, for a file that cannot be read.
    """
    rows, notes = _rows(name, data)
    times = [row.time for row in rows if row.time is not None]
    if len(times) == len(rows):
        back = next((n for n, (a, b) in enumerate(pairwise(times)) if b < a), None)
        if back is not None:
            notes.append(_said("sorted", _at(name, rows[back + 1].number, "timestamp")))
            rows.sort(key=lambda row: row.time or 0.0)
    by_id = {item.movielens_id: item for item in catalogue.items if item.movielens_id is not None}
    titles = _Titles(catalogue, (Kind.FILM,) if any(row.movie is not None for row in rows) else tuple(KINDS))
    found: list[Match] = []
    missing: list[str] = []
    for row in rows:
        enjoyed = row.rating is None or row.rating >= ENJOYED
        given = row.title or f"movieId {row.movie}"
        item = by_id.get(row.movie)
        match = Match(given, item, True, enjoyed) if item else titles.match(row.title, enjoyed) if row.title else None
        (found.append(match) if match else missing.append(given))
    return Found(_once(found), tuple(dict.fromkeys(missing)), tuple(notes))


def read_titles(text: str, catalogue: Catalogue) -> Found:
    """Titles one a line, of any kind, with or without a year in brackets or the name of who made them.

    Raises HistoryError, naming the line, for no title at all, too many of them, or one that is none.
    """
    lines = [(number, " ".join(line.split())) for number, line in enumerate(text.splitlines(), start=1)]
    lines = [(number, line) for number, line in lines if line]
    if not lines:
        raise HistoryError(_said("no-titles"))
    if len(lines) > MOST_TITLES:
        raise HistoryError(_said("many-titles", line=lines[MOST_TITLES][0], most=MOST_TITLES))
    titles = _Titles(catalogue, tuple(KINDS))
    found, missing = [], []
    for number, line in lines:
        if len(line) > LONGEST_TITLE:
            raise HistoryError(_said("long-title", line=number, most=LONGEST_TITLE))
        match = titles.match(line)
        (found.append(match) if match else missing.append(line))
    return Found(_once(found), tuple(dict.fromkeys(missing)))


class _Titles:
    """Finds items by titles that are written somewhat differently."""

    def __init__(self, catalogue: Catalogue, kinds: Sequence[str]) -> None:
        # Of items with one title the better known comes first, and films before songs where that is alike.
        items = sorted(
            (i for i in catalogue.items if i.kind in kinds), key=lambda i: (-i.popularity, list(KINDS).index(i.kind))
        )
        self._names: list[str] = []
        self._items: list[Item] = []
        for item in items:
            title = plain(item.title)
            names = [title, *(f"{plain(who)} {title}" for who in item.creators)]
            names += [f"{title} {plain(who)}" for who in item.creators]
            self._names += names
            self._items += [item] * len(names)

    def match(self, written: str, enjoyed: bool = True) -> Match | None:
        """The item of that title, of that year where one is given; None for none."""
        title, year = split_year(written)
        name = plain(title)
        if not name:
            return None
        fits = [n for n, own in enumerate(self._names) if own == name and self._of_year(n, year)]
        if fits:
            return Match(written, self._items[fits[0]], True, enjoyed)
        slips = min(len(name) // LETTERS_A_SLIP, SLIPS)
        for _, _, number in process.extract(name, self._names, scorer=OSA.distance, score_cutoff=slips, limit=5):
            if _numbers(self._names[number]) == _numbers(name) and self._of_year(number, year):
                return Match(written, self._items[number], False, enjoyed)
        return None

    def _of_year(self, number: int, year: int | None) -> bool:
        return year is None or abs(self._items[number].year - year) <= YEARS_OFF


def _numbers(name: str) -> list[str]:
    """What tells one part of a series from the next: figures and Roman numerals."""
    return re.findall(r"\b(?:\d+|[ivx]+)\b", name)


def _once(matches: Sequence[Match]) -> tuple[Match, ...]:
    """Each item once, where it comes last."""
    newest: dict[str, Match] = {}
    for match in reversed(matches):
        newest.setdefault(match.item.id, match)
    return tuple(reversed(newest.values()))


def _rows(name: str, data: bytes) -> tuple[list[_Row], list[str]]:
    lines = csv.reader(io.StringIO(_text(name, data), newline=""), strict=True)
    try:
        header = next(lines, None)
        if header is None:
            raise HistoryError(_said("empty-file", file=name))
        place = _places(name, header)
        rows, notes, taken = [], [], {}
        person = None
        for fields in lines:
            number = lines.line_num
            if not any(field.strip() for field in fields):
                continue
            if len(rows) == MOST_ROWS:
                raise HistoryError(_said("many-rows", _at(name, number), most=MOST_ROWS))
            if len(fields) != len(header):
                raise HistoryError(_said("fields", _at(name, number), fields=len(fields), columns=len(header)))
            given = {column: fields[at].strip() for column, at in place.items()}
            who = given.get("userId", "")
            if person is not None and who != person:
                raise HistoryError(_said("second-person", _at(name, number, "userId"), value=who[:SHOWN]))
            person = who
            row = _row(name, number, given)
            key = row.movie if row.movie is not None else (plain(row.title), given.get("year"))
            if key in taken:
                column = "movieId" if row.movie is not None else "title"
                value = given[column][:SHOWN]
                notes.append(_said("twice", _at(name, number, column), value=value, row=taken[key]))
            taken[key] = number
            rows.append(row)
    except csv.Error as error:
        raise HistoryError(_said("no-csv", _at(name, lines.line_num))) from error
    if not rows:
        raise HistoryError(_said("no-rows", file=name))
    return rows, notes


def _text(name: str, data: bytes) -> str:
    if len(data) > LARGEST:
        raise HistoryError(_said("large", file=name, size=round(len(data) / 2**20), most=LARGEST // 2**20))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        raise HistoryError(_said("not-utf8", _at(name, row))) from error
    if "\x00" in text:
        row = text.count("\n", 0, text.index("\x00")) + 1
        raise HistoryError(_said("no-text", _at(name, row)))
    return text


def _places(name: str, header: Sequence[str]) -> dict[str, int]:
    place: dict[str, int] = {}
    for number, column in enumerate(header):
        known = COLUMNS.get(column.strip().lower())
        if known in place:
            raise HistoryError(_said("column-twice", _at(name, 1), column=known))
        if known:
            place[known] = number
    if "movieId" not in place and "title" not in place:
        named = ", ".join(column.strip() for column in header[:8])[:120]
        raise HistoryError(_said("no-column", _at(name, 1), columns=named))
    return place


def _row(name: str, number: int, given: dict[str, str]) -> _Row:
    movie, title = given.get("movieId", ""), given.get("title", "")[:LONGEST_TITLE]
    if not movie and not title:
        raise HistoryError(_said("empty", _at(name, number, "movieId" if "movieId" in given else "title")))
    if movie and not re.fullmatch(r"\d{1,9}", movie):
        raise HistoryError(_said("no-whole-number", _at(name, number, "movieId"), value=movie[:SHOWN]))
    rating = _number(_at(name, number, "rating"), given.get("rating"), 5.0, "own-a-rating")
    time = _number(_at(name, number, "timestamp"), given.get("timestamp"), 1e13, "own-a-time")
    year = given.get("year", "")
    if year and not re.fullmatch(r"\d{4}(\.0)?", year):
        raise HistoryError(_said("no-year", _at(name, number, "year"), value=year[:SHOWN]))
    if title and year and split_year(title)[1] is None:
        title = f"{title} ({year[:4]})"
    return _Row(number, int(movie) if movie else None, title, rating, time)


def _number(where: Message, text: str | None, high: float, what: str) -> float | None:
    """A number from 0 up to a limit; None where there is no such column."""
    if text is None:
        return None
    try:
        value = float(text)
    except ValueError:
        value = float("nan")
    if not 0.0 <= value <= high:
        named = Message(what)
        raise HistoryError(
            _said("no-number", where, value=text[:SHOWN], what=named) if text else _said("needed", where, what=named)
        )
    return value


def _at(name: str, row: int, column: str | None = None) -> Message:
    """A place in a file."""
    if column is None:
        return Message("own-at-row", {"file": name, "row": row})
    return Message("own-at-column", {"file": name, "row": row, "column": column})


def _said(key: str, where: Message | None = None, **parameters: Parameter) -> Message:
    """What there is to say of a history, and where it is so."""
    return Message(f"own-{key}", ({"where": where} if where else {}) | parameters)
