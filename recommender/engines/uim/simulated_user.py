"""The learnt local simulated user of UiM: it looks at 2N candidates and says in which order this person takes them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from recommender.engines.blend import fit_weights

RECENT = 10
"""Items at the end of the history that a candidate is compared with."""

RIDGE = 1e-3

FEATURES = (
    "score",
    "place",
    "like what was taken lately",
    "like the last item",
    "taken after the last item",
    "popularity",
    "off this person's beaten track",
    "rare, for a person who accepts new items",
)


class SimulatedUser:
    """A conditional logit over FEATURES, learnt from what people really took among candidates like these.

    vectors is (n_items, D) float32, what is known of items; after is (n_items, n_items), how often an item came right
    after another; popularity (n_items,); rare (n_items,) 1 for items off the beaten track.
    """

    def __init__(self, vectors: np.ndarray, after: csr_matrix, popularity: np.ndarray, rare: np.ndarray) -> None:
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        self.vectors = np.divide(vectors, lengths, out=np.zeros_like(vectors), where=lengths > 0)
        self.after, self.rare = after, rare
        self.fame = np.log1p(popularity)
        self.weights = np.zeros(len(FEATURES), np.float32)
        self.weights[0] = 1.0

    def learn(
        self, candidates: np.ndarray, scores: np.ndarray, histories: Sequence[np.ndarray], taken: np.ndarray
    ) -> None:
        """From (P, C) candidates, best first, their scores, and the item each person then took; -1 is no item.

        People who took none of their candidates say nothing about the order of these and are left out.
        """
        labels = (candidates == taken[:, None]).astype(np.int8)
        rows = np.flatnonzero(labels.any(axis=1))
        if len(rows):
            features = self.features(candidates[rows], scores[rows], [histories[row] for row in rows])
            self.weights = fit_weights(features, labels[rows], RIDGE)

    def feedback(self, candidates: np.ndarray, scores: np.ndarray, histories: Sequence[np.ndarray]) -> np.ndarray:
        """(P, C) float32: how readily each person takes each candidate; the scores are those of the engine."""
        return self.features(candidates, scores, histories) @ self.weights

    def features(self, candidates: np.ndarray, scores: np.ndarray, histories: Sequence[np.ndarray]) -> np.ndarray:
        """(P, C, F) float32, in the order of FEATURES; every history has at least one item."""
        people, count = candidates.shape
        found = np.zeros((people, count, len(FEATURES)), np.float32)
        found[..., 0] = scores - scores[:, :1]
        found[..., 1] = -np.log2(np.arange(count) + 2)
        lasts = np.repeat([history[-1] for history in histories], count)
        found[..., 4] = np.log1p(np.asarray(self.after[lasts, candidates.ravel()])).reshape(people, count)
        for row, (listed, history) in enumerate(zip(candidates, histories, strict=True)):
            last = int(history[-1])
            vectors = self.vectors[listed]
            found[row, :, 2] = (vectors @ self.vectors[history[-RECENT:]].T).mean(axis=1)
            found[row, :, 3] = vectors @ self.vectors[last]
            fame, usual = self.fame[listed], self.fame[history]
            found[row, :, 5] = fame / 10
            found[row, :, 6] = np.abs(fame - usual.mean()) / (usual.std() + 1)
            found[row, :, 7] = self.rare[listed] * self.rare[history].mean()
        return found


def came_after(histories: Sequence[np.ndarray], n_items: int) -> csr_matrix:
    """(n_items, n_items) float32: how often the column's item came right after the row's."""
    pairs = [np.stack([history[:-1], history[1:]]) for history in histories if len(history) > 1]
    before, after = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), np.int64)
    counts = csr_matrix((np.ones(len(before), np.float32), (before, after)), shape=(n_items, n_items))
    counts.sum_duplicates()
    return counts
