"""A second look at a list: taken where it comes in time and makes sense, and never waited for longer."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

from recommender.policy.iso import strategy_for
from recommender.ranking.ranker import Ranker
from recommender.ranking.reranking import Reranker, reranked
from recommender.types import Context, Recommendation
from tests.recommender.made import context, feels, random_catalogue

GIVEN = context(feels(0.2, 0.1))


@pytest.fixture(scope="module")
def listed() -> tuple[Recommendation, ...]:
    return Ranker(random_catalogue(30)).rank(GIVEN, strategy_for(GIVEN), 6)


@pytest.fixture(scope="module")
def pool() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as threads:
        yield threads


class Says:
    """A reranker that answers with what a function gives, on a thread of its own."""

    name = "says"

    def __init__(self, pool: ThreadPoolExecutor, answer: Callable[[int], Sequence[int]]) -> None:
        self._pool, self._answer = pool, answer

    def order(self, context: Context, listed: Sequence[Recommendation]) -> Future[Sequence[int]]:
        return self._pool.submit(self._answer, len(listed))


class RerankerContract:
    """Inherited by the tests of every reranker."""

    @pytest.fixture
    def reranker(self, pool: ThreadPoolExecutor) -> Reranker:
        raise NotImplementedError

    def test_it_promises_at_once_and_gives_places_of_the_list(self, reranker: Reranker, listed) -> None:
        began = time.thread_time()
        promised = reranker.order(GIVEN, listed)
        assert time.thread_time() - began < 0.05
        order = promised.result(timeout=10)
        assert sorted(order) == sorted(set(order))
        assert set(order) <= set(range(len(listed)))

    def test_the_list_has_the_same_items_ranked_from_one(self, reranker: Reranker, listed) -> None:
        found = reranked(reranker, GIVEN, listed, len(listed), 10.0)
        assert sorted(one.item.id for one in found) == sorted(one.item.id for one in listed)
        assert [one.rank for one in found] == list(range(1, len(listed) + 1))


class TestSays(RerankerContract):
    @pytest.fixture
    def reranker(self, pool: ThreadPoolExecutor) -> Reranker:
        return Says(pool, lambda count: range(count)[::-1])


def order_of(found: Sequence[Recommendation], listed: Sequence[Recommendation]) -> list[int]:
    ids = [one.item.id for one in listed]
    return [ids.index(one.item.id) for one in found]


def test_its_order_is_taken_and_what_it_leaves_out_follows(pool: ThreadPoolExecutor, listed) -> None:
    found = reranked(Says(pool, lambda _: [4, 2]), GIVEN, listed, 5, 10.0)
    assert order_of(found, listed) == [4, 2, 0, 1, 3]
    assert found[0].terms is listed[4].terms


@pytest.mark.parametrize("answer", [[0, 0], [9], [-1], ["first"]])
def test_places_that_make_no_sense_change_nothing(pool: ThreadPoolExecutor, listed, answer: list) -> None:
    assert order_of(reranked(Says(pool, lambda _: answer), GIVEN, listed, 6, 10.0), listed) == list(range(6))


def test_one_that_fails_changes_nothing(pool: ThreadPoolExecutor, listed) -> None:
    assert order_of(reranked(Says(pool, lambda _: 1 / 0), GIVEN, listed, 6, 10.0), listed) == list(range(6))


def test_one_that_is_late_is_not_waited_for(pool: ThreadPoolExecutor, listed) -> None:
    over = threading.Event()
    slow = Says(pool, lambda _: over.wait(20) and [3])
    try:
        found = reranked(slow, GIVEN, listed, 6, 0.02)
        assert not over.is_set()
        assert order_of(found, listed) == list(range(6))
    finally:
        over.set()
