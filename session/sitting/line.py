"""Who waits for a place: first come, first served, as long as they go on asking."""

from __future__ import annotations

import time
from collections.abc import Callable

QUIET_AFTER = 8.0
"""Who has not asked for so many seconds lets the others go first."""

GONE_AFTER = 90.0
"""And has lost their place after so many: a page in the background asks once a minute only."""


class Line:
    """People by a key of theirs. Not safe to use from several threads at once."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._asked: dict[str, float] = {}

    def ask(self, key: str) -> int:
        """Wait, or go on waiting; the number in line, 1 for who is next."""
        now = self._clock()
        self._asked = {one: at for one, at in self._asked.items() if now - at <= GONE_AFTER}
        self._asked[key] = now  # who waits already keeps the place in the dictionary's order
        return 1 + sum(now - self._asked[one] <= QUIET_AFTER for one in self._before(key))

    def leave(self, key: str) -> None:
        """Wait no longer."""
        self._asked.pop(key, None)

    def __len__(self) -> int:
        now = self._clock()
        return sum(now - at <= QUIET_AFTER for at in self._asked.values())

    def _before(self, key: str) -> list[str]:
        waiting = list(self._asked)
        return waiting[: waiting.index(key)]
