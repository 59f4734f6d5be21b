"""Histories as padded batches of windows, for networks that read sequences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np


def cut(histories: Sequence[np.ndarray], length: int, rng: np.random.Generator) -> list[np.ndarray]:
    """Windows of at most length + 1 items that overlap by one, so that every step of a history is in just one.

    Each history is cut at a place drawn anew, so that over the epochs a step is seen behind contexts of all lengths.
    """
    windows = []
    for history in histories:
        end = len(history)
        if end < 2:
            continue
        first = end if end <= length + 1 else int(rng.integers(2, length + 2))
        windows.append(history[:first])
        windows += [history[start - 1 : start + length] for start in range(first, end, length)]
    return windows


def batches(windows: Sequence[np.ndarray], tokens: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """(B, L) int64 arrays padded with -1 at the end, of windows of about one length and B * L of about tokens."""
    lengths = np.array([len(window) for window in windows]) + rng.random(len(windows))
    order = np.argsort(lengths)
    groups, start = [], 0
    while start < len(order):
        count = 1
        while start + count < len(order) and (count + 1) * len(windows[order[start + count]]) <= tokens:
            count += 1
        groups.append(order[start : start + count])
        start += count
    for group in rng.permutation(len(groups)):
        yield padded([windows[row] for row in groups[group]])


def padded(sequences: Sequence[np.ndarray]) -> np.ndarray:
    """(B, L) int64, -1 behind the shorter ones."""
    found = np.full((len(sequences), max(len(sequence) for sequence in sequences)), -1, np.int64)
    for row, sequence in enumerate(sequences):
        found[row, : len(sequence)] = sequence
    return found
