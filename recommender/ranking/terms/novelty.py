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


class Novelty(Term):
    """Half: how little known an item is. Half: how unlike what the person has opened, finished or been shown before."""

    name, control, weight = "novelty", "novelty", 0.15
    says = ("less-known", "unlike-seen")

    def score(self, situation: Situation) -> Scored:
        rows, weights = _known(situation)
        if not len(rows):
            return Scored(situation.centred(-0.5 * situation.popularity))
        profile = weights @ situation.features.likeness[rows] / weights.sum()
        familiar = np.clip(situation.likeness @ profile, 0, 1)
        judged, places = situation.places(rows)
        familiar[places] = np.maximum(familiar[places], weights[judged])
        return Scored(situation.centred(-0.5 * situation.popularity - 0.5 * familiar))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        found = Estimate(np.float32(-0.5) * whole.popularity)
        rows, weights = _known(whole)
        if not len(rows):
            return (found,)
        groups, profile = whole.features.groups, weights @ whole.features.likeness[rows] / weights.sum()
        return found, Estimate(-0.5 * np.clip(groups.likeness @ profile, 0, 1), groups.likeness_of)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        known_less = situation.popularity[place] < situation.features.mean_popularity
        yield Message("less-known" if known_less else "unlike-seen")


def _known(situation: Situation) -> tuple[np.ndarray, np.ndarray]:
    """Rows (K,) of what the person knows from here and how well, (K,) float32 in [0, 1]."""
    context, index = situation.context, situation.features.catalogue.index
    known = {index[item_id]: SHOWN_SHARE for item_id in context.shown if item_id in index}
    opened = (event.item_id for event in context.history if event.action in (Action.OPEN, Action.FINISH))
    known |= {index[item_id]: 1.0 for item_id in opened if item_id in index}
    return np.array(list(known), np.intp), np.array(list(known.values()), np.float32)
