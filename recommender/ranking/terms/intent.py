"""What the person seems to want of the next item."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from emotion.types import INTENTS, Intent
from recommender.ranking.situation import Situation
from recommender.ranking.terms.affect import closeness
from recommender.ranking.terms.company import low
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Strategy

SHORT = 45
"""Minutes up to which an item's length is worth a word."""


class IntentMatch(Term):
    """How well an item serves what the person seems to want: the intents that are more likely than an even guess.

    `keep going` is served by what is close to the feeling now: the first point of the strategy's path.
    """

    name, control, weight = "intent", "mood", 0.8
    says = tuple(
        f"serves-{intent.replace(' ', '-')}{how}"
        for intent in INTENTS
        for how in ("", "-shortly", "-softly", "-too")
        if how in ("", "-softly") or intent is not Intent.KEEP_GOING
    )

    def score(self, situation: Situation) -> Scored:
        strategy = situation.strategy
        if not strategy.intent:
            return Scored(np.zeros(len(situation.rows), np.float32))
        wanted = wanted_intents(strategy)
        served = situation.serves @ wanted
        if strategy.path:
            near = situation.centred(closeness(situation.affect, strategy.path[0]))
            served += wanted[INTENTS.index(Intent.KEEP_GOING)] * near
        return Scored(situation.centred(served), wanted)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        strategy, groups = whole.strategy, whole.features.groups
        if not strategy.intent:
            return ()
        wanted = wanted_intents(strategy)
        found = Estimate(whole.serves @ wanted)
        if not strategy.path:
            return (found,)
        near = wanted[INTENTS.index(Intent.KEEP_GOING)] * closeness(groups.affect, strategy.path[0])
        return found, Estimate(near, groups.affect_of)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        parts, item = scored.evidence * situation.serves[place], situation.item(place)
        parts[INTENTS.index(Intent.KEEP_GOING)] = 0.0
        softly = "-softly" if low(situation) else ""
        keys = [f"serves-{INTENTS[n].replace(' ', '-')}" for n in np.argsort(-parts, kind="stable") if parts[n] > 0]
        for key in keys:
            if item.minutes and item.minutes <= SHORT and not softly:
                yield Message(f"{key}-shortly", {"minutes": item.minutes})
            yield Message(f"{key}{softly}")
        if not softly:
            yield from (Message(f"{key}-too") for key in keys)
        if scored.evidence[INTENTS.index(Intent.KEEP_GOING)] > 0 or parts.max() <= 0:
            yield Message(f"serves-keep-going{softly}")


def wanted_intents(strategy: Strategy) -> np.ndarray:
    """(8,) float32: how much more likely than an even guess each intent is, 0 for those that are not."""
    return np.maximum(np.asarray(strategy.intent, np.float32) - np.float32(1 / len(INTENTS)), 0)
