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
    may_follow: np.ndarray | None = None,
) -> Iterator[tuple[int, float]]:
    """(place in the shortlist, penalty <= 0) in the order of maximal marginal relevance.

    Carbonell & Goldstein (1998): each next item has the best relevance less its likeness to what stands above it. The
    penalty is the larger the more alike the most alike item above is, and the more items of its kind stand above.
    Penalties only grow, so scores fall along the list. A title comes once. shortlist (S,) are rows of the catalogue,
    relevance (S,) is theirs. kept: {rank from 1: place in the shortlist} for what stands there whatever its score.

    may_follow (S, S) bool: whether the one at column j may stand right below the one at row i, None: any may. What is
    kept leaves the list where it may not stand below what is kept above it, or nothing fits in between. The order ends
    where nothing that is left may follow.
    """
    relevance = relevance.astype(np.float64)
    likeness, kinds = features.likeness[shortlist], features.kinds[shortlist]
    titles = OneOfATitle(features.catalogue)
    alike = np.zeros(len(shortlist))
    above = np.zeros(int(kinds.max(initial=0)) + 1)
    follows = np.ones((len(shortlist), len(shortlist)), bool) if may_follow is None else may_follow
    free, waiting, rank = np.ones(len(shortlist), bool), _reconciled(kept or {}, follows), 1
    for place in (kept or {}).values():
        free[place] = False
    for place in waiting.values():
        titles.admits(int(shortlist[place]))
    last = None
    while waiting or free.any():
        penalties = -weight * ((1 - KIND_SHARE) * alike + KIND_SHARE * np.minimum(above[kinds] / KIND_FULL, 1))
        fits = free if last is None else free & follows[last]
        best = waiting.pop(rank if fits.any() else min(waiting, default=0), None)
        if best is None:
            if not fits.any():
                return
            if rank + 1 in waiting:
                between = fits & follows[:, waiting[rank + 1]]
                if not between.any():
                    del waiting[rank + 1]
                    continue
                fits = between
            best = int(np.argmax(np.where(fits, relevance + penalties, -np.inf)))
            free[best] = False
            if not titles.admits(int(shortlist[best])):
                continue
        elif last is not None and not follows[last, best]:
            continue
        last, rank = best, rank + 1
        yield best, float(penalties[best])
        np.maximum(alike, likeness @ likeness[best], out=alike)
        above[kinds[best]] += 1


def _reconciled(kept: Mapping[int, int], follows: np.ndarray) -> dict[int, int]:
    """What is kept, less what may not stand right below another that is."""
    found: dict[int, int] = {}
    for rank, place in sorted(kept.items()):
        if rank - 1 not in found or follows[found[rank - 1], place]:
            found[rank] = place
    return found
