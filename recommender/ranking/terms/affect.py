"""Closeness to where the strategy aims."""

from __future__ import annotations

import math

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Goal, Item, Strategy

CLOSENESS = 0.4
"""Standard deviation, on the affect plane, of how close an item counts to a target."""

INDISTINCT = 0.3
"""Up to this share of a standard deviation items count as equally close: their affect is itself an estimate."""

AHEAD, BEHIND = 0.55, 0.3
"""The same along the path: an item further on counts as closer than one the person would have to go back for."""

SHORTEST_PATH = 0.1
"""A path shorter than this has no direction to speak of."""

STEP = 0.6
"""Up to this distance on the affect plane something is only a step away."""


class Affect(Term):
    """Closeness to where the strategy aims, and agreement with the path that leads there."""

    name, control = "affect", "mood"
    weight, weight_unknown = 0.9, 0.4
    says = (
        "place-brighter",
        "place-step-brighter",
        "place-calmer",
        "place-step-calmer",
        "place-lighter",
        "place-step-lighter",
        "place-even",
        "place-at-mood",
        "place-near-mood",
        "place-towards-mood",
        "place-bright-side",
        "place-quiet-side",
        "place-easy-start",
    )

    def score(self, situation: Situation) -> Scored:
        strategy = situation.strategy
        return Scored(situation.centred(closeness(situation.affect, strategy.target, strategy.path)))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        groups, strategy = whole.features.groups, whole.strategy
        return (Estimate(closeness(groups.affect, strategy.target, strategy.path), groups.affect_of),)

    def phrase(self, situation: Situation, scored: Scored, place: int) -> Message:
        return Message(where(situation.item(place), situation.strategy))


def closeness(
    affect: np.ndarray, target: tuple[float, float], path: tuple[tuple[float, float], ...] = ()
) -> np.ndarray:
    """(N,) float32 in [0, 1]: how close affect (N, 2) comes to the target, as a Gaussian of the distance, flat on top.

    Along a path its standard deviation is AHEAD beyond the target and BEHIND before it; all else has CLOSENESS.
    """
    x, y = affect[:, 0] - np.float32(target[0]), affect[:, 1] - np.float32(target[1])
    squared = (x**2 + y**2) / np.float32(CLOSENESS**2)
    length = math.dist(path[0], path[-1]) if path else 0.0
    if length > SHORTEST_PATH:
        along = (x * np.float32(path[-1][0] - path[0][0]) + y * np.float32(path[-1][1] - path[0][1])) / length
        ahead, behind = (np.float32(1 / deviation**2 - 1 / CLOSENESS**2) for deviation in (AHEAD, BEHIND))
        squared += along**2 * np.where(along > 0, ahead, behind)
    distance = np.maximum(np.sqrt(squared) - np.float32(INDISTINCT), 0)
    return np.exp(np.float32(-0.5) * distance**2)


def where(item: Item, strategy: Strategy) -> str:
    """Key of where the item lies from the person's mood, in the direction of the goal."""
    if not strategy.path:
        return _where_unknown(item, strategy)
    now = strategy.path[0]
    pleasant, energy = item.valence - now[0], item.arousal - now[1]
    distance = math.hypot(pleasant, energy)
    step = "place" if distance > STEP else "place-step"
    if strategy.name == Goal.LIFT and pleasant > 0.15:
        return f"{step}-brighter"
    if strategy.name == Goal.CALM and energy < -0.15:
        return f"{step}-calmer"
    if strategy.name == Goal.CALM and pleasant > 0.15:
        return f"{step}-lighter"
    if strategy.name == Goal.STEADY and max(abs(item.valence), abs(item.arousal)) < 0.45:
        return "place-even"
    return "place-at-mood" if distance < 0.25 else "place-near-mood" if distance < 0.55 else "place-towards-mood"


def _where_unknown(item: Item, strategy: Strategy) -> str:
    if item.valence > 0.2 and strategy.target[0] > 0.4:
        return "place-bright-side"
    if item.arousal < -0.2 and strategy.target[1] < -0.2:
        return "place-quiet-side"
    return "place-easy-start"
