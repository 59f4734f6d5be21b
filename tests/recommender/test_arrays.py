"""Small array operations."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.arrays import SAMPLE, largest, largest_finite, softmax, standardised, unit_rows


def test_the_largest_come_first_and_equal_ones_in_their_order() -> None:
    assert largest(np.array([1.0, 3.0, 3.0, -2.0, 3.0]), 2).tolist() == [1, 2]
    assert largest(np.array([1.0, 3.0]), 5).tolist() == [1, 0]
    assert largest(np.zeros(6), 4).tolist() == [0, 1, 2, 3]


@pytest.mark.parametrize("made", ["all apart", "nearly all alike", "all alike", "largest together", "mostly nothing"])
def test_of_very_many_the_same_are_found_as_by_sorting(made: str) -> None:
    random = np.random.default_rng(0)
    values = random.standard_normal(5 * SAMPLE).astype(np.float32)
    if made == "nearly all alike":
        values = np.round(values)
    elif made == "all alike":
        values[:] = 0.5
    elif made == "largest together":
        values[1000:1400] += 50
    elif made == "mostly nothing":
        values[random.random(len(values)) < 0.999] = -np.inf
    for count in (1, 100, 1500):
        assert largest(values, count).tolist() == np.argsort(-values, kind="stable")[:count].tolist()


def test_what_is_not_finite_is_never_among_the_largest() -> None:
    assert largest_finite(np.array([-np.inf, 2.0, np.nan, 5.0]), 3).tolist() == [3, 1]


def test_rows_get_length_one_and_rows_of_nothing_stay() -> None:
    np.testing.assert_allclose(unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]])), [[0.6, 0.8], [0.0, 0.0]])


def test_standardised_rows_have_mean_0_and_deviation_1_unless_all_alike() -> None:
    found = standardised(np.array([[1.0, 2.0, 3.0], [7.0, 7.0, 7.0]]))
    np.testing.assert_allclose(found, [[-(1.5**0.5), 0, 1.5**0.5], [0, 0, 0]])


def test_softmax_gives_shares_however_large_the_scores() -> None:
    np.testing.assert_allclose(softmax(np.array([[1e4, 1e4], [0.0, np.log(3)]])), [[0.5, 0.5], [0.25, 0.75]])
