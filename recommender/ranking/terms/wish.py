"""What the person asked for in words."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate, Scored, Term


class Wish(Term):
    """How far an item is what the person asked to have more of, or is like what they named.

    What they asked to be kept out is a rule, not a matter of score. It outweighs what fits the mood: who asks for
    something funny in a low hour is not asking for what is sad.
    """

    name, control, weight = "wish", "taste", 3.0
    says = ("wished-for",)
    proposes = 40

    def score(self, situation: Situation) -> Scored:
        leaning = self._leaning(situation)
        if leaning is None:
            return Scored(np.zeros(len(situation.rows), np.float32))
        return Scored(situation.centred(leaning[situation.rows]))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        leaning = self._leaning(whole)
        return () if leaning is None else (Estimate(leaning),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        yield Message("wished-for")

    def _leaning(self, situation: Situation) -> np.ndarray | None:
        leaning = situation.context.leaning
        return None if leaning is None else leaning(situation.features.catalogue)
