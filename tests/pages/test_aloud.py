"""What is said aloud: asked for by itself, shown as words, and confirmed by one press."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.modalities import TEXT, VOICE
from emotion.speech.recogniser import Words
from pages.parts.shared import resources
from session import serve
from session.types import Consent
from tests.pages.conftest import Opener, keyed, session_of, shown, until

ALOUD = Consent.to(VOICE, TEXT, aloud=True)


class Recogniser:
    def hear(self, speech: np.ndarray) -> Words | None:
        return None


@pytest.fixture
def ears(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> Opener:
    """Opens the app on a server that has a recogniser."""
    monkeypatch.setattr("emotion.speech.recogniser.installed", lambda: True)
    monkeypatch.setattr(serve, "load_recogniser", Recogniser)
    return open_app


def test_without_a_recogniser_nothing_is_said_of_it(open_app: Opener) -> None:
    app = open_app()
    assert "say aloud" not in shown(app)
    assert not keyed(app, "consent-aloud")


def test_it_is_off_and_asks_for_voice_and_words_first(ears: Opener) -> None:
    app = ears()
    assert "Neither the sound nor the words are stored" in shown(app)
    switch = app.toggle(key="consent-aloud")
    assert not switch.value
    assert switch.disabled
    app.toggle(key="consent-text").set_value(True)
    app.toggle(key="consent-microphone").set_value(True).run()
    assert not app.toggle(key="consent-aloud").disabled
    app.toggle(key="consent-aloud").set_value(True)
    app.button(key="consent-agree").click().run()
    assert session_of(app).consent == Consent.to(VOICE, TEXT, keep_comments=False, aloud=True)


def test_the_words_are_shown_and_a_wish_in_them_waits_for_a_press(ears: Opener) -> None:
    app = ears(ALOUD)
    session = session_of(app)
    session.start()
    session._said_aloud(Words("only **songs** please", 0.9))
    until(session, lambda snapshot: snapshot.heard is not None)
    app.run()
    assert "Heard: “only **songs** please”" in [text.value for text in app.text]
    assert not session.snapshot().choices.wishes
    app.button(key="heard-confirm").click().run()
    assert session.settle(3.0).choices.wishes
    assert "You wrote: only **songs** please" in [text.value for text in app.text]
    assert not keyed(app, "live-heard"), "it is a comment now"


def test_what_asks_for_nothing_has_nothing_to_press(ears: Opener) -> None:
    app = ears(ALOUD)
    session = session_of(app)
    session.start()
    session._said_aloud(Words("I am sad", 0.9))
    until(session, lambda snapshot: snapshot.heard is not None)
    app.run()
    assert keyed(app, "live-heard")
    assert not keyed(app, "heard-confirm")


def test_it_can_be_switched_off_in_the_sitting(ears: Opener) -> None:
    app = ears(ALOUD)
    app.toggle(key="senses-aloud").set_value(False).run()
    assert not session_of(app).consent.aloud
    assert session_of(app).consent.agreed == {VOICE, TEXT}
    app.toggle(key="senses-only-me").set_value(True).run()
    assert session_of(app).consent.only_me
    app.toggle(key="senses-microphone").set_value(False).run()
    assert app.toggle(key="senses-only-me").disabled
    assert app.toggle(key="senses-aloud").disabled
    assert len(resources.sittings()) == 1
