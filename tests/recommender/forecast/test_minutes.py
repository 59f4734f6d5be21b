"""What would likely have happened anyway: half way back to the mean in a half-life, and never from what came later."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.forecast.minutes import EVERY, FOLLOWED, HALF_LIFE, after, anyway

TIME = np.arange(0.0, 1201.0)


def test_it_goes_back_to_the_mean_so_far() -> None:
    valence = np.where(TIME < 100, 0.4, -0.6)
    found = anyway(TIME, valence, [99.0, 500.0])
    first, second = (found[found["order"] == order] for order in (0, 1))
    assert first["value"].to_numpy() == pytest.approx(0.4)
    mean = valence[TIME <= 500].mean()
    assert second["value"].iloc[0] == pytest.approx(-0.6)
    gone = second["time"].to_numpy() - 500.0
    assert second["value"].to_numpy() == pytest.approx(mean + (-0.6 - mean) * 0.5 ** (gone / HALF_LIFE))
    assert gone[-1] == pytest.approx(FOLLOWED, abs=EVERY)


def test_a_moment_before_anything_is_known_and_gaps_are_left_out() -> None:
    valence = np.where(TIME < 50, np.nan, 0.2)
    assert anyway(TIME, valence, [10.0]).empty
    assert not anyway(TIME, valence, [60.0])["value"].isna().any()
    assert anyway(np.zeros(0), np.zeros(0), [1.0]).empty


def test_each_moment_is_followed_up_to_the_next() -> None:
    found = anyway(TIME, np.full(len(TIME), 0.1), [100.0, 130.0])
    assert found[found["order"] == 0]["time"].max() <= 130.0 + EVERY / 2


def test_a_place_goes_back_on_both_axes_at_the_pace_of_each() -> None:
    valence, arousal = after((-0.6, 0.4), (0.2, 0.0), HALF_LIFE)
    assert valence == pytest.approx(-0.2)
    assert 0 < arousal < 0.2, "energy goes back sooner"
    assert after((-0.6, 0.4), (-0.6, 0.4), FOLLOWED) == pytest.approx((-0.6, 0.4))
