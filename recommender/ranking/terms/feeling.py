"""The feeling an item is expected to leave."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from emotion.labels import NORM_MATRIX
from emotion.message import Message
from emotion.types import EMOTIONS, Emotion
from recommender.ranking.situation import Situation
from recommender.ranking.terms.company import low
from recommender.ranking.terms.term import Estimate, Scored, Term
from recommender.types import Goal, Strategy

NEARNESS = 0.5
"""Standard deviation, on the affect plane, of how near a feeling's norm counts to a target."""

STIRRING = frozenset({Emotion.ANGER, Emotion.DISGUST, Emotion.FEAR})
"""Not held out to somebody low, or who wants to feel otherwise."""

LEAST = {Emotion.NEUTRAL: -0.1, Emotion.JOY: 0.1}
"""How pleasant an item must be to be said to leave somebody at ease, or cheerful."""


class Expected(NamedTuple):
    """emotions (R, 7), the catalogue's usual ones and the wanted ones (7,), and of which items they are this person's
    own, (R,) bool."""

    emotions: np.ndarray
    usual: np.ndarray
    wanted: np.ndarray
    own: np.ndarray


class Feeling(Term):
    """The feeling an item is expected to leave in this person, against those that lie near where the strategy aims.

    For films it is predicted from what the person chose and their mood, where there is a network for it; all else
    leaves everybody alike.
    """

    name, control = "feeling", "mood"
    weight, weight_unknown = 0.3, 0.1
    says = (
        *(f"leaves-you-{emotion}" for emotion in EMOTIONS),
        *(f"leaves-people-{emotion}" for emotion in EMOTIONS),
        "leaves-in-step",
    )

    def score(self, situation: Situation) -> Scored:
        wanted = wanted_emotions(situation.strategy)
        emotions, own = expected_emotions(situation)
        return Scored(situation.centred(emotions @ wanted), Expected(emotions, situation.usual(emotions), wanted, own))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        return (Estimate(whole.emotions @ wanted_emotions(whole.strategy)),)

    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        """The wanted feelings that the item leaves more than most do; it may also only leave less of the unwanted."""
        expected: Expected = scored.evidence
        more = np.maximum(expected.wanted, 0) * (expected.emotions[place] - expected.usual)
        whom = "you" if expected.own[place] else "people"
        strategy, item = situation.strategy, situation.item(place)
        unsaid = STIRRING if low(situation) or strategy.name != Goal.MATCH else ()
        for number in np.argsort(-more, kind="stable"):
            if more[number] > 0 and EMOTIONS[number] not in unsaid and item.valence > LEAST.get(EMOTIONS[number], -1.0):
                yield Message(f"leaves-{whom}-{EMOTIONS[number]}")
        yield Message("leaves-in-step")


def expected_emotions(situation: Situation) -> tuple[np.ndarray, np.ndarray]:
    """(R, 7) float32: how each item is expected to leave this person in the mood that the strategy begins from, and
    (R,) bool: of which items that is told for this person alone."""
    predicted = situation.features.predicted
    if predicted is None:
        return situation.emotions, np.zeros(len(situation.rows), bool)
    path = situation.strategy.path
    valence = path[0][0] if path else None
    emotions = predicted.blended(situation.emotions, situation.rows, tuple(situation.chosen.items()), valence)
    return emotions, predicted.looks[situation.rows] >= 0


def wanted_emotions(strategy: Strategy) -> np.ndarray:
    """(7,) float32, mean 0: which feelings lie near the strategy's target, by their norms of valence and arousal."""
    distance = ((NORM_MATRIX - np.asarray(strategy.target, np.float32)) ** 2).sum(axis=1)
    near = np.exp(-distance / (2 * NEARNESS**2))
    return (near - near.mean()).astype(np.float32)
