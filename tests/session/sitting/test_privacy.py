"""What is raw is gone when it is no longer read, and nothing gets past the end of a sitting."""

from __future__ import annotations

import gc
import threading
import time
import weakref

import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from emotion.voice.stream import AudioStream
from session.record import schema
from session.record.log import EventLog
from session.sitting import loop
from session.types import Consent, MeterStatus
from tests import fakes
from tests.session.conftest import Begin, stream, until


def test_raw_sound_is_gone_two_seconds_after_the_last_of_it(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    alive = weakref.WeakSet[AudioStream]()

    class Noted(AudioStream):
        def __init__(self) -> None:
            super().__init__()
            alive.add(self)

    monkeypatch.setattr("emotion.voice.receiver.AudioStream", Noted)
    session = begin()
    session.start()
    stream(
        session,
        lambda: session.put_audio(fakes.sound(Emotion.JOY, 0.05), 16_000),
        lambda s: s.meters[VOICE].status == MeterStatus.ON,
    )
    assert any(np.any(held._ring) for held in alive)
    assert until(lambda: not any(np.any(held._ring) for held in alive)) < 2.5
    assert session.sensing


def test_sensing_rests_while_the_page_is_gone_and_goes_on_when_it_is_back(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loop, "LEFT_AFTER", 0.3)
    session = begin()
    session.start()
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.box is not None)
    session.watch(False)
    assert session.sensing
    until(lambda: session.snapshot().meters[FACE].status == MeterStatus.OFF)
    assert not session.sensing
    session.watch(False)
    session.watch(True)
    assert session.sensing
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.box is not None)


def test_a_frame_in_flight_leaves_nothing_in_a_closed_sitting(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, go_on = threading.Event(), threading.Event()
    encode = fakes.FakeFaceEncoder.encode

    def slow(self, frame, at):
        inside.set()
        go_on.wait(5)
        return encode(self, frame, at)

    monkeypatch.setattr(fakes.FakeFaceEncoder, "encode", slow)
    session = begin()
    session.start()
    session.put_frame(fakes.frame(Emotion.JOY))
    assert inside.wait(5)
    closing = threading.Thread(target=session.close)
    closing.start()
    until(lambda: session.closed)
    session.put_frame(fakes.frame(Emotion.JOY))
    go_on.set()
    closing.join()
    assert session.snapshot().box is None
    session.put_frame(fakes.frame(Emotion.JOY))
    gc.collect()
    frames = [held for held in gc.get_objects() if type(held) is np.ndarray and held.shape == (48, 64, 3)]
    assert frames == []


def test_a_comment_that_waits_when_consent_is_withdrawn_is_not_read(
    begin: Begin, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside, go_on, read = threading.Event(), threading.Event(), []
    encode = fakes.FakeTextEncoder.encode

    def slow(self, comment, at):
        inside.set()
        go_on.wait(5)
        read.append(comment)
        return encode(self, comment, at)

    monkeypatch.setattr(fakes.FakeTextEncoder, "encode", slow)
    session = begin()
    session.comment("first")
    assert inside.wait(5)
    session.comment("second")
    session.set_consent(session.consent.changed(TEXT, False))
    go_on.set()
    session.settle(5)
    assert read == ["first"]
    assert session.snapshot().meters[TEXT].status == MeterStatus.OFF


def test_two_comments_a_second_are_taken_and_no_more(begin: Begin, log: EventLog) -> None:
    session = begin(consent=Consent.to(TEXT))
    assert [session.comment(f"number {number}") for number in range(4)] == [True, True, False, False]
    session.settle(5)
    assert [row["text"] for row in log.rows(schema.comments, session.id)] == ["number 0", "number 1"]
    time.sleep(1.05)
    assert session.comment("number 5")


def test_no_comment_is_kept_once_the_sitting_has_ended(begin: Begin, log: EventLog) -> None:
    session = begin(consent=Consent.to(TEXT))
    ended = threading.Event()
    after_the_end: list[bool] = []

    def write() -> None:
        while not ended.is_set():
            session.comment("words")
        after_the_end.append(session.comment("words"))

    writers = [threading.Thread(target=write) for _ in range(4)]
    for writer in writers:
        writer.start()
    time.sleep(0.05)
    session.close()
    kept = len(log.rows(schema.comments, session.id))
    ended.set()
    for writer in writers:
        writer.join()
    assert after_the_end == [False] * 4
    assert len(log.rows(schema.comments, session.id)) == kept
