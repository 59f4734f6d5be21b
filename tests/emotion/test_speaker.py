"""Somebody else's voice is told from the person's once that is known; without being asked, nobody's is learnt."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.benchmark.speakers import equal_error_rate
from emotion.modality import Arrival
from emotion.samples import SPEECH
from emotion.types import Condition
from emotion.voice.features import SAMPLE_RATE, decode_audio
from emotion.voice.receiver import Sound, VoiceReceiver
from emotion.voice.speaker import FIRST_S, Sitter, SpeakerEncoder, shared_speaker_encoder
from tests.fakes import FakeVoiceEncoder


@pytest.fixture(scope="module")
def speech() -> np.ndarray:
    return decode_audio(SPEECH.read_bytes())


class ByPitch(SpeakerEncoder):
    """Takes the sign of the first sample for a voice."""

    def voice(self, speech: np.ndarray) -> np.ndarray:
        found = np.zeros(256, np.float32)
        found[0 if speech[0] > 0 else 1] = 1.0
        return found


def test_the_same_speech_has_the_same_voice_however_loud(speech: np.ndarray) -> None:
    encoder = shared_speaker_encoder()
    one, quieter = encoder.voice(speech[: 3 * SAMPLE_RATE]), encoder.voice(0.02 * speech[: 3 * SAMPLE_RATE])
    assert one.shape == (256,)
    assert np.linalg.norm(one) == pytest.approx(1.0, abs=1e-4)
    assert one @ quieter > 0.95
    assert one @ encoder.voice(np.random.default_rng(0).normal(0, 0.1, 48_000).astype(np.float32)) < 0.6
    assert np.isfinite(encoder.voice(np.zeros(1000, np.float32))).all()


def test_a_voice_is_known_after_ten_seconds_and_others_are_noticed_from_then_on() -> None:
    sitter, mine, other = Sitter(ByPitch()), np.ones(48_000, np.float32), -np.ones(48_000, np.float32)
    for _ in range(round(FIRST_S)):
        assert not sitter.known
        assert not sitter.is_other(mine, 1.0)
    assert sitter.known
    assert not sitter.is_other(mine, 1.0)
    assert sitter.is_other(other, 1.0)
    assert not sitter.is_other(mine, 1.0)


@pytest.mark.parametrize("only_me", [True, False])
def test_the_receiver_says_so_instead_of_reading_them(
    speech: np.ndarray, monkeypatch: pytest.MonkeyPatch, only_me: bool
) -> None:
    class Known(Sitter):
        def is_other(self, speech: np.ndarray, new: float) -> bool:
            return True

    monkeypatch.setattr("emotion.voice.receiver.Sitter", lambda: Known(ByPitch()))
    receiver = VoiceReceiver(FakeVoiceEncoder())
    sound = Sound(speech[: 3 * SAMPLE_RATE], SAMPLE_RATE, only_me=only_me)
    (reading,) = receiver.read([Arrival(sound, 3.0)], 3.0)
    assert (reading.condition is Condition.SOMEONE_ELSE) == only_me
    assert reading.level is not None


def test_the_equal_error_rate_is_where_both_err_alike() -> None:
    assert equal_error_rate(np.array([0.9, 0.8]), np.array([0.1, 0.2])) == 0.0
    random = np.random.default_rng(0)
    same = equal_error_rate(random.normal(0, 1, 4000), random.normal(0, 1, 4000))
    assert same == pytest.approx(0.5, abs=0.02)
    assert equal_error_rate(random.normal(1, 1, 4000), random.normal(-1, 1, 4000)) == pytest.approx(0.16, abs=0.02)
