"""How new a work is."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Scored, Term

SPAN = 50.0
"""Years between two works, from which on the newer one is as much newer as can be."""


class Recency(Term):
    """Newer works before older ones."""

    name, control, weight = "recency", "novelty", 3.0
    says = ("of-late",)

    def score(self, situation: Situation) -> Scored:
        years = situation.features.catalogue.years[situation.rows].astype(np.float32)
        return Scored(situation.centred(years / np.float32(SPAN)))

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        yield Message("of-late", {"year": str(situation.item(place).year)})
