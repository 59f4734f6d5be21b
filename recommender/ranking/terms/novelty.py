"""How new an item would be to the person."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Action

SHOWN_SHARE = 0.5
"""How well an item is known that was only listed; one that was opened is known in full."""

EXPOSURE_SHARE = 0.7
"""How much an item's exposure counts, against 0.5 for how well it is known."""


class Novelty(Term):
    """How little known an item is, how unlike what the person has opened, finished or been shown before, and how
    seldom lists hold it."""

    name, control, weight = "novelty", "novelty", 0.15
    says = ("less-known", "unlike-seen", "seldom-suggested", "adds-something-new")

    def score(self, situation: Situation) -> Scored:
        rows, weights = _known(situation)
        parts = {"less-known": -0.5 * situation.popularity, "seldom-suggested": -EXPOSURE_SHARE * situation.exposure}
        if len(rows):
            profile = weights @ situation.features.likeness[rows] / weights.sum()
            familiar = np.clip(situation.likeness @ profile, 0, 1)
            judged, places = situation.places(rows)
            familiar[places] = np.maximum(familiar[places], weights[judged])
            parts["unlike-seen"] = -0.5 * familiar
        return Scored(situation.centred(sum(parts.values())), parts)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        found = Estimate(np.float32(-0.5) * whole.popularity - np.float32(EXPOSURE_SHARE) * whole.exposure)
        rows, weights = _known(whole)
        if not len(rows):
            return (found,)
        groups, profile = whole.features.groups, weights @ whole.features.likeness[rows] / weights.sum()
        return found, Estimate(-0.5 * np.clip(groups.likeness @ profile, 0, 1), groups.likeness_of)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        above = {key: float(values[place] - situation.usual(values)) for key, values in scored.evidence.items()}
        yield from (Message(key) for key in sorted(above, key=lambda key: -above[key]) if above[key] > 0)
        yield Message("adds-something-new")


def _known(situation: Situation) -> tuple[np.ndarray, np.ndarray]:
    """Rows (K,) of what the person knows from here and how well, (K,) float32 in [0, 1]."""
    context, index = situation.context, situation.features.catalogue.index
    known = {index[item_id]: SHOWN_SHARE for item_id in context.shown if item_id in index}
    opened = (event.item_id for event in context.history if event.action in (Action.OPEN, Action.FINISH))
    known |= {index[item_id]: 1.0 for item_id in opened if item_id in index}
    return np.array(list(known), np.intp), np.array(list(known.values()), np.float32)
