"""Held values move with their input, and only then."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.policy.hysteresis import Held, Restlessness, Slow


def at(*values: float) -> np.ndarray:
    return np.array(values)


def holds() -> Held:
    return Held(margin=0.2, dwell=2.0, rest=60.0, far=0.5, far_rest=8.0)


@pytest.fixture
def held() -> Held:
    """Holds (0, 0) since a minute ago."""
    held = holds()
    held.update(at(0.0, 0.0), -60.0)
    return held


def test_the_first_input_is_taken_over() -> None:
    held = holds()
    assert held.update(at(0.3, 0.1), 0.0)
    np.testing.assert_array_equal(held.value, [0.3, 0.1])


def test_a_small_move_never_counts(held: Held) -> None:
    assert not any(held.update(at(0.19, 0.0), time) for time in np.arange(0, 200, 0.5))


def test_a_move_counts_when_it_lasts(held: Held) -> None:
    assert [held.update(at(0.3, 0.0), time) for time in (1.0, 2.9, 3.0)] == [False, False, True]
    assert held.value[0] == pytest.approx(0.3)


def test_a_large_move_must_last_too(held: Held) -> None:
    assert [held.update(at(0.0, -0.9), time) for time in (1.0, 2.9, 3.0)] == [False, False, True]


def test_a_move_that_goes_back_in_between_starts_anew(held: Held) -> None:
    assert [held.update(at(x, 0.0), time) for x, time in ((0.3, 1.0), (0.1, 2.5), (0.3, 3.5), (0.3, 5.5))] == [
        *(False, False, False, True)
    ]


def test_after_a_change_the_next_waits_a_minute_and_a_far_one_some_seconds(held: Held) -> None:
    held.update(at(1.0, 0.0), 0.0, force=True)
    moved = [time for time in np.arange(0.5, 90, 0.5) if held.update(at(0.7, 0.0), float(time))]
    assert moved == [60.0]
    moved = [time for time in np.arange(60.5, 90, 0.5) if held.update(at(0.1, 0.0), float(time))]
    assert moved == [68.0]


def test_slack_widens_the_margin(held: Held) -> None:
    assert not any(held.update(at(0.39, 0.0), time, slack=2.0) for time in np.arange(1, 100, 0.5))
    assert [held.update(at(0.41, 0.0), time, slack=2.0) for time in (100.0, 102.0)] == [False, True]


def test_force_takes_over_any_input(held: Held) -> None:
    assert held.update(at(0.01, 0.0), 0.5, force=True)
    assert held.value[0] == pytest.approx(0.01)


def test_what_is_held_does_not_change_with_the_array_it_came_from() -> None:
    value, held = at(0.1, 0.1), holds()
    held.update(value, 0.0)
    value[:] = 9
    np.testing.assert_array_equal(held.value, [0.1, 0.1])


def test_slow_average_reaches_63_percent_of_a_step_after_tau_whatever_the_rate() -> None:
    for step in (0.1, 1.0, 10.0):
        slow = Slow(tau=10.0)
        slow.update(at(0.0), 0.0)
        for time in np.arange(step, 10.01, step):
            value = slow.update(at(1.0), float(time))
        assert value[0] == pytest.approx(1 - np.exp(-1), abs=1e-9)
    assert slow.update(at(5.0), 11.0, restart=True)[0] == 5


def test_one_large_change_is_not_restlessness() -> None:
    restless = Restlessness()
    moves = [restless.update(at(-0.6 if time < 15 else 0.6, 0.0), time) for time in np.arange(0, 30, 0.5)]
    assert max(moves) == 0


def test_a_steady_drift_is_not_restlessness() -> None:
    restless = Restlessness()
    assert max(restless.update(at(0.05 * time, 0.0), time) for time in np.arange(0, 30, 0.5)) == pytest.approx(0)


def test_to_and_fro_is_restlessness_and_it_passes() -> None:
    restless = Restlessness(step=3.0, window=30.0)
    for time in np.arange(0, 30, 3.0):
        swinging = restless.update(at(0.5 * (-1) ** round(time / 3), 0.0), float(time))
    assert swinging == pytest.approx(1.0, abs=0.15)
    for time in np.arange(30, 63, 3.0):
        calmed = restless.update(at(0.0, 0.0), float(time))
    assert calmed == 0


def test_too_little_is_known_to_call_anyone_restless() -> None:
    restless = Restlessness()
    assert [restless.update(at(value), time) for value, time in ((0.0, 0.0), (1.0, 3.0), (0.0, 6.0))] == [0, 0, 0]
