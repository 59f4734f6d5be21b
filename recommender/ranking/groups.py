"""Groups of like items, by which a term is estimated for a whole catalogue from a few of its values."""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np
from scipy.cluster.vq import kmeans2

GRID = 96
"""The affect plane in so many cells along each side."""

TOPICS = 768
"""So many groups of items that are alike."""

SAMPLE = 16_384
ROUNDS = 4
CHUNK = 8_192


@dataclass(frozen=True, eq=False)
class Groups:
    """affect (GRID * GRID, 2) and likeness (T, D): the middle of each group; affect_of and likeness_of (N,): of which
    group each item is."""

    affect: np.ndarray
    affect_of: np.ndarray
    likeness: np.ndarray
    likeness_of: np.ndarray

    @classmethod
    def of(cls, affect: np.ndarray, likeness: np.ndarray) -> Groups:
        """Cells of the affect plane (N, 2), and groups of what is alike (N, D): k-means of a sample."""
        middles = (np.arange(GRID, dtype=np.float32) + 0.5) * (2 / GRID) - 1
        cells = np.stack(np.meshgrid(middles, middles, indexing="ij"), axis=-1).reshape(-1, 2)
        place = np.clip(((affect + 1) * (GRID / 2)).astype(np.intp), 0, GRID - 1)
        centres = _centres(likeness)
        return cls(cells, place[:, 0] * GRID + place[:, 1], centres, _nearest(likeness, centres))


def _centres(likeness: np.ndarray) -> np.ndarray:
    sample = likeness[:: -(-len(likeness) // SAMPLE)]
    count = min(TOPICS, len(sample))
    with warnings.catch_warnings(action="ignore", category=UserWarning):  # a group may stay empty
        centres, _ = kmeans2(sample, count, iter=ROUNDS, minit="points", rng=np.random.default_rng(0))
    return centres.astype(np.float32)


def _nearest(likeness: np.ndarray, centres: np.ndarray) -> np.ndarray:
    found = np.empty(len(likeness), np.intp)
    offset = (centres**2).sum(axis=1) / 2
    for start in range(0, len(likeness), CHUNK):
        rows = slice(start, start + CHUNK)
        found[rows] = np.argmax(likeness[rows] @ centres.T - offset, axis=1)
    return found
