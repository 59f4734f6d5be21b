"""A learnt, local second look at candidates: what engines say of them, what is known of them, what was written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import lightgbm
import numpy as np

from recommender.engines.blend import fit_weights, log_standardised, places
from recommender.engines.contract import Engine
from recommender.engines.interactions import Query
from recommender.engines.ranking import mask_seen

CANDIDATES = 100

RIDGE = 1e-2

ROUNDS = 150
TREES: Mapping[str, Any] = {
    "objective": "lambdarank",
    "num_leaves": 7,
    "learning_rate": 0.05,
    "min_data_in_leaf": 100,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambdarank_truncation_level": 20,
    "num_threads": 1,
    "seed": 0,
    "verbose": -1,
}


class LearntReranker:
    """A ridge-regularised conditional logit over the candidates' features, and small trees by LambdaMART (Burges 2010).

    Their scores, each over its usual spread within a list, are added. Made for one list of features: weights (F,) are
    of features that were standardised by mean and deviation (F,).
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
        self.trees = None
        if len(rows):
            self.weights = fit_weights(self._standardised(features[rows]), labels, RIDGE)
            sizes = [labels.shape[1]] * len(rows)
            lists = lightgbm.Dataset(_flat(features[rows]), labels.ravel().astype(np.float32), group=sizes)
            self.trees = lightgbm.train({**TREES}, lists, ROUNDS)
        self.spreads = [max(float(own.std(axis=1).mean()), 1e-9) for own in self._both(features)]

    def scores(self, features: np.ndarray) -> np.ndarray:
        """(P, C) float32 of features (P, C, F): higher is better."""
        both = zip(self._both(features), self.spreads, strict=True)
        return np.sum([own / spread for own, spread in both], axis=0, dtype=np.float32)

    def _both(self, features: np.ndarray) -> list[np.ndarray]:
        """(P, C) by the logit, and by the trees where there are any."""
        found = [self._standardised(features) @ self.weights]
        if self.trees is not None and features.size:
            found.append(np.asarray(self.trees.predict(_flat(features))).reshape(features.shape[:2]))
        return found

    def _standardised(self, features: np.ndarray) -> np.ndarray:
        return ((features - self.mean) / self.deviation).astype(np.float32)


def _flat(features: np.ndarray) -> np.ndarray:
    return features.reshape(-1, features.shape[2])


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
