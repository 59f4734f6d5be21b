"""The same sittings in several processes side by side, as behind a proxy."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence

from session.capacity.measuring import Load


def measure_apart(sittings: int, processes: int, seconds: float, rung: int | None = None) -> list[Load]:
    """The loads of so many processes that measure at one time; each has its share of the sittings, one at least.

    seconds and rung as for `measure`. Raises RuntimeError where a process fails.
    """
    shares = [max(sittings * (place + 1) // processes - sittings * place // processes, 1) for place in range(processes)]
    running = [subprocess.Popen(_command(share, seconds, rung), stdout=subprocess.PIPE, text=True) for share in shares]
    said = [process.communicate()[0] for process in running]
    if any(process.returncode for process in running):
        raise RuntimeError("a process that was to measure beside others failed")
    return [Load(**json.loads(text)["loads"][0]) for text in said]


def _command(sittings: int, seconds: float, rung: int | None) -> Sequence[str]:
    held = () if rung is None else ("--rung", str(rung))
    measures = ("--sittings", str(sittings), "--check", "--seconds", str(seconds), *held, "--json")
    return (sys.executable, "-m", "session", "capacity", *measures)
