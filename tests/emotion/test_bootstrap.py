"""The bootstrap: what is drawn, and that its interval is the one theory gives."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.evaluation.bootstrap import draws, draws_in_parts, interval, mean_interval, rows_drawn


def test_each_replicate_draws_as_many_as_there_are() -> None:
    found = draws(7, 50)
    assert found.shape == (50, 7)
    assert (found.sum(axis=1) == 7).all()


def test_parts_add_up_to_all_replicates() -> None:
    parts = list(draws_in_parts(1_500_000, 3))
    assert [part.shape for part in parts] == [(1, 1_500_000)] * 3
    assert all(part.sum() == 1_500_000 for part in parts)


def test_rows_are_drawn_with_replacement() -> None:
    found = list(rows_drawn(20, 30))
    assert len(found) == 30
    assert all(len(rows) == 20 and rows.max() < 20 for rows in found)
    assert any(len(set(rows)) < 20 for rows in found)


def test_the_interval_holds_the_middle_95_percent_and_skips_what_is_no_number() -> None:
    assert interval(np.array([*np.arange(101.0), np.nan])).tolist() == pytest.approx([2.5, 97.5])


def test_a_mean_has_the_interval_of_its_standard_error() -> None:
    values = np.random.default_rng(0).normal(3.0, 1.0, 400)
    mean, low, high = mean_interval(values)
    error = values.std() / 20
    assert mean == pytest.approx(values.mean())
    assert (low, high) == pytest.approx((mean - 1.96 * error, mean + 1.96 * error), abs=0.2 * error)


def test_whole_groups_widen_it_where_those_of_a_group_are_alike() -> None:
    """Twenty people of twenty rows each: the interval is that of twenty numbers, not of four hundred."""
    of_people = np.random.default_rng(1).normal(size=20)
    values, people = np.repeat(of_people, 20), np.repeat(np.arange(20), 20)
    (_, low, high), (_, some, more) = mean_interval(values, people), mean_interval(values)
    assert high - low == pytest.approx(2 * 1.96 * of_people.std() / 20**0.5, rel=0.15)
    assert high - low > 3 * (more - some)


def test_the_same_seed_gives_the_same_interval() -> None:
    values = np.arange(30.0)
    assert mean_interval(values, seed=4) == mean_interval(values, seed=4) != mean_interval(values, seed=5)
