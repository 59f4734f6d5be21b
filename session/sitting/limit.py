"""So many and no more."""

from __future__ import annotations

import threading
from collections import deque


class Limit:
    """Allows so many of something in any so many seconds. Safe to use from any thread."""

    def __init__(self, count: int, seconds: float) -> None:
        self._allowed_at: deque[float] = deque(maxlen=count)
        self._seconds = seconds
        self._lock = threading.Lock()

    def allows(self, now: float) -> bool:
        """Whether one more is allowed at a time in s; counts it where it is."""
        with self._lock:
            full = len(self._allowed_at) == self._allowed_at.maxlen
            if full and now - self._allowed_at[0] < self._seconds:
                return False
            self._allowed_at.append(now)
            return True
