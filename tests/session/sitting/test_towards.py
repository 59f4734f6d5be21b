"""Who points at a place on the plane gets a list that lies there, until they ask for something else."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from emotion.feelings import FEELINGS
from emotion.types import Emotion
from pages.texts import LANGUAGES, texts
from recommender.catalogue.items import load_catalogue
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from recommender.types import TOWARDS, Goal
from session.record.log import EventLog
from session.record.replay import ReplayedSitting
from session.record.restore import restore
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.stories.told import SteppedLoop
from session.types import Snapshot
from tests import fakes
from tests.session.conftest import ALL


@cache
def real_ranker() -> Ranker:
    return shipped_ranker(load_catalogue())


@pytest.fixture
def session(shared: Shared) -> LiveSession:
    """A sitting with the catalogue that ships, on a clock that stands."""
    return LiveSession("towards", replace(shared, ranker=real_ranker()), ALL, clock=lambda: 1000.0, loop=SteppedLoop)


def centre(listed) -> np.ndarray:
    return np.mean([(one.item.valence, one.item.arousal) for one in listed], axis=0)


@pytest.mark.parametrize("feels", [None, (-0.6, -0.3), (0.6, 0.5)])
@pytest.mark.parametrize("word", ["happy", "excited", "calm", "sad", "content"])
def test_the_list_lies_where_the_person_pointed(session: LiveSession, word: str, feels) -> None:
    if feels is not None:
        session.tell(*feels)
    before = session.settle(0.0)
    place = FEELINGS[word]
    session.lead_to(place)
    led = session.settle(0.0)
    assert (led.strategy.name, led.strategy.target) == (TOWARDS, place)
    away = np.linalg.norm(centre(led.recommendations) - place)
    assert away < 0.45
    assert away <= max(np.linalg.norm(centre(before.recommendations) - place), 0.3)
    assert [one.item.id for one in session.list_if_led(*place)] == [one.item.id for one in led.recommendations]


def test_the_cause_is_the_wish_and_each_row_says_something_of_its_own_in_every_language(session: LiveSession) -> None:
    session.lead_to(FEELINGS["calm"])
    led = session.settle(0.0)
    assert led.change.parameters["cause"].key == "change-towards"
    for language in LANGUAGES:
        said = texts(language).say
        reasons = [said(one.reason) for one in led.recommendations]
        assert len(set(reasons)) == len(reasons)
        assert texts(language)("feeling-calm") in said(led.strategy.why)


def test_a_goal_that_is_chosen_and_a_wish_taken_back_end_it(session: LiveSession) -> None:
    def led_after() -> Snapshot:
        session.lead_to(FEELINGS["excited"])
        return session.settle(0.0)

    assert led_after().strategy.name == TOWARDS
    session.set_goal(Goal.CALM)
    assert session.settle(0.0).choices.towards is None
    assert session.snapshot().goal is Goal.CALM
    assert led_after().strategy.name == TOWARDS
    session.lead_to(None)
    assert session.settle(0.0).strategy.name != TOWARDS
    assert session.snapshot().change.parameters["cause"].key == "change-towards-gone"


def test_nothing_harsh_is_listed_to_who_is_very_low_wherever_they_point(session: LiveSession) -> None:
    session.tell(-0.8, 0.2)
    session.lead_to(FEELINGS["angry"])
    assert session.settle(0.0).strategy.gentle


def test_it_is_kept_restored_and_replayed(shared: Shared, log: EventLog) -> None:
    session = LiveSession("led", shared, ALL, loop=SteppedLoop)
    session.start()
    session.put_frame(fakes.frame(Emotion.SADNESS))
    session.settle(0.0)
    session.lead_to((0.7, 0.7))
    led = session.settle(0.0)
    log.flush()
    known = {item.id for item in shared.catalogue.items}
    assert restore(log, session.id, known).choices.towards == (0.7, 0.7)
    replayed = ReplayedSitting(log, session.id, shared)
    assert all(moment.equal for moment in replayed.moments)
    assert replayed.moments[-1].shown.strategy == led.strategy
    session.lead_to(None)
    log.flush()
    assert restore(log, session.id, known).choices.towards is None
