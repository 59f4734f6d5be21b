"""An estimator that other songs taught tells how far sounds are like what they were aimed at."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy.signal import butter, sosfilt

from recommender.errors import CatalogueError
from recommender.studio.recording import RATE
from recommender.training.studio import listening
from recommender.training.studio.listening import CUES, MEASURED, cues, judged, measured


@pytest.fixture
def songs() -> pd.DataFrame:
    """Songs that are the more full of energy the sharper they are, and the more pleasant the more that varies."""
    random = np.random.default_rng(0)
    table = pd.DataFrame({name: random.normal(size=300) for name in MEASURED})
    table["energy"] = table["sharpness"] + 0.1 * random.normal(size=300)
    table["valence"] = table["sharpness_sd"] + 0.1 * random.normal(size=300)
    return table


def noise(hertz: float) -> np.ndarray:
    low = butter(4, hertz, fs=RATE, output="sos")
    return sosfilt(low, np.random.default_rng(1).standard_normal(4 * RATE)).astype(np.float32)


def test_what_sounds_brighter_is_sharper_and_crosses_zero_more_often() -> None:
    dull, bright = measured(noise(400)), measured(noise(6000))
    assert dull.keys() == MEASURED.keys()
    assert dull["sharpness"] < bright["sharpness"]
    assert dull["crossings"] < bright["crossings"]


def test_clicks_in_an_even_pulse_have_its_tempo() -> None:
    sound = np.zeros(12 * RATE, np.float32)
    sound[:: RATE // 2] = 1.0
    assert measured(sound)["tempo"] == pytest.approx(120, abs=4)


def test_a_major_chord_is_more_major_than_a_minor_one() -> None:
    time = np.arange(3 * RATE) / RATE
    chords = [sum(np.sin(2 * np.pi * 261.63 * 2 ** (step / 12) * time) for step in (0, third, 7)) for third in (4, 3)]
    major, minor = (cues(chord.astype(np.float32))["major"] for chord in chords)
    assert minor < major - 0.1


def test_sounds_as_they_were_aimed_at_are_found_and_opposite_ones_are_not(songs: pd.DataFrame) -> None:
    random = np.random.default_rng(2)
    targets = random.uniform(-1, 1, (80, 2))
    sounds = pd.DataFrame({name: random.normal(size=80) for name in (*MEASURED, *CUES.values())})
    sounds["sharpness_sd"], sounds["sharpness"] = targets[:, 0], targets[:, 1]
    names = [str(number) for number in range(80)]
    found = judged(sounds, names, targets, songs)
    assert found["arousal"]["agreement"]["rho"] > 0.9
    assert found["valence"]["agreement"]["rho"] > 0.9
    assert found["quadrant"]["low"] > 0.75
    turned = judged(sounds, names, -targets, songs)
    assert turned["arousal"]["agreement"]["rho"] < -0.9
    assert turned["quadrant"]["high"] < 0.25


def test_without_its_songs_it_says_so(tmp_path) -> None:
    with pytest.raises(CatalogueError, match="cannot be read"):
        listening._songs(tmp_path / "none.parquet")
