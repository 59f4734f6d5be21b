"""Sittings by id: taken up again after a reload or a restart, bounded, apart from each other, and really deleted."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from emotion.modalities import FACE, TEXT
from emotion.types import EMOTIONS, Emotion
from recommender.types import Action, Controls, Goal
from session.condition import DEMO, Condition
from session.record import schema
from session.record.errors import LogError
from session.record.log import EventLog
from session.sitting import registry
from session.sitting.policies import POLICIES
from session.sitting.registry import FullError, Sittings
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes
from tests.session.conftest import ALL, until


@pytest.fixture
def sittings(shared: Shared) -> Iterator[Sittings]:
    sittings = Sittings(shared, most=10)
    yield sittings
    sittings.close()


def test_tokens_cannot_be_guessed(sittings: Sittings) -> None:
    tokens = {sittings.begin(ALL).token for _ in range(10)}
    assert len(tokens) == 10
    assert all(len(token) >= 32 for token in tokens)  # 192 bits in base 64


def test_an_id_opens_nothing_and_the_record_holds_no_token(sittings: Sittings, log: EventLog, tmp_path: Path) -> None:
    session = sittings.begin(ALL)
    log.flush()
    assert sittings.find(session.id) is None
    assert sittings.delete(session.id) == 0
    assert session.token.encode() not in b"".join(part.read_bytes() for part in tmp_path.glob("attune.db*"))
    assert sittings.find(session.token) is session


def test_a_reload_finds_the_same_sitting(sittings: Sittings) -> None:
    session = sittings.begin(ALL)
    assert sittings.find(session.token) is session


UNKNOWN = ["", "x", "../../etc/passwd", "' OR 1=1 --", "A" * 32, "ä" * 32, "\x00" * 32, "\ud800" * 32, "A" * 10**6]


@pytest.mark.parametrize("token", UNKNOWN, ids=range(len(UNKNOWN)))
def test_an_unknown_token_finds_nothing(sittings: Sittings, token: str) -> None:
    assert sittings.find(token) is None
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
    taken_up = again.find(session.token)
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
    assert sittings.delete(session.token) >= 3
    assert session.closed
    session.put_frame(fakes.frame(Emotion.JOY))
    session.comment("joy again")
    time.sleep(0.1)
    log.flush()
    assert all(log.rows(table, session.id) == [] for table in schema.OF_SITTINGS)
    assert sittings.find(session.token) is None
    assert sittings.find(other.token) is other
    assert len(log.rows(schema.comments, other.id)) == 1


def test_a_sitting_can_be_deleted_after_a_restart(sittings: Sittings, shared: Shared, log: EventLog) -> None:
    session = sittings.begin(ALL)
    sittings.close()
    again = Sittings(shared)
    assert again.delete(session.token) > 0
    assert again.find(session.token) is None
    again.close()


def test_idle_sittings_end_and_can_be_taken_up_again(shared: Shared) -> None:
    sittings = Sittings(shared, idle_after=0.2)
    idle = sittings.begin(ALL)
    time.sleep(0.3)
    busy = sittings.begin(ALL)
    until(lambda: idle.closed)
    assert not busy.closed
    assert sittings.find(idle.token).id == idle.id
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
    until(lambda: [session.closed for session in held] == [False] + [True] * 9)


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


class Slow:
    """Holds up whoever comes to a place in the code, until it is let go."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, of: object, name: str) -> None:
        self.reached, self.go_on = threading.Event(), threading.Event()
        real = getattr(of, name)

        def slowed(*arguments, **named):
            self.reached.set()
            assert self.go_on.wait(10)
            return real(*arguments, **named)

        monkeypatch.setattr(of, name, slowed)


def in_background(work) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


@pytest.mark.parametrize("place", ["close", "delete", "restore"])
def test_nobody_waits_while_the_sitting_of_another_ends_is_erased_or_taken_up(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    old = Sittings(shared)
    token = old.begin(ALL).token
    shared.log.flush()
    sittings = old
    if place == "restore":
        sittings = Sittings(shared)
        slow = Slow(monkeypatch, registry, "restore")
        thread = in_background(lambda: sittings.find(token))
    else:
        slow = Slow(monkeypatch, *{"close": (old.find(token), "close"), "delete": (shared.log, "delete")}[place])
        thread = in_background(lambda: sittings.delete(token))
    assert slow.reached.wait(5)
    begun: list[float] = []

    def begin_and_find() -> None:
        started = time.monotonic()
        assert sittings.find(sittings.begin(ALL).token) is not None
        begun.append(time.monotonic() - started)

    other = in_background(begin_and_find)
    other.join(2)
    slow.go_on.set()
    thread.join()
    other.join()
    assert begun
    assert begun[0] < 1.5
    monkeypatch.undo()
    sittings.close()
    old.close()


def test_a_sitting_is_taken_up_once_however_many_ask(shared: Shared) -> None:
    old = Sittings(shared)
    token = old.begin(ALL).token
    old.close()
    sittings, found = Sittings(shared), []
    threads = [in_background(lambda: found.append(sittings.find(token))) for _ in range(8)]
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len({id(session) for session in found}) == 1
    assert len(sittings) == 1
    sittings.close()


def test_a_log_that_cannot_be_read_is_said_and_the_sitting_is_found_later(shared: Shared, tmp_path: Path) -> None:
    old = Sittings(shared)
    token = old.begin(ALL).token
    old.close()
    whole = (tmp_path / "attune.db").read_bytes()
    (tmp_path / "attune.db").write_bytes(b"no database at all" * 1000)
    sittings = Sittings(shared)
    with pytest.raises(LogError, match="record-damaged"):
        sittings.find(token)
    (tmp_path / "attune.db").write_bytes(whole)
    assert sittings.find(token) is not None
    sittings.close()


def test_a_comment_on_its_way_does_not_survive_deletion(shared: Shared, tmp_path: Path, monkeypatch) -> None:
    """It has passed the look whether the sitting is closed; the end waits until it is noted, and erases it."""
    sittings = Sittings(shared)
    session = sittings.begin(ALL)
    slow = Slow(monkeypatch, session._record, "commented")
    thread = in_background(lambda: session.comment("my late secret"))
    assert slow.reached.wait(5)
    deleting = in_background(lambda: sittings.delete(session.token))
    slow.go_on.set()
    thread.join()
    deleting.join()
    sittings.close()
    assert b"my late secret" not in b"".join(part.read_bytes() for part in tmp_path.glob("attune*"))


def test_what_this_version_does_not_know_breaks_no_restored_sitting(shared: Shared, log: EventLog) -> None:
    old = Sittings(shared)
    session = old.begin(ALL)
    session.act("item-3", Action.LIKE)
    for name, value in (
        ("goal", "levitate"),
        ("controls", {"mood": 1.5, "weather": 2.0, "taste": "much"}),
        ("history", {"enjoyed": ["item-1", "gone-item"], "skipped": ["item-2"]}),
        ("colour", "blue"),
    ):
        session._record.chose(name, value, time.monotonic())
    for item_id, action in (("gone-item", "like"), ("item-4", "devour")):
        log.record(
            schema.actions, session.id, time.monotonic(), item_id=item_id, title="", action=action, list_version=1
        )
    log.record(schema.consents, session.id, time.monotonic(), modalities=["face", "heart"], keep_comments=True)
    old.close()
    sittings = Sittings(shared)
    taken_up = sittings.find(session.token)
    snapshot = taken_up.snapshot()
    assert (snapshot.goal, snapshot.controls) == (Goal.FOR_YOU, Controls(mood=1.5))
    assert snapshot.liked == {"item-3"}
    assert snapshot.loaded.enjoyed == ("item-1",)
    assert taken_up.consent == Consent.to(FACE)
    assert snapshot.recommendations
    sittings.close()


def test_a_sitting_is_taken_up_under_its_condition_where_the_server_has_it(shared: Shared) -> None:
    older = replace(shared, policies={**POLICIES, "gone": POLICIES["iso"]})
    old = Sittings(older)
    kept = old.begin(ALL, Condition(weights={"affect": 0.0}, seed=7))
    gone = old.begin(ALL, Condition(policy="gone"))
    old.close()
    sittings = Sittings(shared)
    assert sittings.find(kept.token).condition == Condition(weights={"affect": 0.0}, seed=7)
    assert sittings.find(gone.token).condition == DEMO
    sittings.close()
