"""Whatever a camera, a microphone or a person sends: stated or read, never a crash, and the sitting goes on."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Condition, Emotion
from session.record import schema
from session.record.log import EventLog
from session.types import MeterStatus
from tests import fakes
from tests.session.conftest import Begin, stream, until

FRAMES = {
    "1x1": np.zeros((1, 1, 3), np.uint8),
    "4K": np.zeros((2160, 3840, 3), np.uint8),
    "black": np.zeros((480, 640, 3), np.uint8),
    "NaN": np.full((48, 64, 3), np.nan, np.float32),
    "none": None,
    "text": "not a frame",
    "grey": np.zeros((48, 64), np.uint8),
    "16 bit": np.zeros((48, 64, 3), np.uint16),
    "empty": np.zeros((0, 0, 3), np.uint8),
}

RATE = 48_000
JOY = fakes.sound(Emotion.JOY, 1.0, RATE)
AUDIO = {
    "8 kHz": (fakes.sound(Emotion.JOY, 1.0, 8_000), 8_000, Condition.OK),
    "16 kHz": (fakes.sound(Emotion.JOY, 1.0), 16_000, Condition.OK),
    "48 kHz": (JOY, RATE, Condition.OK),
    "stereo": (np.stack([JOY, JOY]), RATE, Condition.OK),
    "stereo, sample by sample": (np.stack([JOY, JOY], axis=1), RATE, Condition.OK),
    "16 bit": ((JOY * 32767).astype(np.int16), RATE, Condition.OK),
    "clipped": (np.full(RATE, 5.0, np.float32), RATE, Condition.OK),
    "silence": (np.zeros(RATE, np.float32), RATE, Condition.SILENT),
    "NaN": (np.full(RATE, np.nan, np.float32), RATE, Condition.INVALID),
    "none": (None, RATE, Condition.INVALID),
    "no rate": (JOY, 0, Condition.INVALID),
    "text": ("not sound", RATE, Condition.INVALID),
}

COMMENTS = {
    "NUL": "joy\x00after",
    "right to left": "أنا سعيد joy",
    "emoji": "😀 joy 👩‍👩‍👧",
    "HTML": "<script>alert('joy')</script>",
    "Markdown": "# joy [a](javascript:b) $x$",
    "lone surrogate": "joy \ud800",
    "100,000 characters": "joy " * 25_000,
    "a million characters": "joy " * 250_000,
}


@pytest.mark.parametrize("name", FRAMES)
def test_any_frame(begin: Begin, name: str) -> None:
    session = begin()
    session.start()
    session.put_frame(FRAMES[name])
    until(lambda: session.snapshot().meters[FACE].status == MeterStatus.NOTHING)
    assert session.snapshot().health.worker_error is None
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.state.emotion == Emotion.JOY)


@pytest.mark.parametrize("name", AUDIO)
def test_any_sound(begin: Begin, name: str) -> None:
    samples, rate, condition = AUDIO[name]
    session = begin()
    session.start()
    session.put_audio(samples, rate)
    session.put_audio(samples, rate)
    stream(session, lambda: session.put_audio(samples, rate), lambda s: s.meters[VOICE].condition == condition)
    assert session.snapshot().health.worker_error is None


def test_too_much_sound_drops_the_oldest_and_counts_it(begin: Begin) -> None:
    session = begin()
    session.start()
    session.put_audio(np.zeros((2, 100 * RATE), np.float32), RATE)
    session.put_audio(JOY, RATE)
    until(lambda: session.snapshot().health.audio_seconds_received == pytest.approx(101))
    assert session.snapshot().health.audio_seconds_dropped == pytest.approx(100)


@pytest.mark.parametrize("name", COMMENTS)
def test_any_comment_is_read_and_recorded_as_text(begin: Begin, log: EventLog, name: str) -> None:
    session = begin()
    session.comment(COMMENTS[name])
    until(lambda: session.snapshot().state.emotion == Emotion.JOY)
    log.flush()
    [row] = log.rows(schema.comments, session.id)
    assert "\x00" not in row["text"]
    assert row["text"][:4].strip() in COMMENTS[name]
    assert len(row["text"]) == min(len(COMMENTS[name]), 100_000)
    assert session.snapshot().health.log_error is None


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_an_empty_comment_is_stated_and_not_recorded(begin: Begin, log: EventLog, text: str) -> None:
    session = begin()
    session.comment(text)
    until(lambda: session.snapshot().meters[TEXT].condition == Condition.EMPTY)
    assert session.snapshot().state.unknown
    assert log.rows(schema.comments, session.id) == []


@pytest.mark.parametrize("told", [(float("nan"), 0.0), (0.0, float("inf"))])
def test_a_correction_must_be_a_number(begin: Begin, told: tuple[float, float]) -> None:
    with pytest.raises(ValueError, match="must be finite"):
        begin().tell(*told)


def test_a_correction_beyond_the_plane_counts_as_its_edge(begin: Begin, log: EventLog) -> None:
    session = begin()
    session.tell(7.0, -7.0)
    until(lambda: log.rows(schema.corrections, session.id))
    [row] = log.rows(schema.corrections, session.id)
    assert (row["told_valence"], row["told_arousal"]) == (1.0, -1.0)


def test_a_flood_of_comments_is_bounded(begin: Begin) -> None:
    session = begin()
    for number in range(500):
        session.comment(f"joy {number}")
    until(lambda: session.snapshot().state.emotion == Emotion.JOY)
    assert session.snapshot().health.worker_error is None
