"""The walk over items keeps the contract, and does by hand-made graphs what it says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from recommender.engines.content_walk import ContentWalk, nearest, whitened
from recommender.engines.contract import Engine
from recommender.engines.interactions import Query
from tests.recommender.engines.contract import EngineContract
from tests.recommender.engines.made import planted, tiny


class TestContentWalkOnSets(EngineContract):
    learns_order = False

    def make(self) -> Engine:
        return ContentWalk()


class TestContentWalkOnSequences(EngineContract):
    def make(self) -> Engine:
        return ContentWalk(fade=0.3)


def query(*items: int) -> Query:
    return Query(np.array(items, np.int32))


def test_first_and_second_step_are_those_counted_by_hand(tmp_path: Path) -> None:
    data = replace(tiny([[0, 1], [1, 2], [1, 2]], n_items=4), ordered=False)
    engine = ContentWalk(activity=0, popular=0, second=0.5, prior=0)
    engine.fit(data, tmp_path, seed=0)
    # 0-1 once, 1-2 twice: from 0 one step reaches 1 once; two steps reach 0 once and 2 twice, each counting half
    np.testing.assert_allclose(engine.scores([query(0)])[0], [0.5, 1, 1, 0])


def test_in_an_ordered_set_only_what_came_later_counts_and_less_with_each_item_between(tmp_path: Path) -> None:
    engine = ContentWalk(activity=0, popular=0, second=0, prior=0, fade=0.5)
    engine.fit(tiny([[0, 1, 2]], n_items=3), tmp_path, seed=0)
    np.testing.assert_allclose(engine.scores([query(0), query(2), query(1, 0)]), [[0, 1, 0.5], [0, 0, 0], [0, 1, 1]])


def test_an_item_nobody_took_is_reached_by_what_it_is_like(tmp_path: Path) -> None:
    features = np.array([[1, 0], [1, 0.1], [0, 1], [-1, 0], [0, -1]], np.float32)
    data = replace(tiny([[0], [2], [3], [4]], n_items=5), ordered=False, features={"visual": features})
    engine = ContentWalk(neighbours=1)
    engine.fit(data, tmp_path, seed=0)
    assert engine.recommend(["i0"], None, 1)[0][0] == "i1"


def test_what_was_taken_with_something_alike_is_carried_over(tmp_path: Path) -> None:
    features = np.array([[1, 0], [1, 0.1], [0, 1], [-1, 0]], np.float32)
    data = replace(tiny([[1, 3], [2]], n_items=4), ordered=False, features={"visual": features})
    engine = ContentWalk(activity=0, popular=0, neighbours=1, content=5, second=0, carried=2, prior=0)
    engine.fit(data, tmp_path, seed=0)
    np.testing.assert_allclose(engine.scores([query(0)])[0], [0, 5, 0, 2])  # 0 is like 1, which went with 3


def test_a_modality_adds_what_was_planted_in_it(tmp_path: Path) -> None:
    data = planted(ordered=False)
    engine = ContentWalk(content=1.0, second=0, carried=0, prior=0, neighbours=5)
    engine.fit(data, tmp_path, seed=0)
    near = np.argsort(-engine.walk[:36], axis=1)[:, :5]
    assert (near // 6 == np.arange(36)[:, None] // 6).mean() > 0.9


def test_whitening_evens_out_the_axes() -> None:
    vectors = np.random.default_rng(0).normal(size=(400, 3)) * [10, 1, 0.1]
    vectors[7] = 0
    even = whitened(vectors.astype(np.float32), 1.0)
    assert not even[7].any()
    np.testing.assert_allclose((even**2).sum(axis=0) / 399, 1 / 3, atol=0.03)
    plain = whitened(vectors.astype(np.float32), 0.0)
    np.testing.assert_allclose(np.linalg.norm(plain, axis=1), [*np.ones(7), 0, *np.ones(392)], rtol=1e-5)


def test_neighbours_are_the_nearest_their_weights_sum_to_1_and_none_is_its_own() -> None:
    vectors = np.array([[1, 0], [0.8, 0.6], [0, 1], [-1, 0]], np.float32)
    found = nearest(vectors, 2).toarray()
    np.testing.assert_allclose(found[0], [0, 1, 0, 0])  # the others are at right angles or opposite
    np.testing.assert_allclose(found[1], [0.8 / 1.4, 0, 0.6 / 1.4, 0], rtol=1e-6)
    assert not found[3].any()
