"""A value that follows its input when the input has really moved, and stands still through noise."""

from __future__ import annotations

import math
from collections import deque
from itertools import pairwise

import numpy as np


class Held:
    """Holds a vector until its input has stayed further away than `margin` for `dwell` s.

    A Schmitt trigger around a moving centre: after a change the input must move as far again to cause the next one. The
    next one also waits until `rest` s have passed since, or `far_rest` s where the input is further away than `far`.
    """

    def __init__(self, margin: float, dwell: float, rest: float, far: float, far_rest: float) -> None:
        self.margin, self.dwell = margin, dwell
        self.rest, self.far, self.far_rest = rest, far, far_rest
        self.value: np.ndarray | None = None
        self._away_since: float | None = None
        self._taken_at = -math.inf

    def update(self, value: np.ndarray, time: float, slack: float = 1.0, force: bool = False) -> bool:
        """Take in the input at a time in s; returns whether it is held from now on.

        slack widens the margin; force takes the input over whatever its distance.
        """
        if self.value is not None and not force:
            distance = float(np.linalg.norm(value - self.value))
            if distance <= self.margin * slack:
                self._away_since = None
                return False
            if self._away_since is None:
                self._away_since = time
            rest = self.far_rest if distance > self.far else self.rest
            if time - self._away_since < self.dwell or time - self._taken_at < rest:
                return False
        self.value = np.array(value, np.float64)
        self._away_since, self._taken_at = None, time
        return True


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
