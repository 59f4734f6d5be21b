"""A catalogue brought along as a table: its columns are recognised and every row is checked."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from recommender.catalogue.records import parse_record
from recommender.catalogue.titles import split_year
from recommender.catalogue.vocabulary import GENRES
from recommender.errors import CatalogueError

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "id": ("id", "item_id"),
    "kind": ("kind", "type"),
    "title": ("title", "name"),
    "year": ("year", "release_date"),
    "creators": ("creators", "creator", "author", "artist", "director"),
    "genres": ("genres", "genre"),
    "tags": ("tags", "keywords"),
    "description": ("description", "overview", "summary"),
    "minutes": ("minutes", "runtime"),
    "movielens_id": ("movielens_id", "movieid"),
    "tmdb_id": ("tmdb_id", "tmdbid"),
}
"""By field of a catalogue's item, the names of columns that it is read from, MovieLens' and TMDB's among them."""

_OTHER_NAMES = {"sci-fi": "science fiction", "film-noir": "crime", "children's": "children"}
_NO_GENRES = {"(no genres listed)", "imax", "tv movie", "foreign"}
_MISTAKES_SHOWN = 20


@dataclass(frozen=True)
class Table:
    """What was found: which column each field is read from, and the items, as `records.parse_record` takes them."""

    columns: Mapping[str, str]
    items: tuple[dict, ...]


def read_table(file: Path) -> Table:
    """The items of a CSV with a header or of JSON Lines.

    Raises CatalogueError with the numbers of the rows that are wrong, from 1, and what is wrong with each.
    """
    rows = list(_rows(file))
    names = {name.strip().lower(): name for row in rows[:100] for name in row if name}
    columns = {
        field: names[known] for field, ways in COLUMNS.items() if (known := next((w for w in ways if w in names), None))
    }
    if "title" not in columns:
        raise CatalogueError(f"{file.name}: no column is called {' or '.join(COLUMNS['title'])}; found {list(names)}")
    items, wrong, taken = [], [], set()
    for number, row in enumerate(rows, start=1):
        try:
            item = _item({field: row.get(name) for field, name in columns.items()}, number, "movielens_id" in columns)
            parse_record(item, f"row {number}")
            if item["id"] in taken:
                raise CatalogueError(f"row {number}: the id {item['id']!r} comes twice")
            taken.add(item["id"])
            items.append(item)
        except (CatalogueError, ValueError) as error:
            wrong.append(str(error) if str(error).startswith("row") else f"row {number}: {error}")
    if wrong or not items:
        more = f"\nand {len(wrong) - _MISTAKES_SHOWN} more" if len(wrong) > _MISTAKES_SHOWN else ""
        raise CatalogueError("\n".join(wrong[:_MISTAKES_SHOWN]) + more or f"{file.name} holds no row")
    return Table(columns, tuple(items))


def _rows(file: Path) -> Iterator[dict]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            if file.suffix.lower() in (".jsonl", ".ndjson"):
                yield from (json.loads(line) for line in lines if line.strip())
            else:
                yield from csv.DictReader(lines)
    except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        raise CatalogueError(f"{file} cannot be read: {error}") from error


def _item(found: Mapping[str, object], number: int, of_films: bool) -> dict:
    plain = {name: value for name, value in found.items() if value not in (None, "", [])}
    title, year = split_year(str(plain.get("title", "")).strip())
    stated = re.match(r"-?\d{1,4}", str(plain.get("year", "")))
    kind = str(plain.get("kind", "film" if of_films else "")).strip().lower()
    if year is None and stated is None:
        raise ValueError("no year stands in it, neither in a column nor in brackets after the title")
    genres = [_OTHER_NAMES.get(name.lower(), name.lower()) for name in _listed(plain.get("genres"))]
    genres = [name for name in dict.fromkeys(genres) if name not in _NO_GENRES]
    unknown = [name for name in genres if name not in GENRES]
    if unknown or not genres:
        raise ValueError(f"the genre {unknown[0]!r} is not known" if unknown else "it has no genre that is known")
    creators = _listed(plain.get("creators")) or ["unknown"]
    slug = re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-") or str(number)
    numbers = {name: int(float(str(plain[name]))) for name in ("minutes", "movielens_id", "tmdb_id") if name in plain}
    return {
        "id": str(plain.get("id", f"{kind}-{slug}-{abs(int(stated[0]) if stated else year)}")),
        "kind": kind,
        "title": title,
        "year": int(stated[0]) if stated else year,
        "creators": creators,
        "genres": genres,
        "tags": _listed(plain.get("tags")) or genres,
        "description": " ".join(str(plain.get("description", f"{title}: {', '.join(genres)}.")).split()),
        **{name: value for name, value in numbers.items() if value > 0},
    }


def _listed(value: object) -> list[str]:
    if value is None:
        return []
    parts: Iterable = value if isinstance(value, list) else re.split(r"[|;]", str(value))
    return [str(part).strip() for part in parts if str(part).strip()]
