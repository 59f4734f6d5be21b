"""What each sense says by itself, steadied over the last moments: what its meter shows and what a sentence may name."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np

from emotion.labels import emotions_near
from emotion.types import EMOTIONS, Emotion, Observation

TAU = 2.0
"""Seconds over which a stream's readings are averaged; what is said once counts as it is."""


class Steadied(NamedTuple):
    """One sense's probabilities (7,) float32 at a time in s."""

    probabilities: np.ndarray
    time: float

    @property
    def emotion(self) -> Emotion:
        """What it says."""
        return EMOTIONS[int(self.probabilities.argmax())]

    @property
    def confidence(self) -> float:
        """How likely it takes that to be."""
        return float(self.probabilities.max())


def steadied(before: Steadied | None, seen: Observation) -> Steadied | None:
    """What a sense says after one more observation, which may name a place instead of emotions; None for neither.

    A stream that was away for longer than its observations count begins anew.
    """
    probabilities = seen.probabilities
    if probabilities is None and seen.valence is not None and seen.arousal is not None:
        probabilities = emotions_near(np.array([seen.valence]), np.array([seen.arousal]))[0]
    if probabilities is None:
        return None
    if before is None or not seen.modality.streamed or seen.time - before.time > seen.modality.fades[1]:
        return Steadied(probabilities, seen.time)
    keeps = math.exp(-max(seen.time - before.time, 0.0) / TAU)
    return Steadied(keeps * before.probabilities + (1 - keeps) * probabilities, seen.time)
