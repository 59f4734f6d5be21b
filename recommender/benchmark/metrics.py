"""Figures of a ranking, one value per person, so that intervals and groups can be made of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.sparse import csr_matrix

from emotion.evaluation.bootstrap import interval, rows_drawn
from recommender.engines.ranking import ndcg

LIST = 10
"""Length of the lists that coverage, novelty, diversity and popularity bias are measured on."""

RESAMPLES = 1000
LEFT_OUT = 0.1
TWO_SIDED = 1.96
"""Standard errors to each side of a figure that hold 95 % of a normal distribution."""


def accuracy(found: Sequence[np.ndarray]) -> dict[str, np.ndarray]:
    """{metric: (n_people,)}: hr@10 (any target among the first ten), recall, ndcg, and mrr of the best target."""
    hits = {k: np.array([(ranks < k).sum() for ranks in found]) for k in (10, 20)}
    wanted = np.array([len(ranks) for ranks in found])
    return {
        "hr@10": (hits[10] > 0).astype(float),
        "ndcg@10": np.array([ndcg(ranks, 10) for ranks in found]),
        "recall@10": hits[10] / wanted,
        "recall@20": hits[20] / wanted,
        "ndcg@20": np.array([ndcg(ranks, 20) for ranks in found]),
        "mrr": np.array([1 / (ranks.min() + 1) for ranks in found]),
    }


def novelty(lists: np.ndarray, popularity: np.ndarray) -> np.ndarray:
    """(n_people,): mean surprise of a list in bits, -log2 of an item's share of all training rows, one row added to
    each item (Zhou et al. 2010)."""
    bits = -np.log2((popularity + 1) / (popularity + 1).sum())
    return _mean_of_listed(np.where(lists >= 0, bits[lists], np.nan))


def diversity(lists: np.ndarray, taken: csr_matrix) -> np.ndarray:
    """(n_people,) in [0, 1]: 1 less the mean cosine of who took them, over the pairs of a list (Ziegler et al. 2005).

    taken is (n_users, n_items) of 0 and 1. Two items nobody took are as unlike as can be.
    """
    together = (taken.T @ taken).astype(np.float32).tocsr()
    norms = np.sqrt(np.maximum(together.diagonal(), 1))
    total, pairs = np.zeros(len(lists)), np.zeros(len(lists))
    for first in range(lists.shape[1]):
        for second in range(first):
            a, b = lists[:, first], lists[:, second]
            both = (a >= 0) & (b >= 0)
            if not both.any():  # nobody's list is so long
                continue
            cosine = np.asarray(together[a[both], b[both]]).ravel() / (norms[a[both]] * norms[b[both]])
            total[both] += 1 - cosine
            pairs += both
    return np.divide(total, pairs, out=np.zeros(len(lists)), where=pairs > 0)


def coverage(lists: np.ndarray, n_items: int) -> float:
    """Share of the catalogue that is in anybody's list."""
    return len(np.unique(lists[lists >= 0])) / n_items


def gini(lists: np.ndarray, n_items: int) -> float:
    """Gini coefficient of how often items are listed: 0 all alike, near 1 the same few for all."""
    counts = np.sort(np.bincount(lists[lists >= 0], minlength=n_items)).astype(float)
    if not counts.sum():
        return 0.0
    places = np.arange(1, n_items + 1)
    return float((2 * places - n_items - 1) @ counts / (n_items * counts.sum()))


def intervals(values: Mapping[str, np.ndarray], seed: int = 0) -> dict[str, tuple[float, float]]:
    """95 % bootstrap intervals of the means over people; RESAMPLES draws with replacement, the same for each name."""
    table = np.stack(list(values.values()), axis=1)
    low, high = interval(np.stack([table[rows].mean(axis=0) for rows in rows_drawn(len(table), RESAMPLES, seed)]))
    return {name: (float(low[place]), float(high[place])) for place, name in enumerate(values)}


def list_intervals(lists: np.ndarray, n_items: int, seed: int = 0) -> dict[str, tuple[float, float]]:
    """95 % intervals over people of coverage and gini, which are no means, by the delete-d jackknife (Shao & Wu 1989).

    A bootstrap would not do: drawing people with replacement leaves some out, so that what is drawn covers less than
    the people themselves do. RESAMPLES / 10 times a LEFT_OUT share of them is left out; what the figures differ by
    then gives their standard error. lists (P, k) of at least two people.
    """
    rng, people = np.random.default_rng(seed), len(lists)
    left_out = max(1, round(LEFT_OUT * people))
    drawn = [lists[rng.permutation(people)[left_out:]] for _ in range(RESAMPLES // 10)]
    found = {}
    for name, measure in {"coverage": coverage, "gini": gini}.items():
        spread = np.std([measure(some, n_items) for some in drawn]) * np.sqrt((people - left_out) / left_out)
        ends = measure(lists, n_items) + TWO_SIDED * np.array([-spread, spread])
        found[name] = tuple(np.clip(ends, 0, 1).tolist())
    return found


def _mean_of_listed(values: np.ndarray) -> np.ndarray:
    listed = np.isfinite(values).sum(axis=1)
    return np.divide(np.nansum(values, axis=1), listed, out=np.zeros(len(values)), where=listed > 0)
