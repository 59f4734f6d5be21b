"""What is said to somebody low of an item that keeps them company: humane, and nothing of where their mood is."""

from __future__ import annotations

import math
from collections.abc import Iterator

from emotion.message import Message
from recommender.ranking.facts import theme
from recommender.ranking.situation import Situation
from recommender.types import Item, Strategy

LOW, QUIET = -0.25, 0.25
"""Somebody is low whose feeling is less pleasant than LOW and less lively than QUIET."""

GENTLE = frozenset({"comforting", "compassionate", "consoling", "gentle", "healing", "soothing", "tender", "warm"})
SORROWS = ("grief", "mourning", "loss", "loneliness", "heartbreak", "farewell", "homesickness", "regret", "longing")
NEAR, LIGHTER = 0.45, 0.15
SAD = -0.25
"""What is less pleasant is sad itself, however much sadder the person is."""

SAYS = (
    "company-knows",
    "company-gentle",
    "company-lighter",
    "company-hopeful",
    "company-patient",
    "company-unhurried",
    "company-quiet",
    "company-stays",
    "company-there",
)


def low(situation: Situation) -> bool:
    """Whether the person is low, or the list is for somebody who is: a time for company and humane words."""
    feeling, path = situation.context.trajectory, situation.strategy.path
    if situation.context.quiet:
        return bool(path)
    held = path[:1] if feeling.unknown else (*path[:1], (feeling.valence, feeling.arousal))
    return bool(path) and any(valence < LOW and arousal < QUIET for valence, arousal in held)


def company(item: Item, strategy: Strategy) -> Iterator[Message]:
    """What may be said of an item to somebody low, the most telling first."""
    now = strategy.path[0]
    lighter = item.valence - now[0]
    sorrow = next((name for name in SORROWS if name in item.themes), None)
    if sorrow:
        yield Message("company-knows", {"theme": theme(sorrow)})
    if GENTLE.intersection(item.moods) and item.arousal < QUIET:
        yield Message("company-gentle")
    if LIGHTER < lighter <= 4 * LIGHTER and item.valence > SAD:
        yield Message("company-lighter")
    if "hopeful" in item.moods:
        yield Message("company-hopeful")
    if lighter > 4 * LIGHTER and item.arousal < QUIET:
        yield Message("company-patient")
    if item.arousal < -QUIET:
        yield Message("company-unhurried")
    if item.arousal < 0:
        yield Message("company-quiet")
    if math.dist((item.valence, item.arousal), now) < NEAR:
        yield Message("company-stays")
    yield Message("company-there")
