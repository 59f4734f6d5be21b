"""How fast the machine is at the moment, so that a bar of processor time means the same on each."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

ORDINARY = 0.06
"""Seconds that `work` takes on a core of an ordinary server."""


def work() -> None:
    """Objects made, sorted, written as text and read."""
    rows = [{"title": f"Title {number}", "value": number / 7, "terms": [number] * 5} for number in range(20_000)]
    rows.sort(key=lambda row: row["value"] % 1)
    json.loads(json.dumps(rows))


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time that this thread takes for some work."""
    began = time.thread_time()
    work()
    return time.thread_time() - began


def slowness() -> float:
    """By how much this machine's core is slower than an ordinary one, at the moment; never less than 1."""
    return max(1.0, min(spent(work) for _ in range(3)) / ORDINARY)
