"""The baselines keep the contract, and their figures can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.engines.baselines import EASE, ItemKNN, Markov, Popularity
from recommender.engines.contract import Engine
from recommender.engines.interactions import Query
from tests.recommender.engines.contract import EngineContract
from tests.recommender.engines.made import tiny


class TestItemKNN(EngineContract):
    def make(self) -> Engine:
        return ItemKNN()


class TestMarkov(EngineContract):
    def make(self) -> Engine:
        return Markov()


class TestEASE(EngineContract):
    def make(self) -> Engine:
        return EASE(regularisation=5)


class TestEASEOfSets(TestEASE):
    learns_order = False


class TestPopularity(EngineContract):
    def make(self) -> Engine:
        return Popularity()

    def test_learns_the_planted_pattern(self) -> None:
        engine = self.make()
        engine.fit(tiny([[0, 1], [1]], n_items=3), Path(), seed=0)
        np.testing.assert_array_equal(engine.scores([Query(np.array([0], np.int32))]), [[1, 2, -1]])


def test_markov_counts_what_came_after(tmp_path: Path) -> None:
    engine = Markov()
    engine.fit(tiny([[0, 1, 2], [0, 1], [0, 2]], n_items=3), tmp_path, seed=0)
    assert engine.scores([Query(np.array([2, 0], np.int32))])[0] == pytest.approx([0, 2, 1], abs=1e-4)


def test_item_knn_is_the_cosine_of_who_took_both(tmp_path: Path) -> None:
    engine = ItemKNN()
    engine.fit(tiny([[0, 1], [0], [1, 2]], n_items=3), tmp_path, seed=0)
    assert engine.scores([Query(np.array([0], np.int32))])[0] == pytest.approx([0, 0.5, 0])


def test_ease_solves_the_regularised_regression(tmp_path: Path) -> None:
    data = tiny([[0, 1], [0, 1], [1, 2], [0]], n_items=3)
    engine = EASE(regularisation=1.0)
    engine.fit(data, tmp_path, seed=0)
    taken = data.matrix.toarray()
    for item in range(3):
        others = [row for row in range(3) if row != item]
        gram = taken[:, others].T @ taken[:, others] + np.eye(2)
        assert engine.weights[others, item] == pytest.approx(np.linalg.solve(gram, taken[:, others].T @ taken[:, item]))


@pytest.mark.parametrize("engine", [ItemKNN(), EASE(regularisation=5)])
def test_what_was_taken_twice_counts_once(engine: Engine, tmp_path: Path) -> None:
    engine.fit(tiny([[0, 1, 2], [1, 2], [0, 3]], n_items=4), tmp_path, seed=0)
    once, twice = engine.scores([Query(np.array(own, np.int32)) for own in ([0, 1], [0, 1, 0])])
    np.testing.assert_allclose(once, twice, rtol=1e-6)
