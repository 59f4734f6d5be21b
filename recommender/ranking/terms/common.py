"""What an item has to do with the person's own items."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from emotion.message import Message
from recommender.catalogue.vocabulary import THEMES
from recommender.ranking.facts import NAMED, theme
from recommender.ranking.situation import Situation

ALIKE = 0.15
"""From this likeness on a person sees what two items have to do with each other."""


def in_common(situation: Situation, place: int, item_id: str) -> Iterator[Message]:
    """That the item at a place is about the same things as another, where it is."""
    own = situation.features.catalogue.item(item_id)
    shared = [name for name in situation.item(place).themes if name in own.themes and name in THEMES]
    if shared:
        themes = tuple(theme(name) for name in shared[:NAMED])
        yield Message("in-common", {"title": own.title, "themes": themes})


def alike(situation: Situation, place: int, item_ids: Sequence[str]) -> str | None:
    """The first of some items that is like the one at a place; an engine may have its reasons where nobody sees one."""
    features = situation.features
    likeness = features.likeness[[features.catalogue.index[one] for one in item_ids]] @ situation.likeness[place]
    return next((one for one, value in zip(item_ids, likeness, strict=True) if value >= ALIKE), None)
