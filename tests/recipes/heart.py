"""The heart: beats a minute, from a wearable."""

from __future__ import annotations

import numpy as np

from emotion.labels import NORM_MATRIX
from emotion.modality import Modality, OneByOne
from emotion.types import Condition, Observation, Reading

RESTS, SPAN = 90.0, 30.0
"""Beats a minute of middling arousal, and how many more stand for the most."""


class Beats:
    """Beats a minute speak for the emotions of their arousal."""

    def encode(self, beats: float, time: float) -> Reading:
        """Reads 30 to 220 beats a minute; anything else is stated as invalid."""
        if not 30 < beats < 220:
            return Reading(HEART, time, Condition.INVALID)
        arousal = (beats - RESTS) / SPAN
        closeness = np.exp(-4 * (NORM_MATRIX[:, 1] - arousal) ** 2)
        probabilities = (closeness / closeness.sum()).astype(np.float32)
        return Reading(HEART, time, Condition.OK, Observation(HEART, time, 0.8, probabilities, arousal=arousal))


HEART = Modality(
    "heart",
    receiver=lambda models: OneByOne(Beats()),
    icon="cardiology",
    fades=(2.0, 6.0),
    kept=10,
    streamed=True,
    consent="heart",
    resting=3,
)
