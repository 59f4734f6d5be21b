"""A sense tilted by what people told of themselves."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.labels import NORM_MATRIX
from emotion.modalities import FACE
from emotion.tilt import NONE, Tilt, tilt_of
from emotion.types import Observation


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(3)


def readings(rng: np.random.Generator, count: int) -> np.ndarray:
    return rng.dirichlet(np.full(7, 0.6), count)


def test_it_moves_valence_and_arousal_the_way_it_says(rng: np.random.Generator) -> None:
    read = readings(rng, 50)
    before = read @ NORM_MATRIX
    assert (Tilt(valence=0.5).tilted(read) @ NORM_MATRIX >= before - 1e-6)[:, 0].all()
    assert (Tilt(arousal=-0.5).tilted(read) @ NORM_MATRIX <= before + 1e-6)[:, 1].all()
    assert Tilt(valence=0.5).shift[0] > 0.05
    assert NONE.shift == pytest.approx((0.0, 0.0), abs=1e-6)


def test_it_can_be_undone(rng: np.random.Generator) -> None:
    read, tilt = readings(rng, 20), Tilt(0.4, -0.3)
    np.testing.assert_allclose(tilt.undone(tilt.tilted(read)), read, atol=1e-5)


def test_what_people_told_is_found_again(rng: np.random.Generator) -> None:
    read, tilt = readings(rng, 400), Tilt(0.5, -0.4)
    told = tilt.tilted(read) @ NORM_MATRIX + rng.normal(scale=0.1, size=(400, 2))
    found = Tilt(*tilt_of(read, told))
    off = np.abs((found.tilted(read) @ NORM_MATRIX - told).mean(axis=0))
    assert (off < 0.02).all()


def test_a_single_moment_of_a_certain_reading_says_little() -> None:
    certain = np.full((1, 7), 1e-4)
    certain[0, 3] = 1 - 6e-4
    assert np.abs(tilt_of(certain, np.array([[-1.0, -1.0]]))).max() < 200
    assert np.isfinite(tilt_of(certain, np.array([[-1.0, -1.0]]))).all()


def test_an_observation_keeps_what_its_encoder_adds_and_stays_in_range() -> None:
    even = np.full(7, 1 / 7, np.float32)
    seen = Observation(FACE, 1.0, 0.9, even, 0.1, 0.2)
    found = Tilt(0.4, 0.0).apply(seen)
    assert found.probabilities.sum() == pytest.approx(1.0)
    assert 0.1 < found.valence <= 1
    assert found.quality == 0.9
    assert Tilt(50.0, 50.0).apply(seen).valence <= 1.0
    assert NONE.apply(seen) is seen
