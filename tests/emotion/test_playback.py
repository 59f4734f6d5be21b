"""What is played is taken out of the microphone's sound, and what somebody says over it stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from emotion.benchmark.playback import heard_of
from emotion.modality import Arrival
from emotion.samples import speech
from emotion.types import Condition, Reading
from emotion.voice.features import SAMPLE_RATE, decode_audio
from emotion.voice.gate import shared_gate
from emotion.voice.playback import Played, Playing, without
from emotion.voice.receiver import Sound, VoiceReceiver

MUSIC = Path(__file__).resolve().parents[2] / "assets" / "studio" / "music"
WINDOW = 3 * SAMPLE_RATE


def power(samples: np.ndarray) -> float:
    return 10 * np.log10(np.mean(np.square(samples, dtype=np.float64)) + 1e-20)


def windows(samples: np.ndarray) -> Iterator[tuple[np.ndarray, float]]:
    """Windows of 3 s, 2 s apart, and when each ends."""
    for end in range(WINDOW, len(samples) + 1, 2 * SAMPLE_RATE):
        yield samples[end - WINDOW : end], end / SAMPLE_RATE


@pytest.fixture(scope="module")
def piece() -> np.ndarray:
    return decode_audio(sorted(MUSIC.glob("*.opus"))[0].read_bytes())


@pytest.mark.parametrize("level", [-25.0, -15.0, -5.0])
def test_playback_in_a_room_is_no_voice_and_speech_over_it_is_still_heard(piece: np.ndarray, level: float) -> None:
    random = np.random.default_rng(int(-level))
    echo, played = heard_of(piece, level, random)
    said = 0.12 * speech(len(echo) / SAMPLE_RATE)[: len(echo)]
    hiss = 5e-4 * random.standard_normal(len(echo)).astype(np.float32)
    gate, heard, kept = shared_gate(), 0, 0
    for window, end in windows(echo + hiss):
        assert gate.listen(played.without(window, end)).condition is not Condition.OK
    for (clean, _), (window, end) in zip(windows(said + hiss), windows(echo + said + hiss), strict=True):
        if gate.listen(clean).condition is Condition.OK:
            heard += 1
            kept += gate.listen(played.without(window, end)).condition is Condition.OK
    assert heard >= 5
    assert kept >= 0.8 * heard


def test_most_of_it_is_gone_and_what_is_said_is_hardly_touched(piece: np.ndarray) -> None:
    random = np.random.default_rng(3)
    echo, played = heard_of(piece, -10.0, random)
    window, end = next(iter(windows(echo)))
    assert power(played.without(window, end)) < power(window) - 15
    said = 0.2 * speech(10.0)[WINDOW : 2 * WINDOW]
    left = played.without(window + said, end)
    assert np.corrcoef(left, said)[0, 1] > 0.9


def test_where_nothing_plays_or_nothing_of_it_is_heard_the_sound_stays_as_it_is(piece: np.ndarray) -> None:
    said = speech(3.0)
    assert Played().without(said, 3.0) is said
    played = Played()
    played.note(Playing(lambda: piece, 10.0, 0.0), 0.0)
    np.testing.assert_array_equal(played.without(said, 3.0), said)  # it plays into headphones
    played.note(None, 4.0)
    assert played.without(said, 20.0) is said
    assert without(said, np.zeros(2 * WINDOW, np.float32)) is said


@pytest.mark.parametrize("speed", [0.75, 1.25, 1.5])
def test_at_another_speed_it_is_found_as_well_and_speech_over_it_is_heard(piece: np.ndarray, speed: float) -> None:
    random = np.random.default_rng(int(100 * speed))
    echo, played = heard_of(piece, -10.0, random, speed)
    said = 0.12 * speech(len(echo) / SAMPLE_RATE)[: len(echo)]
    heard = kept = 0
    for (window, end), (both, _), (clean, _) in zip(windows(echo), windows(echo + said), windows(said), strict=True):
        assert power(played.without(window, end)) < power(window) - 12
        if shared_gate().listen(clean).condition is Condition.OK:
            heard += 1
            kept += shared_gate().listen(played.without(both, end)).condition is Condition.OK
    assert heard >= 5
    assert kept >= 0.8 * heard


def test_nothing_is_played_before_a_fast_sound_begins_and_after_it_ends(piece: np.ndarray) -> None:
    playing = Playing(lambda: piece, 10.0, 100.0, 1.5)
    assert not playing.between(90.0, 93.0).any()
    assert playing.between(100.0, 100.0).shape == (0,)
    lasts = (len(piece) / SAMPLE_RATE - 10) / 1.5
    assert playing.between(100.0, 100.0 + lasts + 2).shape == (round((lasts + 2) * SAMPLE_RATE),)
    assert not playing.between(100.0 + lasts + 0.1, 100.0 + lasts + 1).any()


def test_a_leap_is_followed_to_where_it_leads(piece: np.ndarray) -> None:
    playing = Playing(lambda: piece, 5.0, 100.0)
    np.testing.assert_array_equal(playing.between(101.0, 102.0), piece[6 * SAMPLE_RATE : 7 * SAMPLE_RATE])
    assert not playing.between(90.0, 95.0).any()
    played = Played()
    played.note(playing, 100.0)
    played.note(Playing(lambda: piece, 40.0, 110.0), 110.2)
    window = piece[int(37.0 * SAMPLE_RATE) + SAMPLE_RATE * 6 :][:WINDOW]
    assert power(played.without(window, 116.0)) < power(window) - 20


class _Loudness:
    """Stands in for an encoder: it tells how loud a window is."""

    def encode(self, signal: np.ndarray, time: float) -> Reading:
        return Reading("voice", time, Condition.NOISE, level=power(signal))


def test_the_receiver_reads_without_what_its_chunks_say_was_played(piece: np.ndarray) -> None:
    levels = []
    for playing in (None, Playing(lambda: piece, 10.0, 0.0)):
        receiver, readings = VoiceReceiver(_Loudness()), []
        for second in range(6):
            chunk = 0.3 * piece[(10 + second) * SAMPLE_RATE :][:SAMPLE_RATE]
            sound = Sound(chunk, SAMPLE_RATE, playing)
            readings += receiver.read([Arrival(sound, second + 1.0)], second + 1.0)
        levels.append(readings[-1].level)
    assert levels[1] < levels[0] - 20
