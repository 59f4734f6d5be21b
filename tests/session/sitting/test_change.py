"""What is said of a change names what really moved, and how the mood really moved."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.labels import NORMS
from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Emotion, Modality
from pages.texts import texts
from recommender.policy.iso import strategy_for
from recommender.types import Goal, Recommendation
from session.sitting.change import lasted, mood_moved, moved, sentence
from tests import fakes
from tests.recommender.made import context, feels

ITEMS = fakes.catalogue(20).items
UNKNOWN = TrajectorySummary(time=0.0)
say = texts("en").say


def listed(*numbers: int, before: tuple[int, ...] = ()) -> tuple[Recommendation, ...]:
    """A list of items by number, as it follows a list before."""
    place = {number: rank for rank, number in enumerate(before, start=1)}
    return tuple(
        Recommendation(ITEMS[number], 1.0, {}, rank, place.get(number), "")
        for rank, number in enumerate(numbers, start=1)
    )


def mood(emotion: Emotion, share: float = 1.0) -> TrajectorySummary:
    valence, arousal = NORMS[emotion]
    probabilities = np.eye(7, dtype=np.float32)[EMOTIONS.index(emotion)]
    return TrajectorySummary(0.0, valence * share, arousal * share, probabilities, unknown=False)


JOY, SAD, CALM = mood(Emotion.JOY), mood(Emotion.SADNESS), mood(Emotion.NEUTRAL)


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ((1, 2, 3), (2, 1, 3), "Title 2 leads now"),
        ((1, 2, 3), (4, 1, 2), "Title 4 leads now"),
        ((1, 2, 3), (4, 5, 1), "Title 4 leads now, and one more is new"),
        ((1, 2, 3), (2, 4, 5), "Title 2 leads now, and 2 more are new"),
        ((1, 2, 3), (1, 4, 2), "Title 4 is new at number 2"),
        ((1, 2, 3), (1, 4, 5), "Title 4 is new at number 2, and one more is new"),
        ((1, 2, 3), (1, 3, 2), "Title 3 moved up to number 2"),
        ((1, 2, 3), (1, 2), "one fewer fits now"),
        ((1, 2, 3), (1,), "2 fewer fit now"),
        ((1, 2), (), "nothing fits at the moment"),
        ((), (1, 2), "Title 1 leads now, and one more is new"),
    ],
)
def test_what_moved(before: tuple[int, ...], after: tuple[int, ...], says: str) -> None:
    move = moved(listed(*before), listed(*after, before=before))
    assert say(sentence(move, Message("change-slider"))) == f"You moved a slider: {says}."
    assert say(sentence(move, None)) == f"The list moved on: {says}."


@pytest.mark.parametrize(
    ("before", "now", "source", "says"),
    [
        (UNKNOWN, JOY, FACE, "You seem cheerful (from your face)"),
        (JOY, SAD, TEXT, "Your mood moved from cheerful to sad (from your comment)"),
        (JOY, SAD, None, "Your mood moved from cheerful to sad"),
        (JOY, mood(Emotion.JOY, 0.5), TOLD, "You seem less at ease than before (as you told)"),
        (mood(Emotion.SADNESS, 2.0), SAD, None, "You seem more at ease than before"),
    ],
)
def test_how_the_mood_moved(before, now, source: Modality | None, says: str) -> None:
    assert say(mood_moved(before, now, source)) == says


def test_no_direction_is_named_within_the_dead_band() -> None:
    def moved_by(pleasant: float, energetic: float, probabilities=JOY.probabilities) -> str:
        place = JOY.valence + pleasant, JOY.arousal + energetic
        return say(mood_moved(JOY, TrajectorySummary(0.0, *place, probabilities, unknown=False), None))

    assert moved_by(-0.28, 0.28) == "The reading of your mood moved a little", "neither axis by itself"
    assert moved_by(-0.2, -0.14, CALM.probabilities) == "The reading of your mood moved a little"
    assert moved_by(-0.28, -0.14, CALM.probabilities) == "Your mood moved from cheerful to calm"
    assert moved_by(-0.31, 0.28) == "You seem less at ease than before"
    assert moved_by(-0.28, 0.31) == "You seem livelier than before"


@pytest.mark.parametrize(
    ("goal", "place", "seconds", "says"),
    [
        (Goal.LIFT, (-0.5, -0.3), 60.2, "You have been low for a minute, so one step brighter"),
        (Goal.LIFT, (-0.5, -0.3), 180.9, "You have been low for 3 minutes, so one step brighter"),
        (Goal.LIFT, (-0.75, -0.35), 60.2, "You have been low for a minute, so one step further"),
        (Goal.CALM, (-0.5, 0.6), 60.2, "You have been tense for a minute, so one step calmer"),
        (Goal.MATCH, (-0.5, -0.3), 60.2, "You have been low for a minute, so nothing harsh for now"),
        (Goal.MATCH, (-0.5, -0.3), 180.2, "You have been low for 3 minutes, so one step brighter"),
    ],
)
def test_a_step_that_comes_by_plan_is_said_as_such(goal: Goal, place, seconds: float, says: str) -> None:
    before, now = (strategy_for(context(feels(*place, negative_for=s), goal)) for s in (0.0, seconds))
    assert say(lasted(before, now, seconds)) == says
