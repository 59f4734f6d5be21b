"""Small array operations that several modules share."""

from __future__ import annotations

import numpy as np

SAMPLE = 32_768
"""So many of very many values tell about how large the largest are."""


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """(N, D) -> the same rows at length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-6)


def standardised(scores: np.ndarray) -> np.ndarray:
    """(B, N) -> each row less its mean, in its standard deviations; 0 where all are alike."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.einsum("ij,ij->i", centred, centred) / scores.shape[1])[:, None]
    return np.divide(centred, np.where(deviation > 1e-9, deviation, 1), out=centred)


def softmax(scores: np.ndarray, axis: int = -1) -> np.ndarray:
    """Shares that sum to 1 along an axis."""
    likely = np.exp(scores - scores.max(axis=axis, keepdims=True))
    return likely / likely.sum(axis=axis, keepdims=True)


def largest(values: np.ndarray, count: int) -> np.ndarray:
    """Places of the count largest of (N,) values, the largest first, equal ones in their order."""
    if len(values) <= count:
        return np.argsort(-values, kind="stable")
    places = np.flatnonzero(values >= _bound(values, count))
    if len(places) > 2 * count:
        places = places[values[places] >= _nth_largest(values[places], count)]
    return places[np.argsort(-values[places], kind="stable")][:count]


def _bound(values: np.ndarray, count: int) -> float:
    """A value that at least `count` of the values reach, and of very many not many more: judged by a sample first."""
    step = len(values) // SAMPLE
    if step > 1:
        likely = _nth_largest(values[::step], min(2 * count // step + 20, len(values) // step))
        if np.count_nonzero(values >= likely) >= count:
            return likely
    return _nth_largest(values, count)


def _nth_largest(values: np.ndarray, count: int) -> float:
    return np.partition(values, len(values) - count)[len(values) - count]


def largest_finite(values: np.ndarray, count: int) -> np.ndarray:
    """As `largest`, of the finite values alone."""
    places = np.flatnonzero(np.isfinite(values))
    return places[largest(values[places], count)]
