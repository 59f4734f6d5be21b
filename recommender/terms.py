"""The terms of a score: each judges all items in one array operation, on one scale.

Every term is centred on the catalogue's mean item, which it gives 0: a positive value speaks for an item, a negative
one against it, and a term that has nothing to go by gives 0 for all. Values lie in [-1, 1].
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

import numpy as np

from emotion.types import INTENTS, Intent
from recommender.features import Features
from recommender.types import Action, Context, Event, Strategy

CLOSENESS = 0.4
"""Distance on the affect plane at which an item counts as about 0.6 close."""

STEP_DISCOUNT = 0.8
"""What an item counts that is close to the next but one point of the path, not to the target itself; and so on."""

TASTE_WEIGHTS = {Action.LIKE: 1.0, Action.FINISH: 0.8, Action.OPEN: 0.4, Action.NO: -0.8}
TASTE_HALF_LIFE = 900.0
SHOWN_SHARE = 0.5


class Term(Protocol):
    """One reason to list an item."""

    name: str

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        """(N,) float32 in [-1, 1], mean about 0 over the catalogue."""


class Affect:
    """Closeness to where the strategy aims, and to the rest of the path from there on (each further step less)."""

    name = "affect"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        return _centred(closeness(features.affect, _ahead(strategy)))


class Taste:
    """Likeness to what the person liked, finished or opened, less likeness to what they refused.

    The events fade with their distance in time from the newest one, with a half-life of TASTE_HALF_LIFE s; an item is
    not like itself here, or what was just liked would fill the list.
    """

    name = "taste"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        rows, weights = taste_weights(features, context.history)
        if not len(rows):
            return np.zeros(len(features), np.float32)
        profile = weights @ features.likeness[rows]
        likeness = features.likeness @ profile
        likeness[rows] -= weights * (features.likeness[rows] ** 2).sum(axis=1)
        return _centred(likeness)


class IntentMatch:
    """How well an item serves what the person seems to want, as far as that is more than an even guess.

    `keep going` is served by what is close to the feeling now: the first point of the strategy's path.
    """

    name = "intent"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        if not strategy.intent:
            return np.zeros(len(features), np.float32)
        wanted = np.asarray(strategy.intent, np.float32) - np.float32(1 / len(INTENTS))
        served = features.serves @ wanted
        if strategy.path:
            served += wanted[INTENTS.index(Intent.KEEP_GOING)] * _centred(closeness(features.affect, strategy.path[:1]))
        return _centred(served)


class Popularity:
    """How widely known an item is."""

    name = "popularity"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        return _centred(features.popularity)


class Novelty:
    """Half: how little known an item is. Half: how unlike what the person has opened, rated or been shown before."""

    name = "novelty"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        rows, weights = _known(features, context)
        if not len(rows):
            return _centred(-0.5 * features.popularity)
        profile = weights @ features.likeness[rows] / weights.sum()
        familiar = np.clip(features.likeness @ profile, 0, 1)
        familiar[rows] = np.maximum(familiar[rows], weights)
        return _centred(-0.5 * features.popularity - 0.5 * familiar)


TERMS: tuple[Term, ...] = (Affect(), Taste(), IntentMatch(), Popularity(), Novelty())


def closeness(affect: np.ndarray, points: Iterable[tuple[float, float]]) -> np.ndarray:
    """(N,) float32 in [0, 1]: how close affect (N, 2) comes to the best of the points.

    A Gaussian of the distance with standard deviation CLOSENESS; each point counts less than the one before it.
    """
    valence, arousal = affect[:, 0], affect[:, 1]
    best = np.full(len(affect), -np.inf, np.float32)
    for number, (x, y) in enumerate(points):
        squared = (valence - np.float32(x)) ** 2 + (arousal - np.float32(y)) ** 2
        fit = squared * np.float32(-0.5 / CLOSENESS**2) + np.float32(number * np.log(STEP_DISCOUNT))
        np.maximum(best, fit, out=best)
    return np.exp(best)


def taste_weights(features: Features, history: tuple[Event, ...]) -> tuple[np.ndarray, np.ndarray]:
    """Rows (H,) of the items acted on and their weights (H,) float32, whose sizes sum to less than 1.

    The last action on an item counts, but opening does not undo a like. The sum of sizes is W / (W + 1) for a total
    evidence W, so that one event says less than several. Items the catalogue does not hold are left out.
    """
    newest = max((event.time for event in history), default=0.0)
    evidence: dict[int, float] = {}
    for event in history:
        row = features.catalogue.index.get(event.item_id)
        if row is None:
            continue
        weight = TASTE_WEIGHTS[event.action] * 0.5 ** ((newest - event.time) / TASTE_HALF_LIFE)
        opinion = event.action in (Action.LIKE, Action.NO)
        if opinion or abs(weight) > abs(evidence.get(row, 0.0)):
            evidence[row] = weight
    weights = np.fromiter(evidence.values(), np.float32, len(evidence))
    return np.fromiter(evidence, np.intp, len(evidence)), weights / (1 + np.abs(weights).sum())


def _known(features: Features, context: Context) -> tuple[np.ndarray, np.ndarray]:
    index = features.catalogue.index
    known = {index[item_id]: SHOWN_SHARE for item_id in context.shown if item_id in index}
    known |= {index[event.item_id]: 1.0 for event in context.history if event.item_id in index}
    return np.fromiter(known, np.intp, len(known)), np.fromiter(known.values(), np.float32, len(known))


def _ahead(strategy: Strategy) -> tuple[tuple[float, float], ...]:
    """The target and what comes after it on the path."""
    after = strategy.path[strategy.path.index(strategy.target) + 1 :] if strategy.target in strategy.path else ()
    return (strategy.target, *after)


def _centred(values: np.ndarray) -> np.ndarray:
    centred = values - values.mean(dtype=np.float64).astype(np.float32)
    return np.clip(centred, -1, 1, out=centred)
