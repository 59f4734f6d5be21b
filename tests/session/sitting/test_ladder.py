"""How much is read of everybody: less where the processor has little left, more where it has plenty."""

from __future__ import annotations

import itertools

import pytest

from emotion.types import Emotion
from session.record import schema
from session.record.log import EventLog
from session.sitting import easing
from session.sitting.easing import Easing
from session.sitting.ladder import (
    BUSY,
    DOWN_AFTER_S,
    EASY,
    FIRST_WAIT_S,
    HELD_S,
    LONGEST_WAIT_S,
    QUICK_MS,
    RUNGS,
    SLOW_MS,
    UP_AFTER_S,
    Ladder,
)
from session.sitting.room import Room
from tests import fakes
from tests.fakes import Clock
from tests.session.conftest import Begin, stream

BOTTOM = len(RUNGS) - 1


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ladder(clock: Clock) -> Ladder:
    return Ladder(clock)


def minds(
    ladder: Ladder, clock: Clock, seconds: float, filled: float, slowest_ms: float = 0.0, waiting: int = 0
) -> int:
    """The rung after so many seconds of this."""
    for _ in range(round(seconds)):
        clock.now += 1
        ladder.mind(filled, slowest_ms, waiting)
    return ladder.at


def test_every_rung_down_reads_less() -> None:
    takes = [(rung.faces, 1 / rung.hop, rung.width * rung.height) for rung in RUNGS]
    assert takes == sorted(takes, reverse=True)
    assert all(a != b for a, b in itertools.pairwise(takes))


def test_a_full_processor_takes_all_down_a_rung_at_a_time(ladder: Ladder, clock: Clock) -> None:
    assert minds(ladder, clock, 1, BUSY) == 1
    assert minds(ladder, clock, DOWN_AFTER_S - 1, BUSY) == 1, "what that changed is measured first"
    assert minds(ladder, clock, 1, BUSY) == 2
    assert minds(ladder, clock, 100, BUSY) == BOTTOM


def test_it_goes_up_again_slowly_and_only_where_there_is_plenty(ladder: Ladder, clock: Clock) -> None:
    minds(ladder, clock, 100, BUSY)
    assert minds(ladder, clock, 100, (EASY + BUSY) / 2) == BOTTOM
    assert minds(ladder, clock, 100, EASY - 0.1, QUICK_MS) == BOTTOM
    assert minds(ladder, clock, 1, EASY - 0.1) == BOTTOM - 1
    assert minds(ladder, clock, UP_AFTER_S - 1, EASY - 0.1) == BOTTOM - 1
    assert minds(ladder, clock, 100, EASY - 0.1) == 0


def test_slow_readings_count_where_the_sittings_have_work(ladder: Ladder, clock: Clock) -> None:
    assert minds(ladder, clock, 100, 0.1, SLOW_MS) == 0, "something else keeps the machine busy"
    assert minds(ladder, clock, 1, 0.5, SLOW_MS) == 1


def test_who_waits_is_made_room_for(ladder: Ladder, clock: Clock) -> None:
    assert minds(ladder, clock, 1, 0.5, waiting=1) == 1
    minds(ladder, clock, 100, 0.5, waiting=1)
    assert minds(ladder, clock, 100, 0.1, waiting=1) == BOTTOM, "nothing is taken back while somebody waits"


def tries(ladder: Ladder, clock: Clock, fills: list[float], seconds: float) -> list[tuple[float, int]]:
    """When which rung was come to, where each fills so much of the processor, as told by its last four seconds."""
    moves, lately = [], [0.0] * 4
    for _ in range(round(seconds)):
        clock.now += 1
        lately = [*lately[1:], fills[ladder.at]]
        if ladder.mind(sum(lately) / len(lately), 0.0, 0):
            moves.append((clock.now, ladder.at))
    return moves


EIGHT = [1.2, 1.0, 0.5, 0.3]
"""What each rung would fill of the processor for people whom the third one bears."""


def test_a_rung_that_is_too_much_is_tried_less_and_less_often(ladder: Ladder, clock: Clock) -> None:
    _, *came = (when for when, rung in tries(ladder, clock, EIGHT, 1800) if rung == 1)
    between = [b - a for a, b in itertools.pairwise(came)]
    waits = [min(FIRST_WAIT_S * 2**n, LONGEST_WAIT_S) for n in range(len(between))]
    assert len(between) > 5
    assert between == pytest.approx([wait + DOWN_AFTER_S for wait in waits])


def test_people_are_held_on_the_rung_that_bears_them(ladder: Ladder, clock: Clock) -> None:
    tries(ladder, clock, EIGHT, 600)
    begun, at, stood = clock.now, ladder.at, [0.0] * len(RUNGS)
    for when, rung in tries(ladder, clock, EIGHT, 1200):
        stood[at] += when - begun
        begun, at = when, rung
    assert stood[2] > 0.85 * sum(stood)


def test_a_rung_that_held_for_a_while_starts_with_a_clean_slate(ladder: Ladder, clock: Clock) -> None:
    tries(ladder, clock, EIGHT, 1200)
    minds(ladder, clock, LONGEST_WAIT_S + 3 * UP_AFTER_S + HELD_S, EASY - 0.1)
    assert ladder.at == 0, "half of them went"
    assert minds(ladder, clock, 1, BUSY) == 1
    assert minds(ladder, clock, FIRST_WAIT_S - 1, EASY - 0.1) == 1
    assert minds(ladder, clock, 1, EASY - 0.1) == 0


def test_what_was_only_passed_on_the_way_down_is_tried_again_soon(ladder: Ladder, clock: Clock) -> None:
    assert minds(ladder, clock, 1 + 2 * DOWN_AFTER_S, BUSY) == BOTTOM
    assert minds(ladder, clock, UP_AFTER_S, EASY - 0.1) == BOTTOM - 1
    assert minds(ladder, clock, UP_AFTER_S, EASY - 0.1) == BOTTOM - 2


def test_room_made_for_somebody_is_not_held_against_a_rung(ladder: Ladder, clock: Clock) -> None:
    assert minds(ladder, clock, 1, 0.1, waiting=1) == 1
    assert minds(ladder, clock, UP_AFTER_S, 0.1) == 0


def test_sittings_follow_and_their_record_says_so(begin: Begin, log: EventLog, clock: Clock) -> None:
    session = begin()
    session.start()
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.health.face_rate > 0)
    spent = [0.0]
    minding = Easing(Room(1.0, clock, lambda: spent[0]), clock)
    clock.now += 5
    spent[0] += 5
    minding.look([session], waiting=2)
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.health.rung == 1)
    clock.now += easing.NOTED_EVERY_S
    minding.look([session], waiting=0)
    log.flush()
    first, second = (row["value"] for row in log.rows(schema.settings, session.id) if row["name"] == "health")
    assert (first["rung"], first["waiting"]) == (1, 2)
    assert second["frames_dropped"] is not None
    assert set(second["paces"]) >= {"face", "fusion", "ranking", "frame"}
    assert second["faces"] == RUNGS[second["rung"]].faces


def test_frames_from_before_the_rung_do_not_count_against_it(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(easing, "slowest", lambda _, last: asked.append(last) or 2 * SLOW_MS)
    spent = [0.0]
    minding = Easing(Room(1.0, clock, lambda: spent[0]), clock)
    for _ in range(100):
        clock.now += 1
        spent[0] += 0.5
        minding.look([], waiting=0)
    assert asked[0] == round(easing.LAST_S * RUNGS[0].faces)
    assert asked[-1] == round(easing.LAST_S * RUNGS[BOTTOM].faces)
    assert all(last / rung.faces < DOWN_AFTER_S for last, rung in zip(sorted(set(asked))[::-1], RUNGS, strict=True))
