"""How it went with things like this."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from emotion.message import Message
from recommender.ranking.features import Features
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Reaction, Strategy

HALF_LIFE = 1800.0
"""Seconds after which what went so counts half."""

FAR = 0.5
"""A feeling that moved so far on the affect plane counts in full."""

WHOLE = 60.0
"""So many seconds of an item tell all that it can tell; less tells as much less."""

AIMLESS = 0.15
"""Where the strategy aims no further away than this, what is pleasant went well."""


class Evidence(NamedTuple):
    """Rows (H,) of the items that were open, how well it went with each, (H,), signed, and what was seen then."""

    rows: np.ndarray
    gains: np.ndarray
    reactions: list[Reaction]


class Went(Term):
    """Likeness to what moved this person where the strategy leads, less likeness to what moved them away from there.

    What moves somebody is theirs alone, so nobody else's reactions count. An item is not like itself here.
    """

    name, control, weight = "went", "mood", 0.4
    says = ("went-well", "went-badly-otherwise")
    joins = "reason-since"

    def score(self, situation: Situation) -> Scored:
        evidence = evidence_of(situation.features, situation.context.reactions, situation.strategy)
        rows, gains, _ = evidence
        if not len(rows):
            return Scored(np.zeros(len(situation.rows), np.float32), evidence)
        known = situation.features.likeness[rows]
        likeness = situation.likeness @ (gains @ known)
        judged, places = situation.places(rows)
        likeness[places] -= (gains * (known**2).sum(axis=1))[judged]
        return Scored(situation.centred(likeness), evidence)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        rows, gains, _ = evidence_of(whole.features, whole.context.reactions, whole.strategy)
        if not len(rows):
            return ()
        groups = whole.features.groups
        return (Estimate(groups.likeness @ (gains @ whole.features.likeness[rows]), groups.likeness_of),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        telling = self.rests_on(situation, scored, place)
        if telling:
            yield Message("went-well", {"title": situation.title(telling[0])})
            return
        yield Message("went-badly-otherwise")

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        """The items with which it went well that are like the one at a place, the most telling first."""
        rows, gains, reactions = scored.evidence
        parts = gains * (situation.features.likeness[rows] @ situation.likeness[place]) if len(rows) else np.zeros(0)
        parts[(rows == situation.rows[place]) | (gains < 0)] = 0.0
        return tuple(reactions[number].item_id for number in np.argsort(-parts, kind="stable") if parts[number] > 0)


def evidence_of(features: Features, reactions: tuple[Reaction, ...], strategy: Strategy) -> Evidence:
    """How well it went, for what the strategy is after now; of each item the last time counts.

    Scaled like taste: one reaction says less than several, and many that agree in little still say something.
    """
    last = {one.item_id: one for one in reactions if one.item_id in features.catalogue.index}
    newest = max((one.time for one in last.values()), default=0.0)
    rows = np.array([features.catalogue.index[item_id] for item_id in last], np.intp)
    gains = [gain(one, strategy) * 0.5 ** ((newest - one.time) / HALF_LIFE) for one in last.values()]
    gains = np.array(gains, np.float32)
    total, length = np.abs(gains).sum(), np.linalg.norm(gains @ features.likeness[rows]) if len(rows) else 0.0
    if length > 1e-6:
        gains *= total / (1 + total) / length
    return Evidence(rows, gains, list(last.values()))


def gain(reaction: Reaction, strategy: Strategy) -> float:
    """How far a feeling moved the way the strategy leads, in [-1, 1]; where that leads nowhere, how much pleasanter."""
    moved = np.subtract(reaction.after, reaction.before)
    way = np.subtract(strategy.path[-1], strategy.path[0]) if strategy.path else np.zeros(2)
    length = math.hypot(*way)
    along = float(moved @ way) / length if length > AIMLESS else float(moved[0])
    return float(np.clip(along / FAR, -1, 1)) * min(reaction.seconds / WHOLE, 1.0)
