"""What an item has in common with one of the person's own."""

from __future__ import annotations

from collections.abc import Iterator

from emotion.message import Message
from recommender.catalogue.vocabulary import THEMES
from recommender.ranking.facts import NAMED, theme
from recommender.ranking.situation import Situation


def in_common(situation: Situation, place: int, item_id: str) -> Iterator[Message]:
    """That the item at a place is about the same things as another, where it is."""
    own = situation.features.catalogue.item(item_id)
    shared = [name for name in situation.item(place).themes if name in own.themes and name in THEMES]
    if shared:
        themes = tuple(theme(name) for name in shared[:NAMED])
        yield Message("in-common", {"title": own.title, "themes": themes})
