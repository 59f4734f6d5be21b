"""A person's interests: several directions of taste instead of one average between them.

The idea is that of the interest capsules of UiM (Xu et al., "User Plays a Role"), over what is known of every item of
any catalogue, so that nothing need be trained: the items chosen are grouped, and an item is judged by the best group;
by the engines, asked for each group, where there are any, else by likeness.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.arrays import unit_rows

MOST = 3
APART = 0.45
"""An item that is less alike than this to all interests found so far begins one of its own, up to MOST."""

ROUNDS = 4


@dataclass(frozen=True, eq=False)
class Interests:
    """K interests in H items: sums (K, D) float32 of the weighted vectors of each, and of which each item is, (H,)."""

    sums: np.ndarray
    of: np.ndarray

    @classmethod
    def among(cls, vectors: np.ndarray, weights: np.ndarray) -> Interests:
        """Group H items, (H, D) unit rows, by weights (H,) > 0; the order of the items does not matter but for ties."""
        centres = _begin(vectors, weights)
        of, sums = np.full(len(vectors), -1), centres
        for _ in range(ROUNDS):
            before, of = of, np.argmax(vectors @ centres.T, axis=1)
            if np.array_equal(before, of):
                break
            sums = (weights * (of == np.arange(len(centres))[:, None])) @ vectors
            centres = unit_rows(sums)
        return cls(sums.astype(np.float32), of)

    def directions(self, weights: np.ndarray) -> np.ndarray:
        """(K, D) float32: each interest's direction, the longer, up to 1, the more evidence there is for it."""
        evidence = np.bincount(self.of, weights, minlength=len(self.sums))
        return (unit_rows(self.sums) * (evidence / (1 + evidence))[:, None]).astype(np.float32)


def _begin(vectors: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(K, D): the weightiest item, then each time the one that is least like those taken."""
    centres = [vectors[int(np.argmax(weights))]]
    while len(centres) < MOST:
        nearest = (vectors @ np.stack(centres).T).max(axis=1)
        furthest = int(np.argmin(nearest))
        if nearest[furthest] >= APART:
            break
        centres.append(vectors[furthest])
    return np.stack(centres)
