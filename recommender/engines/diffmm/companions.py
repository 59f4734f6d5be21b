"""A frozen graph beside the learnt one: what people who share items with somebody took."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from scipy.sparse import csr_matrix, diags
from torch import Tensor

ACTIVITY, POPULAR = 0.5, 0.6
"""As in RP3beta (Paudel et al. 2017): a person of n items counts n^-ACTIVITY, an item taken n times n^-POPULAR."""

LEAST = 0.03
"""What an item counts which no such person took."""


class Companions:
    """From a history over the people who took some of it to what else they took; frozen, as in FREEDOM (Zhou & Shen
    2023), so that training cannot learn it by heart.

    matrix: (n_users, n_items), 1 where training saw the user take the item.
    """

    def __init__(self, matrix: csr_matrix) -> None:
        lengths, counts = (np.maximum(np.asarray(matrix.sum(axis=axis)).ravel(), 1) for axis in (1, 0))
        self.matrix, self.n_items = csr_matrix(matrix), len(counts)
        self.to_people = csr_matrix(diags(counts**-POPULAR) @ matrix.T)
        self.to_items = csr_matrix(diags(lengths**-ACTIVITY) @ matrix)

    def scores(self, histories: Sequence[np.ndarray], asked: np.ndarray | None = None) -> Tensor:
        """(B, n_items) float32: the logarithm of LEAST and what came over; asked, the user of each history, does not
        tell of themselves."""
        lengths = [len(own) for own in histories]
        rows, columns = np.repeat(np.arange(len(histories)), lengths), np.concatenate(histories)
        taken = csr_matrix((np.ones(len(rows), np.float32), (rows, columns)), (len(histories), self.n_items))
        people = csr_matrix(taken @ self.to_people)
        if asked is not None:
            people.data[people.indices == np.repeat(asked, np.diff(people.indptr))] = 0
        return torch.from_numpy(np.log((people @ self.to_items).toarray().astype(np.float32) + LEAST))

    def state(self) -> dict[str, np.ndarray]:
        """The arrays that `from_state` needs."""
        return {"indices": self.matrix.indices, "starts": self.matrix.indptr, "items": np.array([self.n_items])}

    @classmethod
    def from_state(cls, arrays: dict[str, np.ndarray]) -> Companions:
        """The inverse of `state`."""
        indices, starts = arrays["indices"], arrays["starts"]
        values = np.ones(len(indices), np.float32)
        return cls(csr_matrix((values, indices, starts), (len(starts) - 1, int(arrays["items"][0]))))
