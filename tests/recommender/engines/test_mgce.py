"""MGCE keeps the contract with and without each of its parts; its two terms are apart, add up and can be weighed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from scipy.sparse import csr_matrix

from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions, Query
from recommender.engines.mgce.engine import MGCE, passed_on, popularity_of
from recommender.engines.mgce.network import alikeness, gathering
from tests.recommender.engines.contract import EngineContract, ndcg_of
from tests.recommender.engines.made import planted, tiny

SMALL = {"dimension": 8, "tokens": 60, "epochs": 8, "rate": 1e-2, "average": 0.9, "base": {"regularisation": 2}}


class TestMGCE(EngineContract):
    def make(self) -> Engine:
        return MGCE(**SMALL)


class TestMGCEOfSets(EngineContract):
    learns_order = False

    def make(self) -> Engine:
        return MGCE(**SMALL)


@pytest.fixture(scope="module")
def crowd() -> Interactions:
    """Two groups of items told apart by content; each person keeps to one group, and within it to what many take."""
    rng = np.random.default_rng(5)
    shares = np.array([16, 8, 4, 2, 1, 1, 1, 1], float)
    histories = [
        (group * 8 + rng.choice(8, 5, replace=False, p=shares / shares.sum())).astype(np.int32)
        for group in rng.integers(0, 2, 300)
    ]
    group_of = np.arange(16) // 8
    return replace(
        tiny([history[:-1].tolist() for history in histories], n_items=16),
        val=tuple(history[-1:] for history in histories),
        features={"visual": (np.eye(2)[group_of] + rng.normal(0, 0.05, (16, 2))).astype(np.float32)},
    )


@pytest.fixture(scope="module")
def fitted(crowd: Interactions, tmp_path_factory: pytest.TempPathFactory) -> MGCE:
    engine = MGCE(**SMALL | {"epochs": 20})
    engine.fit(crowd, tmp_path_factory.mktemp("mgce"), seed=0)
    return engine


@pytest.mark.parametrize("left_out", MGCE.parts)
def test_learns_without_any_one_part(left_out: str, tmp_path: Path) -> None:
    data = planted(n_users=150)
    engine = MGCE(**SMALL | dict(MGCE.parts[left_out]))
    engine.fit(data, tmp_path, seed=0)
    assert ndcg_of(engine, data.held_out_val) > 0.6


def test_terms_add_up_to_the_score(fitted: MGCE, crowd: Interactions) -> None:
    queries = crowd.held_out_val.queries[:9]
    terms = fitted.terms(queries)
    np.testing.assert_allclose(sum(terms), fitted.scores(queries), rtol=1e-5, atol=1e-5)
    np.testing.assert_allclose(terms.interest.mean(axis=1), 0, atol=1e-4)
    np.testing.assert_allclose(terms.conformity.mean(axis=1), 0, atol=1e-4)


def test_interest_follows_content_and_conformity_popularity(fitted: MGCE, crowd: Interactions) -> None:
    follows = fitted.described()["terms"]
    assert follows["conformity with log-popularity"] > follows["interest with log-popularity"] + 0.1
    terms = fitted.terms([Query(np.array([0, 1, 2], np.int32))])
    assert terms.interest[0, :8].min() > terms.interest[0, 8:].max()
    fame = np.log1p(crowd.popularity[8:])
    assert np.corrcoef(terms.conformity[0, 8:], fame)[0, 1] > 0.7


def test_balance_moves_the_list_and_leaves_the_engine_as_it_was(fitted: MGCE, crowd: Interactions) -> None:
    queries = crowd.held_out_val.queries[:50]
    before = fitted.scores(queries)
    neither = fitted.balanced(0, 0)
    np.testing.assert_allclose(neither.scores(queries), fitted.terms(queries).base, rtol=1e-6)
    np.testing.assert_array_equal(fitted.scores(queries), before)
    crowded = fitted.balanced(1, 50)
    np.testing.assert_allclose(crowded.terms(queries).conformity, 50 * fitted.terms(queries).conformity, rtol=1e-5)
    assert (crowded.scores(queries).argmax(axis=1) != before.argmax(axis=1)).any()


def test_weights_are_not_negative_and_survive_a_file(fitted: MGCE, tmp_path: Path) -> None:
    assert (fitted.weights >= 0).all()
    fitted.save(tmp_path)
    assert MGCE.load(tmp_path).described() == fitted.described()


def test_explained_gives_the_terms_of_what_is_recommended(fitted: MGCE) -> None:
    sequence = ["i0", "i3", "nowhere"]
    found = fitted.explained(sequence, None, 5)
    assert [(one["item"], one["score"]) for one in found] == fitted.recommend(sequence, None, 5)
    for one in found:
        assert one["base"] + one["interest"] + one["conformity"] == pytest.approx(one["score"], abs=1e-4)
    assert all(one["interest"] == one["conformity"] == 0 for one in fitted.explained([], None, 3))


def test_content_passes_over_people_to_what_they_took_as_well() -> None:
    taken = csr_matrix(np.array([[1, 1, 0], [0, 0, 1]], np.float32))
    found = passed_on(np.array([[1.0], [0.0], [0.0]], np.float32), taken)
    assert found.shape == (3, 3)
    np.testing.assert_allclose(found[2], 0)
    assert found[1, 0] == 0
    assert found[1, 1] == pytest.approx(found[0, 1])


def test_popularity_of_all_rows_of_late_ones_and_by_rank() -> None:
    found = popularity_of(tiny([[0, *[1] * 10], [1]], n_items=3))
    np.testing.assert_allclose(found[:, 0], np.log1p([1, 11, 0]), rtol=1e-6)
    np.testing.assert_allclose(found[:, 1], np.log1p([0, 11, 0]), rtol=1e-6)
    np.testing.assert_allclose(found[:, 2], [0.5, 1, 0])


def test_history_is_gathered_by_its_speeds_of_forgetting() -> None:
    shares = gathering((0.0, 0.5, 1.0), 3)
    np.testing.assert_allclose(shares[0], np.eye(3))
    np.testing.assert_allclose(shares[1, 2], [1 / 7, 2 / 7, 4 / 7], rtol=1e-6)
    np.testing.assert_allclose(shares[2, 1], [0.5, 0.5, 0])


def test_alikeness_is_0_at_right_angles_and_1_in_line() -> None:
    across, up = torch.tensor([[1.0, 0.0]]), torch.tensor([[0.0, 3.0]])
    assert float(alikeness(across, up)) == 0
    assert float(alikeness(across, -2 * across)) == pytest.approx(1)
