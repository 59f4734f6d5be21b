"""A value that follows its input when the input has really moved, and stands still through noise."""

from __future__ import annotations

import numpy as np


class Held:
    """Holds a vector until its input has been further away than `margin` for `dwell` s, or than `at_once` at all.

    A Schmitt trigger around a moving centre: after a change the input must move as far again to cause the next one.
    """

    def __init__(self, margin: float, at_once: float, dwell: float) -> None:
        self.margin = margin
        self.at_once = at_once
        self.dwell = dwell
        self.value: np.ndarray | None = None
        self._away_since: float | None = None

    def update(self, value: np.ndarray, time: float, slack: float = 1.0, force: bool = False) -> np.ndarray:
        """Take in the input at a time in s and return what is held.

        slack widens both thresholds; force takes the input over whatever its distance.
        """
        if self.value is None or force:
            return self._take(value)
        distance = float(np.linalg.norm(value - self.value))
        if distance <= self.margin * slack:
            self._away_since = None
            return self.value
        if self._away_since is None:
            self._away_since = time
        waited = time - self._away_since
        return self._take(value) if distance > self.at_once * slack or waited >= self.dwell else self.value

    def clear(self) -> None:
        """Forget what is held: the next input is taken over as it is."""
        self.value = None
        self._away_since = None

    def _take(self, value: np.ndarray) -> np.ndarray:
        self.value = np.array(value, np.float64)
        self._away_since = None
        return self.value
