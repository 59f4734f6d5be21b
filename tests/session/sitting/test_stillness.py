"""The list holds still unless somebody moved it, and what the person is at keeps its place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import EMOTIONS, Emotion
from recommender.types import Action, Controls, Event, Goal
from recommender.understanding.wishes import Wish, Wishes
from session.record.record import Record
from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.inputs import Inputs
from session.sitting.pipeline import Pipeline
from session.sitting.shared import Shared
from session.types import Consent, Snapshot
from tests import fakes

STEP = 0.5


class Sitting:
    """A pipeline on a clock of its own, and the person at it."""

    def __init__(self, shared: Shared, goal: Goal = Goal.MATCH) -> None:
        self.now = 0.0
        self.choices = Choices(Consent.to(FACE, VOICE, TEXT), goal=goal)
        self.pipeline = Pipeline(
            replace(shared, understanding=fakes.FakeUnderstanding()),
            Record(shared.log, "still"),
            self.choices,
            self.now,
        )
        self.snapshot = self.step()

    def step(self, after: float = STEP, acts: tuple[Act, ...] = (), **given) -> Snapshot:
        self.now += after
        arrived = fakes.signals(self.now, **given)
        self.snapshot = self.pipeline.step(Inputs(self.choices, True, arrived, acts=acts), self.now)
        return self.snapshot

    def goes_on(self, seconds: float, **given) -> list[Snapshot]:
        """The lists that were made within so many seconds of the same signals."""
        version, made = self.snapshot.list_version, []
        for _ in range(round(seconds / STEP)):
            self.step(**given)
            if self.snapshot.list_version > version:
                version = self.snapshot.list_version
                made.append(self.snapshot)
        return made

    def does(self, item_id: str, action: Action) -> Snapshot:
        event = Event(item_id, action, self.now)
        self.choices = self.choices.with_event(event)
        said = Message(f"change-{action}", {"title": item_id})
        return self.step(0.01, (Act(said, self.now, lambda choices: choices.without_event(event)),))


def ids(snapshot: Snapshot) -> list[str]:
    return [one.item.id for one in snapshot.recommendations]


def moved_rows(before: Snapshot, after: Snapshot) -> int:
    return sum(one != other for one, other in zip(ids(before), ids(after), strict=True))


@pytest.fixture
def sitting(shared: Shared) -> Sitting:
    return Sitting(shared)


@pytest.mark.parametrize("comment", ["i am so sad", "i'm so angry"])
@pytest.mark.parametrize("goal", Goal)
def test_one_comment_and_silence_makes_one_list_and_at_most_one_planned_step(
    shared: Shared, comment: str, goal: Goal
) -> None:
    sitting = Sitting(shared, goal)
    answered = sitting.step(comments=[comment])
    assert answered.list_version == 2, "at once"
    later = sitting.goes_on(90)
    assert len(later) <= 1
    assert all(snapshot.time >= 60 for snapshot in later)
    assert sitting.snapshot.strategy.name == answered.strategy.name, "no silent return to the popular list"


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("mood", [Emotion.JOY, Emotion.SADNESS, Emotion.ANGER])
def test_a_steady_mood_that_flickers_moves_few_rows_a_minute(sitting: Sitting, mood: Emotion, seed: int) -> None:
    random = np.random.default_rng(seed)
    before, made = sitting.snapshot, []
    for second in range(180):
        shown = mood if random.random() < 0.7 else EMOTIONS[random.integers(7)]
        made += sitting.goes_on(1.0, face=shown, voice=mood if second % 3 else None)
    assert before.list_version == 1
    for one, other in pairwise(made):
        assert moved_rows(one, other) <= 4
    times = [snapshot.time for snapshot in made]
    assert all(b - a >= 50 for a, b in pairwise(times)), times


def test_a_mood_that_truly_moves_is_followed_within_seconds(sitting: Sitting) -> None:
    sitting.goes_on(30, face=Emotion.JOY)
    began = sitting.now
    made = sitting.goes_on(30, face=Emotion.SADNESS)
    assert 1 <= len(made) <= 2
    assert made[0].time - began < 7


@pytest.mark.parametrize("rank", [1, 5, 10])
def test_what_is_open_stays_where_it_is_until_it_is_closed(sitting: Sitting, rank: int) -> None:
    sitting.goes_on(5, face=Emotion.JOY)
    opened = ids(sitting.snapshot)[rank - 1]
    version = sitting.does(opened, Action.OPEN).list_version
    assert not sitting.goes_on(20, face=Emotion.JOY), "a look moves nothing"
    for change in ({"goal": Goal.CALM}, {"controls": Controls(crowd=2.0, mood=0.0)}, {"goal": Goal.LIFT}):
        sitting.choices = replace(sitting.choices, **change)
        sitting.step(2.0, face=Emotion.JOY, comments=["so angry"])
        assert ids(sitting.snapshot)[rank - 1] == opened
    assert sitting.snapshot.list_version >= version + 3
    sitting.goes_on(30, face=Emotion.SADNESS)
    assert ids(sitting.snapshot)[rank - 1] == opened
    sitting.choices = replace(sitting.choices, opened=None, goal=Goal.MATCH)
    listed = {tuple(ids(sitting.step(2.0, told=place))) for place in ((0.9, 0.9), (-0.9, -0.9), (0.9, -0.9))}
    assert any(one[rank - 1] != opened for one in listed)


def test_nothing_moves_under_the_hand_and_then_the_act_is_answered(sitting: Sitting) -> None:
    sitting.goes_on(5, face=Emotion.JOY)
    before = sitting.snapshot
    sitting.does(ids(before)[3], Action.LIKE)
    for _ in range(13):
        assert ids(sitting.step(0.1, face=Emotion.JOY)) == ids(before)
    assert sitting.pipeline.answers_in(sitting.now) == pytest.approx(0.2, abs=0.02)
    [after] = sitting.goes_on(3, face=Emotion.JOY)
    assert after.time - before.time < 3
    assert ids(after)[3] == ids(before)[3]
    assert moved_rows(before, after) <= 4
    assert after.change.parameters["cause"].key == "change-like"
    assert sitting.pipeline.answers_in(sitting.now) is None


def test_a_word_does_not_wait_for_a_touch(sitting: Sitting) -> None:
    sitting.goes_on(5, face=Emotion.JOY)
    before = sitting.does(ids(sitting.snapshot)[0], Action.LIKE)
    after = sitting.step(0.1, face=Emotion.JOY, comments=["i am so sad"])
    assert after.list_version == before.list_version + 1
    assert after.summary.valence < 0


def test_what_must_go_although_it_is_open_goes_with_a_word(sitting: Sitting) -> None:
    opened = next(one.item for one in sitting.snapshot.recommendations if one.item.kind == "film")
    sitting.does(opened.id, Action.OPEN)
    sitting.choices = replace(sitting.choices, wishes=Wishes((Wish("not_kinds", "film", 1),)))
    after = sitting.step(2.0, (Act(Message("change-asked"), sitting.now),))
    assert opened.id not in ids(after)
    assert "change-and-leaves" in str(after.change)
    assert opened.title in str(after.change)


def answers(sitting: Sitting, comments: int = 40) -> Iterator[float]:
    random = np.random.default_rng(0)
    for number in range(comments):
        face, voice = (EMOTIONS[random.integers(7)] for _ in range(2))
        sitting.goes_on(float(random.uniform(2, 15)), face=face, voice=voice)
        if number % 3 == 0:
            sitting.does(ids(sitting.snapshot)[0], Action.OPEN)
        version, began = sitting.snapshot.list_version, sitting.now
        said = f"i am so {('sad', 'angry', 'happy')[number % 3]}"
        while sitting.step(0.05, face=face, comments=[said] if sitting.now == began else ()).list_version == version:
            assert sitting.now - began < 5
        yield sitting.now - began


def test_a_comment_is_answered_at_once_beside_face_and_voice(sitting: Sitting) -> None:
    assert np.percentile(list(answers(sitting)), 95) < 0.2
