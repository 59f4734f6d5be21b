"""Learning together: the switch that agrees to it, and the rounds."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.modality import Modality
from pages.parts.shared import resources
from session.record.errors import LogError
from session.record.pool import ROUND
from session.types import Consent
from tests.pages.conftest import Opener, session_of


def given(modality: Modality, times: int) -> None:
    for _ in range(times):
        resources.log().pool.give({modality: np.array([0.5, -0.2])})


def test_it_is_off_and_can_be_switched_on_and_off_in_a_sitting(open_app: Opener) -> None:
    app = open_app(Consent.to(FACE, TEXT))
    session = session_of(app)
    assert not session.consent.together
    assert app.toggle(key="senses-together").value is False
    app.toggle(key="senses-together").set_value(True).run()
    assert session.consent.together
    assert session.consent.agreed == {FACE, TEXT}
    app.toggle(key="senses-together").set_value(False).run()
    assert not session.consent.together


def test_without_camera_and_microphone_there_is_nothing_to_teach(open_app: Opener) -> None:
    app = open_app(Consent.to(TEXT))
    assert app.toggle(key="senses-together").disabled


def test_the_page_shows_no_round_before_the_first(open_app: Opener) -> None:
    app = open_app()
    given(FACE, 2)
    app.switch_page("together.py").run()
    assert not app.exception
    assert app.metric[0].value == "0"
    assert app.metric[0].delta == f"2 of {ROUND} for the next round"
    assert sum("No round yet" in one.value for one in app.caption) == 2


def test_the_page_shows_what_the_rounds_came_to(open_app: Opener) -> None:
    app = open_app()
    given(VOICE, 3 * ROUND + 1)
    app.switch_page("together.py").run()
    gave, pleasant, awake = app.metric[1:4]
    assert (gave.value, gave.delta) == (str(3 * ROUND), f"1 of {ROUND} for the next round")
    assert pleasant.value.startswith("+0.0")
    assert all(one.delta.startswith("± 0.0") for one in (pleasant, awake))
    assert "epsilon 4" in app.expander[0].markdown[0].value


def test_a_record_that_cannot_be_read_is_said(open_app: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    app = open_app()

    def fails(_: Modality) -> None:
        raise LogError(Message("record-locked"))

    monkeypatch.setattr(resources.log().pool, "of", fails)
    app.switch_page("together.py").run()
    assert not app.exception
    assert app.error
