"""A story on a clock that the test moves: play, pause, speed and leaps, through a real sitting."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from recommender.types import Goal
from session.protocol import Sitting
from session.record import schema
from session.sitting.shared import Shared
from session.stories.script import Story
from session.stories.stages import Stages
from session.stories.told import StorySitting, ToldStory
from session.types import MeterStatus
from tests.fakes import Clock
from tests.session.sitting_contract import SittingContract


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def told(story: Story, shared: Shared, clock: Clock) -> Iterator[ToldStory]:
    one = ToldStory(story, shared, "en", clock)
    yield one
    one.close()


class TestStorySitting(SittingContract):
    @pytest.fixture
    def sitting(self, story: Story, shared: Shared) -> Iterator[Sitting]:
        one = StorySitting(story, shared, "en")
        one.goes_to(6.0)
        yield one
        one.close()


def test_it_goes_on_with_the_clock_and_not_without(told: ToldStory, clock: Clock) -> None:
    assert told.look().position == 0
    clock.now += 3
    assert told.look().position == 3
    assert told.look().position == 3
    assert told.chapter == 1
    told.toggle()
    clock.now += 60
    assert told.look().position == 3
    told.toggle()
    told.speed(4.0)
    clock.now += 1
    assert told.look().position == 7
    assert told.chapter == 2


def test_its_senses_are_read_and_its_deeds_done(told: ToldStory, clock: Clock) -> None:
    clock.now += 3.5
    snapshot = told.look().snapshot()
    assert snapshot.meters[FACE].emotion == Emotion.NEUTRAL
    assert snapshot.meters[VOICE].status == MeterStatus.NOTHING
    assert told.said is None
    clock.now += 4.25
    snapshot = told.look().snapshot()
    assert snapshot.meters[FACE].emotion == Emotion.JOY
    assert snapshot.meters[TEXT].emotion == Emotion.JOY
    assert snapshot.summary.emotion == Emotion.JOY
    assert snapshot.goal == Goal.LIFT
    assert len(snapshot.liked) == 1
    assert told.said == "I am happy"
    clock.now += 2
    assert told.look().snapshot().held


def test_a_leap_back_forgets_what_was_done_and_one_ahead_does_it(told: ToldStory) -> None:
    first = told.leap(3)
    assert first.snapshot().liked
    again = told.leap(1)
    assert again is not first
    assert first.closed
    assert not again.snapshot().liked
    assert again.snapshot().goal == Goal.FOR_YOU
    assert again.position == 0


def test_it_ends_and_begins_anew(told: ToldStory, clock: Clock) -> None:
    clock.now += 99
    ended = told.look()
    assert told.over
    told.toggle()
    assert told.look() is not ended
    assert told.position == 0


def test_what_the_audience_does_counts(told: ToldStory, clock: Clock) -> None:
    told.look().set_goal(Goal.CALM)
    clock.now += 1
    assert told.look().snapshot().strategy.name
    assert told.sitting.snapshot().goal == Goal.CALM
    assert told.sitting.settle(0).choices.goal == Goal.CALM


def test_no_thread_works_for_it_and_nothing_of_it_is_recorded(told: ToldStory, shared: Shared, clock: Clock) -> None:
    clock.now += 8
    session = told.look()
    assert not [t for t in threading.enumerate() if t.name == f"attune-{session.id[:6]}"]
    assert len(session.journey().states) >= 6
    assert all(shared.log.rows(table, session.id) == [] for table in schema.OF_SITTINGS)


def test_the_journey_is_told_in_the_storys_time(told: ToldStory) -> None:
    journey = told.leap(3).journey()
    assert journey.comments["time"].tolist() == pytest.approx([5.0], abs=1.0)
    assert journey.states["time"].max() <= 8.0


def test_each_browser_watches_its_own_and_few_are_told_at_once(shared: Shared) -> None:
    stages = Stages(shared, most=2)
    first = stages.begin("one", "mara", "en")
    assert stages.find("one") is first
    assert stages.find("two") is None
    stages.begin("two", "jonas", "en")
    stages.begin("three", "leyla", "en")
    assert stages.find("one") is None
    assert first.sitting.closed
    stages.end("two")
    stages.end("three")
    assert stages.find("two") is None
    with pytest.raises(KeyError):
        stages.begin("one", "nobody", "en")
