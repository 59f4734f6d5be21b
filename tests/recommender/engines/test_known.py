"""What is known of candidates: likeness, years and takings, by what was before the question."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from recommender.engines.interactions import Interactions, Query
from recommender.engines.known import DAY, LATEST, WITHIN, Known
from tests.recommender.engines.made import tiny

YEAR = 365 * DAY


def told(**more: object) -> Interactions:
    """Item 0 was taken 10 and 100 days before day 1000, item 1 afterwards, item 2 never."""
    data = tiny([[3, 0], [0, 1]], 4)
    return replace(data, times=(np.array([0.0, 900 * DAY]), np.array([990 * DAY, 1010 * DAY])), **more)


def asked(data: Interactions, day: float, years: np.ndarray | None = None) -> np.ndarray:
    """Features of all items for person 0, who took item 3 on that day."""
    times = (np.array([day * DAY]), np.zeros(0))
    known = Known(data, times, np.zeros(0) if years is None else years)
    return known.features([Query(np.array([3], np.int32), 0)], np.arange(4)[None])[0]


def test_takings_are_counted_before_the_last_item_alone() -> None:
    found = np.expm1(asked(told(), 1000)[:, -len(WITHIN) :])
    np.testing.assert_allclose(found[0], [1, 2, 2], rtol=1e-5)
    np.testing.assert_allclose(found[[1, 2]], 0)
    assert np.expm1(asked(told(), 1020)[1, -3]) > 0.9


def test_nothing_is_told_of_when_nobody_knows_the_time() -> None:
    assert not asked(told(), np.nan).any()
    stranger = Known(told(), (), np.zeros(0)).features([Query(np.array([3], np.int32))], np.arange(4)[None])
    assert not stranger.any()


def test_of_the_same_year_is_nearest() -> None:
    found = asked(told(), 1000, np.array([1994, 1980, np.nan, 1995]))[:, : len(LATEST)]
    np.testing.assert_allclose(found[:, 0], [-np.log(2), -np.log(16), 0, 0], rtol=1e-5)
    np.testing.assert_allclose(found[:, 0], found[:, 2])


def test_likeness_is_the_cosine_to_the_last_items() -> None:
    genres = np.array([[1, 1], [0, 1], [0, 0], [1, 0]], np.float32)
    texts = ("a harbour at night", "a violin", "", "the harbour")
    found = asked(told(features={"genres": genres}, texts=texts), 1000)
    np.testing.assert_allclose(found[:, 0], [np.sqrt(0.5), 0, 0, 1], atol=1e-6)
    of_words = found[:, len(LATEST)]
    assert of_words[3] > of_words[0] > of_words[1] == of_words[2] == 0
