"""How a sense is read pleasanter, or more awake, than its network says: two numbers, learnt from what people told."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from emotion.labels import NORM_MATRIX, expected_affect
from emotion.types import Observation

STEPS = 30
RIDGE = 0.02
"""How strongly few moments are held back, as variance of affect that speaks for no tilt; in a mean over moments."""


@dataclass(frozen=True)
class Tilt:
    """Probabilities p of the emotions are read as p * exp(valence * v + arousal * a), scaled to sum to 1, where v and a
    are each emotion's norm: an exponential tilt of the distribution, 0 and 0 for none."""

    valence: float = 0.0
    arousal: float = 0.0

    @property
    def shift(self) -> tuple[float, float]:
        """By how much it moves the expected valence and arousal of a reading that takes all emotions for as likely."""
        even = np.full(len(NORM_MATRIX), 1 / len(NORM_MATRIX))
        valence, arousal = (self.tilted(even) - even) @ NORM_MATRIX
        return float(valence), float(arousal)

    def tilted(self, probabilities: np.ndarray) -> np.ndarray:
        """(..., 7) -> (..., 7)."""
        return _tilted(probabilities, np.array([self.valence, self.arousal])).astype(np.float32)

    def undone(self, probabilities: np.ndarray) -> np.ndarray:
        """What was tilted, as it was: (..., 7) -> (..., 7)."""
        return Tilt(-self.valence, -self.arousal).tilted(probabilities)

    def apply(self, observation: Observation) -> Observation:
        """The observation with its probabilities tilted and its valence and arousal moved by as much; one without
        probabilities is left as it is."""
        if observation.probabilities is None or self == NONE:
            return observation
        probabilities = self.tilted(observation.probabilities)
        moved = np.subtract(expected_affect(probabilities), expected_affect(observation.probabilities))
        valence, arousal = (
            None if before is None else float(np.clip(before + by, -1.0, 1.0))
            for before, by in zip((observation.valence, observation.arousal), moved, strict=True)
        )
        return replace(observation, probabilities=probabilities, valence=valence, arousal=arousal)


NONE = Tilt()


def tilt_of(probabilities: np.ndarray, told: np.ndarray) -> np.ndarray:
    """(2,): the tilt under which moments' probabilities (N, 7), at least one row, are nearest to what was told of them,
    valence and arousal (N, 2): the mean expected affect is the mean told, as far as RIDGE lets it.

    That is the maximum of a concave likelihood, found by Newton's method.
    """
    theta = np.zeros(2)
    for _ in range(STEPS):
        tilted = _tilted(probabilities, theta)
        expected = tilted @ NORM_MATRIX
        slope = (told - expected).mean(axis=0) - RIDGE * theta
        spread = np.einsum("nk,ki,kj->ij", tilted, NORM_MATRIX, NORM_MATRIX) - expected.T @ expected
        step = np.linalg.solve(spread / len(tilted) + RIDGE * np.eye(2), slope)
        theta = theta + step * min(1.0, 1.0 / max(float(np.linalg.norm(step)), 1e-9))
        if np.abs(step).max() < 1e-6:
            break
    return theta


def _tilted(probabilities: np.ndarray, theta: np.ndarray) -> np.ndarray:
    logits = np.log(np.maximum(probabilities, 1e-6)) + NORM_MATRIX @ theta
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
