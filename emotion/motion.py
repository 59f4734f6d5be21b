"""How a point on the affect plane moves: trend and volatility over a sliding window, in constant time a point."""

from __future__ import annotations

import math
from collections import deque
from copy import copy

import numpy as np

SPACING = 0.2
"""Points that come sooner than so many seconds after the last one that counted do not count: a burst of readings says
no more of how a feeling moves than one, and its noise over next to no time would look like a storm."""


class Motion:
    """The points (valence, arousal) of the last `window` seconds, as sums that each point enters and leaves once."""

    def __init__(self, window: float) -> None:
        self.window = window
        self._points: deque[tuple[float, np.ndarray, float]] = deque()  # time, point, squared step per second to it
        self._begin(0.0)

    def __copy__(self) -> Motion:
        other = Motion(self.window)
        other.__dict__ |= {name: copy(value) for name, value in self.__dict__.items()}
        return other

    def __len__(self) -> int:
        return len(self._points)

    def add(self, time: float, valence: float, arousal: float) -> None:
        """Take in a point at a time in s, not before the last one."""
        self.forget_before(time - self.window)
        point = np.array([valence, arousal])
        step = 0.0
        if self._points:
            last, where, _ = self._points[-1]
            if time - last < SPACING:
                return
            step = float(((point - where) ** 2).sum()) / (time - last)
        self._points.append((time, point, step))
        self._count(self._points[-1], 1)

    def forget_before(self, time: float) -> None:
        """Drop the points before a time."""
        while self._points and self._points[0][0] < time:
            self._count(self._points.popleft(), -1)
            if self._points:
                when, point, step = self._points[0]
                self._steps -= step
                self._points[0] = (when, point, 0.0)
        if self._points and self._points[0][0] - self._origin > self.window:
            self._begin(self._points[0][0])

    def trend(self) -> np.ndarray:
        """Least-squares slope of valence and arousal (2,) per minute; zeros with fewer than two points."""
        count = len(self._points)
        spread = self._times_squared - self._times**2 / count if count > 1 else 0.0
        return 60.0 * (self._products - self._times * self._sums / count) / spread if spread > 0 else np.zeros(2)

    def volatility(self) -> float:
        """Root mean square of successive differences, per square root of a second; 0 with fewer than two points."""
        return math.sqrt(max(self._steps, 0.0) / (len(self._points) - 1)) if len(self._points) > 1 else 0.0

    def _begin(self, origin: float) -> None:
        """Sum anew, with times from an origin, so that neither rounding nor the size of the clock adds up."""
        self._origin = origin
        self._times = self._times_squared = self._steps = 0.0
        self._sums, self._products = np.zeros(2), np.zeros(2)
        for point in self._points:
            self._count(point, 1)

    def _count(self, one: tuple[float, np.ndarray, float], sign: int) -> None:
        time, point, step = one
        since = time - self._origin
        self._times += sign * since
        self._times_squared += sign * since**2
        self._sums = self._sums + sign * point
        self._products = self._products + sign * since * point
        self._steps += sign * step
