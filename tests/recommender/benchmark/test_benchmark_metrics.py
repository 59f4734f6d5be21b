"""Figures of rankings that can be worked out by hand."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_matrix

from recommender.benchmark.judge import by_length, by_profile, judge
from recommender.benchmark.metrics import accuracy, coverage, diversity, gini, intervals, list_intervals, novelty
from recommender.benchmark.report import _profiles
from recommender.engines.baselines import Popularity
from recommender.engines.interactions import HeldOut, Query, State
from recommender.engines.ranking import mask_seen, ndcg, ranks
from tests.recommender.engines.made import tiny


def rows(*items: list[int]) -> tuple[np.ndarray, ...]:
    return tuple(np.array(row, np.int32) for row in items)


def test_ranks_count_what_is_above_and_half_of_what_is_equal() -> None:
    scores = np.array([[5, 4, 4, 4, 1], [2, 2, 2, 2, 2], [1, 2, 3, 4, 5]], np.float32)
    found = ranks(scores, rows([1], [3], [4, 0]))
    assert [rank.tolist() for rank in found] == [[2.0], [2.0], [0.0, 4.0]]


def test_seen_items_leave_the_ranking_and_what_is_nowhere_is_missed() -> None:
    scores = np.array([[5, 4, 3], [5, 4, 3], [5, 4, 3]], np.float32)
    mask_seen(scores, rows([0, 1], [], [0]))
    found = ranks(scores, rows([2], [-1], [0]))
    assert [rank.tolist() for rank in found] == [[0.0], [3.0], [3.0]]


def test_accuracy_by_hand() -> None:
    found = (np.array([0.0]), np.array([3.0, 12.0]), np.array([10.0]))
    values = accuracy(found)
    assert values["hr@10"].tolist() == [1, 1, 0]
    assert values["recall@10"].tolist() == [1, 0.5, 0]
    assert values["recall@20"].tolist() == [1, 1, 1]
    assert values["mrr"] == pytest.approx([1, 1 / 4, 1 / 11])
    ideal = 1 + 1 / np.log2(3)
    assert values["ndcg@10"] == pytest.approx([1, (1 / np.log2(5)) / ideal, 0])
    assert values["ndcg@20"] == pytest.approx([1, (1 / np.log2(5) + 1 / np.log2(14)) / ideal, 1 / np.log2(12)])


def test_ideal_ndcg_is_of_no_more_than_k_targets() -> None:
    assert ndcg(np.arange(12.0), 10) == pytest.approx(1)


def test_coverage_and_gini() -> None:
    lists = np.array([[0, 1], [0, 1], [0, -1]])
    assert coverage(lists, 4) == 0.5
    assert gini(lists, 4) == pytest.approx((0 * -3 + 0 * -1 + 2 * 1 + 3 * 3) / (4 * 5))
    assert gini(np.array([[0, 1], [2, 3]]), 4) == pytest.approx(0)
    assert gini(np.full((2, 2), -1), 4) == 0


def test_novelty_is_surprise_in_bits() -> None:
    popularity = np.array([6.0, 0.0])  # shares of 7/8 and 1/8 with one row added to each
    lists = np.array([[0, 1], [1, -1]])
    assert novelty(lists, popularity) == pytest.approx([(np.log2(8 / 7) + 3) / 2, 3])


def test_diversity_is_one_less_the_cosine_of_who_took_them() -> None:
    taken = csr_matrix(np.array([[1, 1, 0], [1, 0, 0], [0, 0, 1]], np.float32))
    lists = np.array([[0, 1, -1], [0, 2, -1], [0, 1, 2], [1, -1, -1]])
    near = 1 / np.sqrt(2)
    assert diversity(lists, taken) == pytest.approx([1 - near, 1, (1 - near + 2) / 3, 0])


def test_intervals_hold_the_mean_and_shrink_with_the_root_of_people() -> None:
    rng = np.random.default_rng(0)
    widths = []
    for count in (400, 6400):
        values = rng.normal(size=count)
        low, high = intervals({"x": values})["x"]
        assert low < values.mean() < high
        widths.append(high - low)
    assert widths[0] / widths[1] == pytest.approx(4, rel=0.15)
    assert widths[0] == pytest.approx(2 * 1.96 / 20, rel=0.15)
    assert intervals({"x": np.full(9, 0.3)})["x"] == pytest.approx((0.3, 0.3))


def test_the_interval_of_coverage_holds_the_coverage_of_as_many_other_people() -> None:
    assert list_intervals(np.array([[0, 1]] * 5), 4) == {"coverage": (0.5, 0.5), "gini": (0.5, 0.5)}
    rng, n_items = np.random.default_rng(0), 300
    often = 1 / np.arange(1, n_items + 1)
    people = [rng.choice(n_items, (120, 5), p=often / often.sum()) for _ in range(40)]
    expected = np.mean([coverage(lists, n_items) for lists in people])
    found = [list_intervals(lists, n_items, seed)["coverage"] for seed, lists in enumerate(people)]
    held = sum(low <= expected <= high for low, high in found)
    assert held >= 34, f"{held} of 40"
    assert all(low <= coverage(lists, n_items) <= high for lists, (low, high) in zip(people, found, strict=True))


def test_people_are_grouped_by_history_and_by_attribute(tmp_path_factory: pytest.TempPathFactory) -> None:
    engine = Popularity()
    engine.fit(tiny([[0, 1], [0], [0, 2]], n_items=40), tmp_path_factory.mktemp("fit"), seed=0)
    queries = tuple(
        Query(np.full(5 if row < 30 else 6, 39, np.int32), state=State({"sex": "F" if row < 30 else "M"}))
        for row in range(60)
    )
    targets = rows(*([0] if row < 30 else [30] for row in range(60)))
    held_out = HeldOut("test", queries, tuple(query.history for query in queries), targets)
    judged = judge(engine, held_out)
    assert by_length(judged, held_out)["1-5"]["hr@10"] == 1
    assert by_length(judged, held_out)["6-10"] == {
        "n_users": 30,
        "hr@10": 0,
        "ndcg@10": 0,
        "recall@20": pytest.approx(0),
        "ndcg@20": pytest.approx(0),
    }
    by_sex = by_profile(judged, held_out)["sex"]
    assert by_sex["groups"]["F"]["n_users"] == 30
    assert by_sex["gap"]["hr@10"] == 1
    (told,) = _profiles({"made": {"by_profile": {"sex": by_sex | {"gap": {"ndcg@10": 0.02, "hr@10": 1.0}}}}})
    assert told.endswith("largest gap ndcg@10 0.0200 (within 0.03), hr@10 1.0000 (ABOVE 0.03)")
    assert judged.lists[0, 0] == 0
    assert 39 not in judged.lists
