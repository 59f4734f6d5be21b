"""What suits one of the person's interests."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Chosen, Situation
from recommender.ranking.terms.common import alike, in_common
from recommender.ranking.terms.term import Estimate, Scored, Term


class Interest(Term):
    """What suits the one of the person's interests that an item fits best.

    Engines are asked for each interest by itself, so that no second one is lost in an average; of a catalogue that none
    learnt of, it is likeness to what is in an interest.
    """

    name, control, weight = "interest", "taste", 0.35
    says = ("in-common", "interest-in", "interest-in-one")
    proposes = 40

    def score(self, situation: Situation) -> Scored:
        if situation.interests is None:
            return Scored(np.zeros(len(situation.rows), np.float32))
        if self.name in situation.features.opinions:
            said = situation.said_by_engines(self.name, situation.chosen_by_interest)
            return Scored(situation.centred(said.values.max(axis=0)), said)
        return Scored(situation.centred(_fit(situation, situation.interests)))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        if whole.interests is None:
            return ()
        if self.name in whole.features.opinions:
            after = whole.opinion_after(self.name, whole.chosen_by_interest)
            return (Estimate(after.values.max(axis=0), after.opinion.place),)
        groups, directions = whole.features.groups, whole.interests.interests.directions(whole.interests.weights)
        return (Estimate((groups.likeness @ directions.T).max(axis=1), groups.likeness_of),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        own = alike(situation, place, self.rests_on(situation, scored, place))
        if own:
            yield from in_common(situation, place, own)
            yield Message("interest-in", {"title": situation.title(own)})
        yield Message("interest-in-one")

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        if situation.interests is None:
            return ()
        if scored.evidence is None:
            return _most_alike(situation, situation.interests, place)
        return scored.evidence.because(place)


def _fit(situation: Situation, chosen: Chosen) -> np.ndarray:
    """(R,) float32: likeness to the best interest; an item is not like itself, or what was chosen would fill the
    list."""
    rows, weights, interests = chosen
    directions = interests.directions(weights)
    own = weights / np.maximum(np.linalg.norm(interests.sums, axis=1)[interests.of], 1e-6)
    own *= np.linalg.norm(directions, axis=1)[interests.of] * (situation.features.likeness[rows] ** 2).sum(axis=1)
    judged, places = situation.places(rows)
    best = np.full(len(situation.rows), -np.inf, np.float32)
    for number, direction in enumerate(directions):  # three products with a vector are quicker than one of all
        fit = situation.likeness @ direction
        fit[places] -= np.where(interests.of == number, own, 0)[judged]
        np.maximum(best, fit, out=best)
    return best


def _most_alike(situation: Situation, chosen: Chosen, place: int) -> tuple[str, ...]:
    """The items of the interest that the one at a place fits best, those most like it first."""
    rows, weights, interests = chosen
    vector, catalogue = situation.likeness[place], situation.features.catalogue
    best = int(np.argmax(interests.directions(weights) @ vector))
    alike = weights * (situation.features.likeness[rows] @ vector)
    parts = np.where((interests.of == best) & (rows != situation.rows[place]), alike, 0)
    order = [number for number in np.argsort(-parts, kind="stable") if parts[number] > 0]
    return tuple(catalogue.items[rows[number]].id for number in order)
