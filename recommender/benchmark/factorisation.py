"""Matrix factorisation by the library implicit, as baselines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from implicit.cpu.bpr import BayesianPersonalizedRanking
from threadpoolctl import threadpool_limits

from recommender.engines.baselines import history_matrix
from recommender.engines.contract import EarlyStopping, Engine, progress, stopping_sample
from recommender.engines.interactions import Interactions, Query
from recommender.engines.ranking import mean_ndcg


class ALS(Engine):
    """Alternating least squares for implicit feedback (Hu, Koren & Volinsky 2008); people are folded in.

    latest: so many of the last items of a history place a person; None: all of them.
    """

    name, kind = "als", "baseline"

    def __init__(
        self,
        factors: int = 64,
        regularisation: float = 0.05,
        alpha: float = 5.0,
        iterations: int = 15,
        latest: int | None = None,
    ) -> None:
        self.factors, self.regularisation, self.alpha, self.iterations = factors, regularisation, alpha, iterations
        self.latest = latest

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        with threadpool_limits(1):
            self.model = self._model(seed)
            self.model.fit(data.matrix, show_progress=True)

    def _model(self, seed: int | None = None) -> AlternatingLeastSquares:
        return AlternatingLeastSquares(
            factors=self.factors,
            regularization=self.regularisation,
            alpha=self.alpha,
            iterations=self.iterations,
            random_state=seed,
            num_threads=1,
        )

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        recent = [replace(query, history=query.history[-(self.latest or 0) :]) for query in queries]
        taken = history_matrix(recent, len(self.items))
        with threadpool_limits(1):
            users = self.model.recalculate_user(np.arange(len(queries)), taken)
            return np.asarray(users @ self.model.item_factors.T, np.float32)

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        settings = {
            name: getattr(self, name) for name in ("factors", "regularisation", "alpha", "iterations", "latest")
        }
        return settings, {"items": self.model.item_factors}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.__init__(**settings)
        self.model = self._model()
        self.model.item_factors = arrays["items"]


class BPR(Engine):
    """Bayesian personalised ranking (Rendle et al. 2009), stopped early on val.

    The library has no way to fold somebody in: a person training never saw is the mean of the items' factors.
    """

    name, kind = "bpr", "baseline"

    def __init__(
        self,
        factors: int = 64,
        rate: float = 0.02,
        regularisation: float = 0.01,
        rounds: int = 30,
        passes: int = 10,
        patience: int = 3,
    ) -> None:
        self.factors, self.rate, self.regularisation = factors, rate, regularisation
        self.rounds, self.passes, self.patience = rounds, passes, patience

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        model = BayesianPersonalizedRanking(
            factors=self.factors,
            learning_rate=self.rate,
            regularization=self.regularisation,
            iterations=self.passes,
            random_state=seed,
            num_threads=1,
        )
        stopping, looks_at = EarlyStopping(self.patience), stopping_sample(data)
        for _ in progress(range(self.rounds), self.name):
            model.fit(data.matrix, show_progress=False)  # goes on from the factors it has
            self.user_factors, self.item_factors = model.user_factors.copy(), model.item_factors.copy()
            if stopping.look(mean_ndcg(self._scores, looks_at), (self.user_factors, self.item_factors)):
                break
        self.user_factors, self.item_factors = stopping.kept

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        people = np.empty((len(queries), self.item_factors.shape[1]), np.float32)
        for row, query in enumerate(queries):
            if query.user >= 0:
                people[row] = self.user_factors[query.user]
            else:
                people[row] = self.item_factors[query.history].mean(axis=0)
                people[row, -1] = 1.0  # the last factor of an item is its bias
        return people @ self.item_factors.T

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        names = ("factors", "rate", "regularisation", "rounds", "passes", "patience")
        arrays = {"users": self.user_factors, "items": self.item_factors}
        return {name: getattr(self, name) for name in names}, arrays

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.__init__(**settings)
        self.user_factors, self.item_factors = arrays["users"], arrays["items"]
