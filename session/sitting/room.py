"""Whether the processor has room for one more sitting, as measured on what the present ones take."""

from __future__ import annotations

import os
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path

FILLED = 0.9
"""Share of the processor up to which sittings are admitted."""

SLOW_MS = 250.0
"""Where reading a frame and making the list takes longer than this in one of twenty, there is no room."""

AT_WORK = 0.5
"""From this share of the processor on that slowness is laid to the sittings; what else slows a machine down, turning
people away does not mend."""

UNMEASURED = 0.5
"""Cores that one sitting is taken to need while none can be measured, see docs/CAPACITY.md."""

OVER_S = 3.0
"""Seconds that a measurement spans, at least."""

QUOTA = Path("/sys/fs/cgroup/cpu.max")


def cores() -> float:
    """How many processor cores this process may use: those it may run on, or the quota of its container if smaller."""
    own = float(len(os.sched_getaffinity(0))) if hasattr(os, "sched_getaffinity") else float(os.cpu_count() or 1)
    try:
        quota, period = QUOTA.read_text(encoding="ascii").split()
        return own if quota == "max" else min(own, int(quota) / int(period))
    except (OSError, ValueError):
        return own


class Room:
    """Measures this process. Not safe to use from several threads at once."""

    def __init__(
        self,
        of: float | None = None,
        clock: Callable[[], float] = time.monotonic,
        spent: Callable[[], float] = time.process_time,
    ) -> None:
        """of: cores to go by, by default all that this process may use."""
        self.cores = cores() if of is None else of
        self._clock = clock
        self._spent = spent
        self._seen: deque[tuple[float, float]] = deque(maxlen=100)
        self.used()

    def used(self) -> float:
        """Cores in use over the last OVER_S seconds, or since this was last asked where that is longer ago."""
        now, spent = self._clock(), self._spent()
        if not self._seen or now - self._seen[-1][0] >= OVER_S / 10:
            self._seen.append((now, spent))
        while len(self._seen) > 1 and now - self._seen[1][0] >= OVER_S:
            self._seen.popleft()
        began, before = self._seen[0]
        return (spent - before) / (now - began) if now > began else 0.0

    def allows(self, sensed: int, coming: int, slowest_ms: float) -> bool:
        """Whether one more can be sensed without spoiling it for the others.

        sensed: how many are; coming: how many were admitted a moment ago and are not sensed yet; slowest_ms: the worst
        95th percentile of theirs from a frame to the list. Where nobody is there, there is always room.
        """
        used = self.used()
        if not sensed:
            return coming == 0 or (coming + 1) * UNMEASURED <= FILLED * self.cores
        slow = slowest_ms > SLOW_MS and used >= AT_WORK * self.cores
        return not slow and used + (1 + coming) * used / sensed <= FILLED * self.cores
