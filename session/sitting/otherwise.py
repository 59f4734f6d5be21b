"""Lists of the same moment as they would be otherwise: without the feeling, or for another one. Nothing is changed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from emotion.labels import emotions_near
from emotion.trajectory import TrajectorySummary
from recommender.policy.protocol import Policy
from recommender.ranking.ranker import Ranker
from recommender.types import Recommendation
from session.sitting.policies import OF_THE_FEELING
from session.sitting.shown import LIST_LENGTH, Shown


def without_feeling(ranker: Ranker, shown: Shown) -> tuple[Recommendation, ...]:
    """The list that the same choices make where the terms of the feeling count nothing."""
    weights = {term: 0.0 if term in OF_THE_FEELING else weight for term, weight in shown.strategy.weights.items()}
    return ranker.rank(shown.context, replace(shown.strategy, weights=weights), LIST_LENGTH)


def led(ranker: Ranker, policy: Policy, shown: Shown, valence: float, arousal: float) -> tuple[Recommendation, ...]:
    """The list that a fresh policy makes for the same feeling once the person wishes to get there, each in [-1, 1]."""
    context = replace(shown.context, towards=(valence, arousal), kept=())
    return ranker.rank(context, policy.decide(context), LIST_LENGTH, previous=shown.recommendations)


def felt(ranker: Ranker, policy: Policy, shown: Shown, valence: float, arousal: float) -> tuple[Recommendation, ...]:
    """The list that a fresh policy makes for somebody who says that they feel so, each in [-1, 1]."""
    told = TrajectorySummary(
        time=shown.context.trajectory.time,
        valence=valence,
        arousal=arousal,
        probabilities=emotions_near(np.array([valence]), np.array([arousal]))[0],
        uncertainty=0.0,
        unknown=False,
        told=True,
    )
    context = replace(shown.context, trajectory=told)
    return ranker.rank(context, policy.decide(context), LIST_LENGTH, previous=shown.recommendations)
