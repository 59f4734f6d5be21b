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

FIRST_WAIT_S, LONGEST_WAIT_S = 30.0, 240.0
"""Seconds before a rung that was too much is tried again: twice as many each time it is too much, up to the last."""

HELD_S = 60.0
"""After so many seconds on a rung, that it was once too much is forgotten."""


class Ladder:
    """Where all sittings of a process stand. Not safe to use from several threads at once.

    It remembers which rungs were too much: without that, people whom one rung bears and the one above does not would
    be read more and less by turns.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._at = 0
        self._since = -float("inf")
        self._fell = False
        self._waits: dict[int, float] = {}  # s, by the place of a rung that was too much
        self._left: dict[int, float] = {}  # when that rung was left

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
        if stood >= HELD_S:
            self._waits.pop(self._at, None)
        strained = filled >= BUSY or (slowest_ms >= SLOW_MS and filled >= AT_WORK)
        if (strained or waiting > 0) and self._at + 1 < len(RUNGS) and stood >= DOWN_AFTER_S:
            if strained and not (self._fell and stood < UP_AFTER_S):  # the strain may be the last rung's
                self._remember()
            return self._go(self._at + 1)
        eased = filled < EASY and slowest_ms < QUICK_MS and not waiting
        return eased and self._at > 0 and stood >= UP_AFTER_S and self._may_try(self._at - 1) and self._go(self._at - 1)

    def _remember(self) -> None:
        """That the present rung is too much."""
        self._waits[self._at] = min(max(2 * self._waits.get(self._at, 0.0), FIRST_WAIT_S), LONGEST_WAIT_S)
        self._left[self._at] = self._clock()

    def _may_try(self, rung: int) -> bool:
        return rung not in self._waits or self._clock() - self._left[rung] >= self._waits[rung]

    def _go(self, to: int) -> bool:
        self._fell = to > self._at
        self._at, self._since = to, self._clock()
        return True
