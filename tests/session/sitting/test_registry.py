"""Sittings by id: taken up again after a reload or a restart, bounded, apart from each other, and really deleted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest

from emotion.modalities import FACE, TEXT
from emotion.types import EMOTIONS, Emotion
from recommender.types import Action, Controls, Goal
from session.record import schema
from session.record.log import EventLog
from session.sitting.registry import FullError, Sittings
from session.sitting.shared import Shared
from session.types import Consent
from tests.session import fakes
from tests.session.conftest import ALL, until


@pytest.fixture
def sittings(shared: Shared) -> Iterator[Sittings]:
    sittings = Sittings(shared, most=10)
    yield sittings
    sittings.close()


def test_ids_cannot_be_guessed(sittings: Sittings) -> None:
    ids = {sittings.begin(ALL).id for _ in range(10)}
    assert len(ids) == 10
    assert all(len(sitting_id) >= 32 for sitting_id in ids)  # 192 bits in base 64


def test_a_reload_finds_the_same_sitting(sittings: Sittings) -> None:
    session = sittings.begin(ALL)
    assert sittings.find(session.id) is session


@pytest.mark.parametrize("sitting_id", ["", "x", "../../etc/passwd", "' OR 1=1 --", "A" * 32, "ä" * 32, "\x00" * 32])
def test_an_unknown_id_finds_nothing(sittings: Sittings, sitting_id: str) -> None:
    assert sittings.find(sitting_id) is None
    assert len(sittings) == 0


def test_a_restart_takes_up_history_goal_sliders_and_consent(sittings: Sittings, shared: Shared, log: EventLog) -> None:
    consent = Consent.to(FACE, TEXT, keep_comments=False)
    session = sittings.begin(consent)
    first, second, third = (r.item.id for r in session.snapshot().recommendations[:3])
    session.set_goal(Goal.CALM)
    session.set_controls(Controls(mood=1.5, taste=0.5))
    session.act(first, Action.LIKE)
    session.act(second, Action.NO)
    session.act(third, Action.OPEN)
    session.tell(0.4, -0.4)
    until(lambda: log.rows(schema.corrections, session.id))
    version = session.snapshot().list_version
    sittings.close()

    again = Sittings(shared)
    taken_up = again.find(session.id)
    assert taken_up is not session
    snapshot = taken_up.snapshot()
    assert taken_up.consent == consent
    assert (snapshot.goal, snapshot.controls) == (Goal.CALM, Controls(mood=1.5, taste=0.5))
    assert (snapshot.liked, snapshot.refused) == ({first}, {second})
    assert second not in [r.item.id for r in snapshot.recommendations]
    assert snapshot.list_version > version
    assert not taken_up.sensing
    assert snapshot.state.valence == pytest.approx(0.4, abs=0.05), "a correction of a moment ago still leads"
    again.close()


def test_deleting_ends_the_sitting_and_leaves_nothing(sittings: Sittings, log: EventLog) -> None:
    session, other = sittings.begin(ALL), sittings.begin(ALL)
    session.start()
    session.comment("joy")
    other.comment("joy")
    assert sittings.delete(session.id) >= 3
    assert session.closed
    session.put_frame(fakes.frame(Emotion.JOY))
    session.comment("joy again")
    time.sleep(0.1)
    log.flush()
    assert all(log.rows(table, session.id) == [] for table in schema.metadata.sorted_tables)
    assert sittings.find(session.id) is None
    assert sittings.find(other.id) is other
    assert len(log.rows(schema.comments, other.id)) == 1


def test_a_sitting_can_be_deleted_after_a_restart(sittings: Sittings, shared: Shared, log: EventLog) -> None:
    session = sittings.begin(ALL)
    sittings.close()
    again = Sittings(shared)
    assert again.delete(session.id) > 0
    assert again.find(session.id) is None
    again.close()


def test_idle_sittings_end_and_can_be_taken_up_again(shared: Shared) -> None:
    sittings = Sittings(shared, idle_after=0.2)
    idle = sittings.begin(ALL)
    time.sleep(0.3)
    busy = sittings.begin(ALL)
    assert idle.closed
    assert not busy.closed
    assert sittings.find(idle.id).id == idle.id
    sittings.close()


def test_the_number_of_sittings_is_bounded(sittings: Sittings, monkeypatch) -> None:
    held = [sittings.begin(ALL) for _ in range(10)]
    with pytest.raises(FullError, match="All 10 places are taken"):
        sittings.begin(ALL)
    assert not any(session.closed for session in held)
    monkeypatch.setattr("session.sitting.registry.GIVES_WAY_AFTER", 0.2)
    time.sleep(0.3)
    held[0].snapshot()
    assert not sittings.begin(ALL).closed
    assert [session.closed for session in held] == [False] + [True] * 9


def test_eight_at_once_with_nothing_crossing(sittings: Sittings, log: EventLog) -> None:
    before = set(threading.enumerate())
    sessions = [sittings.begin(ALL) for _ in range(8)]
    emotions = [EMOTIONS[number % len(EMOTIONS)] for number in range(8)]
    stop = threading.Event()

    def stream_to(number: int) -> None:
        sessions[number].start()
        while not stop.wait(0.07):
            sessions[number].put_frame(fakes.frame(emotions[number]))

    threads = [threading.Thread(target=stream_to, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    wrong = []

    def all_read() -> bool:
        found = [session.snapshot().state.emotion for session in sessions]
        wrong.extend((f, e) for f, e in zip(found, emotions, strict=True) if f not in (None, e))
        return found == emotions

    for number, session in enumerate(sessions):
        session.act(f"item-{number}", Action.LIKE)
        session.comment(f"{emotions[number]} {number}")
    until(all_read, 15)
    time.sleep(0.5)
    assert all_read()
    stop.set()
    for thread in threads:
        thread.join()
    assert wrong == []
    for number, session in enumerate(sessions):
        assert session.snapshot().liked == {f"item-{number}"}
        assert [row["text"] for row in log.rows(schema.comments, session.id)] == [f"{emotions[number]} {number}"]
    sittings.close()
    until(lambda: not any(t.name.startswith("attune-") for t in threading.enumerate() if t not in before))
