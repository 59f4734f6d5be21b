"""Baselines that foretell a rating: the mean, biases of people and items, and matrix factorisation on top of them."""

from __future__ import annotations

import numpy as np

from recommender.engines.sermon.model import Reviews

ROUNDS = 15


class Biases:
    """mean + bias of the person + bias of the item, each drawn to 0 as if it had so many further ratings."""

    def __init__(self, train: Reviews, n_users: int, n_items: int, shrink: float = 5.0) -> None:
        self.mean = float(train.ratings.mean())
        self.users, self.items = np.zeros(n_users + 1), np.zeros(n_items + 1)
        off = train.ratings - self.mean
        for _ in range(ROUNDS):
            self.items[:-1] = _drawn(train.items, off - self.users[train.users], n_items, shrink)
            self.users[:-1] = _drawn(train.users, off - self.items[train.items], n_users, shrink)

    def ratings(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """(B,) of users and items (B,), -1 for one that is not known."""
        return self.mean + self.users[users] + self.items[items]


class Factors(Biases):
    """Biases, and the product of vectors of person and item, fitted to what they leave by alternating ridge regressions
    (Koren, Bell & Volinsky 2009)."""

    def __init__(
        self, train: Reviews, n_users: int, n_items: int, seed: int, size: int = 8, ridge: float = 5.0
    ) -> None:
        super().__init__(train, n_users, n_items)
        left = train.ratings - super().ratings(train.users, train.items)
        rng = np.random.default_rng(seed)
        self.of_users, self.of_items = np.zeros((n_users + 1, size)), np.zeros((n_items + 1, size))
        self.of_items[:-1] = rng.normal(0, 0.1, (n_items, size))
        for _ in range(ROUNDS):
            _regressed(self.of_users, self.of_items, train.users, train.items, left, ridge)
            _regressed(self.of_items, self.of_users, train.items, train.users, left, ridge)

    def ratings(self, users: np.ndarray, items: np.ndarray) -> np.ndarray:
        """As of Biases."""
        return super().ratings(users, items) + (self.of_users[users] * self.of_items[items]).sum(axis=1)


def _drawn(rows: np.ndarray, values: np.ndarray, count: int, shrink: float) -> np.ndarray:
    return np.bincount(rows, values, count) / (np.bincount(rows, minlength=count) + shrink)


def _regressed(
    own: np.ndarray, other: np.ndarray, rows: np.ndarray, columns: np.ndarray, left: np.ndarray, ridge: float
) -> None:
    """Fit own, in place, to left with other as it is."""
    order = np.argsort(rows, kind="stable")
    for part in np.split(order, np.flatnonzero(np.diff(rows[order])) + 1):
        table = other[columns[part]]
        own[rows[part[0]]] = np.linalg.solve(table.T @ table + ridge * np.eye(table.shape[1]), table.T @ left[part])
