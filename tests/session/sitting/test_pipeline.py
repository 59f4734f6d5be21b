"""From signals to the list, step by step on a clock of our own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.modality import Arrival
from emotion.types import Condition, Emotion
from emotion.voice.receiver import Sound
from recommender.types import Action, Controls, Event, Goal
from recommender.understanding.understood import Tone
from recommender.understanding.wishes import Wish, Wishes
from session.record import schema
from session.record.log import EventLog
from session.record.record import Record
from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.types import Consent, MeterStatus, Snapshot
from tests import fakes

BEGINS = 1000.0
CHOSE = Act(Message("change-slider"), BEGINS)


class Stepper:
    """A pipeline and its clock."""

    def __init__(self, shared: Shared) -> None:
        self.now = BEGINS
        self.choices = Choices(Consent.to(FACE, VOICE, TEXT))
        self.pipeline = Pipeline(shared, Record(shared.log, "steps"), self.choices, self.now)
        self.snapshot = self.step(0.0)

    def step(self, after: float = 0.1, face: Emotion | None = None, voice: Emotion | None = None, **given) -> Snapshot:
        """One step so many seconds later, with a frame or a second of sound when asked for."""
        self.now += after
        arrived = fakes.signals(self.now, face, voice, given.pop("comments", ()), given.pop("told", None))
        arrived |= {modality: [Arrival(signal, self.now)] for modality, signal in given.pop("raw", {}).items()}
        sensing = given.pop("sensing", True)
        self.snapshot = self.pipeline.step(Inputs(self.choices, sensing, arrived, **given), self.now)
        return self.snapshot

    def go_on(self, seconds: float, every: float = 0.25, **given) -> Snapshot:
        """Steps for so many seconds with the same signals."""
        for _ in range(round(seconds / every)):
            self.step(every, **given)
        return self.snapshot


@pytest.fixture
def stepper(shared: Shared) -> Stepper:
    return Stepper(shared)


def cause(snapshot: Snapshot) -> Message | None:
    return snapshot.change.parameters.get("cause")


def ids(snapshot: Snapshot) -> list[str]:
    return [r.item.id for r in snapshot.recommendations]


def test_there_is_a_list_before_anything_is_sensed(stepper: Stepper) -> None:
    snapshot = stepper.snapshot
    assert snapshot.state.unknown
    assert len(snapshot.recommendations) == 10
    assert {m: meter.status for m, meter in snapshot.meters.items()} == dict.fromkeys(
        (FACE, VOICE, TEXT, TOLD), MeterStatus.WAITING
    )


def test_a_face_is_read_and_the_list_follows(stepper: Stepper) -> None:
    first = stepper.snapshot
    snapshot = stepper.go_on(3, face=Emotion.SADNESS)
    assert snapshot.state.emotion == Emotion.SADNESS
    assert snapshot.meters[FACE].status == MeterStatus.ON
    assert snapshot.meters[FACE].emotion == Emotion.SADNESS
    assert snapshot.meters[FACE].confidence == pytest.approx(0.88)
    assert snapshot.meters[FACE].attention == pytest.approx(1.0)
    assert snapshot.list_version == first.list_version + 1
    assert ids(snapshot) != ids(first)
    seems = Message("change-mood-seems", {"mood": Message("emotion-sadness")})
    assert cause(snapshot) == Message("change-mood-from", {"mood": seems, "source": Message("change-from-face")})
    assert snapshot.recommendations[0].item.title in str(snapshot.change.parameters["move"])
    assert snapshot.box is not None


def test_the_list_rests_while_the_feeling_does(stepper: Stepper) -> None:
    settled = stepper.go_on(4, face=Emotion.JOY)
    later = stepper.go_on(20, face=Emotion.JOY)
    assert later.list_version == settled.list_version
    assert [r.previous_rank for r in later.recommendations] == [r.previous_rank for r in settled.recommendations]


def test_the_sentence_names_both_moods(stepper: Stepper) -> None:
    stepper.go_on(6, face=Emotion.JOY)
    causes = {cause(stepper.step(0.25, face=Emotion.SADNESS)) for _ in range(80)}
    moods = {"before": Message("emotion-joy"), "now": Message("emotion-sadness")}
    moved = Message("change-mood-moved", moods)
    assert {moved, Message("change-mood-from", {"mood": moved, "source": Message("change-from-face")})} & causes


def test_weights_of_those_present_sum_to_one(stepper: Stepper) -> None:
    stepper.go_on(2, every=1.0, face=Emotion.JOY, voice=Emotion.SADNESS)
    snapshot = stepper.step(0.1, comments=["such joy"])
    attention = {m: meter.attention for m, meter in snapshot.meters.items()}
    assert sum(attention.values()) == pytest.approx(1.0, abs=1e-5)
    assert all(attention[m] > 0 for m in (FACE, VOICE, TEXT))
    assert attention[TOLD] == 0


def test_a_lost_camera_fades_within_two_seconds(stepper: Stepper) -> None:
    stepper.go_on(2, face=Emotion.JOY)
    snapshot = stepper.go_on(2, every=0.25)
    assert snapshot.meters[FACE].status == MeterStatus.LOST
    assert snapshot.meters[FACE].attention == 0
    assert snapshot.box is None
    assert snapshot.state.unknown
    assert not any(snapshot.state.attention.values())


def test_a_lost_microphone_fades_within_two_seconds(stepper: Stepper) -> None:
    stepper.go_on(3, every=1.0, voice=Emotion.ANGER)
    assert stepper.snapshot.meters[VOICE].status == MeterStatus.ON
    snapshot = stepper.go_on(2, every=0.25, face=Emotion.JOY)
    assert snapshot.meters[VOICE].status == MeterStatus.LOST
    assert snapshot.meters[VOICE].attention == 0
    assert snapshot.meters[FACE].attention == pytest.approx(1.0)


def test_a_comment_fades_within_a_minute(stepper: Stepper) -> None:
    stepper.step(0.1, comments=["what a joy"])
    assert stepper.snapshot.meters[TEXT].status == MeterStatus.ON
    assert stepper.go_on(30, every=1.0).meters[TEXT].status == MeterStatus.STALE
    gone = stepper.go_on(30, every=1.0)
    assert gone.meters[TEXT].status == MeterStatus.NOTHING
    assert gone.meters[TEXT].attention == 0


def test_signals_that_hold_nothing_are_stated(stepper: Stepper) -> None:
    stepper.step(0.1, raw={FACE: np.full((48, 64, 3), fakes.NO_FACE_GREY, np.uint8)})
    assert stepper.snapshot.meters[FACE].status == MeterStatus.NOTHING
    assert stepper.snapshot.meters[FACE].condition == Condition.NO_FACE
    stepper.step(0.1, raw={VOICE: Sound(np.zeros(16_000, np.float32), 16_000)})
    assert stepper.snapshot.meters[VOICE].condition == Condition.SILENT
    assert stepper.snapshot.meters[VOICE].level == -90.0
    assert stepper.snapshot.state.unknown


def test_a_correction_leads_at_once_and_for_minutes(stepper: Stepper, log: EventLog) -> None:
    stepper.go_on(3, face=Emotion.SADNESS)
    sensed = stepper.snapshot.state
    snapshot = stepper.step(0.1, face=Emotion.SADNESS, told=(0.6, -0.4))
    assert snapshot.state.valence > 0.3
    assert snapshot.summary.valence > 0.3
    assert snapshot.meters[TOLD].attention > 0.5
    assert cause(snapshot) == Message("change-after-told")
    stepper.step(90, face=Emotion.SADNESS)
    assert stepper.go_on(10, face=Emotion.SADNESS).summary.valence > 0.3
    stepper.step(200, face=Emotion.SADNESS)
    assert stepper.go_on(10, face=Emotion.SADNESS).summary.valence < -0.3
    [pair] = log.rows(schema.corrections, "steps")
    assert (pair["told_valence"], pair["told_arousal"]) == (0.6, -0.4)
    assert pair["sensed_valence"] == pytest.approx(sensed.valence, abs=0.02)


def test_the_sensed_half_of_a_pair_holds_no_earlier_correction(stepper: Stepper, log: EventLog) -> None:
    stepper.step(0.1, told=(0.5, 0.5))
    stepper.step(0.5, told=(-0.5, 0.5))
    assert [row["sensed_valence"] for row in log.rows(schema.corrections, "steps")] == [None, None]


def test_hold_freezes_the_list_while_sensing_goes_on(stepper: Stepper) -> None:
    held = stepper.go_on(3, face=Emotion.JOY)
    stepper.choices = Choices(stepper.choices.consent, held=True)
    snapshot = stepper.go_on(20, face=Emotion.SADNESS)
    assert snapshot.state.emotion == Emotion.SADNESS
    assert ids(snapshot) == ids(held)
    assert snapshot.list_version == held.list_version
    let_go = Act(Message("change-let-go"), stepper.now, lambda choices: replace(choices, held=True))
    stepper.choices = Choices(stepper.choices.consent, held=False)
    released = stepper.step(0.1, face=Emotion.SADNESS, acts=[let_go])
    assert released.list_version == held.list_version + 1
    assert cause(released) == Message("change-let-go")
    place = {item: rank for rank, item in enumerate(ids(held), start=1)}
    assert [r.previous_rank for r in released.recommendations] == [place.get(i) for i in ids(released)]


def test_a_refused_item_goes_and_the_sentence_says_so(stepper: Stepper) -> None:
    first = stepper.snapshot.recommendations[0].item
    event = Event(first.id, Action.NO, stepper.now)
    stepper.choices = stepper.choices.with_event(event)
    passed_on = Act(Message("change-no", {"title": first.title}), stepper.now, lambda c: c.without_event(event))
    assert ids(stepper.step(0.01, acts=[passed_on]))[0] == first.id, "nothing moves under the hand"
    snapshot = stepper.step(1.5)
    assert first.id not in ids(snapshot)
    assert snapshot.refused == {first.id}
    assert cause(snapshot) == passed_on.said


def test_goal_and_sliders_rank_at_once(stepper: Stepper) -> None:
    before = stepper.go_on(3, face=Emotion.SADNESS)
    stepper.choices = Choices(stepper.choices.consent, goal=Goal.CALM)
    calmed = stepper.step(0.01, acts=[CHOSE])
    assert calmed.strategy.name == "calm"
    assert ids(calmed) != ids(before)
    stepper.choices = Choices(stepper.choices.consent, goal=Goal.CALM, controls=Controls(mood=0.0))
    moodless = stepper.step(0.01, acts=[CHOSE])
    assert all(r.terms["affect"] == 0 for r in moodless.recommendations)


def test_pausing_drops_what_was_sensed_and_keeps_what_was_written(stepper: Stepper) -> None:
    stepper.go_on(1, face=Emotion.JOY)
    stepper.step(0.1, comments=["sadness"])
    snapshot = stepper.step(0.01, sensing=False)
    assert snapshot.meters[FACE].status == snapshot.meters[VOICE].status == MeterStatus.OFF
    assert snapshot.box is None
    assert snapshot.meters[TEXT].attention == pytest.approx(1.0)
    assert snapshot.state.emotion == Emotion.SADNESS


def test_withdrawn_consent_drops_the_modality(stepper: Stepper) -> None:
    stepper.go_on(1, face=Emotion.JOY)
    stepper.choices = Choices(Consent.to(VOICE, TEXT))
    snapshot = stepper.step(0.01)
    assert snapshot.meters[FACE].status == MeterStatus.OFF
    assert snapshot.state.unknown


def test_a_failing_encoder_is_stated_and_the_rest_goes_on(stepper: Stepper, monkeypatch, caplog) -> None:
    def fail(self, signal, time):
        raise RuntimeError(" ".join(["my", "secret", "words"]))

    with monkeypatch.context() as patched:
        patched.setattr(fakes.FakeFaceEncoder, "encode", fail)
        stepper.go_on(2, every=1.0, face=Emotion.JOY, voice=Emotion.JOY)
    health = stepper.snapshot.health
    reading = Message("doing-read", {"modality": FACE.label})
    [failed] = health.worker_error.parameters["failed"]
    assert failed == Message("fault", {"doing": reading, "kind": "RuntimeError"})
    assert "my secret words" not in caplog.text
    assert stepper.snapshot.state.emotion == Emotion.JOY
    assert len([record for record in caplog.records if record.levelname == "ERROR"]) == 1
    assert stepper.step(face=Emotion.JOY).health.worker_error is None


def test_states_are_recorded_once_a_second(stepper: Stepper, log: EventLog) -> None:
    stepper.go_on(10, every=0.1, face=Emotion.FEAR)
    times = [row["monotonic"] for row in log.rows(schema.states, "steps")]
    assert 9 <= len(times) <= 11
    assert np.diff(times).min() >= 1.0
    last = log.rows(schema.states, "steps")[-1]
    assert last["fear"] == pytest.approx(float(stepper.snapshot.state.probabilities[2]), abs=1e-3)
    assert last["attention"]["face"] == pytest.approx(1.0)


def test_every_list_is_recorded_with_its_terms(stepper: Stepper, log: EventLog) -> None:
    snapshot = stepper.go_on(3, face=Emotion.JOY)
    rows = log.rows(schema.lists, "steps")
    assert [row["version"] for row in rows] == list(range(1, snapshot.list_version + 1))
    assert [item["id"] for item in rows[-1]["items"]] == ids(snapshot)
    for item in rows[-1]["items"]:
        assert sum(item["terms"].values()) == pytest.approx(item["score"], abs=1e-6)
    assert rows[-1]["strategy"]["name"] == "match"


def test_the_trail_grows_older(stepper: Stepper) -> None:
    stepper.go_on(5, face=Emotion.JOY)
    ages = [point.age for point in stepper.snapshot.trail]
    assert ages == sorted(ages, reverse=True)
    assert len(ages) >= 4
    assert stepper.go_on(210, every=1.0).trail == ()


def test_two_frames_at_the_same_time_are_no_trouble(stepper: Stepper) -> None:
    stepper.step(0.1, face=Emotion.JOY)
    assert stepper.step(0.0, face=Emotion.JOY).health.face_rate == 0.0
    assert stepper.step(0.1, face=Emotion.JOY).health.face_rate == pytest.approx(20)


def test_the_usual_feeling_is_the_mean_so_far_and_forgets_a_sense_taken_back(stepper: Stepper) -> None:
    assert stepper.snapshot.usual is None
    low = stepper.go_on(20, face=Emotion.SADNESS)
    assert low.usual[0] < 0
    mixed = stepper.go_on(20, face=Emotion.JOY)
    assert low.usual[0] < mixed.usual[0] < mixed.summary.valence
    stepper.choices = replace(stepper.choices, consent=Consent.to(VOICE, TEXT))
    assert stepper.step(0.25).usual is None


def test_after_word_of_a_death_the_list_stays_quiet_under_a_smile_until_the_person_says_better(shared: Shared) -> None:
    stepper = Stepper(replace(shared, understanding=fakes.FakeUnderstanding()))

    def quiet() -> bool:
        return stepper.pipeline.list.shown.context.quiet

    stepper.step(comments=["my grandma died, such sadness"])
    assert stepper.go_on(120, face=Emotion.JOY).summary.valence > 0.2
    assert quiet()
    stepper.choices = replace(stepper.choices, wishes=Wishes((Wish("more", Tone.FUNNY, 1),)))
    stepper.step(1.0)
    assert not quiet(), "somebody asked for something funny"
    stepper.choices = replace(stepper.choices, wishes=Wishes())
    stepper.step(1.0)
    assert quiet()
    stepper.step(1.0, comments=["I feel such joy"])
    assert not quiet()
