"""The written trajectories: what a person would expect of the lists along them."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from itertools import pairwise

import numpy as np
import pytest

from recommender.catalogue.items import load_catalogue
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from recommender.simulation.stories import STORIES, Story
from recommender.simulation.trace import Point, play, trace
from recommender.types import EXPLICIT, Action
from tests.recommender.made import said


@cache
def ranker() -> Ranker:
    return shipped_ranker(load_catalogue())


@cache
def told(name: str) -> tuple[Point, ...]:
    return tuple(play(story(name), ranker()))


def story(name: str) -> Story:
    return next(story for story in STORIES if story.name == name)


def ends(name: str) -> list[Point]:
    """The last point of each scene."""
    points = told(name)
    return [a for a, b in zip(points, (*points[1:], None), strict=True) if b is None or b.scene is not a.scene]


def mean(point: Point, attribute: str) -> float:
    return float(np.mean([getattr(r.item, attribute) for r in point.recommendations]))


def ids(point: Point) -> tuple[str, ...]:
    return tuple(r.item.id for r in point.recommendations)


def test_there_are_twenty_stories_with_names_of_their_own() -> None:
    assert len(STORIES) == 20
    assert len({story.name for story in STORIES}) == 20
    assert {story.goal for story in STORIES} == set(EXPLICIT)


@pytest.mark.parametrize("name", [story.name for story in STORIES])
def test_every_list_is_full_and_holds_nothing_refused(name: str) -> None:
    for point in ends(name):
        refused = {event.item_id for event in point.context.history if event.action is Action.NO}
        assert len(point.recommendations) == 10
        assert not refused & set(ids(point))


@pytest.mark.parametrize("name", [story.name for story in STORIES])
def test_the_printed_story_names_each_scene_with_five_items(name: str) -> None:
    lines = list(trace(story(name), ranker()))
    assert name in lines[0]
    assert all(any(scene.note in line for line in lines) for scene in story(name).scenes)
    assert sum(line.startswith("     1. ") for line in lines) == len(story(name).scenes)
    assert sum(line.startswith("     5. ") for line in lines) == len(story(name).scenes)


def test_a_lift_out_of_grief_brightens_step_by_step() -> None:
    pleasant = [mean(point, "valence") for point in ends("Grief, and the wish to be lifted")]
    assert -0.2 < pleasant[0] < 0.25
    assert pleasant[-1] > 0.5
    assert pleasant[0] < pleasant[2] < pleasant[3] < pleasant[4]


def test_nothing_harsh_on_the_way_out_of_grief() -> None:
    harsh = ranker().features.harsh
    for point in ends("Grief, and the wish to be lifted")[:3]:
        assert not any(harsh[ranker().catalogue.index[i]] for i in ids(point))


def test_an_anxious_person_who_wants_calm_gets_calmer_lists_than_they_are() -> None:
    first, *_, last = ends("Anxious, and the wish to calm down")
    assert mean(first, "arousal") < 0.2
    assert mean(last, "arousal") < -0.3


def test_steady_calm_keeps_one_list() -> None:
    assert len({ids(point) for point in told("Steady calm")}) == 1


def test_sensor_noise_does_not_change_the_list_once_it_has_settled() -> None:
    points = told("A flickering sensor around an even mood")
    assert len({ids(point) for point in points[30:]}) == 1


def test_a_correction_changes_the_list_with_the_next_state() -> None:
    points = told("A correction")
    turn = next(n for n, point in enumerate(points) if point.scene.told)
    assert ids(points[turn]) != ids(points[turn - 1])
    assert mean(points[turn], "arousal") < 0 < mean(points[turn - 1], "arousal")
    assert len({ids(point) for point in points[turn:]}) == 1


def test_liking_comedies_brings_comedies() -> None:
    first, *_, liked, sad = ends("Likes only comedies")
    comedies = [sum("comedy" in r.item.genres for r in point.recommendations) for point in (first, liked)]
    assert comedies[1] > comedies[0]
    assert mean(sad, "valence") < mean(liked, "valence") - 0.3, "taste does not drown the feeling"


def test_the_same_feeling_with_another_wish_gives_another_list() -> None:
    for name in ("Sad, and wants to be distracted", "Sad, and wants to be moved", "Bored, and curious"):
        before, after = ends(name)
        assert len(set(ids(before)) & set(ids(after))) <= 8


def test_the_same_mood_under_four_goals_gives_four_lists() -> None:
    match, lift, calm, steady = ends("The same low mood under each goal")
    assert mean(match, "valence") < min(mean(point, "valence") for point in (lift, calm, steady))
    assert mean(calm, "arousal") < mean(lift, "arousal")
    assert len({ids(point) for point in (match, lift, calm, steady)}) == 4


def test_nothing_known_is_said_to_be_nothing_known() -> None:
    for point in told("Nothing is known throughout"):
        assert point.strategy.name == "unknown"
        assert not any("your mood" in said(r.reason) for r in point.recommendations)


def test_lists_rest_between_changes() -> None:
    """Over all stories a list changes a few times a minute, not with every state."""
    for name in (story.name for story in STORIES):
        points = told(name)
        changes = sum(ids(a) != ids(b) for a, b in pairwise(points))
        minutes = len(points) / 120
        assert changes <= 3 * len(story(name).scenes) + 4 * minutes


def test_the_command_prints_one_story() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "recommender", "trace", "--story", "2"], capture_output=True, text=True, timeout=120
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("== Steady calm")
    assert done.stdout.count("==") == 2
    assert "these fit that mood" in done.stdout
    assert "why-seem" not in done.stdout
    assert "reason" not in done.stdout
