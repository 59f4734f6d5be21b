"""How many like an item."""

from __future__ import annotations

from collections.abc import Iterator

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate, Scored, Term


class Conformity(Term):
    """How many like an item, anybody and those who chose what this person did, by engines where there are any.

    Else how widely known it is, against the median: not knowing how many speaks neither for nor against.
    """

    name, control = "conformity", "crowd"
    weight, weight_unknown = 0.25, 0.5
    says = ("popular-meanwhile", "favourite-of-many", "picked-by-alike")

    def score(self, situation: Situation) -> Scored:
        if self.name in situation.features.opinions:
            said = situation.said_by_engines(self.name, [situation.chosen])
            return Scored(situation.centred(said.values[0]), said)
        return Scored(situation.popularity - situation.features.median_popularity)

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        if self.name not in whole.features.opinions:
            return (Estimate(whole.popularity),)
        after = whole.opinion_after(self.name, [whole.chosen])
        return (Estimate(after.values[0], after.opinion.place),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        if self._of_many(situation, place):
            if situation.strategy.name == "unknown":
                yield Message("popular-meanwhile")
            yield Message("favourite-of-many")
        else:
            yield Message("picked-by-alike")

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        return () if self._of_many(situation, place) else scored.evidence.because(place)

    def _of_many(self, situation: Situation, place: int) -> bool:
        """Whether an item is liked by many whoever asks; where no engine counts, conformity says nothing else."""
        opinion = situation.features.opinions.get(self.name)
        if opinion is None:
            return True
        return bool(opinion.judge([()]).values[0, opinion.place[situation.rows[place]]] > 0)
