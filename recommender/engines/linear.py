"""The next item as a linear function of the history at several speeds of forgetting, solved in closed form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from scipy.linalg import cho_factor, cho_solve
from scipy.sparse import csr_matrix, hstack
from threadpoolctl import threadpool_limits

from recommender.engines.baselines import summed_rows
from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions, Query

BEFORE_NOTHING = 0.02
"""Items of the history that count less than this share of the newest one are left out."""

PIECE = 20_000
"""Steps turned into rows at once: keeps the memory of long sets in bounds."""


class LinearSequence(Engine):
    """Ridge regression of the item taken at each step on the items before it, each fading with its distance.

    With x the histories at every step, one block of columns per speed of forgetting, and y the item taken then, the
    weights are (x'x + regularisation I)^-1 x'y. The idea is that of EASE (Steck 2019) and SLIST (Choe et al. 2021),
    with what lies ahead as the target instead of the history itself. ahead > 0: the items after the next count as
    well, each ahead times as much as the one before it. In a set without order each item is predicted by all the
    others of its history, and nothing fades.
    """

    name, kind = "linear_sequence", "engine"

    def __init__(
        self, keeps: Sequence[float] = (0.9,), regularisation: float = 300.0, ahead: float = 0.0, steps_ahead: int = 3
    ) -> None:
        self.keeps, self.regularisation = tuple(keeps), regularisation
        self.ahead, self.steps_ahead = ahead, steps_ahead

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        self.ordered = data.ordered
        pieces = _pieces(data.train, PIECE)
        self._solve(*(self._of_sequences(pieces, data.n_items) if data.ordered else _of_sets(data)))

    def fit_pieces(
        self, items: tuple[str, ...], popularity: np.ndarray, pieces: Iterable[Sequence[np.ndarray]]
    ) -> None:
        """As `fit`, of ordered histories that come in pieces, each read once: held are one piece and the weights, twice
        (n_items * speeds)^2 of 4 bytes."""
        self.items, self.popularity, self.ordered = items, popularity, True
        self._solve(*self._of_sequences(pieces, len(items)))

    def _solve(self, gram: np.ndarray, cross: np.ndarray) -> None:
        gram[np.diag_indices(len(gram))] += self.regularisation
        with threadpool_limits(1):
            factor = cho_factor(gram, lower=True, overwrite_a=True, check_finite=False)
            self.weights = cho_solve(factor, cross, overwrite_b=True, check_finite=False).astype(np.float32, order="C")

    def _of_sequences(self, pieces: Iterable[Sequence[np.ndarray]], n_items: int) -> tuple[np.ndarray, np.ndarray]:
        """x'x and x'y over all steps of all histories."""
        columns = n_items * len(self.keeps)
        gram = np.zeros((columns, columns), np.float32)
        cross = np.zeros((columns, n_items), np.float32)
        for piece in pieces:
            histories = [history for history in piece if len(history) > 1]
            if not histories:
                continue
            before, after = self._steps(histories, n_items)
            for place in range(0, columns, n_items):  # a sparse product of all columns at once would be huge
                part = before[:, place : place + n_items].T.tocsr()
                gram[place : place + n_items] += (part @ before).toarray()
                cross[place : place + n_items] += (part @ after).toarray()
        return gram, cross

    def _steps(self, histories: Sequence[np.ndarray], n_items: int) -> tuple[csr_matrix, csr_matrix]:
        """(S, blocks * n_items) what lies before each step but the first, and (S, n_items) what comes then."""
        items = np.concatenate(histories)
        lengths = np.array([len(history) for history in histories])
        place = np.arange(len(items)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
        left = np.repeat(lengths, lengths) - place - 1
        steps = np.flatnonzero(place > 0)
        blocks = []
        for keep in self.keeps:
            rows, columns, values = [], [], []
            for lag in range(1, reach(keep) + 1):
                found = np.flatnonzero(place[steps] >= lag)
                rows.append(found)
                columns.append(items[steps[found] - lag])
                values.append(np.full(len(found), keep ** (lag - 1), np.float32))
            blocks.append(_sparse(rows, columns, values, (len(steps), n_items)))
        rows, columns, values = [np.arange(len(steps))], [items[steps]], [np.ones(len(steps), np.float32)]
        for lead in range(1, self.steps_ahead if self.ahead else 1):
            found = np.flatnonzero(left[steps] >= lead)
            rows.append(found)
            columns.append(items[steps[found] + lead])
            values.append(np.full(len(found), self.ahead**lead, np.float32))
        return hstack(blocks, format="csr"), _sparse(rows, columns, values, (len(steps), n_items))

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        rows, shares = [], []
        for query in queries:
            newest_first, columns, values = query.history[::-1], [], []
            for block, keep in enumerate(self.keeps if self.ordered else (1.0,)):
                recent = newest_first[: reach(keep) if self.ordered else None]
                columns.append(recent + block * len(self.items))
                values.append(np.float32(keep) ** np.arange(len(recent), dtype=np.float32))
            rows.append(np.concatenate(columns))
            shares.append(np.concatenate(values))
        return summed_rows(self.weights, rows, shares)

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        names = ("keeps", "regularisation", "ahead", "steps_ahead")
        settings = {name: getattr(self, name) for name in names} | {"ordered": self.ordered}
        return settings, {"weights": self.weights}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.ordered = settings.pop("ordered")
        self.__init__(**settings)
        self.weights = arrays["weights"]


def _of_sets(data: Interactions) -> tuple[np.ndarray, np.ndarray]:
    """x'x and x'y where y runs over a person's items and x is all the others of them.

    With h a history as a row of 0 and 1 and e the row of one of its items, the sum over its items of (h - e)'(h - e)
    is (|h| - 2) h'h + diag(h), and that of (h - e)'e is h'h - diag(h).
    """
    taken = data.matrix
    sizes = np.asarray(taken.sum(axis=1)).ravel()
    weighted = taken.multiply(np.maximum(sizes - 2, 0)[:, None]).tocsr()
    counts = np.where(sizes > 1, 1, 0).astype(np.float32) @ taken
    gram = (taken.T @ weighted).toarray().astype(np.float32)
    gram[np.diag_indices(len(gram))] += counts
    cross = (taken.T @ taken).toarray().astype(np.float32)
    np.fill_diagonal(cross, 0)
    return gram, cross


def reach(keep: float) -> int:
    """How many items back a history still counts that keeps so much of an item's weight at each step."""
    return 1 if keep <= 0 else max(1, int(np.log(BEFORE_NOTHING) / np.log(keep)))


def _sparse(rows: list, columns: list, values: list, shape: tuple[int, int]) -> csr_matrix:
    parts = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    return csr_matrix(parts, shape=shape, dtype=np.float32)


def _pieces(histories: Sequence[np.ndarray], steps: int) -> list[list[np.ndarray]]:
    """The histories in groups of about so many steps."""
    groups: list[list[np.ndarray]] = []
    count = steps
    for history in histories:
        if count >= steps:
            groups.append([])
            count = 0
        groups[-1].append(history)
        count += len(history)
    return groups
