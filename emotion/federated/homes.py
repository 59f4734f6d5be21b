"""What each person has at home, as two views of each moment and what it was."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True, eq=False)
class Home:
    """One person: two views of each moment, (N, A) and (N, B) float32, and what it was, (N,): a class, or a number.

    test (N,) bool: judged by, never learnt from. classes: 0 where a number is to be foretold.
    """

    name: str
    first: np.ndarray
    second: np.ndarray
    targets: np.ndarray
    test: np.ndarray
    classes: int

    def __len__(self) -> int:
        return len(self.targets)

    def save(self, file: Path) -> None:
        """Keep it as NumPy arrays."""
        np.savez(
            file, **{name: getattr(self, name) for name in ("name", "first", "second", "targets", "test", "classes")}
        )

    @classmethod
    def load(cls, file: Path) -> Home:
        """What `save` kept."""
        with np.load(file, allow_pickle=False) as found:
            arrays = {name: found[name] for name in ("first", "second", "targets", "test")}
            return cls(name=str(found["name"]), classes=int(found["classes"]), **arrays)
