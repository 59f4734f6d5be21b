"""What the catalogue still lacks of what lists, wishes and moods need to know of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from recommender.types import Item, Kind

FEWEST_MOODS = 5
FEWEST_THEMES = 2
FEWEST_TAGS = 3
_WITHOUT_ACTORS = {"animation", "documentary"}


def missing(items: Iterable[Item]) -> Iterator[str]:
    """One line for each thing that an item lacks: its id and the name of the field."""
    for item in items:
        yield from (f"{item.id}: {name}" for name, there in _facts(item).items() if not there)


def _facts(item: Item) -> dict[str, bool]:
    acted = item.kind == Kind.FILM and not _WITHOUT_ACTORS & set(item.genres)
    return {
        "minutes": item.minutes is not None,
        "content": item.content is not None,
        "people": bool(item.people) or not acted,
        "themes": len(item.themes) >= FEWEST_THEMES,
        "moods": len(item.moods) >= FEWEST_MOODS,
        "tags": len(item.tags) >= FEWEST_TAGS,
    }
