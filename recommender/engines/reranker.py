"""A learnt, local second look at candidates: what other engines say of them, and the emotions in what was written."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.engines.blend import fit_weights, log_standardised, places
from recommender.engines.contract import Engine
from recommender.engines.interactions import Query
from recommender.engines.ranking import mask_seen

CANDIDATES = 50

RIDGE = 1e-2


class LearntReranker:
    """A conditional logit over the candidates' features, ridge-regularised; made for one list of features.

    weights (F,) of features that were standardised by mean and deviation (F,).
    """

    def __init__(self, features: np.ndarray, taken: np.ndarray) -> None:
        """Learn from features (P, C, F) and which candidate was taken, (P,) int, -1 for none of them."""
        rows = np.flatnonzero(taken >= 0)
        self.mean = features.mean(axis=(0, 1)) if len(features) else np.zeros(features.shape[2], np.float32)
        spread = features.std(axis=(0, 1)) if len(features) else self.mean
        self.deviation = np.where(spread > 1e-9, spread, 1)
        labels = np.zeros((len(rows), features.shape[1]), np.int8)
        labels[np.arange(len(rows)), taken[rows]] = 1
        self.weights = np.zeros(features.shape[2], np.float32)
        if len(rows):
            self.weights = fit_weights(self._standardised(features[rows]), labels, RIDGE)

    def scores(self, features: np.ndarray) -> np.ndarray:
        """(P, C) float32 of features (P, C, F): higher is better."""
        return self._standardised(features) @ self.weights

    def _standardised(self, features: np.ndarray) -> np.ndarray:
        return ((features - self.mean) / self.deviation).astype(np.float32)


def candidates_of(scores: np.ndarray, queries: Sequence[Query], count: int = CANDIDATES) -> np.ndarray:
    """(P, C) int: the best of scores (P, n_items) for each person, without their history, best first; -1 behind."""
    masked = scores.copy()
    mask_seen(masked, [query.history for query in queries])
    count = min(count, masked.shape[1])
    best = np.argsort(-masked, axis=1, kind="stable")[:, :count]
    return np.where(np.isfinite(np.take_along_axis(masked, best, axis=1)), best, -1)


def behaviour(engines: Sequence[Engine], queries: Sequence[Query], candidates: np.ndarray) -> np.ndarray:
    """(P, C, 2E + 1): of each candidate, each engine's log-standardised score and log place, and how often taken."""
    parts = []
    for engine in engines:
        scores = engine.scores(queries)
        parts += [log_standardised(scores), -np.log1p(places(scores))]
    taken = np.broadcast_to(np.log1p(engines[0].popularity), (len(queries), len(engines[0].items)))
    return np.stack([np.take_along_axis(part, np.maximum(candidates, 0), axis=1) for part in (*parts, taken)], axis=2)


def emotions(labels: Sequence[np.ndarray], of_items: np.ndarray, candidates: np.ndarray) -> np.ndarray:
    """(P, C, 9): what is said of each candidate, (7,), and how that goes with the person's last label and with all.

    labels: (L, 7) per person, the emotions in what they wrote, oldest first; of_items (n_items, 7).
    """
    said = of_items[np.maximum(candidates, 0)]
    nothing = np.zeros(of_items.shape[1])
    last = np.stack([own[-1] if len(own) else nothing for own in labels])
    usual = np.stack([own.mean(axis=0) if len(own) else nothing for own in labels])
    goes = [np.einsum("pcd,pd->pc", said, own)[:, :, None] for own in (last, usual)]
    return np.concatenate([said, *goes], axis=2)
