"""Trend and volatility against what NumPy says of the same points."""

from __future__ import annotations

from copy import copy

import numpy as np
import pytest

from emotion.motion import Motion
from emotion.trajectory import Trajectory
from emotion.types import EmotionState

REGULAR = 0.22


def walk(count: int, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Times at the regular rate, far from the clock's zero, and a random walk (count, 2) on the plane."""
    steps = np.random.default_rng(seed).normal(0, 0.03, (count, 2))
    return 90_000 + REGULAR * np.arange(count), np.clip(steps.cumsum(axis=0), -1, 1)


def of(times: np.ndarray, points: np.ndarray, window: float = 120.0) -> Motion:
    motion = Motion(window)
    for time, (valence, arousal) in zip(times, points, strict=True):
        motion.add(time, valence, arousal)
    return motion


@pytest.mark.parametrize("count", [2, 3, 400, 3000])
def test_at_the_regular_rate_it_is_what_numpy_says(count: int) -> None:
    times, points = walk(count)
    motion = of(times, points)
    inside = times >= times[-1] - 120
    slope = np.polyfit(times[inside] - times[-1], points[inside], 1)[0] * 60
    squares = (np.diff(points[inside], axis=0) ** 2).sum(axis=1) / np.diff(times[inside])
    assert motion.trend() == pytest.approx(slope, abs=1e-9)
    assert motion.volatility() == pytest.approx(np.sqrt(squares.mean()), abs=1e-9)


def test_readings_that_follow_at_once_change_nothing() -> None:
    times, points = walk(100)
    calm, clicked = of(times, points), Motion(120.0)
    for time, (valence, arousal) in zip(times, points, strict=True):
        clicked.add(time, valence, arousal)
        clicked.add(time + 0.002, valence + 0.05, arousal - 0.05)
    assert clicked.volatility() == calm.volatility()
    assert (clicked.trend() == calm.trend()).all()


def test_a_burst_of_fusions_does_not_raise_the_volatility_of_a_sitting() -> None:
    random = np.random.default_rng(1)

    def followed(clicks: int) -> float:
        trajectory = Trajectory()
        for number in range(200):
            for click in range(1 + clicks):
                valence = float(0.2 + 0.02 * random.standard_normal())
                state = EmotionState(
                    number * REGULAR + 0.002 * click, np.full(7, 1 / 7), valence, 0.0, 0.5, np.full(8, 1 / 8)
                )
                summary = trajectory.add(state)
        return summary.volatility

    assert followed(clicks=10) == pytest.approx(followed(clicks=0), rel=0.2)


def test_a_swing_is_measured_by_hand() -> None:
    motion = of(np.array([0.0, 1.0, 2.0]), np.array([[0.0, 0.0], [0.3, 0.4], [0.0, 0.0]]))
    assert motion.volatility() == pytest.approx(0.5)
    assert motion.trend() == pytest.approx([0.0, 0.0])
    assert Motion(10.0).volatility() == 0.0


def test_what_is_before_the_window_is_forgotten_even_when_nothing_new_comes() -> None:
    motion = of(np.array([0.0, 1.0, 2.0]), np.array([[0.9, 0.9], [0.0, 0.0], [0.6, 0.0]]), window=5.0)
    motion.forget_before(1.0)
    assert len(motion) == 2
    assert motion.trend() == pytest.approx([36.0, 0.0])
    assert motion.volatility() == pytest.approx(0.6)


def test_a_copy_goes_its_own_way() -> None:
    motion = of(*walk(50))
    before = motion.trend(), motion.volatility()
    copy(motion).add(90_100.0, 1.0, 1.0)
    assert (motion.trend() == before[0]).all()
    assert motion.volatility() == before[1]
