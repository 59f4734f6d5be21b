"""Baselines without gradient descent: popularity, item-kNN, first-order Markov chain, EASE."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.sparse import csr_matrix, diags

from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions, Query

BACK_OFF = 1e-6
"""Weight of popularity beside a chain's counts: it decides only among items the counts leave equal."""


def history_matrix(queries: Sequence[Query], n_items: int) -> csr_matrix:
    """(B, n_items) float32: 1 where the history holds the item."""
    lengths = [len(query.history) for query in queries]
    columns = np.concatenate([query.history for query in queries])
    matrix = csr_matrix(
        (np.ones(len(columns), np.float32), (np.repeat(np.arange(len(queries)), lengths), columns)),
        shape=(len(queries), n_items),
    )
    matrix.data[:] = 1.0
    return matrix


def summed_rows(weights: np.ndarray, rows: Sequence[np.ndarray], shares: Sequence[np.ndarray]) -> np.ndarray:
    """(B, n_items): for each person the sum of some rows of weights (rows, n_items), each times its share."""
    return np.stack([share @ weights[own] for own, share in zip(rows, shares, strict=True)])


class Popularity(Engine):
    """The same list for all: what training saw most often."""

    name, kind = "popularity", "baseline"

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        pass

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        return np.tile(self.popularity, (len(queries), 1))

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        return {}, {}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        pass


class SparseItemModel(Engine):
    """An engine that is one sparse matrix from items to items."""

    weights: csr_matrix

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        parts = {"data": self.weights.data, "indices": self.weights.indices, "indptr": self.weights.indptr}
        return {}, parts

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        shape = (len(self.items), len(self.items))
        self.weights = csr_matrix((arrays["data"], arrays["indices"], arrays["indptr"]), shape=shape)


class ItemKNN(SparseItemModel):
    """Sum of the cosine likeness to the history's items, of each item's nearest neighbours (Sarwar et al. 2001)."""

    name, kind = "item_knn", "baseline"

    def __init__(self, neighbours: int = 100, shrinkage: float = 0.0) -> None:
        self.neighbours, self.shrinkage = neighbours, shrinkage

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        taken = data.matrix
        together = (taken.T @ taken).tocsr()
        norms = np.sqrt(together.diagonal())
        together.setdiag(0)
        together.eliminate_zeros()
        pairs = together.tocoo()
        pairs.data = pairs.data / (norms[pairs.row] * norms[pairs.col] + self.shrinkage)
        self.weights = _nearest(pairs.tocsr(), self.neighbours)

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        near = [self.weights[np.unique(query.history)] for query in queries]
        return np.stack([np.bincount(own.indices, own.data, len(self.items)) for own in near]).astype(np.float32)


class Markov(SparseItemModel):
    """First-order Markov chain: how often each item came right after the last one, popularity breaking ties."""

    name, kind = "markov", "baseline"

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        pairs = [np.stack([history[:-1], history[1:]]) for history in data.train if len(history) > 1]
        before, after = np.concatenate(pairs, axis=1) if pairs else np.zeros((2, 0), np.int32)
        shape = (data.n_items, data.n_items)
        self.weights = csr_matrix((np.ones(len(before), np.float32), (before, after)), shape=shape)
        self.weights.sum_duplicates()

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        last = [int(query.history[-1]) for query in queries]
        return self.weights[last].toarray() + np.float32(BACK_OFF) * self.popularity


class EASE(Engine):
    """Linear item-to-item model in closed form (Steck 2019, "Embarrassingly shallow autoencoders")."""

    name, kind = "ease", "baseline"

    def __init__(self, regularisation: float = 200.0) -> None:
        self.regularisation = regularisation

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        taken = data.matrix
        gram = (taken.T @ taken + diags(np.full(data.n_items, self.regularisation, np.float32))).toarray()
        inverse = np.linalg.inv(gram.astype(np.float32))
        self.weights = -inverse / np.diag(inverse)
        np.fill_diagonal(self.weights, 0)

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        histories = [np.unique(query.history) for query in queries]
        return summed_rows(self.weights, histories, [np.ones(len(own), np.float32) for own in histories])

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        return {"regularisation": self.regularisation}, {"weights": self.weights.astype(np.float32)}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.regularisation, self.weights = settings["regularisation"], arrays["weights"]


def _nearest(likeness: csr_matrix, count: int) -> csr_matrix:
    """Each column's count largest entries; the others become 0."""
    columns = likeness.T.tocsr()
    for row in range(columns.shape[0]):
        values = columns.data[columns.indptr[row] : columns.indptr[row + 1]]
        if len(values) > count:
            values[np.argpartition(values, -count)[:-count]] = 0
    columns.eliminate_zeros()
    return columns.T.tocsr().astype(np.float32)
