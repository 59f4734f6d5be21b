"""A value that follows its input when the input has really moved, and stands still through noise."""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise

import numpy as np

SETTLES_AFTER = 8.0


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
        self._settles_at: float | None = None

    def update(self, value: np.ndarray, time: float, slack: float = 1.0, force: bool = False) -> np.ndarray:
        """Take in the input at a time in s and return what is held.

        slack widens both thresholds; force takes the input over whatever its distance.
        """
        if self.value is None or force:
            return self._take(value, time)
        distance = float(np.linalg.norm(value - self.value))
        if distance <= self.margin * slack:
            self._away_since = None
            return self.value
        if self._away_since is None:
            self._away_since = time
        moved = distance > self.at_once * slack or time - self._away_since >= self.dwell
        return self._take(value, time) if moved else self.value

    def settle(self, average: np.ndarray, value: np.ndarray, time: float, within: float) -> np.ndarray:
        """Once after each change, when the input has come to rest, take over its average where that is far from here.

        It is at rest when, SETTLES_AFTER s after the change or later, it differs from its average by no more than
        `within`; more than that is also what counts as far. This ends the lag that hysteresis leaves behind. Returns
        what is held.
        """
        waits = self._settles_at is not None and time >= self._settles_at
        if waits and np.linalg.norm(value - average) <= within:
            if np.linalg.norm(average - self.value) > within:
                self._take(average, time)
            self._settles_at = None
        return self.value

    def _take(self, value: np.ndarray, time: float) -> np.ndarray:
        self.value = np.array(value, np.float64)
        self._away_since = None
        self._settles_at = time + SETTLES_AFTER
        return self.value


class Slow:
    """An exponential moving average over irregular times, with time constant tau in s."""

    def __init__(self, tau: float) -> None:
        self._tau = tau
        self._time = 0.0
        self._value: np.ndarray | None = None

    def update(self, value: np.ndarray, time: float, restart: bool = False) -> np.ndarray:
        """Take in the input at a time in s and return the average; restart begins anew from the input."""
        if self._value is None or restart:
            self._value = value
        else:
            self._value = value + math.exp(-max(time - self._time, 0.0) / self._tau) * (self._value - value)
        self._time = time
        return self._value


class Restlessness:
    """How far a vector moves to and fro in `step` s, typically, over the last `window` s.

    It is the median move, times the share of the way gone that led nowhere (1 less net displacement over path length).
    So neither one change, however large, nor a steady drift is restless. (The volatility of a trajectory, being of its
    raw states, also grows with a sensor's noise and rate, which smoothing has taken out here.)
    """

    def __init__(self, step: float = 3.0, window: float = 30.0, least: int = 3) -> None:
        self._step = step
        self._least = least
        self._points: deque[tuple[float, np.ndarray]] = deque(maxlen=round(window / step) + 1)

    def update(self, value: np.ndarray, time: float) -> float:
        """Take in the vector at a time in s and return the restlessness; 0 while too little is known."""
        if not self._points or time - self._points[-1][0] >= self._step:
            self._points.append((time, value))
        if len(self._points) <= self._least:
            return 0.0
        moves = [math.dist(a, b) for (_, a), (_, b) in pairwise(self._points)]
        gone = sum(moves)
        astray = 1 - math.dist(self._points[0][1], self._points[-1][1]) / gone if gone > 0 else 0.0
        return float(np.median(moves)) * astray
