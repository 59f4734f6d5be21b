"""Full ranking: where the item a person really took stands among all items."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from recommender.engines.interactions import HeldOut, Query

CHUNK = 256
"""People scored at once: 256 x 55,000 items x 4 bytes is 56 MB."""


def mask_seen(scores: np.ndarray, seen: Sequence[np.ndarray]) -> None:
    """Put what was seen at the end of the ranking: -inf in (B, n_items) scores, in place."""
    rows = np.repeat(np.arange(len(seen)), [len(items) for items in seen])
    if len(rows):
        scores[rows, np.concatenate(seen)] = -np.inf


def ranks(scores: np.ndarray, targets: Sequence[np.ndarray]) -> list[np.ndarray]:
    """The rank of each target, counted from 0, in its person's row of (B, n_items) masked scores.

    Ties count half: an item that shares its score with n others stands behind n / 2 of them, so a model gains nothing
    by giving all items one score. A target of -1, or one that was masked, has the rank n_items.
    """
    count = scores.shape[1]
    found = [np.full(len(items), float(count)) for items in targets]
    for place in range(max((len(items) for items in targets), default=0)):
        rows = np.array([row for row, items in enumerate(targets) if len(items) > place and items[place] >= 0], int)
        columns = np.array([targets[row][place] for row in rows], int)
        own = scores[rows, columns][:, None]
        held = scores[rows] if len(rows) < len(scores) else scores
        above = (held > own).sum(axis=1) + ((held == own).sum(axis=1) - 1) / 2
        for row, rank in zip(rows, np.where(np.isfinite(own[:, 0]), above, count), strict=True):
            found[row][place] = rank
    return found


def ndcg(found: np.ndarray, k: int) -> float:
    """NDCG@k of one person's target ranks; with one target 1 / log2(rank + 2)."""
    ideal = (1 / np.log2(np.arange(min(len(found), k)) + 2)).sum()
    return float((1 / np.log2(found[found < k] + 2)).sum() / ideal)


def mean_ndcg(scores: Callable[[Sequence[Query]], np.ndarray], held_out: HeldOut, k: int = 10) -> float:
    """NDCG@k over the people of held_out, all items ranked; what engines stop early by."""
    total = 0.0
    for start in range(0, len(held_out), CHUNK):
        part = slice(start, start + CHUNK)
        given = scores(held_out.queries[part])
        mask_seen(given, held_out.seen[part])
        total += sum(ndcg(found, k) for found in ranks(given, held_out.targets[part]))
    return total / max(len(held_out), 1)
