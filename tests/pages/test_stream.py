"""The stream on the page Live: what it is mounted with, and how it begins, stops and begins again."""

from __future__ import annotations

import time

import pytest

from emotion.modalities import FACE, TEXT, VOICE
from pages.parts.live import attempts, camera, devices
from session.types import Consent
from tests.pages.conftest import Opener, keyed, session_of

ALL = Consent.to(FACE, VOICE, TEXT)


def test_asks_for_what_was_agreed_to_and_for_no_outside_server(open_app: Opener, mounted: list) -> None:
    open_app(Consent.to(FACE, TEXT))
    asked = mounted[-1]
    assert asked["media_stream_constraints"]["audio"] is False
    assert asked["media_stream_constraints"]["video"]["width"] == {"ideal": 640}
    assert asked["sink_audio_track"] is None
    assert asked["rtc_configuration"] == {"iceServers": []}
    assert asked["desired_playing_state"] is False


def test_start_and_stop_are_the_pages_own(open_app: Opener, mounted: list) -> None:
    app = open_app(ALL)
    assert app.button(key="live-stop").disabled
    app.button(key="live-start").click().run()
    assert mounted[-1]["desired_playing_state"] is True
    assert session_of(app).sensing
    assert app.button(key="live-start").disabled
    app.button(key="live-stop").click().run()
    assert mounted[-1]["desired_playing_state"] is False
    assert not session_of(app).sensing
    assert {call["key"] for call in mounted} == {"live-stream"}


def test_the_page_holds_whether_it_is_sensed_for_a_process_that_takes_it_over(open_app: Opener) -> None:
    app = open_app(ALL)
    assert app.checkbox(key="going-on").value is False
    app.button(key="live-start").click().run()
    assert app.checkbox(key="going-on").value is True
    app.button(key="live-stop").click().run()
    assert app.checkbox(key="going-on").value is False


def test_leaving_the_page_stops_sensing(open_app: Opener) -> None:
    app = open_app(ALL)
    app.button(key="live-start").click().run()
    session = session_of(app)
    app.switch_page("catalogue.py").run()
    assert not session.sensing
    app.switch_page("live.py").run()
    assert not app.button(key="live-start").disabled
    assert session_of(app) is session


def test_what_is_sensed_can_be_taken_back(open_app: Opener, mounted: list) -> None:
    app = open_app(ALL)
    app.button(key="live-start").click().run()
    app.toggle(key="senses-camera").set_value(False).run()
    assert session_of(app).consent == Consent.to(VOICE, TEXT)
    assert mounted[-1]["media_stream_constraints"]["video"] is False
    assert session_of(app).sensing, "the voice goes on"
    app.toggle(key="senses-microphone").set_value(False).run()
    assert not session_of(app).sensing


def test_a_sense_switched_off_lets_the_stream_begin_again_by_itself(open_app: Opener, mounted: list) -> None:
    app = open_app(ALL)
    app.button(key="live-start").click().run()
    app.toggle(key="senses-camera").set_value(False).run()
    assert mounted[-1]["desired_playing_state"] is False
    time.sleep(attempts.REST)
    app.run().run()
    assert mounted[-1]["desired_playing_state"] is True
    assert app.button(key="live-start").disabled


def test_a_refused_camera_is_said_at_once_and_the_voice_is_asked_for_alone(
    open_app: Opener, mounted: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = open_app(ALL)
    app.button(key="live-start").click().run()
    monkeypatch.setattr(devices, "trouble", lambda: {FACE: "refused"})
    app.run()
    assert "The camera is not allowed" in app.container(key="live-meter-face").progress[0].text
    assert mounted[-1]["media_stream_constraints"] == {"video": False, "audio": camera.SOUND}
    assert keyed(app, "picture-gone")
    assert session_of(app).sensing


def test_unusable_servers_in_the_environment_are_said(
    open_app: Opener, mounted: list, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ATTUNE_ICE_SERVERS", "stun:example.org")
    app = open_app(ALL)
    assert "ATTUNE_ICE_SERVERS" in app.error[0].value
    assert mounted == []
