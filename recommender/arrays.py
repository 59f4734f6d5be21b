"""Small array operations that several modules share."""

from __future__ import annotations

import numpy as np


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """(N, D) -> the same rows at length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-6)


def standardised(scores: np.ndarray) -> np.ndarray:
    """(B, N) -> each row less its mean, in its standard deviations; 0 where all are alike."""
    deviation = scores.std(axis=1, keepdims=True)
    return (scores - scores.mean(axis=1, keepdims=True)) / np.where(deviation > 1e-9, deviation, 1)


def largest(values: np.ndarray, count: int) -> np.ndarray:
    """Places of the count largest finite values of (N,), the largest first, equal ones in their order."""
    places = np.flatnonzero(np.isfinite(values))
    if len(places) > count:
        least = np.partition(values[places], len(places) - count)[len(places) - count]
        places = places[values[places] >= least]
    return places[np.argsort(-values[places], kind="stable")][:count]
