"""Small array operations that several modules share."""

from __future__ import annotations

import numpy as np


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """(N, D) -> the same rows at length 1; rows of zeros stay."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.divide(rows, lengths, out=np.zeros_like(rows), where=lengths > 1e-6)


def standardised(scores: np.ndarray) -> np.ndarray:
    """(B, N) -> each row less its mean, in its standard deviations; 0 where all are alike."""
    centred = scores - scores.mean(axis=1, keepdims=True)
    deviation = np.sqrt(np.einsum("ij,ij->i", centred, centred) / scores.shape[1])[:, None]
    return centred / np.where(deviation > 1e-9, deviation, 1)


def softmax(scores: np.ndarray) -> np.ndarray:
    """Shares that sum to 1 along the last axis."""
    likely = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return likely / likely.sum(axis=-1, keepdims=True)


def largest(values: np.ndarray, count: int) -> np.ndarray:
    """Places of the count largest of (N,) values, the largest first, equal ones in their order."""
    places = np.arange(len(values))
    if len(values) > count:
        places = np.flatnonzero(values >= np.partition(values, len(values) - count)[len(values) - count])
    return places[np.argsort(-values[places], kind="stable")][:count]


def largest_finite(values: np.ndarray, count: int) -> np.ndarray:
    """As `largest`, of the finite values alone."""
    places = np.flatnonzero(np.isfinite(values))
    return places[largest(values[places], count)]
