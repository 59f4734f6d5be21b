"""The written part of the catalogue: facts, description and tags of each item, as they stand in its JSON files.

A file holds one JSON array of objects. Everything computed (affect, popularity, embeddings) is kept apart from it.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from recommender.catalogue.moods import MOODS
from recommender.catalogue.vocabulary import KINDS
from recommender.errors import CatalogueError
from recommender.studio.brought import usable

UNPRINTABLE = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")
"""Control characters (NUL, newlines) and lone surrogates: neither can be shown or stored."""

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_REQUIRED = ("id", "kind", "title", "year", "creators", "genres", "tags", "description")
_COUNTS = ("minutes", "movielens_id", "tmdb_id", "ratings")
_LISTS = ("content", "people", "themes", "moods", "arc")
_OPTIONAL = (*_COUNTS, *_LISTS, "media")
CONTENT = ("violence", "gore", "death", "suicide", "abuse", "war", "sex")
"""What a work may hold that not everybody wants to meet."""


@dataclass(frozen=True)
class Record:
    """What a person wrote about one item.

    year may be negative (before the common era). minutes is how long it takes; ratings is how many people rated it in
    the source of popularity; both, and the ids of other services, are None where not known.

    content holds words of CONTENT, and is None where nobody has said. people are those who act or are featured. moods
    are words of recommender.catalogue.moods, and arc, where the feeling turns, is one of them for the beginning and
    one for the end. media is where it can be had, see `recommender.studio.brought`.
    """

    id: str
    kind: str
    title: str
    year: int
    creators: tuple[str, ...]
    genres: tuple[str, ...]
    tags: tuple[str, ...]
    description: str
    minutes: int | None = None
    movielens_id: int | None = None
    tmdb_id: int | None = None
    ratings: int | None = None
    content: tuple[str, ...] | None = None
    people: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    arc: tuple[str, ...] = ()
    media: str | None = None

    @property
    def text(self) -> str:
        """What a text model reads to place this item among the others."""
        return f"{self.title}. {self.description} {', '.join(self.tags)}"


def read_records(folder: Path) -> tuple[Record, ...]:
    """Every record of the JSON files in folder, files in the order of their names.

    Raises CatalogueError when there is no file, a file cannot be read, a record breaks a rule or an id comes twice.
    """
    files = sorted(folder.glob("*.json"))
    if not files:
        raise CatalogueError(f"{folder} holds no catalogue: expected JSON files such as films.json")
    records: dict[str, Record] = {}
    for file in files:
        for number, fields in enumerate(_array(file), start=1):
            record = parse_record(fields, f"{file.name}, item {number}")
            if record.id in records:
                raise CatalogueError(f"{file.name}, item {number}: the id {record.id!r} is taken by another item")
            records[record.id] = record
    if not records:
        raise CatalogueError(f"{folder} holds no item: its JSON files are all empty")
    return tuple(records.values())


def parse_record(fields: object, where: str) -> Record:
    """The record that a decoded JSON object stands for. `where` names its place in error messages.

    Raises CatalogueError for a missing or unknown field, a wrong type, or text that holds control characters.
    """
    if not isinstance(fields, dict):
        raise CatalogueError(f"{where}: expected an object with fields, got {type(fields).__name__}")
    for name in _REQUIRED:
        if name not in fields:
            raise CatalogueError(f"{where}: the field {name!r} is missing")
    unknown = sorted(set(fields) - {*_REQUIRED, *_OPTIONAL})
    if unknown:
        raise CatalogueError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join((*_REQUIRED, *_OPTIONAL))}")
    item_id = _text(fields, "id", where)
    if not _ID.fullmatch(item_id):
        raise CatalogueError(f"{where}: the id {item_id!r} may hold only a-z, 0-9 and single hyphens between them")
    where = f"{where} ({item_id})"
    kind = _text(fields, "kind", where)
    if kind not in KINDS:
        raise CatalogueError(f"{where}: kind is {kind!r}; allowed are {', '.join(KINDS)}")
    year = _integer(fields, "year", where)
    if not -3000 <= year <= 2100:
        raise CatalogueError(f"{where}: year is {year}; allowed are -3000 to 2100")
    return Record(
        id=item_id,
        kind=kind,
        title=_text(fields, "title", where),
        year=year,
        creators=_texts(fields, "creators", where),
        genres=_texts(fields, "genres", where),
        tags=_texts(fields, "tags", where),
        description=_text(fields, "description", where),
        **{name: _count(fields, name, where) for name in _COUNTS if fields.get(name) is not None},
        **_lists(fields, where),
        media=_media(fields, where),
    )


def fingerprint(records: Iterable[Record]) -> str:
    """A digest of all that the computed part of a catalogue depends on, in the order of the records."""
    parts = [[r.id, r.kind, r.text, r.genres, r.ratings, r.moods] for r in records]
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def _array(file: Path) -> list:
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise CatalogueError(f"{file} cannot be read as JSON: {error}") from error
    if not isinstance(content, list):
        raise CatalogueError(f"{file} must hold one JSON array of items, got {type(content).__name__}")
    return content


def _text(fields: dict, name: str, where: str) -> str:
    return _checked(fields[name], name, where)


def _texts(fields: dict, name: str, where: str) -> tuple[str, ...]:
    values = fields[name]
    if not isinstance(values, list) or not values:
        raise CatalogueError(f"{where}: {name} must be a list of at least one text, got {values!r:.60}")
    return tuple(_checked(value, name, where) for value in values)


def _lists(fields: dict, where: str) -> dict[str, tuple[str, ...]]:
    found = {name: _texts(fields, name, where) if fields[name] != [] else () for name in _LISTS if name in fields}
    for name, allowed in (("content", CONTENT), ("moods", MOODS), ("arc", MOODS)):
        unknown = [word for word in found.get(name, ()) if word not in allowed]
        if unknown:
            raise CatalogueError(f"{where}: {name} holds {unknown[0]!r:.60}, which is not in its vocabulary")
        if len(set(found.get(name, ()))) < len(found.get(name, ())):
            raise CatalogueError(f"{where}: {name} holds a word twice")
    if len(found.get("arc", ())) not in (0, 2):
        raise CatalogueError(f"{where}: arc must be two moods, of the beginning and of the end")
    return found


def _media(fields: dict, where: str) -> str | None:
    if fields.get("media") is None:
        return None
    named = _text(fields, "media", where)
    if not usable(named):
        raise CatalogueError(f"{where}: media is {named!r:.80}; allowed is an address on the web or a path to a file")
    return named


def _checked(value: object, name: str, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CatalogueError(f"{where}: {name} must be a text that is not empty, got {value!r:.60}")
    if UNPRINTABLE.search(value):
        raise CatalogueError(f"{where}: {name} holds a control character: {value!r:.60}")
    return value


def _integer(fields: dict, name: str, where: str) -> int:
    value = fields[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise CatalogueError(f"{where}: {name} must be a whole number, got {value!r:.60}")
    return value


def _count(fields: dict, name: str, where: str) -> int:
    value = _integer(fields, name, where)
    if value < 0 or (value == 0 and name != "ratings"):
        raise CatalogueError(f"{where}: {name} must be positive, got {value}")
    return value
