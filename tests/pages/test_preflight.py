"""The check says what is ready, what is not, and what to do about it."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Condition
from pages.parts.live import preflight
from pages.parts.live.preflight import Check, Mark, Situation
from pages.parts.shared.sittings import Started
from pages.texts import LANGUAGES, texts
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent, Health, Meter, MeterStatus, Snapshot
from tests.fakes import FakeModels, catalogue

EN = texts("en")
ALL = Consent.to(FACE, VOICE, TEXT)


@pytest.fixture(scope="module")
def snapshot(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    log = EventLog(f"sqlite:///{tmp_path_factory.mktemp('log') / 'attune.db'}")
    session = LiveSession("x" * 32, Shared(FakeModels(), Ranker(catalogue(24)), log), ALL)
    taken = session.snapshot()
    session.close()
    log.close()
    return taken


def found(
    snapshot: Snapshot,
    face: Meter | None = None,
    voice: Meter | None = None,
    consent: Consent = ALL,
    since_start: float | None = 3.0,
    address: str = "http://localhost:8501/",
    frames: int = 0,
    sound: float = 0.0,
    offered: bool = False,
) -> dict[str, Check]:
    meters = dict(snapshot.meters)
    meters[FACE] = face or Meter(FACE, MeterStatus.WAITING)
    meters[VOICE] = voice or Meter(VOICE, MeterStatus.WAITING)
    now = Situation(replace(snapshot, meters=meters), consent, address, since_start, frames, sound, offered)
    return {check.name: check for check in preflight.checks(now)}


def face(status: MeterStatus, condition: Condition = Condition.OK) -> Meter:
    return Meter(FACE, status, condition)


def voice(level: float) -> Meter:
    return Meter(VOICE, MeterStatus.NOTHING, Condition.SILENT, level=level)


def test_all_seven_are_looked_at(snapshot: Snapshot) -> None:
    names = {"secure", "models", "connection", "camera", "light", "face", "microphone"}
    assert set(found(snapshot)) == names


def test_whatever_is_in_trouble_has_a_remedy_and_all_has_words(snapshot: Snapshot) -> None:
    for since_start in (None, 1.0, 60.0):
        for status in MeterStatus:
            for condition in Condition:
                checks = found(
                    snapshot, face(status, condition), voice(-80.0), since_start=since_start, address="http://a"
                )
                assert all(check.remedy for check in checks.values() if check.mark == Mark.TROUBLE)
                for check in checks.values():
                    for language in LANGUAGES:
                        assert texts(language).say(check.title)
                        assert not check.remedy or texts(language).say(check.advice)


@pytest.mark.parametrize(
    ("address", "mark"),
    [
        ("https://attune.example/", Mark.FINE),
        ("http://localhost:8501/", Mark.FINE),
        ("http://127.0.0.1:8501/", Mark.FINE),
        ("http://192.168.1.7:8501/", Mark.TROUBLE),
    ],
)
def test_a_plain_http_page_gets_no_devices(snapshot: Snapshot, address: str, mark: Mark) -> None:
    assert found(snapshot, address=address)["secure"].mark == mark


def test_before_start_nothing_is_wrong_yet(snapshot: Snapshot) -> None:
    checks = found(snapshot, since_start=None)
    assert {checks[name].mark for name in ("camera", "microphone", "light", "face", "connection")} == {Mark.OPEN}


def test_ten_seconds_without_anything_count_as_refused(snapshot: Snapshot) -> None:
    early, late = found(snapshot, since_start=9.0), found(snapshot, since_start=11.0)
    for name in ("camera", "microphone"):
        assert early[name].mark == Mark.OPEN
        assert late[name].mark == Mark.TROUBLE
    assert late["camera"].remedy == "camera-refused"
    assert late["connection"].mark == Mark.OPEN


def test_devices_without_a_connection_are_the_networks_fault(snapshot: Snapshot) -> None:
    early, late = found(snapshot, since_start=9.0, offered=True), found(snapshot, since_start=11.0, offered=True)
    assert early["connection"].mark == Mark.OPEN
    assert late["connection"].mark == Mark.TROUBLE
    assert late["connection"].remedy == "connection"
    assert {late[name].mark for name in ("camera", "microphone")} == {Mark.OPEN}


def test_a_microphone_alone_that_is_refused_leaves_the_connection_good(snapshot: Snapshot) -> None:
    checks = found(snapshot, face(MeterStatus.ON), since_start=30.0, frames=300)
    assert checks["connection"].mark == checks["camera"].mark == Mark.FINE
    assert checks["microphone"].mark == Mark.TROUBLE


def test_a_camera_that_stops_is_told_from_one_that_was_refused(snapshot: Snapshot) -> None:
    camera = found(snapshot, face(MeterStatus.LOST), since_start=30.0, frames=300)["camera"]
    assert (camera.mark, camera.stands) == (Mark.TROUBLE, "gone")
    assert camera.remedy == "camera-gone"


def test_sound_that_arrives_counts_before_anything_is_read_from_it(snapshot: Snapshot) -> None:
    checks = found(snapshot, since_start=12.0, sound=0.5)
    assert checks["microphone"].mark == checks["connection"].mark == Mark.FINE
    assert checks["camera"].mark == Mark.TROUBLE


def test_only_what_came_since_start_counts(snapshot: Snapshot) -> None:
    before = Health(frames_received=100, audio_seconds_received=9.0)
    now = replace(snapshot, health=replace(before, frames_received=103))
    situation = Situation.of(now, ALL, "http://localhost", Started(time.monotonic() - 4.0, before))
    assert (situation.frames, situation.sound) == (3, 0.0)
    assert situation.since_start == pytest.approx(4.0, abs=0.5)
    assert Situation.of(now, ALL, "http://localhost", None).since_start is None


def test_light_and_face_are_told_apart(snapshot: Snapshot) -> None:
    dark = found(snapshot, face(MeterStatus.NOTHING, Condition.DARK))
    assert dark["light"].mark == Mark.TROUBLE
    away = found(snapshot, face(MeterStatus.NOTHING, Condition.NO_FACE))
    assert (away["light"].mark, away["face"].mark) == (Mark.FINE, Mark.TROUBLE)


def test_the_microphone_level(snapshot: Snapshot) -> None:
    assert found(snapshot, voice=voice(-30.0), sound=3.0)["microphone"].stands == "hears-you"
    quiet = found(snapshot, voice=voice(-70.0), sound=3.0)["microphone"]
    assert quiet.mark == Mark.OPEN
    assert quiet.remedy == "microphone-quiet"


def test_what_was_not_agreed_to_is_left_out(snapshot: Snapshot) -> None:
    checks = found(snapshot, consent=Consent.to(VOICE, TEXT), since_start=30.0)
    assert {checks[name].mark for name in ("camera", "light", "face")} == {Mark.LEFT_OUT}


def test_the_title_leads_with_the_first_trouble(snapshot: Snapshot) -> None:
    situation = Situation(snapshot, ALL, "http://localhost", None)
    assert preflight.title(preflight.checks(situation), situation) == Message("checks-before")
    late = replace(situation, since_start=20.0)
    assert EN.say(preflight.title(preflight.checks(late), late)) == "Camera: refused?"
