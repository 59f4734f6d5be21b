"""Who is let in: while the processor has room, and else in the order in which they came."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from emotion.modalities import TEXT
from emotion.types import Emotion
from session.sitting import room
from session.sitting.line import GONE_AFTER, QUIET_AFTER, Line
from session.sitting.registry import FullError, Sittings, places
from session.sitting.room import FILLED, OVER_S, SLOW_MS, Room
from session.sitting.shared import Shared
from session.types import Consent
from tests import fakes
from tests.session.conftest import ALL, until


class Clock:
    """A clock and a processor that tests set."""

    now = 0.0
    spent = 0.0

    def passes(self, seconds: float, cores: float = 0.0) -> None:
        """Time passes while so many cores are in use."""
        self.now += seconds
        self.spent += seconds * cores


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def measured(clock: Clock) -> Room:
    """Two cores, measured on that clock."""
    return Room(2.0, lambda: clock.now, lambda: clock.spent)


class TestRoom:
    def test_use_is_that_of_the_last_seconds(self, measured: Room, clock: Clock) -> None:
        for cores in (2.0, 0.5):
            for _ in range(10):
                clock.passes(OVER_S / 5, cores)
                measured.used()
        assert measured.used() == pytest.approx(0.5)

    def test_one_more_is_let_in_as_long_as_what_each_takes_is_left(self, measured: Room, clock: Clock) -> None:
        clock.passes(5, 0.8)
        assert measured.allows(sensed=2, coming=0, slowest_ms=50)  # 0.4 each: a third makes 1.2 of 1.8
        assert measured.allows(sensed=2, coming=1, slowest_ms=50)
        assert not measured.allows(sensed=2, coming=2, slowest_ms=50), "those who come in a moment take as much"
        clock.passes(5, FILLED * 2.0 - 0.1)
        assert not measured.allows(sensed=4, coming=0, slowest_ms=50)

    def test_slow_readings_leave_no_room_unless_something_else_keeps_the_machine_busy(
        self, measured: Room, clock: Clock
    ) -> None:
        clock.passes(5, 1.2)
        assert measured.allows(4, 0, SLOW_MS)
        assert not measured.allows(4, 0, SLOW_MS + 1)
        clock.passes(5, 0.8)
        assert measured.allows(4, 0, SLOW_MS + 1)

    def test_who_comes_to_nobody_is_always_let_in(self, clock: Clock) -> None:
        small = Room(0.25, lambda: clock.now, lambda: clock.spent)
        clock.passes(5, 0.25)
        assert small.allows(0, 0, 0.0)
        assert not small.allows(0, 1, 0.0)

    def test_cores_are_those_of_the_container(self, tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(room, "QUOTA", tmp_path / "cpu.max")
        own = room.cores()
        assert own >= 1
        for said, expected in (("50000 100000", 0.5), ("max 100000", own), ("nonsense", own)):
            (tmp_path / "cpu.max").write_text(said, encoding="ascii")
            assert room.cores() == expected


class TestLine:
    @pytest.fixture
    def waiting(self, clock: Clock) -> Line:
        return Line(lambda: clock.now)

    def test_numbers_are_in_the_order_of_coming(self, waiting: Line) -> None:
        assert [waiting.ask(who) for who in ("a", "b", "c", "b", "a")] == [1, 2, 3, 2, 1]
        waiting.leave("a")
        assert waiting.ask("c") == 2
        assert len(waiting) == 2

    def test_who_is_quiet_for_a_moment_lets_others_go_first_and_keeps_the_place(
        self, waiting: Line, clock: Clock
    ) -> None:
        waiting.ask("a")
        waiting.ask("b")
        clock.passes(QUIET_AFTER + 1)
        assert waiting.ask("b") == 1
        assert len(waiting) == 1
        assert waiting.ask("a") == 1
        assert waiting.ask("b") == 2

    def test_who_is_gone_comes_back_as_the_last(self, waiting: Line, clock: Clock) -> None:
        waiting.ask("a")
        clock.passes(GONE_AFTER + 1)
        waiting.ask("b")
        assert waiting.ask("a") == 2


class Set(Room):
    """A room that tests open and close."""

    open = True

    def __init__(self) -> None:
        super().__init__(2.0)
        self.asked: list[tuple[int, int]] = []

    def allows(self, sensed: int, coming: int, slowest_ms: float) -> bool:
        """As it was set."""
        self.asked.append((sensed, coming))
        return self.open


@pytest.fixture
def hall() -> Set:
    return Set()


@pytest.fixture
def sittings(shared: Shared, hall: Set) -> Iterator[Sittings]:
    sittings = Sittings(shared, most=3, room=hall)
    yield sittings
    sittings.close()


def number(sittings: Sittings, token: str) -> int:
    """The number in line of who asks and is not let in."""
    started = time.monotonic()
    with pytest.raises(FullError) as full:
        sittings.begin(ALL, token=token)
    assert time.monotonic() - started < 2.0
    return full.value.number


class TestSittings:
    def test_without_room_people_wait_in_line_and_come_in_by_turns(self, sittings: Sittings, hall: Set) -> None:
        sittings.begin(ALL, token="one")
        hall.open = False
        assert [number(sittings, token) for token in ("two", "three", "two")] == [1, 2, 1]
        hall.open = True
        assert number(sittings, "three") == 2, "whoever came first goes first"
        assert sittings.begin(ALL, token="two").id
        assert sittings.begin(ALL, token="three").id
        assert sittings.health().waiting == 0

    def test_the_next_comes_in_when_one_ends(self, sittings: Sittings) -> None:
        for token in ("one", "two", "three"):
            sittings.begin(ALL, token=token)
        assert number(sittings, "four") == 1
        sittings.release("two")
        assert sittings.begin(ALL, token="four").id

    def test_less_is_read_for_those_who_wait_for_the_processor_and_not_for_those_who_wait_for_a_place(
        self, sittings: Sittings, hall: Set, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        told = []
        monkeypatch.setattr(sittings._easing, "look", lambda _, waiting: told.append(waiting))

        def waiting() -> int:
            sittings._close_idle()
            return told[-1]

        for token in ("one", "two", "three"):
            sittings.begin(ALL, token=token)
        assert [number(sittings, "four"), number(sittings, "five")] == [1, 2]
        assert waiting() == 0
        sittings.release("two")
        assert waiting() == 0, "a place is free, and its turn has not asked again"
        hall.open = False
        assert [number(sittings, "four"), number(sittings, "five")] == [1, 2]
        assert waiting() == 2
        hall.open = True
        assert sittings.begin(ALL, token="four").id
        assert waiting() == 0

    def test_who_leaves_the_line_is_not_waited_for(self, sittings: Sittings, hall: Set) -> None:
        hall.open = False
        assert [number(sittings, "one"), number(sittings, "two")] == [1, 2]
        sittings.leave_line("one")
        assert number(sittings, "two") == 1

    def test_who_is_not_to_be_sensed_needs_no_room(self, sittings: Sittings, hall: Set) -> None:
        hall.open = False
        assert sittings.begin(Consent.to(TEXT), token="one").id
        assert sittings.begin(Consent(), token="two").id
        assert hall.asked == []

    def test_the_room_is_told_who_is_sensed_and_who_comes(
        self, sittings: Sittings, hall: Set, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        sittings.begin(ALL, token="one").start()
        sittings.begin(ALL, token="two")
        sittings.begin(ALL, token="three").start()
        assert hall.asked == [(0, 0), (1, 0), (1, 1)]

    def test_who_has_a_sitting_is_found_without_waiting(self, sittings: Sittings, hall: Set) -> None:
        one = sittings.begin(ALL, token="one")
        hall.open = False
        assert sittings.begin(ALL, token="one") is one
        assert sittings.find("one") is one

    def test_health_tells_of_all_and_keeps_none_awake(self, sittings: Sittings) -> None:
        assert sittings.health().frames_dropped is None
        one, _ = sittings.begin(ALL, token="one"), sittings.begin(ALL, token="two")
        one.start()
        for emotion in (Emotion.JOY, Emotion.SADNESS):
            one.put_frame(fakes.frame(emotion))
            until(lambda: one.timings.read().get("face"))
            time.sleep(0.1)
        idle = one.idle_for
        health = sittings.health()
        assert one.idle_for >= idle
        assert (health.sittings, health.most, health.sensed, health.waiting) == (2, 3, 1, 0)
        assert health.frames_dropped is not None
        assert 0 <= health.frames_dropped <= 0.5
        assert health.sound_dropped is None
        assert {"face", "fusion", "ranking", "frame"} <= set(health.paces)
        assert all(0 <= pace.median <= pace.p95 for pace in health.paces.values())


@pytest.mark.parametrize(("said", "bound"), [("", 64), (" 7 ", 7)])
def test_the_environment_bounds_the_sittings(monkeypatch: pytest.MonkeyPatch, said: str, bound: int) -> None:
    monkeypatch.setenv("ATTUNE_SITTINGS", said)
    assert places() == bound


@pytest.mark.parametrize("said", ["0", "-3", "many", "2.5"])
def test_a_bound_that_is_no_number_is_refused(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    monkeypatch.setenv("ATTUNE_SITTINGS", said)
    with pytest.raises(ValueError, match="ATTUNE_SITTINGS"):
        places()
