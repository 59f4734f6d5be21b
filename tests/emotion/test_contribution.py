"""What one person gives to how all are read, and what many come to."""

from __future__ import annotations

import math

import numpy as np
import pytest

from emotion.federated.contribution import DELTA, EPSILON, FEWEST, NOISE, RADIUS, Home, noise_for, pooled, uncertainty
from emotion.labels import NORM_MATRIX
from emotion.tilt import Tilt

TRUE = Tilt(0.35, -0.2)


def home(rng: np.random.Generator, moments: int, tilt: Tilt) -> Home:
    """Somebody whom the network reads as if this tilt were missing."""
    made = Home()
    for read in rng.dirichlet(np.full(7, 0.6), moments):
        told = tilt.tilted(read) @ NORM_MATRIX + rng.normal(scale=0.15, size=2)
        made.add(read, (float(told[0]), float(told[1])))
    return made


def crowd(people: int, noise: float, seed: int) -> Tilt:
    rng = np.random.default_rng(seed)
    own = [Tilt(*(np.array([TRUE.valence, TRUE.arousal]) + rng.normal(scale=0.15, size=2))) for _ in range(people)]
    return pooled([home(rng, 10, tilt).contribution(noise, rng) for tilt in own], noise)


def off(tilt: Tilt) -> float:
    return math.hypot(tilt.valence - TRUE.valence, tilt.arousal - TRUE.arousal)


def test_of_few_moments_nothing_is_given() -> None:
    rng = np.random.default_rng(0)
    assert home(rng, FEWEST - 1, TRUE).contribution(NOISE, rng) is None
    assert home(rng, FEWEST, TRUE).contribution(NOISE, rng).shape == (2,)


def test_nobody_gives_more_than_the_radius() -> None:
    rng = np.random.default_rng(1)
    given = home(rng, 30, Tilt(5.0, 5.0)).contribution(0.0, rng)
    assert np.linalg.norm(given) == pytest.approx(RADIUS)


def test_the_noise_hides_one_person_as_it_promises() -> None:
    """The likelihood ratio of a release under two people as far apart as any, at the points where it matters."""
    rng = np.random.default_rng(2)
    apart = 2 * RADIUS
    x = rng.normal(scale=NOISE, size=1_000_000)
    loss = (apart**2 + 2 * apart * x) / (2 * NOISE**2)  # of the Gaussian around 0 against the one around -apart
    missed = np.maximum(0.0, 1.0 - np.exp(EPSILON - loss)).mean()
    assert missed <= DELTA * 1.3
    assert noise_for(8.0, DELTA, 1.0) < noise_for(4.0, DELTA, 1.0) < noise_for(1.0, DELTA, 1.0)


def test_many_find_what_all_have_in_common_and_few_do_no_harm() -> None:
    nothing = off(Tilt())
    few = [off(crowd(5, NOISE, seed)) for seed in range(20)]
    many = [off(crowd(300, NOISE, seed)) for seed in range(3)]
    assert np.mean(few) < nothing * 1.1
    assert np.mean(many) < nothing * 0.7


def test_it_is_surer_the_more_gave() -> None:
    assert uncertainty(0) > uncertainty(50) > uncertainty(500) > 0
    assert pooled([]) == Tilt(0.0, 0.0)
