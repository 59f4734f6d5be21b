"""When a low mood counts as persisting: likely so, for a while, until it is likely over. For many people at once."""

from __future__ import annotations

import numpy as np
from scipy.special import ndtr

DEPTH = 0.5
"""A mood is low from so many of a person's own standard deviations below their usual one."""

ENTERS, LEAVES = 0.6, 0.35
"""How likely a low mood must be to count, and to count no more; the gap keeps it from flickering."""


def likely_low(below: np.ndarray, deviation: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """(P,) how likely a mood is low that lies `below` the usual one, give or take a deviation; spread: their own."""
    return ndtr((below - DEPTH * spread) / np.maximum(deviation, 1e-3))


class Persistence:
    """Holds since when each person's mood has been low, in the units of time it is given."""

    def __init__(self, people: int, dwell: float) -> None:
        """dwell: so long must a low mood last before it persists."""
        self._dwell = dwell
        self._since = np.full(people, np.nan)

    def update(self, low: np.ndarray, time: float) -> np.ndarray:
        """Take in how likely (P,) moods are low at a time; returns (P,) bool, which persist."""
        begins = np.isnan(self._since) & (low >= ENTERS)
        self._since = np.where(begins, time, np.where(low <= LEAVES, np.nan, self._since))
        return time - self._since >= self._dwell

    def lasts(self, time: float) -> np.ndarray:
        """(P,) for how long each mood has been low, 0 where it is not."""
        return np.nan_to_num(time - self._since)
