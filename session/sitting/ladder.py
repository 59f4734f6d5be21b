"""How much of everybody is read, by what the processor has left: less of all, before anybody is turned back."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Rung:
    """So much of each person is read.

    faces: a second at most, which is also what a browser is asked to send; hop: s between readings of a voice; width
    and height: of the picture that a browser is asked for, in pixels.
    """

    faces: float
    hop: float
    width: int
    height: int


RUNGS = (Rung(10.0, 1.0, 640, 480), Rung(7.5, 1.0, 320, 240), Rung(5.0, 1.0, 320, 240), Rung(3.0, 1.5, 320, 240))
"""From the top down. Fewer than 3 faces a second would leave gaps, as a face fades from 0.6 s on."""

BUSY, SLOW_MS = 0.8, 200.0
"""From this share of the processor on, or this 95th percentile from a frame to the list in ms, all go a rung down."""

EASY, QUICK_MS = 0.55, 100.0
"""And below both of these a rung up."""

AT_WORK = 0.25
"""Below this share of the processor slowness is not laid to the sittings, and reading less would not mend it."""

DOWN_AFTER_S, UP_AFTER_S = 4.0, 15.0
"""Seconds on a rung before the next: what the last one changed has to be measured first."""


class Ladder:
    """Where all sittings of a process stand. Not safe to use from several threads at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._at = 0
        self._since = -float("inf")

    @property
    def at(self) -> int:
        """The place in RUNGS, from 0 for the top."""
        return self._at

    @property
    def rung(self) -> Rung:
        """What is read of each person at present."""
        return RUNGS[self._at]

    def mind(self, filled: float, slowest_ms: float, waiting: int) -> bool:
        """Go a rung down or up where that is due; whether it was.

        filled: share of the processor in use; slowest_ms: the worst 95th percentile of the sittings from a frame to the
        list; waiting: how many wait for a place, for whom room is made.
        """
        stood = self._clock() - self._since
        strained = filled >= BUSY or waiting > 0 or (slowest_ms >= SLOW_MS and filled >= AT_WORK)
        if strained and self._at + 1 < len(RUNGS) and stood >= DOWN_AFTER_S:
            return self._go(self._at + 1)
        eased = filled < EASY and slowest_ms < QUICK_MS and not waiting
        return eased and self._at > 0 and stood >= UP_AFTER_S and self._go(self._at - 1)

    def _go(self, to: int) -> bool:
        self._at, self._since = to, self._clock()
        return True
