"""What tends to come next."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.common import alike, in_common
from recommender.ranking.terms.term import Estimate, Scored, Term


class Sequence(Term):
    """What tends to come next, by engines that learnt from whole histories; nothing where there are none."""

    name, control, weight = "sequence", "taste", 0.45
    says = ("in-common", "good-after", "good-after-choices")
    proposes = 40

    def score(self, situation: Situation) -> Scored:
        if self.name not in situation.features.opinions:
            return Scored(np.zeros(len(situation.rows), np.float32))
        said = situation.said_by_engines(self.name, [situation.chosen])
        return Scored(situation.centred(said.values[0]), said)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        if self.name not in whole.features.opinions:
            return ()
        after = whole.opinion_after(self.name, [whole.chosen])
        return (Estimate(after.values[0], after.opinion.place),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        own = alike(situation, place, self.rests_on(situation, scored, place))
        if own:
            yield from in_common(situation, place, own)
            yield Message("good-after", {"title": situation.title(own)})
        yield Message("good-after-choices")

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        return scored.evidence.because(place) if scored.evidence else ()
