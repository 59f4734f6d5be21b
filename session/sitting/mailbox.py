"""Where threads hand things to a sitting's worker: bounded, so that a slow worker never makes memory grow.

Any thread puts; only the worker takes. What does not fit is dropped, the oldest first, and counted.
"""

from __future__ import annotations

import threading
from collections import deque
from typing import Generic, TypeVar

T = TypeVar("T")


class Bounded(Generic[T]):
    """A queue that holds items of a total size up to its capacity, in whatever unit the caller counts."""

    def __init__(self, capacity: float) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._items: deque[tuple[T, float]] = deque()
        self._size = 0.0
        self._received = 0.0
        self._dropped = 0.0

    def put(self, item: T, size: float = 1.0) -> None:
        """Add an item; the oldest ones make room for it. Called by any thread, never waits for the worker."""
        with self._lock:
            self._items.append((item, size))
            self._size += size
            self._received += size
            while self._items and self._size > self._capacity:
                self._dropped += self._pop()[1]

    def take_all(self) -> list[T]:
        """Everything that waits, oldest first; the queue is empty after."""
        with self._lock:
            taken = [item for item, _ in self._items]
            self._items.clear()
            self._size = 0.0
        return taken

    def close(self) -> None:
        """Drop what waits, and from now on whatever is put."""
        with self._lock:
            self._capacity = 0.0
            self._items.clear()
            self._size = 0.0

    @property
    def waiting(self) -> float:
        """The total size of what take_all would return."""
        return self._size

    @property
    def received(self) -> float:
        """The total size put so far."""
        return self._received

    @property
    def dropped(self) -> float:
        """The total size that had to make room and was never taken."""
        return self._dropped

    def _pop(self) -> tuple[T, float]:
        item, size = self._items.popleft()
        self._size -= size
        return item, size


class Newest(Bounded[T]):
    """Holds the newest item only: an older one that was not taken is dropped and counted."""

    def __init__(self) -> None:
        super().__init__(capacity=1.0)

    def take(self) -> T | None:
        """The newest item, or None when it was taken before."""
        taken = self.take_all()
        return taken[0] if taken else None
