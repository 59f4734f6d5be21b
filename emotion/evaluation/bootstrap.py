"""The bootstrap: how far a figure may lie from the true one, as other people might have been asked (Efron 1979)."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

LEVEL = 0.95
REPLICATES = 2000
CHUNK = 2_000_000
"""So many numbers are drawn at once."""

Seed = int | np.random.Generator


def draws(groups: int, replicates: int = REPLICATES, seed: Seed = 0) -> np.ndarray:
    """(R, G) how often each of G groups is drawn, with replacement, in each replicate."""
    return np.random.default_rng(seed).multinomial(groups, np.full(groups, 1 / groups), replicates)


def draws_in_parts(groups: int, replicates: int, seed: Seed = 0) -> Iterator[np.ndarray]:
    """As `draws`, float64 and in parts that fit into memory, (at most R, G) each."""
    rng = np.random.default_rng(seed)
    at_once = max(1, min(replicates, CHUNK // groups))
    for start in range(0, replicates, at_once):
        count = min(at_once, replicates - start)
        picked = rng.integers(groups, size=(count, groups)) + groups * np.arange(count)[:, None]
        yield np.bincount(picked.ravel(), minlength=count * groups).reshape(count, groups).astype(np.float64)


def rows_drawn(rows: int, replicates: int, seed: Seed = 0) -> Iterator[np.ndarray]:
    """(N,) numbers of rows, drawn with replacement, for each replicate."""
    rng = np.random.default_rng(seed)
    return (rng.integers(0, rows, rows) for _ in range(replicates))


def interval(replicates: np.ndarray) -> np.ndarray:
    """The percentile interval of a figure, [low, high], from its replicates (R, ...); NaN replicates are left out."""
    outside = 100 * (1 - LEVEL) / 2
    return np.nanpercentile(replicates, (outside, 100 - outside), axis=0)


def mean_interval(
    values: np.ndarray, groups: np.ndarray | None = None, replicates: int = REPLICATES, seed: Seed = 0
) -> list[float]:
    """[mean, low, high] of values (N,); whole groups, (N,) of their names, are drawn, single values where none."""
    members = np.arange(len(values)) if groups is None else np.unique(groups, return_inverse=True)[1]
    sums, counts = np.bincount(members, weights=values), np.bincount(members)
    drawn = draws(len(counts), replicates, seed)
    return [float(values.mean()), *interval(drawn @ sums / (drawn @ counts)).tolist()]
