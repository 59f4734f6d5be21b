"""What one person gives so that a sense is read better of all: how it should be tilted, clipped and noised at home."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from emotion.tilt import Tilt, tilt_of

EPSILON, DELTA = 4.0, 1e-5
"""Of one sense; somebody who gives of face and voice spends twice that."""

RADIUS = 0.6
"""No longer is a contribution before noise is added."""

FEWEST = 3
"""From fewer moments nothing is given."""

SPREAD = 0.4
"""How far people's own tilts lie apart, and"""

EXPECTED = 0.3
"""how far from 0 their mean is thought to lie, both as standard deviations."""


def noise_for(epsilon: float, delta: float, sensitivity: float) -> float:
    """The least standard deviation of Gaussian noise with which a release of this sensitivity is (epsilon,
    delta)-private (the analytic Gaussian mechanism, Balle & Wang 2018, ICML, theorem 8)."""
    low, high = 1e-3 * sensitivity, 100.0 * sensitivity
    for _ in range(100):
        middle = math.sqrt(low * high)
        low, high = (middle, high) if _delta(epsilon, sensitivity / middle) > delta else (low, middle)
    return high


def _delta(epsilon: float, ratio: float) -> float:
    """The delta of Gaussian noise, for the sensitivity over its standard deviation."""
    return _normal(ratio / 2 - epsilon / ratio) - math.exp(epsilon) * _normal(-ratio / 2 - epsilon / ratio)


def _normal(x: float) -> float:
    return 0.5 * math.erfc(-x / math.sqrt(2))


NOISE = noise_for(EPSILON, DELTA, 2 * RADIUS)
"""One person's contribution in place of another's moves it by 2 RADIUS at most."""


@dataclass
class Home:
    """One person's moments of one sense: what the network read, (7,) each, and the valence and arousal they told."""

    read: list[np.ndarray] = field(default_factory=list)
    told: list[tuple[float, float]] = field(default_factory=list)

    def add(self, probabilities: np.ndarray, told: tuple[float, float]) -> None:
        """One more moment."""
        self.read.append(probabilities)
        self.told.append(told)

    def contribution(self, noise: float, rng: np.random.Generator) -> np.ndarray | None:
        """(2,): the person's own tilt, no longer than RADIUS, with Gaussian noise of this standard deviation; None of
        fewer moments than FEWEST."""
        if len(self.read) < FEWEST:
            return None
        own = tilt_of(np.stack(self.read), np.array(self.told))
        own *= min(1.0, RADIUS / max(float(np.linalg.norm(own)), 1e-9))
        return own + rng.normal(scale=noise, size=2)


def pooled(contributions: Sequence[Sequence[float]] | np.ndarray, noise: float = NOISE) -> Tilt:
    """The tilt that contributions (N, 2) speak for: the mean of the Gaussian posterior, so that few and noisy ones move
    it little and many much."""
    given = np.asarray(contributions, np.float64).reshape(-1, 2)
    return Tilt(*(given.sum(axis=0) / (len(given) + (noise**2 + SPREAD**2) / EXPECTED**2)).tolist())


def uncertainty(count: int, noise: float = NOISE) -> float:
    """The standard deviation of that posterior, of valence and of arousal, after so many contributions."""
    return math.sqrt(1 / (1 / EXPECTED**2 + count / (noise**2 + SPREAD**2)))
