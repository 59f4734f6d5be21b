"""How a piece sounds as a whole follows what it is to feel like, whoever plays it."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.studio.mixing import mixed
from recommender.studio.recording import RATE


@pytest.fixture(scope="module", params=["dull and even", "bright and uneven"])
def sound(request: pytest.FixtureRequest) -> np.ndarray:
    """4 s (T, 2) of tones at 220, 660 and 3520 Hz."""
    times = np.arange(4 * RATE) / RATE
    bright = request.param == "bright and uneven"
    shares = (0.3, 0.5, 0.2) if bright else (0.5, 0.45, 0.05)
    wave = sum(share * np.sin(2 * np.pi * hertz * times) for share, hertz in zip(shares, (220, 660, 3520), strict=True))
    swells = np.where(times % 1 < 0.5, 1.0, 0.15) if bright else 1 + 0.4 * np.sin(2 * np.pi * times)
    return np.stack([wave * swells] * 2, axis=1)


def brightness(sound: np.ndarray) -> float:
    """The share of power above 1 kHz."""
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    return power[np.fft.rfftfreq(len(sound), 1 / RATE) > 1000].sum() / power.sum()


def movement(sound: np.ndarray) -> float:
    """How much loudness moves, in dB."""
    frames = sound[: len(sound) // 4800 * 4800, 0].reshape(-1, 4800)
    return float(np.std(10 * np.log10((frames**2).mean(axis=1) + 1e-9)))


def test_the_more_energetic_the_brighter_and_the_more_even(sound: np.ndarray) -> None:
    calm, middle, lively = (mixed(sound, 0.0, arousal) for arousal in (-0.8, 0.0, 0.8))
    assert brightness(calm) < brightness(middle) < brightness(lively)
    assert movement(calm) > movement(middle) > movement(lively)


def test_the_more_pleasant_the_brighter(sound: np.ndarray) -> None:
    assert brightness(mixed(sound, -0.8, 0.0)) < brightness(mixed(sound, 0.8, 0.0))


def test_the_more_pleasant_the_crisper_tones_begin() -> None:
    times = np.arange(4 * RATE) / RATE
    struck = np.exp(-6 * (times % 0.5)) * np.sin(2 * np.pi * 3520 * times) + 0.5 * np.sin(2 * np.pi * 220 * times)

    def attack(valence: float) -> float:
        """How much more treble there is in the first 20 ms after a stroke than around it, in dB."""
        power = np.abs(np.fft.rfft(mixed(struck, valence, 0.0)[RATE : 3 * RATE].reshape(-1, RATE // 50))) ** 2
        treble = power[:, 40:].sum(axis=1)
        return float(10 * np.log10(treble[::25].mean() / treble.mean()))

    assert attack(-0.8) < attack(0.0) - 1
    assert attack(0.0) < attack(0.8) - 0.5


def test_length_and_channels_stay_and_silence_is_silent(sound: np.ndarray) -> None:
    assert mixed(sound, 0.3, 0.3).shape == sound.shape
    assert mixed(sound[:, 0], 0.3, 0.3).shape == sound.shape[:1]
    assert not mixed(np.zeros((RATE, 2)), 0.5, 0.5).any()
