"""What pages do for sittings that have none: they look at them, and the ladder is minded beside."""

from __future__ import annotations

import time

from session.capacity.hall import Hall
from session.sitting.easing import Easing
from session.sitting.ladder import RUNGS
from session.sitting.live import LiveSession
from session.sitting.registry import SENSED_EVERY
from session.sitting.room import Room

LOOK_EVERY_S = 0.75
"""Seconds between looks at a sitting, as its page takes them."""


class Looks:
    """Looks at sittings as their pages do, and keeps them and those who send on the ladder."""

    def __init__(self, sittings: list[LiveSession], hall: Hall | None = None, rung: int | None = None) -> None:
        """sittings may grow; hall: of those who send, None where they are fed; rung: where on the ladder all are
        held, None: where the processor has them go, as in the demo."""
        self._sittings = sittings
        self._hall = hall
        self._fixed = rung
        self._easing = Easing(Room())
        self._asked: tuple[int, int] | None = None
        self._eased_at = 0.0

    def go_on(self, seconds: float) -> None:
        """For so many seconds."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for sitting in self._sittings:
                sitting.snapshot()
            self._ease()
            time.sleep(LOOK_EVERY_S)

    def _ease(self) -> None:
        if self._fixed is not None:
            for sitting in self._sittings:
                sitting.ease(self._fixed)
        elif time.monotonic() - self._eased_at >= SENSED_EVERY:
            self._eased_at = time.monotonic()
            self._easing.look(self._sittings, 0)
        wanted = self._easing.ladder.at if self._fixed is None else self._fixed
        if (wanted, len(self._sittings)) != self._asked:
            self._asked = (wanted, len(self._sittings))
            rung = RUNGS[wanted]
            if self._hall is not None:
                self._hall.ask(rung.width, rung.height, rung.faces)
