"""A catalogue brought along as a table: its columns are recognised and every row is checked."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from emotion.message import Message
from recommender.catalogue.moods import MOODS
from recommender.catalogue.records import CONTENT, UNPRINTABLE
from recommender.catalogue.tables import Row, rows
from recommender.catalogue.titles import article_first, split_year
from recommender.catalogue.vocabulary import GENRES, KINDS
from recommender.errors import TableError
from recommender.studio.brought import usable
from recommender.types import Kind

FIELDS: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "name", "original_title"),
    "year": ("year", "release_date", "first_air_date", "date", "published"),
    "kind": ("kind", "type"),
    "genres": ("genres", "genre", "genre_ids"),
    "creators": ("creators", "creator", "author", "authors", "artist", "artists", "director"),
    "description": ("description", "overview", "tmdb_overview", "summary", "plot", "omdb_plot"),
    "tags": ("tags", "keywords", "tmdb_keywords"),
    "moods": ("moods", "mood"),
    "themes": ("themes", "theme"),
    "people": ("people", "cast", "actors"),
    "content": ("content", "content_notes"),
    "minutes": ("minutes", "runtime"),
    "ratings": ("ratings", "vote_count", "rating_count"),
    "id": ("id", "item_id"),
    "movielens_id": ("movielens_id", "movieid"),
    "tmdb_id": ("tmdb_id", "tmdbid"),
    "media": (),
}
"""By field of a catalogue's item, the names of columns that it is read from, MovieLens' and TMDB's among them.

Where the item itself can be had is read from a column only that somebody named for it.
"""

_KINDS = {"movie": "film", "track": "song", "novel": "book", "poem": "read", "story": "read", "short story": "read"}
_GENRES = {
    "sci-fi": "science fiction", "film-noir": "crime", "children's": "children", "hip-hop": "hip hop",
    "rap": "hip hop", "r&b": "soul", "electronica": "electronic", "biography": "history", "suspense": "thriller",
}  # fmt: skip
_TMDB_GENRES = {
    28: "action", 12: "adventure", 16: "animation", 35: "comedy", 80: "crime", 99: "documentary", 18: "drama",
    10751: "family", 14: "fantasy", 36: "history", 27: "horror", 10402: "music", 9648: "mystery", 10749: "romance",
    878: "science fiction", 53: "thriller", 10752: "war", 37: "western",
}  # fmt: skip
"""The numbers that TMDB has for genres of films."""

SHOWN = 40
"""Characters of what is wrong that are shown."""

LONGEST = {"title": 300, "description": 2000, "media": 1000}
MOST_LISTED = 20


@dataclass(frozen=True)
class Plan:
    """How a table is read: which column each field is read from, and of which kind rows are that do not say.

    layout: "movielens" or "tmdb" where it is one of theirs.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    kind: str | None = None
    layout: str | None = None

    @classmethod
    def of(cls, names: Sequence[str]) -> Plan:
        """The plan that the names of a table's columns suggest."""
        known = {name.strip().lower(): name for name in names}
        columns = {
            field: known[first]
            for field, ways in FIELDS.items()
            if (first := next((w for w in ways if w in known), None))
        }
        if "movielens_id" in columns:
            return cls(columns, Kind.FILM.value, "movielens")
        if "overview" in known and {"release_date", "genre_ids"} & known.keys():
            if "tmdb_id" not in columns and "id" in columns:
                columns["tmdb_id"] = columns.pop("id")
            return cls(columns, Kind.FILM.value, "tmdb")
        return cls(columns)

    def changed(self, columns: Mapping[str, str], kind: str | None = None) -> Plan:
        """The same with some fields read from other columns, from none where that is empty, and of another kind."""
        read = {field: column for field, column in {**self.columns, **columns}.items() if column}
        return Plan(read, kind or self.kind, self.layout)

    def missing(self) -> tuple[str, ...]:
        """The fields that a catalogue needs and no column gives; a year may still stand after each title."""
        return tuple(name for name in ("title", "genres") if name not in self.columns)


@dataclass(frozen=True)
class Checked:
    """items as `records.parse_record` takes them, and what is wrong with the rows that make none, by row."""

    items: tuple[dict[str, Any], ...]
    wrong: tuple[Message, ...] = ()


def head(file: Path, count: int) -> list[Row]:
    """The first rows of a table. Raises TableError."""
    return list(islice(rows(file), count))


def names_of(first: Iterable[Row]) -> tuple[str, ...]:
    """The names of the columns that some rows have."""
    return tuple(dict.fromkeys(name for row in first for name in row if name))


def check(table: Iterable[Row], plan: Plan, most: int | None = None) -> Checked:
    """Every row as an item, rows counted from 1. Raises TableError where a column is lacking, and beyond `most`."""
    lacks = plan.missing()
    if lacks:
        raise TableError(*(Message("table-no-column", {"field": Message(f"field-{name}")}) for name in lacks))
    items: list[dict[str, Any]] = []
    wrong: list[Message] = []
    taken: dict[str, int] = {}
    for number, row in enumerate(table, start=1):
        if most is not None and number > most:
            raise TableError(Message("table-many-rows", {"most": most}))
        item, problem = _item({name: row.get(column) for name, column in plan.columns.items()}, plan, number)
        if problem is None and item["id"] in taken:
            problem = Message("row-twice", {"row": taken[item["id"]], "id": item["id"][:SHOWN]})
        if problem is not None:
            wrong.append(Message("table-row", {"row": number, "problem": problem}))
            continue
        taken[item["id"]] = number
        items.append(item)
    return Checked(tuple(items), tuple(wrong))


def read_table(file: Path, plan: Plan | None = None, skips: bool = False, most: int | None = None) -> Checked:
    """A whole table, by default as the names of its columns suggest.

    Raises TableError where a row is wrong, unless wrong rows are skipped, and where no row is right.
    """
    plan = plan or Plan.of(names_of(head(file, 100)))
    found = check(rows(file), plan, most)
    if found.wrong and not skips:
        raise TableError(*found.wrong)
    if not found.items:
        raise TableError(*(found.wrong or (Message("table-no-row"),)))
    return found


def _item(given: Mapping[str, Any], plan: Plan, number: int) -> tuple[dict[str, Any], Message | None]:
    """The item of a row, or what is wrong with it."""
    title, in_title = split_year(_text(given.get("title"), LONGEST["title"]))
    if plan.layout == "movielens":
        title = article_first(title)
    if not title:
        return {}, Message("row-no-title")
    year = _year(given.get("year"))
    year = in_title if year is None else year
    if year is None:
        return {}, Message("row-no-year", {"value": _text(given.get("year"), SHOWN)})
    stated = _text(given.get("kind"), SHOWN).lower() or plan.kind or ""
    kind = _KINDS.get(stated, stated)
    if kind not in KINDS:
        return {}, Message("row-kind", {"value": stated, "kinds": ", ".join(KINDS)})
    named = _listed(given.get("genres"), commas=True)
    genres = [one for one in dict.fromkeys(_genre(name) for name in named) if one in GENRES]
    if not named:
        return {}, Message("row-no-genre")
    if not genres:
        return {}, Message("row-genres", {"value": ", ".join(named)[:SHOWN]})
    moods = [word.lower() for word in _listed(given.get("moods"), commas=True)]
    content = [word.lower() for word in _listed(given.get("content"), commas=True)]
    for words, known, what in ((moods, MOODS, "row-mood"), (content, CONTENT, "row-content")):
        unknown = next((word for word in words if word not in known), None)
        if unknown is not None:
            return {}, Message(what, {"value": unknown[:SHOWN]})
    media = _text(given.get("media"), LONGEST["media"])
    if media and not usable(media):
        return {}, Message("row-media", {"value": media[:SHOWN]})
    slug = _slug(_text(given.get("id"), 80) or f"{kind} {title} {abs(year)}") or f"{kind}-{number}"
    tags = _listed(given.get("tags"), commas=True)[:MOST_LISTED] or genres
    lists = {
        "moods": list(dict.fromkeys(moods)),
        "content": list(dict.fromkeys(content)) if given.get("content") is not None else None,
        "themes": _listed(given.get("themes"), commas=True)[:MOST_LISTED],
        "people": _listed(given.get("people"), commas=True)[:MOST_LISTED],
    }
    counts = {name: _count(given.get(name)) for name in ("minutes", "movielens_id", "tmdb_id", "ratings")}
    return {
        "id": slug,
        "kind": kind,
        "title": title,
        "year": year,
        "creators": _listed(given.get("creators"))[:MOST_LISTED] or ["?"],
        "genres": genres,
        "tags": tags,
        "description": _text(given.get("description"), LONGEST["description"]) or f"{title}: {', '.join(genres)}.",
        **{name: value for name, value in lists.items() if value or (name == "content" and value is not None)},
        **{name: value for name, value in counts.items() if value},
        **({"media": media} if media else {}),
    }, None


def _genre(name: str) -> str:
    lower = name.lower()
    if lower.isdecimal():
        return _TMDB_GENRES.get(int(lower), lower)
    return _GENRES.get(lower, lower)


def _text(value: Any, longest: int) -> str:
    """A value as one line without what cannot be shown or stored; empty for none, as NaN is."""
    if value is None or value != value:
        return ""
    return " ".join(UNPRINTABLE.sub(" ", str(value)).split())[:longest].strip()


def _year(value: Any) -> int | None:
    text = _text(value, SHOWN)
    found = re.search(r"(?<!\d)\d{4}(?!\d)", text) or re.fullmatch(r"-?\d{1,4}(?:\.0)?", text)
    return None if not found else int(float(f"-{found[0]}" if text == f"-{found[0]}" else found[0]))


def _count(value: Any) -> int:
    """A whole number above 0; 0 for anything else."""
    try:
        number = float(value)
    except (TypeError, ValueError):
        return 0
    return int(number) if 0 < number < 1e12 else 0


def _listed(value: Any, commas: bool = False) -> list[str]:
    """The parts of a list, of a text with | or ; between them (or commas), or of JSON with a name in each part."""
    return [part for part in (_text(one, 80) for one in _parts(value, commas)) if part]


def _parts(value: Any, commas: bool) -> Iterator[Any]:
    if isinstance(value, list):
        yield from (one.get("name") if isinstance(one, dict) else one for one in value)
        return
    text = _text(value, 20_000)
    inside = _decoded(text) if text.startswith("[") else None
    if inside is not None:
        yield from _parts(inside, commas)
        return
    yield from re.split(r"[|;,]" if commas and "|" not in text else r"[|;]", text)


def _decoded(text: str) -> list | None:
    for decode in (json.loads, ast.literal_eval):
        try:
            found = decode(text)
        except (ValueError, SyntaxError, RecursionError, MemoryError):
            continue
        return found if isinstance(found, list) else None
    return None


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
