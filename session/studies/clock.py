"""A clock that moves on by leaps, for simulated people, who don't wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def leaping() -> Iterator[Callable[[float], None]]:
    """Give what lets so many seconds pass at once, for all of this process: never where anybody real is served. Any
    thread may call it.

    What waits on a lock or sleeps goes on doing so in real time.
    """
    wall, monotonic = time.time, time.monotonic
    ahead, turns = 0.0, threading.Lock()

    def leap(seconds: float) -> None:
        nonlocal ahead
        with turns:
            ahead += seconds

    time.time, time.monotonic = lambda: wall() + ahead, lambda: monotonic() + ahead
    try:
        yield leap
    finally:
        time.time, time.monotonic = wall, monotonic
