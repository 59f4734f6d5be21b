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
from recommender.types import Recommendation
from session.sitting.change import mood_moved, moved, sentence
from tests import fakes

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
        (JOY, UNKNOWN, FACE, "Your mood can't be read any more"),
        (JOY, SAD, TEXT, "Your mood moved from cheerful to sad (from your comment)"),
        (JOY, SAD, None, "Your mood moved from cheerful to sad"),
        (JOY, mood(Emotion.JOY, 0.5), TOLD, "You seem less at ease than before (as you told)"),
        (mood(Emotion.SADNESS, 2.0), SAD, None, "You seem more at ease than before"),
    ],
)
def test_how_the_mood_moved(before, now, source: Modality | None, says: str) -> None:
    assert say(mood_moved(before, now, source)) == says


def test_no_direction_is_named_within_the_dead_band() -> None:
    barely = TrajectorySummary(0.0, JOY.valence - 0.25, JOY.arousal - 0.14, CALM.probabilities, unknown=False)
    beyond = TrajectorySummary(0.0, JOY.valence - 0.28, JOY.arousal - 0.14, CALM.probabilities, unknown=False)
    assert say(mood_moved(JOY, barely, None)) == "The reading of your mood moved a little"
    assert say(mood_moved(JOY, beyond, None)) == "Your mood moved from cheerful to calm"
