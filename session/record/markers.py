"""Marks that a researcher or the person sets on a sitting's time line; they stay with its record."""

from __future__ import annotations

import time
from dataclasses import dataclass
from enum import StrEnum

from session.record import schema
from session.record.log import EventLog


class MarkerKind(StrEnum):
    """What a marker says of its time."""

    EVENT = "event"
    EXCLUDE = "exclude"  # not to be looked at, by an analysis or a reader


@dataclass(frozen=True)
class Marker:
    """One mark, in s since the sitting began; an event's two times are the same. id finds it again in the record."""

    id: int
    kind: MarkerKind
    begins: float
    ends: float
    text: str


def mark(log: EventLog, sitting_id: str, kind: MarkerKind, begins: float, ends: float, text: str = "") -> None:
    """Set a marker. Raises ValueError where it ends before it begins."""
    if not 0 <= begins <= ends:
        raise ValueError(f"a marker goes on from {begins} to {ends} s; it must not end before it begins")
    log.record(
        schema.markers, sitting_id, time.monotonic(), kind=str(kind), begins=float(begins), ends=float(ends), text=text
    )


def markers(log: EventLog, sitting_id: str) -> tuple[Marker, ...]:
    """A sitting's markers in the order of their times. Raises LogError when the record cannot be read."""
    rows = log.rows(schema.markers, sitting_id)
    found = [Marker(r["id"], MarkerKind(r["kind"]), r["begins"], r["ends"], r["text"]) for r in rows]
    return tuple(sorted(found, key=lambda marker: (marker.begins, marker.id)))


def unmark(log: EventLog, sitting_id: str, marker: Marker) -> None:
    """Take a marker away. Raises LogError when the record cannot be changed."""
    log.forget(schema.markers, sitting_id, id=marker.id)
