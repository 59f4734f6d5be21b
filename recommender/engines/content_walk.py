"""Two steps over one graph of items, joined by who took them and by what they look and sound like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar

import numpy as np
from scipy.sparse import csr_matrix, diags
from threadpoolctl import threadpool_limits

from recommender.engines.baselines import summed_rows
from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions, Query
from recommender.engines.item_embeddings import text_embeddings
from recommender.engines.linear import reach

SETTINGS = ("activity", "popular", "fade", "neighbours", "content", "whitening", "second", "carried", "prior")

BLOCK = 1024
"""Items whose likeness to all others is held at once."""


class ContentWalk(Engine):
    """score = history x (T + content C + second T T + carried C T) + prior, with T taken together and C content.

    T joins items as RP3beta does (Paudel et al. 2017): by the people who took both, a person of n items counting
    n^-activity, over the first item's count to the power of popular. In an ordered set only what came later counts,
    fade as much with each item between, and so does the history. C goes to the nearest neighbours in each modality
    (as LATTICE does, Zhang et al. 2021), so that items are reached which few or nobody took. A second step goes on
    from there to what was taken with it. The prior is how often an item was taken, each person counting once.
    """

    name, kind = "content_walk", "engine"
    content_aware = True

    parts: ClassVar[Mapping[str, Mapping[str, Any]]] = {
        "content": {"content": 0.0, "carried": 0.0},
        "second step": {"second": 0.0, "carried": 0.0},
        "prior": {"prior": 0.0},
    }
    """What an ablation leaves out, one at a time."""

    def __init__(
        self,
        activity: float = 1.5,
        popular: float = 0.6,
        fade: float = 0.8,
        neighbours: int = 20,
        content: float = 0.2,
        whitening: float = 0.5,
        second: float = 1.0,
        carried: float = 0.3,
        prior: float = 1e-4,
    ) -> None:
        self.activity, self.popular, self.fade = activity, popular, fade
        self.neighbours, self.content, self.whitening = neighbours, content, whitening
        self.second, self.carried, self.prior = second, carried, prior

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        self.ordered = data.ordered
        together = self._taken_together(data)
        like = csr_matrix(together.shape)
        for vectors in _modalities(data) if self.content or self.carried else ():
            like = like + nearest(whitened(vectors, self.whitening), self.neighbours)
        step = together.toarray().astype(np.float32)
        first = (self.second * together + self.carried * like).astype(np.float32)
        with threadpool_limits(1):
            ahead = first.toarray() @ step if self.second else first @ step
        self.walk = step + (self.content * like).toarray().astype(np.float32) + ahead
        shares = 1 / np.maximum(np.asarray(data.matrix.sum(axis=1)).ravel(), 1)
        self.prior_scores = (self.prior * (data.matrix.T @ shares)).astype(np.float32)

    def _taken_together(self, data: Interactions) -> csr_matrix:
        """(n_items, n_items): from each item to those taken with it, or in an ordered set to those taken after it."""
        lengths = np.array([len(history) for history in data.train])
        weights = np.maximum(lengths, 1.0) ** -self.activity
        if data.ordered:
            together = self._taken_after(data, np.repeat(weights, lengths))
        else:
            together = (data.matrix.T @ diags(weights) @ data.matrix).tocsr()
        together.setdiag(0)
        return (diags(np.maximum(data.popularity, 1.0) ** -self.popular) @ together).tocsr()

    def _taken_after(self, data: Interactions, weights: np.ndarray) -> csr_matrix:
        items = np.concatenate(data.train)
        people = np.repeat(np.arange(data.n_users), [len(history) for history in data.train])
        total = csr_matrix((data.n_items, data.n_items))
        for lag in range(1, reach(self.fade) + 1):
            same = np.flatnonzero(people[:-lag] == people[lag:])
            parts = (self.fade ** (lag - 1) * weights[same], (items[same], items[same + lag]))
            total = total + csr_matrix(parts, shape=total.shape)
        return total

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        recent = [query.history[::-1][: reach(self.fade) if self.ordered else None] for query in queries]
        keep = np.float32(self.fade if self.ordered else 1)
        shares = [keep ** np.arange(len(items), dtype=np.float32) for items in recent]
        return summed_rows(self.walk, recent, shares) + self.prior_scores

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        settings = {name: getattr(self, name) for name in SETTINGS} | {"ordered": self.ordered}
        return settings, {"walk": self.walk, "prior": self.prior_scores}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.ordered = settings.pop("ordered")
        self.__init__(**settings)
        self.walk, self.prior_scores = arrays["walk"], arrays["prior"]


def _modalities(data: Interactions) -> Iterator[np.ndarray]:
    yield from data.features.values()
    if any(data.texts):
        yield text_embeddings(data.texts)


def whitened(vectors: np.ndarray, whitening: float) -> np.ndarray:
    """(N, D) float32 unit rows of centred vectors, the axes of great spread drawn in: 0 leaves them, 1 evens them out.

    Rows of zeros, of which nothing is known, stay so.
    """
    known = np.abs(vectors).sum(axis=1) > 0
    found = np.zeros(vectors.shape, np.float32)
    if not known.any():
        return found
    centred = vectors[known].astype(np.float64) - vectors[known].mean(axis=0)
    spread, axes = np.linalg.eigh(centred.T @ centred)
    real = spread > 1e-9 * spread.max()
    turned = centred @ axes[:, real] * spread[real] ** (-whitening / 2)
    norms = np.linalg.norm(turned, axis=1, keepdims=True)
    found[known, : real.sum()] = turned / np.where(norms > 0, norms, 1)
    return found


def nearest(vectors: np.ndarray, count: int) -> csr_matrix:
    """(N, N): from each item to its count nearest by cosine, if above 0, with weights that sum to 1."""
    count = min(count, len(vectors) - 1)
    rows, columns, values = [], [], []
    for start in range(0, len(vectors) if count else 0, BLOCK):
        likeness = vectors[start : start + BLOCK] @ vectors.T
        places = np.arange(len(likeness))
        likeness[places, start + places] = 0
        best = np.argpartition(-likeness, count - 1, axis=1)[:, :count]
        found = np.maximum(np.take_along_axis(likeness, best, axis=1), 0)
        total = found.sum(axis=1, keepdims=True)
        rows.append(np.repeat(start + places, count))
        columns.append(best.ravel())
        values.append((found / np.where(total > 0, total, 1)).ravel())
    if not rows:
        return csr_matrix((len(vectors), len(vectors)))
    parts = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    matrix = csr_matrix(parts, shape=(len(vectors), len(vectors)))
    matrix.eliminate_zeros()
    return matrix
