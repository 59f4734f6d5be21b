"""Rows that wait to be written: bounded, and erasable like those that are written."""

from __future__ import annotations

import secrets
import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa

Row = tuple[sa.Table, dict[str, Any]]

_RANDOM_BITS = 21


class Buffer:
    """Rows in the order they came. Safe to use from any thread; nothing here waits for a disk.

    Rows that are taken count as waiting until `written` or `put_back` says what became of them.
    """

    def __init__(self, most: int) -> None:
        """The oldest rows beyond `most` are lost, and counted in `lost`."""
        self.lost = 0
        self._most = most
        self._lock = threading.Lock()
        self._rows: deque[Row] = deque()
        self._taken: list[Row] = []
        self._erased: set[str] = set()
        self._last_id = 0

    def __len__(self) -> int:
        return len(self._rows) + len(self._taken)

    def put(self, table: sa.Table, values: dict[str, Any]) -> None:
        """Add a row with an id of its own, by which it is written once however often that is tried.

        A row of a sitting that is being erased, or was, is dropped.
        """
        with self._lock:
            if values["sitting_id"] not in self._erased:
                self._rows.append((table, values | {"id": self._next_id()}))
                self._keep_bounds()

    def take(self) -> list[Row]:
        """All that waits, to be written."""
        with self._lock:
            self._taken, self._rows = list(self._rows), deque()
            return self._taken

    def written(self) -> None:
        """What was taken is stored."""
        with self._lock:
            self._taken = []
            self.lost = 0

    def put_back(self) -> None:
        """What was taken could not be stored and waits again."""
        with self._lock:
            self._rows.extendleft(reversed(self._taken))
            self._taken = []
            self._keep_bounds()

    def waiting(self, table: sa.Table, sitting_id: str) -> list[dict[str, Any]]:
        """The rows of a sitting and a table that are not known to be stored, oldest first."""
        with self._lock:
            return [row for of, row in (*self._taken, *self._rows) if of is table and row["sitting_id"] == sitting_id]

    def sitting_with(self, table: sa.Table, name: str, value: Any) -> str | None:
        """The sitting of a waiting row that has this value; None where no row has."""
        with self._lock:
            rows = (row for of, row in (*self._taken, *self._rows) if of is table)
            return next((row["sitting_id"] for row in rows if row[name] == value), None)

    def erase(self, meant: Callable[[Row], bool]) -> int:
        """Drop rows that wait, and return how many there were."""
        with self._lock:
            kept = deque(row for row in self._rows if not meant(row))
            erased = len(self._rows) - len(kept)
            self._rows = kept
            return erased

    def close_to(self, sitting_id: str) -> None:
        """Take no row of this sitting from now on."""
        with self._lock:
            self._erased.add(sitting_id)

    def open_to(self, sitting_id: str) -> None:
        """Take rows of this sitting again, which could not be erased."""
        with self._lock:
            self._erased.discard(sitting_id)

    def _next_id(self) -> int:
        """A number that grows with time and that no other process gives: milliseconds and random bits."""
        drawn = (int(time.time() * 1000) << _RANDOM_BITS) + secrets.randbits(_RANDOM_BITS)
        self._last_id = max(drawn, self._last_id + 1)
        return self._last_id

    def _keep_bounds(self) -> None:
        while len(self._rows) > self._most:
            self._rows.popleft()
            self.lost += 1


def of_tables(batch: Sequence[Row], tables: Sequence[sa.Table]) -> list[tuple[sa.Table, list[dict[str, Any]]]]:
    """A batch's rows table by table, in the order of the tables; those without rows are left out."""
    found = [(table, [row for of, row in batch if of is table]) for table in tables]
    return [(table, rows) for table, rows in found if rows]
