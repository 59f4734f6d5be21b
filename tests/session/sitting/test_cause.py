"""A cause is named only where the list, ranked again without it, would not have changed so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Emotion
from recommender.types import Action, Controls, Event, Goal
from session.record.record import Record
from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.types import Consent, Snapshot
from tests import fakes

NOTHING_DONE = Message("change-slider")


class Person:
    """Somebody at a pipeline, on a clock of their own, who may do several things in one moment."""

    def __init__(self, shared: Shared) -> None:
        self.now = 0.0
        self.choices = Choices(Consent.to(FACE, VOICE, TEXT))
        self.pipeline = Pipeline(shared, Record(shared.log, "causes"), self.choices, self.now)
        self.acts: list[Act] = []

    def does(self, said: str, change: Callable[[Choices], Choices], undone: Callable[[Choices], Choices]) -> None:
        self.now += 0.01
        self.choices = change(self.choices)
        self.acts.append(Act(Message(said), self.now, undone))

    def refuses(self, item_id: str) -> None:
        event = Event(item_id, Action.NO, self.now)
        self.does("change-no", lambda c: c.with_event(event), lambda c: c.without_event(event))

    def step(self, after: float = 0.25, face: Emotion | None = None, **given) -> Snapshot:
        self.now += after
        acts, self.acts = self.acts, []
        arrived = fakes.signals(self.now, face, **given)
        return self.pipeline.step(Inputs(self.choices, True, arrived, acts=acts), self.now)

    def rests(self, face: Emotion, seconds: float = 20.0) -> Snapshot:
        for _ in range(round(seconds / 0.25)):
            snapshot = self.step(face=face)
        return snapshot


@pytest.fixture
def person(shared: Shared) -> Person:
    return Person(shared)


def cause(snapshot: Snapshot) -> Message | None:
    return snapshot.change.parameters.get("cause")


def test_the_last_act_is_not_blamed_for_what_an_earlier_one_did(person: Person) -> None:
    before = person.rests(Emotion.JOY)
    person.refuses(before.recommendations[0].item.id)
    person.does("change-slider", lambda c: replace(c, controls=Controls(crowd=1.001)), lambda c: c)
    assert person.step(face=Emotion.JOY).list_version == before.list_version
    after = person.step(1.5, face=Emotion.JOY)
    assert after.list_version == before.list_version + 1
    assert cause(after) == Message("change-no")


def test_of_two_acts_that_each_move_the_list_so_the_newest_is_named(person: Person) -> None:
    before = person.rests(Emotion.SADNESS, seconds=8.0)
    person.refuses(before.recommendations[9].item.id)
    person.does("change-goal", lambda c: replace(c, goal=Goal.CALM), lambda c: replace(c, goal=Goal.FOR_YOU))
    after = person.step(1.6, face=Emotion.SADNESS)
    assert after.recommendations[0].item.id != before.recommendations[0].item.id
    assert cause(after) == Message("change-goal")


def test_a_comment_that_says_what_was_felt_already_is_not_the_cause(person: Person) -> None:
    before = person.rests(Emotion.JOY)
    person.refuses(before.recommendations[0].item.id)
    after = person.step(face=Emotion.JOY, comments=["joy"])
    assert after.list_version > before.list_version
    assert cause(after) == Message("change-no")


def test_a_comment_that_turns_the_mood_is_the_cause_and_a_slider_beside_it_is_not(person: Person) -> None:
    before = person.step()
    person.does("change-slider", lambda c: replace(c, controls=Controls(crowd=1.001)), lambda c: c)
    after = person.step(comments=["anger"])
    assert after.list_version == before.list_version + 1
    assert cause(after) == Message("change-after-text")


def test_the_mood_is_named_when_what_the_person_did_moved_nothing(person: Person) -> None:
    person.rests(Emotion.JOY)
    version = person.step(face=Emotion.JOY).list_version
    causes = []
    for _ in range(60):
        person.does("change-slider", lambda c: replace(c, controls=Controls(crowd=1.0001)), lambda c: c)
        after = person.step(face=Emotion.SADNESS)
        if after.list_version > version:
            version = after.list_version
            causes.append(cause(after).key)
    assert causes
    assert all(key.startswith("change-mood-") for key in causes)
