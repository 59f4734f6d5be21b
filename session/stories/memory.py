"""What a story's sitting notes: kept in memory as long as the story is told, and never in the record of people."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Callable
from typing import Any

import sqlalchemy as sa

from emotion.message import Message
from session.record.journey import Journey, JourneyReader


class StoryLog:
    """One sitting's rows, with what a sitting and its views need of session.record.log.EventLog."""

    error = None
    """Nothing can fail here."""

    def __init__(self, sitting_id: str) -> None:
        self._rows: list[tuple[sa.Table, dict[str, Any]]] = []
        self._ids = itertools.count(1)
        self._lock = threading.Lock()
        self._reader = JourneyReader(self.rows, sitting_id)

    def goes_on_elsewhere(self, sitting_id: str) -> bool:
        """No other process knows of it."""
        return False

    def record(self, table: sa.Table, sitting_id: str, monotonic: float, **values: Any) -> None:
        """Note one row that happened at a time in s on the sitting's clock, which stands for the wall's."""
        row = dict.fromkeys(table.c.keys()) | values
        row |= {"id": next(self._ids), "sitting_id": sitting_id, "wall": monotonic, "monotonic": monotonic}
        with self._lock:
            self._rows.append((table, row))

    def rows(self, table: sa.Table, sitting_id: str, after: int = 0) -> list[dict[str, Any]]:
        """The rows of a table with a greater id, oldest first."""
        with self._lock:
            return [row for of, row in self._rows if of is table and row["id"] > after]

    def forget(self, table: sa.Table, sitting_id: str, **having: Any) -> int:
        """Drop the rows of a table that have these values, and return how many there were."""
        with self._lock:
            kept = [
                (of, row)
                for of, row in self._rows
                if of is not table or any(row.get(name) != value for name, value in having.items())
            ]
            dropped = len(self._rows) - len(kept)
            self._rows = kept
        return dropped

    def journey(self, sitting_id: str) -> Journey:
        """The sitting as tables over time."""
        return self._reader.read()

    def journey_csv(self, sitting_id: str, say: Callable[[Message], str]) -> str:
        """The sitting as one CSV; say puts a message into words."""
        return self._reader.csv(say)
