"""The wish a list serves: the person's own, filled up with the goal's."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.types import INTENTS, Intent
from recommender.policy.wishes import wished
from recommender.types import Goal

EVEN = tuple([1 / len(INTENTS)] * len(INTENTS))


def clear(intent: Intent) -> tuple[float, ...]:
    return tuple(np.where(np.arange(len(INTENTS)) == INTENTS.index(intent), 0.93, 0.01).tolist())


def first(wish: tuple[float, ...]) -> Intent:
    return INTENTS[int(np.argmax(wish))]


@pytest.mark.parametrize("goal", Goal)
@pytest.mark.parametrize("feeling", [(-0.7, -0.4), (-0.5, 0.6), (0.0, 0.0), (0.6, 0.5), (0.4, -0.5)])
@pytest.mark.parametrize("intent", [EVEN, clear(Intent.FOCUS)])
def test_it_is_a_distribution(goal: Goal, feeling: tuple[float, float], intent: tuple[float, ...]) -> None:
    wish = wished(goal, feeling, intent)
    assert len(wish) == len(INTENTS)
    assert min(wish) >= 0
    assert sum(wish) == pytest.approx(1)


@pytest.mark.parametrize(
    ("goal", "feeling", "asked"),
    [
        (Goal.LIFT, (0.1, 0.0), Intent.CHEER_UP),
        (Goal.CALM, (-0.5, 0.6), Intent.RELAX),
        (Goal.MATCH, (-0.6, -0.4), Intent.BE_MOVED),
        (Goal.MATCH, (-0.6, 0.6), Intent.BE_DISTRACTED),
        (Goal.MATCH, (0.6, 0.7), Intent.ENERGISE),
        (Goal.MATCH, (0.4, -0.6), Intent.RELAX),
        (Goal.MATCH, (0.5, 0.0), Intent.CHEER_UP),
    ],
)
def test_without_a_wish_of_their_own_the_goal_asks(goal, feeling, asked: Intent) -> None:
    assert first(wished(goal, feeling, EVEN)) is asked


def test_matching_an_even_mood_asks_for_nothing() -> None:
    assert wished(Goal.MATCH, (0.0, 0.0), EVEN) == pytest.approx(EVEN)


def test_someone_deep_down_is_moved_as_much_as_cheered_up() -> None:
    deep, mild = (wished(Goal.LIFT, (valence, -0.3), EVEN) for valence in (-0.8, -0.1))
    moved = INTENTS.index(Intent.BE_MOVED)
    assert deep[moved] > mild[moved]
    assert deep[moved] == pytest.approx(deep[INTENTS.index(Intent.CHEER_UP)])


@pytest.mark.parametrize("goal", Goal)
def test_a_clear_wish_of_their_own_leads_whatever_the_goal(goal: Goal) -> None:
    assert first(wished(goal, (-0.5, 0.5), clear(Intent.EXPLORE))) is Intent.EXPLORE


def test_nothing_known_and_nothing_asked_is_no_wish() -> None:
    assert wished(Goal.MATCH, None, ()) == ()
    assert first(wished(Goal.CALM, None, ())) is Intent.RELAX
