"""An order in which neighbours differ."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from recommender.ranking.features import Features
from recommender.ranking.rules import OneOfATitle

NAME = "diversity"
WEIGHT = 0.5

KIND_SHARE = 0.6
KIND_FULL = 4
"""So much of the penalty is for items of the same kind above, in full from KIND_FULL of them on."""


def diverse(
    features: Features,
    shortlist: np.ndarray,
    relevance: np.ndarray,
    weight: float,
    kept: Mapping[int, int] | None = None,
) -> Iterator[tuple[int, float]]:
    """(place in the shortlist, penalty <= 0) in the order of maximal marginal relevance.

    Carbonell & Goldstein (1998): each next item has the best relevance less its likeness to what stands above it. The
    penalty is the larger the more alike the most alike item above is, and the more items of its kind stand above.
    Penalties only grow, so scores fall along the list. A title comes once. shortlist (S,) are rows of the catalogue,
    relevance (S,) is theirs. kept: {rank from 1: place in the shortlist} for what stands there whatever its score.
    """
    relevance = relevance.astype(np.float64)
    likeness, kinds = features.likeness[shortlist], features.kinds[shortlist]
    titles = OneOfATitle(features.catalogue)
    alike = np.zeros(len(shortlist))
    above = np.zeros(int(kinds.max(initial=0)) + 1)
    free, waiting, rank = np.ones(len(shortlist), bool), dict(kept or {}), 1
    for place in waiting.values():
        free[place] = False
        titles.admits(int(shortlist[place]))
    while waiting or free.any():
        penalties = -weight * ((1 - KIND_SHARE) * alike + KIND_SHARE * np.minimum(above[kinds] / KIND_FULL, 1))
        best = waiting.pop(rank if free.any() else min(waiting), None)
        if best is None:
            best = int(np.argmax(np.where(free, relevance + penalties, -np.inf)))
            free[best] = False
            if not titles.admits(int(shortlist[best])):
                continue
        rank += 1
        yield best, float(penalties[best])
        np.maximum(alike, likeness @ likeness[best], out=alike)
        above[kinds[best]] += 1
