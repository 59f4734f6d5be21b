"""How it went with things like this."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.features import Features
from recommender.ranking.situation import Situation
from recommender.ranking.terms.evidence import Evidence
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


class Went(Term):
    """Likeness to what moved this person where the strategy leads, less likeness to what moved them away from there.

    What moves somebody is theirs alone, so nobody else's reactions count. An item is not like itself here.
    """

    name, control, weight = "went", "mood", 0.4
    says = ("went-well", "went-badly-otherwise")
    joins = "reason-since"

    def score(self, situation: Situation) -> Scored:
        evidence = evidence_of(situation.features, situation.context.reactions, situation.strategy)
        return Scored(evidence.score(situation), evidence)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        evidence = evidence_of(whole.features, whole.context.reactions, whole.strategy)
        return (evidence.estimate(whole.features),) if len(evidence.rows) else ()

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        telling = self.rests_on(situation, scored, place)
        if telling:
            yield Message("went-well", {"title": situation.title(telling[0])})
            return
        yield Message("went-badly-otherwise")

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        """The items with which it went well that are like the one at a place, the most telling first."""
        return tuple(reaction.item_id for reaction in scored.evidence.telling(situation, place))


def evidence_of(features: Features, reactions: tuple[Reaction, ...], strategy: Strategy) -> Evidence:
    """How well it went, for what the strategy is after now; of each item the last time counts."""
    last = {one.item_id: one for one in reactions if one.item_id in features.catalogue.index}
    newest = max((one.time for one in last.values()), default=0.0)
    rows = np.array([features.catalogue.index[item_id] for item_id in last], np.intp)
    gains = [gain(one, strategy) * 0.5 ** ((newest - one.time) / HALF_LIFE) for one in last.values()]
    return Evidence(rows, np.array(gains, np.float32), list(last.values())).scaled(features)


def gain(reaction: Reaction, strategy: Strategy) -> float:
    """How far a feeling moved the way the strategy leads, in [-1, 1]; where that leads nowhere, how much pleasanter."""
    moved = np.subtract(reaction.after, reaction.before)
    way = np.subtract(strategy.path[-1], strategy.path[0]) if strategy.path else np.zeros(2)
    length = math.hypot(*way)
    along = float(moved @ way) / length if length > AIMLESS else float(moved[0])
    return float(np.clip(along / FAR, -1, 1)) * min(reaction.seconds / WHOLE, 1.0)
