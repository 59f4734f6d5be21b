"""What is said aloud is read like a comment of less weight, by consent of its own, and no word of it is stored."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from time import monotonic

import numpy as np
import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.speech.recogniser import Words
from emotion.types import Emotion
from recommender.understanding.wishes import Wish
from session.condition import Condition
from session.record import schema
from session.record.restore import restore
from session.sitting import hearing
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes
from tests.session.conftest import until

ALOUD = Consent.to(FACE, VOICE, TEXT, aloud=True)
RATE = 16_000


class Clock:
    """Runs as time does, and can be put on."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def __call__(self) -> float:
        return monotonic() + self.ahead


class Listener:
    """Hears what it was told to hear, and says how often it was asked."""

    def __init__(self) -> None:
        self.words: Words | None = None
        self.asked = 0
        self.goes_on = threading.Event()
        self.goes_on.set()

    def hear(self, speech: np.ndarray) -> Words | None:
        self.asked += 1
        self.goes_on.wait(5)
        return self.words


@pytest.fixture
def listener() -> Listener:
    return Listener()


@pytest.fixture
def with_ears(shared: Shared, listener: Listener, monkeypatch: pytest.MonkeyPatch) -> Shared:
    class LoudIsSpeech:
        def probabilities(self, samples: np.ndarray) -> np.ndarray:
            return (np.abs(samples[: len(samples) // 512 * 512].reshape(-1, 512)).max(1) > 0.1).astype(np.float32)

    monkeypatch.setattr("emotion.speech.utterances.shared_gate", LoudIsSpeech)
    return replace(shared, understanding=fakes.FakeUnderstanding(), recogniser=listener)


@pytest.fixture
def session(with_ears: Shared) -> Iterator[LiveSession]:
    session = LiveSession("sitting-one", with_ears, ALOUD, clock=Clock())
    session.start()
    yield session
    session.close()


def speak(session: LiveSession, seconds: float = 1.0, silence: float = 0.8) -> None:
    """Hand in a second of sound and a pause, faster than they last by any other clock."""
    for amplitude, length in ((0.7, seconds), (0.0, silence)):
        for _ in range(round(length / 0.1)):
            session._clock.ahead += 0.1
            session.put_audio(np.full(1600, amplitude, np.float32), RATE)


def said(session: LiveSession, listener: Listener, text: str, certainty: float = 0.9) -> None:
    """Have the person say something, and wait until it is worked in."""
    listener.words = Words(text, certainty)
    speak(session)
    until(lambda: (heard := session.snapshot().heard) is not None and heard.text == text)


def test_a_feeling_said_aloud_moves_the_state_less_than_the_same_in_writing(
    session: LiveSession, listener: Listener
) -> None:
    said(session, listener, "I am sad")
    until(lambda: session.snapshot().state.valence < -0.05)
    aloud = session.snapshot()
    session.comment("I am sad")
    written = session.settle(3.0)
    assert written.state.valence < aloud.state.valence - 0.1
    assert aloud.meters[TEXT].emotion == Emotion.SADNESS
    assert not aloud.meters[TEXT].own
    assert written.meters[TEXT].own


def test_a_wish_said_aloud_waits_for_a_yes(session: LiveSession, listener: Listener) -> None:
    said(session, listener, "only songs please")
    snapshot = session.snapshot()
    assert snapshot.heard.asks
    assert not snapshot.choices.wishes
    session.comment(snapshot.heard.text)
    assert Wish("kinds", "song", 1) in session.settle(3.0).choices.wishes.wishes


def test_despair_said_aloud_is_met_as_in_writing(session: LiveSession, listener: Listener) -> None:
    said(session, listener, "I want to kill myself")
    assert session.snapshot().crisis


def test_no_word_of_it_is_stored(session: LiveSession, listener: Listener, shared: Shared) -> None:
    said(session, listener, "I am sad about the zeppelin")
    session.close()
    for table in schema.OF_SITTINGS:
        assert not any("zeppelin" in str(row) for row in shared.log.rows(table, session.id)), table.name
    assert session.snapshot().heard is None or session.closed


@pytest.mark.parametrize(
    "consent", [Consent.to(VOICE, TEXT), Consent.to(VOICE, aloud=True), Consent.to(FACE, TEXT, aloud=True)]
)
def test_without_consent_to_it_nobody_listens(with_ears: Shared, listener: Listener, consent: Consent) -> None:
    session = LiveSession("sitting-two", with_ears, consent, clock=Clock())
    session.start()
    speak(session)
    session.close()
    assert listener.asked == 0
    assert not session.consent.hears


def test_it_is_not_offered_without_a_recogniser_or_in_a_study(shared: Shared, with_ears: Shared) -> None:
    study = Condition(senses=("face", "voice", "text"))
    for one, condition in ((shared, Condition()), (with_ears, study)):
        session = LiveSession("sitting-two", one, ALOUD, condition=condition)
        assert not session.consent.aloud
        session.close()


def test_what_is_being_recognised_when_consent_ends_is_not_told(session: LiveSession, listener: Listener) -> None:
    listener.words = Words("I am sad", 0.9)
    listener.goes_on.clear()
    speak(session)
    until(lambda: listener.asked == 1)
    session.set_consent(replace(ALOUD, aloud=False))
    listener.goes_on.set()
    snapshot = session.settle(3.0)
    assert snapshot.heard is None
    assert snapshot.meters[TEXT].emotion is None


def test_what_waited_too_long_is_dropped(
    session: LiveSession, listener: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hearing, "LATEST", -1.0)
    speak(session)
    until(lambda: session._hearing._box.waiting == 0)
    assert listener.asked == 0


def test_consent_to_it_comes_back_with_the_sitting(session: LiveSession, with_ears: Shared) -> None:
    known = {item.id for item in with_ears.catalogue.items}
    assert restore(with_ears.log, session.id, known).choices.consent == ALOUD
    session.set_consent(replace(ALOUD, aloud=False))
    session.settle(3.0)
    assert not restore(with_ears.log, session.id, known).choices.consent.aloud
