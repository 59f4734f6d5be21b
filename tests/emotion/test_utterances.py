"""A microphone's sound is cut into utterances, and each is turned into words at most once."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.modality import Arrival
from emotion.speech.utterances import LONGEST, PAUSE, Utterance, Utterances
from emotion.voice.gate import FRAME
from emotion.voice.receiver import Sound

RATE = 16_000
CHUNK = 0.02


class LoudIsSpeech:
    """A gate that takes what is loud for speech."""

    def probabilities(self, samples: np.ndarray) -> np.ndarray:
        frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
        return (np.abs(frames).max(1) > 0.1).astype(np.float32)


def hear(*parts: tuple[float, float], rate: int = RATE) -> list[Utterance]:
    """The utterances in parts of (seconds, amplitude)."""
    utterances, found, now = Utterances(LoudIsSpeech()), [], 0.0
    rng = np.random.default_rng(0)
    for seconds, amplitude in parts:
        for _ in range(round(seconds / CHUNK)):
            now += CHUNK
            samples = (amplitude * rng.uniform(-1, 1, round(CHUNK * rate))).astype(np.float32)
            ended = utterances.push(Arrival(Sound(samples, rate), now), now)
            found += [ended] if ended else []
    return found


@pytest.mark.parametrize("rate", [16_000, 48_000])
def test_a_pause_ends_an_utterance_soon_and_all_of_it_is_there(rate: int) -> None:
    one, other = hear((1, 0), (1.5, 0.5), (1, 0), (2, 0.5), (1, 0), rate=rate)
    assert one.end == pytest.approx(2.5, abs=0.15)
    assert other.end == pytest.approx(5.5, abs=0.15)
    for utterance, seconds in ((one, 1.5), (other, 2.0)):
        loud = np.flatnonzero(np.abs(utterance.speech) > 0.1)
        assert len(loud)
        assert (loud[-1] - loud[0]) / RATE == pytest.approx(seconds, abs=0.1)
        assert len(utterance.speech) / RATE < seconds + 0.9


def test_it_ends_half_a_second_after_the_last_word() -> None:
    assert hear((1, 0), (1.5, 0.5), (PAUSE - 0.1, 0)) == []
    assert len(hear((1, 0), (1.5, 0.5), (PAUSE + 0.4, 0))) == 1


def test_a_short_pause_ends_nothing_and_a_click_is_none() -> None:
    assert len(hear((0.5, 0), (1, 0.5), (0.3, 0), (1, 0.5), (1, 0))) == 1
    assert hear((1, 0), (0.1, 0.5), (2, 0)) == []


def test_who_speaks_on_is_cut() -> None:
    found = hear((1, 0), (20, 0.5), (1, 0))
    assert len(found) == 3
    assert max(len(one.speech) for one in found) <= (LONGEST + 1.2) * RATE


def test_what_is_no_sound_is_passed_over() -> None:
    utterances = Utterances(LoudIsSpeech())
    for signal in (np.zeros((3, 50, 50), np.float32), np.full(8000, np.nan, np.float32), np.zeros(0, np.float32)):
        assert utterances.push(Arrival(Sound(signal, RATE), 1.0), 1.0) is None
    assert not utterances.speaking
