"""How long the parts of a sitting's steps take, on the clock and of the processor."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

import numpy as np

FUSION, RANKING, FRAME = "fusion", "ranking", "frame"
"""The parts besides the senses, which stand under their own names. FRAME: from a picture's arrival to the end of the
step that read it, its wait included; it has no processor time of its own."""

KEPT = 200
"""Of each part so many of the last times are kept."""


@dataclass(frozen=True)
class Pace:
    """Median and 95th percentile, in ms on the clock, of how long a part took of late."""

    median: float
    p95: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Pace | None:
        """Of so many times in ms; None of none."""
        return cls(*map(float, np.percentile(times, (50, 95)))) if times else None


@dataclass
class Part:
    """What one part took so far: how often it ran, processor time in s, and its last times on the clock in ms."""

    count: int = 0
    cpu_s: float = 0.0
    recent: deque[float] = field(default_factory=lambda: deque(maxlen=KEPT))


class Timings:
    """Times of one sitting's parts. One thread writes; any may read."""

    def __init__(self) -> None:
        self._parts: dict[str, Part] = {}

    @contextmanager
    def of(self, name: str) -> Iterator[None]:
        """Around a part that runs: its times are noted, also where it fails."""
        started, worked = time.perf_counter(), time.thread_time()
        try:
            yield
        finally:
            self.took(name, 1000 * (time.perf_counter() - started), time.thread_time() - worked)

    def took(self, name: str, elapsed_ms: float, cpu_s: float = 0.0, counts: bool = True) -> None:
        """Note that a part ran once and what it took; of one that only got ready (sound that waits for the rest of its
        window) the processor time alone."""
        part = self._parts.get(name) or self._parts.setdefault(name, Part())
        part.cpu_s += cpu_s
        if counts:
            part.count += 1
            part.recent.append(elapsed_ms)

    def read(self) -> dict[str, Part]:
        """What each part that ever ran took until now; a copy."""
        parts = dict(self._parts)
        return {name: Part(part.count, part.cpu_s, part.recent.copy()) for name, part in parts.items()}
