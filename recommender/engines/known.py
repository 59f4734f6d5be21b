"""What is known of candidates besides what engines say: how like the last items, of which year, how often taken."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.preprocessing import normalize

from recommender.engines.interactions import Interactions, Query

LATEST = (1, 5, 30)
"""A history is looked at by so many of its last items."""

DAY = 86_400.0
WITHIN = (30 * DAY, 365 * DAY, np.inf)
"""How often a candidate was taken is counted over so long before the last item of a history, in s."""


class Known:
    """Features of candidates from texts, features, years and times, of any set; what a set lacks is 0 for all.

    data: training rows, of which takings are counted. times: (L,) float64 s beside each person's whole history, NaN
    where unknown, by which it is told when somebody asks. years (n_items,) float of release, NaN where unknown, or ().
    """

    def __init__(self, data: Interactions, times: Sequence[np.ndarray], years: np.ndarray) -> None:
        self.vectors = [normalize(csr_matrix(features)) for features in data.features.values()]
        if any(data.texts):
            self.vectors.append(csr_matrix(TfidfVectorizer(stop_words="english").fit_transform(data.texts)))
        self.times, self.years = times, years if len(years) else np.full(data.n_items, np.nan)
        taken, when = (np.concatenate(parts or [[]]) for parts in (data.train, data.times))
        known = np.isfinite(when) if len(when) else np.zeros(0, bool)
        self.latest = float(when[known].max()) + DAY if known.any() else DAY
        self.takings = np.sort(self._key(taken[: len(when)][known], when[known]))

    def features(self, queries: Sequence[Query], candidates: np.ndarray) -> np.ndarray:
        """(P, C, F) float32 for candidates (P, C), -1 read as any item."""
        items = np.maximum(candidates, 0)
        parts = [part(queries, items) for part in (self._like, self._of_then, self._lately)]
        return np.concatenate(parts, axis=2)

    def _like(self, queries: Sequence[Query], items: np.ndarray) -> np.ndarray:
        """Cosine to the mean of the last items, by each kind of vector."""
        found = np.zeros((*items.shape, len(self.vectors) * len(LATEST)), np.float32)
        for row, (query, own) in enumerate(zip(queries, items, strict=True)):
            for place, vectors in enumerate(self.vectors):
                history = vectors[query.history[-max(LATEST) :]]
                means = np.stack([np.asarray(history[-count:].mean(axis=0)).ravel() for count in LATEST], axis=1)
                part = slice(place * len(LATEST), (place + 1) * len(LATEST))
                found[row, :, part] = (vectors[own] @ means) / np.maximum(np.linalg.norm(means, axis=0), 1e-9)
        return found

    def _of_then(self, queries: Sequence[Query], items: np.ndarray) -> np.ndarray:
        """-log(1 + years) between an item and the median of the last ones."""
        found = np.zeros((*items.shape, len(LATEST)), np.float32)
        for row, (query, own) in enumerate(zip(queries, items, strict=True)):
            for place, count in enumerate(LATEST):
                known = self.years[query.history[-count:]]
                known = known[np.isfinite(known)]
                if len(known):
                    found[row, :, place] = -np.log1p(np.nan_to_num(np.abs(self.years[own] - np.median(known))))
        return found

    def _lately(self, queries: Sequence[Query], items: np.ndarray) -> np.ndarray:
        """log(1 + how often taken) WITHIN so long before the last item of the history."""
        when = np.array([self._asked(query) for query in queries])[:, None]
        told = np.isfinite(when)
        when = np.where(told, when, 0)
        found = np.zeros((*items.shape, len(WITHIN)), np.float32)
        for place, within in enumerate(WITHIN):
            first = np.searchsorted(self.takings, self._key(items, np.maximum(when - within, 0)))
            last = np.searchsorted(self.takings, self._key(items, when))
            found[:, :, place] = np.where(told, np.log1p(np.maximum(last - first, 0)), 0)
        return found

    def _asked(self, query: Query) -> float:
        """When the last item of a history was taken, in s; NaN where that is unknown."""
        own = self.times[query.user][: len(query.history)] if 0 <= query.user < len(self.times) else ()
        return float(own[-1]) if len(own) else np.nan

    def _key(self, items: np.ndarray, when: np.ndarray) -> np.ndarray:
        """One number by which takings are in order of item, then of time."""
        return items * self.latest + np.minimum(when, self.latest)
