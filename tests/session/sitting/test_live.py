"""A sitting with its real thread: what reaches it, what a page sees, and that nothing is left behind."""

from __future__ import annotations

import threading
import time

import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.types import Emotion
from recommender.errors import UnknownItemError
from recommender.types import Action, Controls, Goal
from session.record import schema
from session.record.log import EventLog
from session.sitting.choices import Choices
from session.sitting.ladder import RUNGS
from session.sitting.live import LiveSession
from session.sitting.mailboxes import Mailboxes
from session.types import Consent, MeterStatus, Snapshot
from tests import fakes
from tests.session.conftest import ALL, Begin, stream, until

NOTHING = Consent.to()


def ids(snapshot: Snapshot) -> list[str]:
    return [r.item.id for r in snapshot.recommendations]


def threads_of(session: LiveSession) -> list[threading.Thread]:
    return [t for t in threading.enumerate() if t.name == f"attune-{session.id[:6]}"]


def send_face(session: LiveSession, emotion: Emotion):
    return lambda: session.put_frame(fakes.frame(emotion))


def test_face_and_voice_are_fused_at_a_cameras_rate(begin: Begin) -> None:
    session = begin()
    session.start()

    def send() -> None:
        session.put_frame(fakes.frame(Emotion.JOY))
        session.put_audio(fakes.sound(Emotion.JOY, 0.05, 48_000), 48_000)

    both = stream(session, send, lambda s: min(s.meters[m].attention for m in (FACE, VOICE)) > 0)
    assert both.state.emotion == Emotion.JOY
    stream(session, send, lambda s: s.health.face_rate > 7, 20)
    assert session.snapshot().health.worker_error is None


def test_of_frames_faster_than_needed_no_more_are_read_than_the_rung_says(begin: Begin, monkeypatch) -> None:
    read = []
    encode = fakes.FakeFaceEncoder.encode
    monkeypatch.setattr(fakes.FakeFaceEncoder, "encode", lambda *given: read.append(1) or encode(*given))
    session = begin()
    session.start()
    for rung in (0, len(RUNGS) - 1):
        session.ease(rung)
        began, before = time.monotonic(), len(read)
        for _ in range(150):
            session.put_frame(fakes.frame(Emotion.JOY))
            time.sleep(0.01)
        assert 0 < len(read) - before <= RUNGS[rung].faces * (time.monotonic() - began) + 2
    until(lambda: session.snapshot().health.frames_received == 300)
    assert session.snapshot().health.rung == len(RUNGS) - 1


def test_a_frame_that_was_due_and_came_not_to_be_read_counts_as_dropped() -> None:
    boxes, chosen = Mailboxes([FACE], 0.0), Choices(Consent.to(FACE))
    every = 1 / RUNGS[0].faces
    for at in (0.0, 0.4 * every, every):  # the second is one more than are to be read
        boxes.put(FACE, "frame", at)
        taken = boxes.take(chosen, True, at)
    assert taken.received.frames_dropped == 0
    for at in (2 * every, 3 * every):
        boxes.put(FACE, "frame", at)
    assert boxes.take(chosen, True, 4 * every).received.frames_dropped == 1


@pytest.mark.timing
def test_a_lost_camera_is_said_within_two_seconds_and_inference_stops(begin: Begin, monkeypatch) -> None:
    session = begin()
    session.start()
    stream(session, send_face(session, Emotion.JOY), lambda s: s.meters[FACE].status == MeterStatus.ON)
    read = []
    encode = fakes.FakeFaceEncoder.encode
    monkeypatch.setattr(fakes.FakeFaceEncoder, "encode", lambda *given: read.append(1) or encode(*given))

    def lost() -> bool:
        face = session.snapshot().meters[FACE]
        return face.status == MeterStatus.LOST and face.attention == 0

    assert until(lost) <= 2.1
    assert len(read) <= 1


@pytest.mark.timing
def test_a_correction_leads_within_a_second(begin: Begin) -> None:
    session = begin()
    session.start()
    stream(session, send_face(session, Emotion.SADNESS), lambda s: s.summary.valence < -0.3)
    session.tell(0.7, -0.3)
    assert until(lambda: session.snapshot().summary.valence > 0.3) < 1.0
    assert session.snapshot().meters[TOLD].attention > 0.5


@pytest.mark.timing
def test_a_slider_changes_the_list_within_200_ms(begin: Begin) -> None:
    session = begin()
    session.tell(0.7, 0.5)
    until(lambda: session.snapshot().list_version > 1)
    session.set_controls(Controls(mood=0.0))
    took = until(lambda: all(r.terms["affect"] == 0 for r in session.snapshot().recommendations))
    assert took < 0.2
    assert session.snapshot().controls == Controls(mood=0.0)


def test_choices_show_in_the_very_next_snapshot(begin: Begin) -> None:
    session = begin()
    first, second = ids(session.snapshot())[:2]
    session.set_goal(Goal.CALM)
    session.hold(True)
    session.act(first, Action.LIKE)
    session.act(second, Action.NO)
    snapshot = session.snapshot()
    assert (snapshot.goal, snapshot.held) == (Goal.CALM, True)
    assert (snapshot.liked, snapshot.refused) == ({first}, {second})


def test_hold_holds_and_lets_go(begin: Begin) -> None:
    session = begin()
    session.hold(True)
    before = ids(session.snapshot())
    session.tell(-0.8, 0.7)
    until(lambda: session.snapshot().summary.valence < -0.3)
    assert ids(session.snapshot()) == before
    session.hold(False)
    until(lambda: ids(session.snapshot()) != before)
    assert session.snapshot().change.parameters["cause"] == Message("change-let-go")


def test_text_alone_is_a_complete_sitting(begin: Begin) -> None:
    session = begin(consent=Consent.to(TEXT))
    session.comment("nothing but sadness")
    until(lambda: session.snapshot().state.emotion == Emotion.SADNESS)
    until(lambda: session.snapshot().list_version > 1)
    assert session.snapshot().change.parameters["cause"] == Message("change-after-text")


def test_without_any_consent_goals_still_work_and_nothing_is_read(begin: Begin, log: EventLog) -> None:
    session = begin(consent=NOTHING)
    session.start()
    session.put_frame(fakes.frame(Emotion.JOY))
    session.put_audio(fakes.sound(Emotion.JOY), 16_000)
    session.comment("such joy")
    before = ids(session.snapshot())
    session.set_goal(Goal.CALM)
    until(lambda: ids(session.snapshot()) != before)
    snapshot = session.snapshot()
    assert snapshot.state.unknown
    assert snapshot.health.frames_received == 0
    assert {snapshot.meters[m].status for m in (FACE, VOICE, TEXT)} == {MeterStatus.OFF}
    assert log.rows(schema.comments, session.id) == []


def test_a_comment_that_may_not_be_kept_is_read_and_not_recorded(begin: Begin, log: EventLog) -> None:
    session = begin(consent=Consent.to(FACE, VOICE, TEXT, keep_comments=False))
    session.comment("so much anger")
    until(lambda: session.snapshot().state.emotion == Emotion.ANGER)
    assert log.rows(schema.comments, session.id) == []


def test_consent_can_be_withdrawn_in_mid_session(begin: Begin, log: EventLog) -> None:
    session = begin()
    session.start()
    stream(session, send_face(session, Emotion.JOY), lambda s: s.box is not None)
    session.set_consent(NOTHING)
    until(lambda: session.snapshot().box is None)
    session.put_frame(fakes.frame(Emotion.JOY))
    assert session.snapshot().meters[FACE].status == MeterStatus.OFF
    assert ["face" in row["modalities"] for row in log.rows(schema.consents, session.id)] == [True, False]


def test_explanations_hold_while_the_list_moves_on(begin: Begin) -> None:
    session = begin()
    listed = ids(session.snapshot())
    session.tell(-0.8, 0.7)
    until(lambda: session.snapshot().list_version > 1)
    for item in listed + ids(session.snapshot()):
        assert session.explain(item).explanation.recommendation.item.id == item
    with pytest.raises(UnknownItemError):
        session.explain("no-such-item")
    with pytest.raises(UnknownItemError):
        session.act("no-such-item", Action.LIKE)


def test_start_pause_close_twenty_times_leaves_no_thread(begin: Begin) -> None:
    before = set(threading.enumerate())
    sessions = [begin(f"sitting-{number:02d}") for number in range(20)]
    for session in sessions:
        for _ in range(3):
            session.start()
            session.put_frame(fakes.frame(Emotion.JOY))
            session.pause()
        session.close()
        assert session.snapshot().box is None
    until(lambda: {t for t in threading.enumerate() if t.name != "attune-log"} <= before)


def test_a_paused_sitting_keeps_no_thread_and_still_answers(begin: Begin) -> None:
    session = begin()
    session.start()
    until(lambda: threads_of(session))
    assert all(thread.daemon for thread in threads_of(session))
    session.pause()
    until(lambda: not threads_of(session))
    session.comment("joy at last")
    until(lambda: session.snapshot().state.emotion == Emotion.JOY)
    until(lambda: not threads_of(session))


def test_a_sitting_nobody_is_at_lets_its_thread_go_until_somebody_is(begin: Begin, monkeypatch) -> None:
    monkeypatch.setattr("session.sitting.loop.WATCHED_FOR", 0.2)
    session = begin()
    session.start()
    until(lambda: not threads_of(session))
    stream(session, send_face(session, Emotion.JOY), lambda s: s.state.emotion == Emotion.JOY)


def test_a_closed_sitting_ignores_all(begin: Begin) -> None:
    session = begin()
    session.close()
    session.start()
    session.put_frame(fakes.frame(Emotion.JOY))
    session.put_audio(fakes.sound(Emotion.JOY), 16_000)
    session.comment("joy")
    session.tell(0.5, 0.5)
    session.set_goal(Goal.LIFT)
    session.act("item-1", Action.LIKE)
    time.sleep(0.1)
    assert session.closed
    assert not threads_of(session)
    assert session.snapshot().goal == Goal.FOR_YOU
    assert session.snapshot().liked == frozenset()


def test_what_is_told_just_before_the_end_is_recorded(begin: Begin, log: EventLog) -> None:
    session = begin()
    session.tell(0.25, -0.25)
    session.close()
    assert [row["told_valence"] for row in log.rows(schema.corrections, session.id)] == [0.25]


@pytest.mark.timing
def test_readers_never_wait_for_a_model(begin: Begin, monkeypatch) -> None:
    inside = threading.Event()

    def slow(self, signal, time_):
        inside.set()
        time.sleep(1.0)
        return encode(self, signal, time_)

    encode = fakes.FakeTextEncoder.encode
    monkeypatch.setattr(fakes.FakeTextEncoder, "encode", slow)
    session = begin()
    session.comment("joy")
    assert inside.wait(2)
    started = time.monotonic()
    session.snapshot()
    session.put_frame(fakes.frame(Emotion.JOY))
    session.set_goal(Goal.LIFT)
    session.explain(ids(session.snapshot())[0])
    assert time.monotonic() - started < 0.3


def test_two_sittings_share_nothing(begin: Begin) -> None:
    one, two = begin("sitting-one"), begin("sitting-two")
    one.start()
    two.start()

    def send() -> None:
        one.put_frame(fakes.frame(Emotion.JOY))
        two.put_frame(fakes.frame(Emotion.SADNESS))
        assert two.snapshot().state.emotion in (None, Emotion.SADNESS)

    stream(one, send, lambda s: s.state.emotion == Emotion.JOY and two.snapshot().state.emotion == Emotion.SADNESS)
    liked = ids(one.snapshot())[0]
    one.act(liked, Action.LIKE)
    one.set_goal(Goal.LIFT)
    assert two.snapshot().liked == frozenset()
    assert two.snapshot().goal == Goal.FOR_YOU
    assert one.consent == two.consent == ALL
