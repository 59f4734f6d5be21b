"""The sentence about a change names what really moved."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.labels import NORMS
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Emotion, Modality
from recommender.types import Recommendation
from session.sitting.change import describe
from tests.session import fakes

ITEMS = fakes.catalogue(20).items
UNKNOWN = TrajectorySummary(time=0.0)


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
FACE, VOICE, TEXT = Modality.FACE, Modality.VOICE, Modality.TEXT


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ((1, 2, 3), (2, 1, 3), "Title 2 leads now"),
        ((1, 2, 3), (4, 1, 2), "Title 4 leads now"),
        ((1, 2, 3), (4, 5, 1), "Title 4 leads now, and 1 more is new"),
        ((1, 2, 3), (2, 4, 5), "Title 2 leads now, and 2 more are new"),
        ((1, 2, 3), (1, 4, 2), "Title 4 is new at number 2"),
        ((1, 2, 3), (1, 4, 5), "Title 4 is new at number 2, and 1 more is new"),
        ((1, 2, 3), (1, 3, 2), "Title 3 moved up to number 2"),
        ((1, 2, 3), (1, 2), "1 fewer fits now"),
        ((1, 2, 3), (1,), "2 fewer fit now"),
        ((1, 2), (), "nothing fits at the moment"),
        ((), (1, 2), "Title 1 leads now, and 1 more is new"),
    ],
)
def test_what_moved(before: tuple[int, ...], after: tuple[int, ...], says: str) -> None:
    sentence = describe(listed(*before), listed(*after, before=before), "You chose lift", JOY, JOY, {})
    assert sentence == f"You chose lift: {says}."


@pytest.mark.parametrize(
    ("before", "now", "without", "says"),
    [
        (UNKNOWN, JOY, {FACE: UNKNOWN}, "You seem joyful (from your face)"),
        (JOY, UNKNOWN, {}, "Your mood can't be read any more"),
        (JOY, SAD, {TEXT: JOY, FACE: SAD}, "Your mood moved from joyful to sad (from your comment)"),
        (JOY, SAD, {FACE: SAD, VOICE: UNKNOWN}, "Your mood moved from joyful to sad (from your voice)"),
        (SAD, CALM, {FACE: JOY}, "Your mood moved from sad to neutral"),
        (JOY, mood(Emotion.JOY, 0.5), {TEXT: JOY}, "You seem less at ease than before (from your comment)"),
        (mood(Emotion.SADNESS, 2.0), SAD, {}, "You seem more at ease than before"),
    ],
)
def test_why_it_moved(before, now, without, says: str) -> None:
    sentence = describe(listed(1, 2), listed(2, 1, before=(1, 2)), None, before, now, without)
    assert sentence == f"{says}: Title 2 leads now."
