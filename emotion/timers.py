"""Further timers of the same models, found by convention, so that this package knows nothing of those that stand on it.

A package beside this one may hold a module `timers` with TIMERS: {name: timer}.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from pathlib import Path

from emotion.models import Models

Timer = Callable[[Models], dict[str, float]]
"""Returns what `emotion.bench.timed` does."""

ROOT = Path(__file__).resolve().parents[1]


def timers(root: Path = ROOT) -> dict[str, Timer]:
    """The timers of all packages under a folder that is searched for imports, by name."""
    found: dict[str, Timer] = {}
    for package in pkgutil.iter_modules([str(root)]):
        if package.ispkg and package.name != "emotion" and (root / package.name / "timers.py").is_file():
            found |= importlib.import_module(f"{package.name}.timers").TIMERS
    return found
