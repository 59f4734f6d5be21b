"""Keeps all sittings of a process on one rung of the ladder, and notes in their record how they do."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from session.record.chosen import HEALTH
from session.sitting.health import noted, slowest
from session.sitting.ladder import Ladder
from session.sitting.live import LiveSession
from session.sitting.room import Room

LAST_S = 2.5
"""Of so many last seconds' frames the pace is looked at: what came before the present rung says nothing of it."""

NOTED_EVERY_S = 60.0


class Easing:
    """One for all sittings of a process. Not safe to use from several threads at once."""

    def __init__(self, room: Room, clock: Callable[[], float] = time.monotonic) -> None:
        self._room = room
        self._clock = clock
        self.ladder = Ladder(clock)
        self._noted_at = clock()

    def look(self, sensed: Sequence[LiveSession], waiting: int) -> None:
        """Have these sittings, all that are sensed, read as much as there is room for; waiting: who wants a place."""
        pace = slowest(sensed, round(LAST_S * self.ladder.rung.faces))
        moved = self.ladder.mind(self._room.used() / self._room.cores, pace, waiting)
        for sitting in sensed:
            sitting.ease(self.ladder.at)
        if moved or self._clock() - self._noted_at >= NOTED_EVERY_S:
            self._noted_at = self._clock()
            for sitting in sensed:
                sitting.note(HEALTH, noted(sitting, self.ladder.at, waiting))
