"""A person's resting face and voice: taken in some seconds, applied from then on, dropped when asked to."""

from __future__ import annotations

import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from session.record import schema
from session.record.log import EventLog
from session.record.record import Record
from session.record.restore import restore
from session.sitting import baselines
from session.sitting.baselines import SECONDS, BaselineStatus, BaselineWish
from session.sitting.choices import Choices
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.types import Consent, Snapshot
from tests import fakes
from tests.session.conftest import Begin, stream

ALL = Consent.to(FACE, VOICE, TEXT)


class Sitting:
    """A pipeline on a clock of its own."""

    def __init__(self, shared: Shared) -> None:
        self.now = 1000.0
        self.choices = Choices(ALL)
        record = Record(shared.log, "resting")
        record.begun(self.now)
        record.agreed(ALL, self.now)
        self.pipeline = Pipeline(shared, record, self.choices, self.now)

    def step(self, *wishes: BaselineWish, sensing: bool = True, **given) -> Snapshot:
        self.now += 0.25
        arrived = fakes.signals(self.now, **given, seconds=0.25)
        return self.pipeline.step(Inputs(self.choices, sensing, arrived, baseline=list(wishes)), self.now)

    def go_on(self, seconds: float, face: Emotion | None = None, voice: Emotion | None = None) -> Snapshot:
        for _ in range(round(seconds / 0.25)):
            snapshot = self.step(face=face, voice=voice)
        return snapshot

    def take(self, seconds: float = SECONDS + 0.5, **signals) -> Snapshot:
        self.step(BaselineWish.TAKE)
        return self.go_on(seconds, **signals)


@pytest.fixture
def sitting(shared: Shared) -> Sitting:
    return Sitting(shared)


def kept(log: EventLog) -> list[object]:
    return [row["value"] for row in log.rows(schema.settings, "resting") if row["name"] == "baseline"]


def test_a_face_that_looks_sad_at_rest_then_reads_neutral_and_joy_stays_joy(sitting: Sitting) -> None:
    before = sitting.go_on(3, face=Emotion.SADNESS)
    assert before.state.valence < -0.4
    snapshot = sitting.take(face=Emotion.SADNESS)
    assert snapshot.baseline == BaselineStatus(of=(FACE,), looked=Emotion.SADNESS)
    snapshot = sitting.go_on(3, face=Emotion.SADNESS)
    assert snapshot.meters[FACE].emotion == Emotion.NEUTRAL
    assert abs(snapshot.state.valence) <= 0.1
    assert abs(snapshot.state.arousal) <= 0.1
    snapshot = sitting.go_on(5, face=Emotion.JOY)
    assert snapshot.state.emotion == Emotion.JOY
    assert snapshot.state.valence > 0.5


def test_face_and_voice_have_baselines_of_their_own(sitting: Sitting) -> None:
    snapshot = sitting.take(face=Emotion.ANGER, voice=Emotion.FEAR)
    assert set(snapshot.baseline.of) == {FACE, VOICE}
    snapshot = sitting.go_on(4, face=Emotion.ANGER, voice=Emotion.FEAR)
    assert {snapshot.meters[m].emotion for m in (FACE, VOICE)} == {Emotion.NEUTRAL}
    snapshot = sitting.go_on(4, face=Emotion.ANGER, voice=Emotion.ANGER)
    assert snapshot.meters[VOICE].emotion == Emotion.ANGER


def test_until_the_time_is_up_nothing_changes_and_the_rest_is_counted_down(sitting: Sitting) -> None:
    sitting.step(BaselineWish.TAKE)
    snapshot = sitting.go_on(SECONDS / 2, face=Emotion.SADNESS)
    assert snapshot.baseline.left == pytest.approx(SECONDS / 2)
    assert snapshot.meters[FACE].emotion == Emotion.SADNESS
    assert snapshot.baseline.of == ()


def test_without_a_face_or_a_voice_nothing_is_set_and_it_is_said(sitting: Sitting, log: EventLog) -> None:
    assert sitting.take().baseline == BaselineStatus(failed=True)
    assert sitting.step(BaselineWish.CANCEL).baseline == BaselineStatus()
    assert sitting.go_on(3, face=Emotion.SADNESS).meters[FACE].emotion == Emotion.SADNESS
    assert kept(log) == []


def test_a_failed_or_cancelled_attempt_leaves_the_one_set_before(sitting: Sitting, log: EventLog) -> None:
    sitting.take(face=Emotion.SADNESS)
    assert sitting.take().baseline == BaselineStatus(of=(FACE,), failed=True, looked=Emotion.SADNESS)
    sitting.take(2, face=Emotion.JOY)
    snapshot = sitting.step(BaselineWish.CANCEL)
    assert snapshot.baseline.left is None
    assert sitting.go_on(SECONDS, face=Emotion.SADNESS).meters[FACE].emotion == Emotion.NEUTRAL
    assert kept(log) == [["face"]]


def test_stop_ends_the_attempt_but_not_what_is_set(sitting: Sitting) -> None:
    sitting.take(2, face=Emotion.SADNESS)
    assert sitting.step(sensing=False).baseline == BaselineStatus()
    assert sitting.step(BaselineWish.TAKE, sensing=False).baseline == BaselineStatus()
    sitting.take(face=Emotion.SADNESS)
    assert sitting.step(sensing=False).baseline.of == (FACE,)
    assert sitting.go_on(2, face=Emotion.SADNESS).meters[FACE].emotion == Emotion.NEUTRAL


def test_it_can_be_taken_again_and_removed(sitting: Sitting, log: EventLog) -> None:
    sitting.take(face=Emotion.SADNESS)
    sitting.take(face=Emotion.ANGER)
    assert sitting.go_on(1, face=Emotion.ANGER).meters[FACE].emotion == Emotion.NEUTRAL
    assert sitting.go_on(1, face=Emotion.SADNESS).meters[FACE].emotion == Emotion.SADNESS
    assert sitting.step(BaselineWish.REMOVE).baseline == BaselineStatus()
    assert sitting.go_on(1, face=Emotion.ANGER).meters[FACE].emotion == Emotion.ANGER
    assert kept(log) == [["face"], ["face"], []]


def test_what_is_no_longer_agreed_to_has_no_baseline(sitting: Sitting) -> None:
    sitting.take(face=Emotion.SADNESS, voice=Emotion.SADNESS)
    sitting.choices = Choices(Consent.to(VOICE, TEXT))
    assert sitting.step().baseline.of == (VOICE,)


def test_the_log_holds_that_it_was_taken_and_a_sitting_taken_up_again_has_none(sitting: Sitting, log: EventLog) -> None:
    sitting.take(face=Emotion.SADNESS)
    assert kept(log) == [["face"]]
    assert restore(log, "resting", ()).choices == Choices(ALL)


def test_a_live_sitting_takes_cancels_and_removes(begin: Begin, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baselines, "SECONDS", 1.5)
    monkeypatch.setattr(baselines, "SETTLES", 0.0)
    session = begin()
    session.start()

    def send() -> None:
        session.put_frame(fakes.frame(Emotion.SADNESS))

    session.ask_baseline(BaselineWish.TAKE)
    stream(session, send, lambda s: s.baseline.left is not None)
    snapshot = stream(session, send, lambda s: s.baseline.of and s.meters[FACE].emotion == Emotion.NEUTRAL)
    assert snapshot.baseline.of == (FACE,)
    session.ask_baseline(BaselineWish.REMOVE)
    stream(session, send, lambda s: not s.baseline.of and s.meters[FACE].emotion == Emotion.SADNESS)
    session.close()
    session.ask_baseline(BaselineWish.TAKE)
    assert session.snapshot().baseline.left is None
