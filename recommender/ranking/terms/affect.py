"""Closeness to where the strategy aims."""

from __future__ import annotations

import math
from bisect import bisect
from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.arcs import arc_of, item_leads, leads
from recommender.ranking.facts import turns
from recommender.ranking.situation import Situation
from recommender.ranking.terms.company import SAYS, company, low
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import TOWARDS, Goal, Item, Strategy

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

AT, NEAR = 0.25, 0.55
"""Up to these distances something is where the person is, and near that."""

EVEN = 0.1
"""More pleasant than this an item may be called brighter where that is not asked for; less lively, calmer."""

STAMPS = ("place-at-mood", "place-near-mood", "place-towards-mood")
"""What fits nearly every item of a list that matches a mood, so that it tells little of any one."""

POINTED = ("place-at-pointed", "place-near-pointed", "place-nearer-pointed")
"""How close something comes to where the person pointed; the last is true of whatever this term speaks for."""

PLEASANT, ENERGY = ("low", "even", "glad"), ("slow", "steady", "lively")
"""Parts of the affect plane, after which an hour is called."""


class Affect(Term):
    """Closeness to where the strategy aims, and agreement with the path that leads there.

    A work that begins where the person is and ends where the path does goes that way by itself, and counts as close.
    """

    name, control = "affect", "mood"
    weight, weight_unknown = 0.9, 0.4
    says = (
        *(f"place-{step}{way}" for way in ("brighter", "calmer", "lighter") for step in ("", "step-")),
        "place-even",
        "place-next-brighter",
        "place-next-calmer",
        *POINTED,
        *STAMPS,
        *(f"hour-{pleasant}-{energy}" for pleasant in PLEASANT for energy in ENERGY),
        "place-bright-side",
        "place-quiet-side",
        "place-easy-start",
        *SAYS,
        "fact-turns",
    )

    def score(self, situation: Situation) -> Scored:
        strategy = situation.strategy
        near = closeness(situation.affect, strategy.target, strategy.path)
        _follow(situation, near)
        return Scored(situation.centred(near))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        groups, strategy = whole.features.groups, whole.strategy
        return (Estimate(closeness(groups.affect, strategy.target, strategy.path), groups.affect_of),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        item, strategy = situation.item(place), situation.strategy
        if item_leads(item, strategy):
            yield turns(arc_of(item))
        if low(situation):
            yield from company(item, strategy)
            return
        if strategy.name == TOWARDS:
            yield from map(Message, _pointed(item, strategy))
            return
        yield Message(where(item, strategy))
        yield from map(Message, _besides(item, strategy))


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


def _follow(situation: Situation, near: np.ndarray) -> None:
    """Raise near (R,) of those works that go the way of the path by themselves, by how closely they follow it: where
    they begin, where they end, and as a whole."""
    strategy, arcs = situation.strategy, situation.features.arcs
    goes = leads(arcs.begins, arcs.ends, strategy)
    if not goes.any():
        return
    now, end = strategy.path[0], strategy.path[-1]
    rows, halfway = arcs.rows[goes], ((now[0] + end[0]) / 2, (now[1] + end[1]) / 2)
    follows = closeness(arcs.begins[goes], now) * closeness(arcs.ends[goes], end)
    follows *= closeness(situation.features.affect[rows], halfway)
    judged, places = situation.places(rows)
    near[places] = np.maximum(near[places], np.cbrt(follows)[judged])


def where(item: Item, strategy: Strategy) -> str:
    """Key of where the item lies from the person's mood, in the direction of the goal."""
    if not strategy.path:
        return _where_unknown(item, strategy)
    pleasant, energy, distance = _away(item, strategy)
    step = "place" if distance > STEP else "place-step"
    if strategy.name == Goal.LIFT and pleasant > 0.15:
        return f"{step}-brighter"
    if strategy.name == Goal.CALM and energy < -0.15:
        return f"{step}-calmer"
    if strategy.name == Goal.CALM and pleasant > 0.15:
        return f"{step}-lighter"
    if strategy.name == Goal.STEADY and -0.15 < item.valence < 0.45 and abs(item.arousal) < 0.45:
        return "place-even"
    return STAMPS[0] if distance < AT else STAMPS[1] if distance < NEAR else STAMPS[2]


def _pointed(item: Item, strategy: Strategy) -> Iterator[str]:
    """Keys of where the item lies from the place that the person pointed at, and from how they feel."""
    distance = math.dist((item.valence, item.arousal), strategy.target)
    yield POINTED[0] if distance < AT else POINTED[1] if distance < NEAR else POINTED[2]
    if strategy.path:
        pleasant, energy, away = _away(item, strategy)
        step = "place" if away > STEP else "place-step"
        if pleasant > 0.15:
            yield f"{step}-brighter"
        if energy < -0.15:
            yield f"{step}-calmer"
    if distance < NEAR:
        yield POINTED[2]


def _besides(item: Item, strategy: Strategy) -> Iterator[str]:
    """Keys of what else is true of where the item lies."""
    if not strategy.path:
        return
    near_target = math.dist((item.valence, item.arousal), strategy.target) < AT
    if len(strategy.path) > 1 and near_target and strategy.name in _NEXT:
        yield _NEXT[strategy.name]
    pleasant, energy, distance = _away(item, strategy)
    if strategy.name in (Goal.MATCH, Goal.STEADY):
        if distance < NEAR:
            yield hour(strategy.path[0])
        if energy < -0.2 and item.arousal < EVEN:
            yield "place-step-calmer" if distance <= STEP else "place-calmer"
        elif pleasant > 0.2 and item.valence > EVEN:
            yield "place-step-brighter" if distance <= STEP else "place-brighter"


_NEXT = {Goal.LIFT: "place-next-brighter", Goal.CALM: "place-next-calmer"}


def hour(feeling: tuple[float, float]) -> str:
    """Key of what an hour is called in which somebody feels so."""
    pleasant, energy = (bisect((-0.2, 0.2), value) for value in feeling)
    return f"hour-{PLEASANT[pleasant]}-{ENERGY[energy]}"


def _away(item: Item, strategy: Strategy) -> tuple[float, float, float]:
    """How much more pleasant and livelier than the person feels, and how far away in all."""
    pleasant, energy = item.valence - strategy.path[0][0], item.arousal - strategy.path[0][1]
    return pleasant, energy, math.hypot(pleasant, energy)


def _where_unknown(item: Item, strategy: Strategy) -> str:
    if item.valence > 0.2 and strategy.target[0] > 0.4:
        return "place-bright-side"
    if item.arousal < -0.2 and strategy.target[1] < -0.2:
        return "place-quiet-side"
    return "place-easy-start"
