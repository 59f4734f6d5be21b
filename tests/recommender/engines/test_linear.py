"""The linear engine keeps the contract, and solves the regression it says it solves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions, Query
from recommender.engines.linear import LinearSequence
from tests.recommender.engines.contract import EngineContract
from tests.recommender.engines.made import tiny


class TestLinearSequence(EngineContract):
    def make(self) -> Engine:
        return LinearSequence(keeps=(0.0, 0.8), regularisation=2)


class TestLinearSequenceOfSets(EngineContract):
    learns_order = False

    def make(self) -> Engine:
        return LinearSequence(regularisation=2)


@pytest.mark.parametrize("ahead", [0.0, 0.5])
def test_weights_are_those_of_the_regression_written_out(tmp_path: Path, ahead: float) -> None:
    histories = [[0, 1, 2, 3], [2, 0, 1], [3], [1, 1, 0]]
    engine = LinearSequence(keeps=(0.0, 0.5), regularisation=1.5, ahead=ahead, steps_ahead=3)
    engine.fit(tiny(histories, n_items=4), tmp_path, seed=0)
    x, y = [], []
    for history in histories:
        for step in range(1, len(history)):
            before, after = np.zeros(8), np.zeros(4)
            before[history[step - 1]] += 1
            for lag in range(1, min(step, 5) + 1):
                before[4 + history[step - lag]] += 0.5 ** (lag - 1)
            for lead in range(3 if ahead else 1):
                if step + lead < len(history):
                    after[history[step + lead]] += ahead**lead if lead else 1
            x.append(before)
            y.append(after)
    wanted = np.linalg.solve(np.array(x).T @ x + 1.5 * np.eye(8), np.array(x).T @ y)
    np.testing.assert_allclose(engine.weights, wanted, atol=1e-4)
    found = engine.scores([Query(np.array([3, 0], np.int32))])[0]
    np.testing.assert_allclose(found, wanted[0] + wanted[4] + 0.5 * wanted[7], atol=1e-4)


def test_of_sets_each_item_is_foretold_by_the_others(tmp_path: Path) -> None:
    histories = [[0, 1, 2], [1, 3], [2], [0, 2, 3, 1]]
    whole = tiny(histories, n_items=4)
    engine = LinearSequence(regularisation=0.7)
    sets = Interactions(whole.name, whole.items, whole.users, whole.train, whole.val, ordered=False)
    engine.fit(sets, tmp_path, seed=0)
    x, y = [], []
    for history in histories:
        for item in history:
            if len(history) > 1:
                x.append([float(other in history and other != item) for other in range(4)])
                y.append(np.eye(4)[item])
    wanted = np.linalg.solve(np.array(x).T @ x + 0.7 * np.eye(4), np.array(x).T @ y)
    np.testing.assert_allclose(engine.weights, wanted, atol=1e-4)
