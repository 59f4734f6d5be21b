"""A person's mood as a mean of their own with a deviation that fades, followed by a Kalman filter (Kalman 1960).

mood = mean + deviation + noise; the mean stays, the deviation is autoregressive of order one over prompts. That is the
usual multilevel AR(1) of experience sampling (Jongerling, Laurenceau & Hamaker 2015), its person means estimated as the
answers come.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Dynamics:
    """What people have in common. mean and the standard deviations are in units of valence.

    between: of people's means; within: of the deviation; noise: of an answer. inertia in (0, 1) is the share of a
    deviation left at the next prompt.
    """

    mean: float
    between: float
    within: float
    noise: float
    inertia: float


class Kalman:
    """Follows many people at once; knows nothing of them at first."""

    def __init__(self, dynamics: Dynamics, people: int) -> None:
        self.dynamics = dynamics
        self.mean = np.full(people, dynamics.mean)
        self.deviation = np.zeros(people)
        self._vm = np.full(people, dynamics.between**2)
        self._vd = np.full(people, dynamics.within**2)
        self._cov = np.zeros(people)

    def predict(self, who: np.ndarray, gap: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """(n,) expected answers of `who` so many prompts after their last, and their standard deviations."""
        kept = self.dynamics.inertia**gap
        grown = self.dynamics.within**2 * (1 - kept**2)
        variance = self._vm[who] + 2 * kept * self._cov[who] + kept**2 * self._vd[who] + grown
        return self.mean[who] + kept * self.deviation[who], np.sqrt(variance + self.dynamics.noise**2)

    def take_in(self, who: np.ndarray, gap: np.ndarray, answer: np.ndarray) -> None:
        """Learn from (n,) answers, each so many prompts after the last."""
        kept = self.dynamics.inertia**gap
        vd = kept**2 * self._vd[who] + self.dynamics.within**2 * (1 - kept**2)
        cov, deviation, vm = kept * self._cov[who], kept * self.deviation[who], self._vm[who]
        total = vm + 2 * cov + vd + self.dynamics.noise**2
        gain_mean, gain_deviation = (vm + cov) / total, (cov + vd) / total
        surprise = answer - self.mean[who] - deviation
        self.mean[who] += gain_mean * surprise
        self.deviation[who] = deviation + gain_deviation * surprise
        self._vm[who] = vm - gain_mean * (vm + cov)
        self._cov[who] = cov - gain_mean * (cov + vd)
        self._vd[who] = vd - gain_deviation * (cov + vd)
