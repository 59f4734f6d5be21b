"""What was on a person's screen, and for how long."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

GONE_AFTER = 5.0
"""A list that no page has shown for so many seconds had left the screen when it was last shown."""


class Recorder(Protocol):
    """Where impressions are kept."""

    def drawn(self, list_version: int, item_ids: Sequence[str], since: float, seconds: float) -> None:
        """These items of a list, from rank 1, were on the screen since a time and for so many seconds."""


@dataclass(frozen=True)
class _Impression:
    list_version: int
    item_ids: tuple[str, ...]
    since: float
    last: float


class Impressions:
    """Puts together, of one sitting, what pages say again and again while they show it. Safe to use from any thread."""

    def __init__(self, recorder: Recorder) -> None:
        self._recorder = recorder
        self._lock = threading.Lock()
        self._now: _Impression | None = None

    def drawn(self, list_version: int, item_ids: Sequence[str], time: float) -> None:
        """A page shows these items of a list at a time in s."""
        with self._lock:
            now, items = self._now, tuple(item_ids)
            if now and (now.list_version, now.item_ids) == (list_version, items) and time - now.last <= GONE_AFTER:
                self._now = replace(now, last=time)
                return
            self._finish(time)
            self._now = _Impression(list_version, items, time, time)

    def finish(self, time: float) -> None:
        """Nothing is shown any more."""
        with self._lock:
            self._finish(time)

    def _finish(self, time: float) -> None:
        shown, self._now = self._now, None
        if shown:
            until = time if time - shown.last <= GONE_AFTER else shown.last
            self._recorder.drawn(shown.list_version, shown.item_ids, shown.since, until - shown.since)
