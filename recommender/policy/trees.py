"""Gradient boosted trees as they are served: LightGBM's (Ke et al. 2017) without LightGBM, in NumPy."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

from recommender.errors import EngineError


@dataclass(frozen=True, eq=False)
class Trees:
    """T trees of N nodes each: column and threshold (T, N), child (T, 2 N), value (T, N) of the leaves, depth (1,).

    A row goes to child 2 n of node n where its column is at most the threshold, else to child 2 n + 1. A leaf is
    its own child both ways.
    """

    column: np.ndarray
    threshold: np.ndarray
    child: np.ndarray
    value: np.ndarray
    depth: np.ndarray

    def score(self, rows: np.ndarray) -> np.ndarray:
        """(R, F) -> (R,) sums of the leaves' values: log-odds."""
        flat, starts = np.ascontiguousarray(rows).ravel(), np.arange(len(rows)) * rows.shape[1]
        total = np.zeros(len(rows))
        for column, threshold, child, value in zip(self.column, self.threshold, self.child, self.value, strict=True):
            node = np.zeros(len(rows), np.int64)
            for _ in range(int(self.depth[0])):
                right = flat.take(starts + column.take(node)) > threshold.take(node)
                node = child.take(2 * node + right)
            total += value.take(node)
        return total

    def save(self, file: Path) -> None:
        """Write the trees."""
        save_file(vars(self), file)

    @classmethod
    def load(cls, file: Path) -> Trees:
        """The trees in a file. Raises EngineError where they are missing."""
        try:
            return cls(**load_file(file))
        except (OSError, SafetensorError, TypeError) as error:
            raise EngineError(f"{file}: no trees that can be read ({error}); `simulate --fit` makes them") from error
