"""The terms of a score: each judges all items in one array operation, on one scale.

Every term gives 0 to the catalogue's average item: a positive value speaks for an item, a negative one against it, and
a term that has nothing to go by gives 0 for all. Values lie in [-1, 1].
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Protocol

import numpy as np

from emotion.labels import NORM_MATRIX
from emotion.types import INTENTS, Intent
from recommender.ranking.features import Features
from recommender.ranking.history import CHOSE, chosen, firm
from recommender.ranking.interests import Interests
from recommender.types import Action, Context, Event, Strategy

CLOSENESS = 0.4
"""Standard deviation, on the affect plane, of how close an item counts to a target."""

INDISTINCT = 0.3
"""Up to this share of a standard deviation items count as equally close: their affect is itself an estimate."""

AHEAD, BEHIND = 0.55, 0.3
"""The same along the path: an item further on counts as closer than one the person would have to go back for."""

SHORTEST_PATH = 0.1
"""A path shorter than this has no direction to speak of."""

TASTE_WEIGHTS = {Action.LIKE: 1.0, Action.FINISH: 0.8, Action.OPEN: 0.4, Action.NO: -0.8}
TASTE_HALF_LIFE = 900.0
SHOWN_SHARE = 0.5
OPENED_SHARE = CHOSE[Action.OPEN]

NEARNESS = 0.5
"""Standard deviation, on the affect plane, of how near a feeling's norm counts to a target."""


class Term(Protocol):
    """One reason to list an item."""

    name: str

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        """(N,) float32 in [-1, 1], about 0 for the average item of the catalogue."""


class Affect:
    """Closeness to where the strategy aims, and agreement with the path that leads there."""

    name = "affect"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        return _centred(closeness(features.affect, strategy.target, strategy.path))


class Taste:
    """Likeness to what the person liked, finished or opened, less likeness to what they refused.

    The events fade with their distance in time from the newest one, with a half-life of TASTE_HALF_LIFE s; an item is
    not like itself here, or what was just liked would fill the list.
    """

    name = "taste"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        rows, weights, _ = taste_evidence(features, context.history)
        if not len(rows):
            return np.zeros(len(features), np.float32)
        known = features.likeness[rows]
        likeness = features.likeness @ (weights @ known)
        likeness[rows] -= weights * (known**2).sum(axis=1)
        return _centred(likeness)


class IntentMatch:
    """How well an item serves what the person seems to want: the intents that are more likely than an even guess.

    `keep going` is served by what is close to the feeling now: the first point of the strategy's path.
    """

    name = "intent"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        if not strategy.intent:
            return np.zeros(len(features), np.float32)
        wanted = wanted_intents(strategy)
        served = features.serves @ wanted
        if strategy.path:
            served += wanted[INTENTS.index(Intent.KEEP_GOING)] * _centred(closeness(features.affect, strategy.path[0]))
        return _centred(served)


class Feeling:
    """The feeling an item is expected to leave in this person, against those that lie near where the strategy aims."""

    name = "feeling"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        return _centred(expected_emotions(features, context, strategy) @ wanted_emotions(strategy))


class Interest:
    """What suits the one of the person's interests that an item fits best.

    Engines are asked for each interest by itself, so that no second one is lost in an average; of a catalogue that none
    learnt of, it is likeness to what is in an interest.
    """

    name = "interest"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        found = interests_of(features, context)
        if found is None:
            return np.zeros(len(features), np.float32)
        if self.name in features.opinions:
            parts = each_interest(features, context)
            return _centred(np.max([said_of(features, self.name, part) for part in parts], axis=0))
        rows, weights, interests = found
        directions = interests.directions(weights)
        # An item is not like itself here, or what was chosen would fill the list.
        own = weights / np.maximum(np.linalg.norm(interests.sums, axis=1)[interests.of], 1e-6)
        own *= np.linalg.norm(directions, axis=1)[interests.of] * (features.likeness[rows] ** 2).sum(axis=1)
        best = np.full(len(features), -np.inf, np.float32)
        for number, direction in enumerate(directions):  # three products with a vector are quicker than one of all
            fit = features.likeness @ direction
            fit[rows] -= np.where(interests.of == number, own, 0)
            np.maximum(best, fit, out=best)
        return _centred(best)


class Sequence:
    """What tends to come next, by engines that learnt from whole histories; nothing where there are none."""

    name = "sequence"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        if self.name in features.opinions:
            return _centred(said_of(features, self.name, chosen(context)))
        return np.zeros(len(features), np.float32)


class Conformity:
    """How many like an item, anybody and those who chose what this person did, by engines where there are any.

    Else how widely known it is, against the median: not knowing how many speaks neither for nor against.
    """

    name = "conformity"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        if self.name in features.opinions:
            return _centred(said_of(features, self.name, chosen(context)))
        return features.popularity - np.median(features.popularity)


class Novelty:
    """Half: how little known an item is. Half: how unlike what the person has opened, finished or been shown before."""

    name = "novelty"

    def score(self, features: Features, context: Context, strategy: Strategy) -> np.ndarray:
        rows, weights = _known(features, context)
        if not len(rows):
            return _centred(-0.5 * features.popularity)
        profile = weights @ features.likeness[rows] / weights.sum()
        familiar = np.clip(features.likeness @ profile, 0, 1)
        familiar[rows] = np.maximum(familiar[rows], weights)
        return _centred(-0.5 * features.popularity - 0.5 * familiar)


TERMS: tuple[Term, ...] = (
    Affect(),
    Feeling(),
    IntentMatch(),
    Taste(),
    Interest(),
    Sequence(),
    Conformity(),
    Novelty(),
)


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


def wanted_intents(strategy: Strategy) -> np.ndarray:
    """(8,) float32: how much more likely than an even guess each intent is, 0 for those that are not."""
    return np.maximum(np.asarray(strategy.intent, np.float32) - np.float32(1 / len(INTENTS)), 0)


def expected_emotions(features: Features, context: Context, strategy: Strategy) -> np.ndarray:
    """(N, 7) float32: how each item is expected to leave this person, in the mood that the strategy begins from.

    For films that is foretold from what the person chose and their mood, where there is a network for it; all else
    leaves everybody alike.
    """
    if features.foretold is None:
        return features.emotions
    valence = strategy.path[0][0] if strategy.path else None
    return features.foretold.blended(features.emotions, tuple(chosen(context).items()), valence)


def wanted_emotions(strategy: Strategy) -> np.ndarray:
    """(7,) float32, mean 0: which feelings lie near the strategy's target, by their norms of valence and arousal."""
    distance = ((NORM_MATRIX - np.asarray(strategy.target, np.float32)) ** 2).sum(axis=1)
    near = np.exp(-distance / (2 * NEARNESS**2))
    return (near - near.mean()).astype(np.float32)


def interests_of(features: Features, context: Context) -> tuple[np.ndarray, np.ndarray, Interests] | None:
    """Rows (H,) of what the person chose, how much each counts (H,), and the interests among it; None for nothing."""
    index = features.catalogue.index
    known = {index[item_id]: weight for item_id, weight in chosen(context).items() if item_id in index}
    if not known:
        return None
    rows, weights = np.array(list(known), np.intp), np.array(list(known.values()), np.float32)
    return rows, weights, Interests.among(features.likeness[rows], weights)


def each_interest(features: Features, context: Context) -> list[dict[str, float]]:
    """What `chosen` found, one interest at a time, in the same order; empty for nothing."""
    found, known = interests_of(features, context), chosen(context)
    if found is None:
        return []
    rows, _, interests = found
    parts: dict[int, dict[str, float]] = {}
    for row, number in zip(rows, interests.of, strict=True):
        item_id = features.catalogue.items[row].id
        parts.setdefault(int(number), {})[item_id] = known[item_id]
    return list(parts.values())


def said_of(features: Features, term: str, found: Mapping[str, float]) -> np.ndarray:
    """(N,) float32 in [-1, 1]: what the engines behind a term say of what `chosen` found.

    What was only opened counts for OPENED_SHARE, so that a look at an item does not turn the list over.
    """
    opinion = features.opinions[term]
    said = (1 - OPENED_SHARE) * opinion.of(firm(found)) + OPENED_SHARE * opinion.of(tuple(found))
    return said.astype(np.float32)


def taste_evidence(features: Features, history: tuple[Event, ...]) -> tuple[np.ndarray, np.ndarray, list[Event]]:
    """Rows (H,) of the items acted on, their weights (H,) float32, and the action that counts for each.

    A later opinion replaces an earlier one; opening does not undo a like. The weights are scaled so that the taste they
    add up to has length W / (W + 1) for a total evidence W: one event says less than several, and many that agree in
    little still say something. Items the catalogue does not hold are left out.
    """
    newest = max((event.time for event in history), default=0.0)
    evidence: dict[int, tuple[float, Event]] = {}
    for event in history:
        row = features.catalogue.index.get(event.item_id)
        if row is None:
            continue
        weight = TASTE_WEIGHTS[event.action] * 0.5 ** ((newest - event.time) / TASTE_HALF_LIFE)
        opinion = event.action in (Action.LIKE, Action.NO)
        if opinion or abs(weight) > abs(evidence.get(row, (0.0,))[0]):
            evidence[row] = (weight, event)
    rows = np.array(list(evidence), np.intp)
    weights = np.array([weight for weight, _ in evidence.values()], np.float32)
    total, length = np.abs(weights).sum(), np.linalg.norm(weights @ features.likeness[rows])
    if length > 1e-6:
        weights *= total / (1 + total) / length
    return rows, weights, [event for _, event in evidence.values()]


def _known(features: Features, context: Context) -> tuple[np.ndarray, np.ndarray]:
    """Rows (K,) of what the person knows from here and how well, (K,) float32 in [0, 1]."""
    index = features.catalogue.index
    known = {index[item_id]: SHOWN_SHARE for item_id in context.shown if item_id in index}
    opened = (event.item_id for event in context.history if event.action in (Action.OPEN, Action.FINISH))
    known |= {index[item_id]: 1.0 for item_id in opened if item_id in index}
    return np.array(list(known), np.intp), np.array(list(known.values()), np.float32)


def _centred(values: np.ndarray) -> np.ndarray:
    centred = values - values.mean(dtype=np.float64).astype(np.float32)
    return np.clip(centred, -1, 1, out=centred)
