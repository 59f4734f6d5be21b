"""Numbers in plain words, and people's text as plain text."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from emotion.modalities import FACE, MODALITIES
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Condition, Emotion, Modality
from pages.parts.shared import words
from recommender.types import Goal, Item, Kind, Recommendation
from session.types import Meter, MeterStatus
from tests.pages.fakes import TRICKY, probabilities, small_catalogue


def summary(emotion: Emotion = Emotion.JOY, **values: float) -> TrajectorySummary:
    return TrajectorySummary(time=1.0, probabilities=probabilities(emotion), unknown=False, **values)


def item(**values) -> Item:
    return replace(small_catalogue(2).items[1], **values)


def listed(rank: int, previous: int | None) -> Recommendation:
    return Recommendation(item(), 1.0, {"affect": 1.0}, rank, previous, "Because.")


def test_the_statement_names_the_feeling_and_how_sure_it_is() -> None:
    assert words.statement(summary(uncertainty=0.4)) == "You seem cheerful, fairly sure."
    assert words.statement(summary(Emotion.SADNESS, uncertainty=0.1)) == "You seem down, quite sure."


def test_nothing_known_is_said_so() -> None:
    assert "Not sure" in words.statement(TrajectorySummary(time=1.0))
    assert words.figures(TrajectorySummary(time=1.0)) == "Not sure · pleasant +0.00 · energy +0.00"


def test_the_figures_have_a_name_and_two_signed_decimals() -> None:
    assert words.figures(summary(valence=0.421, arousal=-0.1)) == "Joy · pleasant +0.42 · energy -0.10"


@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_has_a_sentence_and_a_label(emotion: Emotion) -> None:
    assert words.figures(summary(emotion)).split(" · ")[0] == emotion.value.capitalize()
    assert words.statement(summary(emotion)).startswith("You seem ")


@pytest.mark.parametrize(("value", "text"), [(-0.004, "+0.00"), (0.0, "+0.00"), (-1.0, "-1.00"), (0.005, "+0.01")])
def test_signed_never_says_minus_nothing(value: float, text: str) -> None:
    assert words.signed(np.float32(value)) in (text, "+0.00")
    assert words.signed(value)[0] in "+-"
    assert words.signed(-0.004) == "+0.00"


@pytest.mark.parametrize("modality", MODALITIES)
@pytest.mark.parametrize("status", MeterStatus)
def test_every_meter_has_words(modality: Modality, status: MeterStatus) -> None:
    meter = Meter(modality, status, condition=Condition.OK, emotion=Emotion.JOY, confidence=0.5, age=3.0)
    assert words.meter(meter, agreed=True, streaming=True)


def test_a_meter_says_what_is_wrong_and_what_was_asked_for() -> None:
    face = Meter(FACE, MeterStatus.NOTHING, Condition.NO_FACE)
    assert "no face" in words.meter(face, agreed=True, streaming=True)
    assert words.meter(face, agreed=True, streaming=False) == "waits for Start"
    assert words.meter(face, agreed=False, streaming=True).startswith("off")
    several = Meter(FACE, MeterStatus.ON, Condition.SEVERAL_FACES, emotion=Emotion.JOY, confidence=0.8, age=0.1)
    assert words.meter(several, agreed=True, streaming=True) == "cheerful, 80% sure; several faces, the largest is read"


def test_the_age_of_a_reading_in_useful_units() -> None:
    assert [words.ago(seconds) for seconds in (0.2, 17, 200)] == ["now", "17 s ago", "3 min ago"]


def test_movement_against_the_list_before() -> None:
    assert words.movement(listed(1, 3), first_list=False) == "up 2"
    assert words.movement(listed(4, 3), first_list=False) == "down 1"
    assert words.movement(listed(2, None), first_list=False) == "new"
    assert words.movement(listed(2, 2), first_list=False) == ""
    assert words.movement(listed(2, None), first_list=True) == ""


def test_facts_and_length() -> None:
    assert words.facts(item(kind=Kind.BOOK, year=1999)) == "Book · 1999"
    assert words.facts(item(kind=Kind.READ, year=-350)) == "Short read · 350 BC"
    assert [words.length(minutes) for minutes in (None, 4, 60, 125)] == ["", "4 min", "1 h", "2 h 5 min"]


def test_every_goal_is_explained() -> None:
    assert set(words.GOALS) == set(Goal)


def test_escaping_leaves_nothing_for_markdown_to_change() -> None:
    escaped = words.escaped(TRICKY)
    assert re.sub(r"\\(.)", r"\1", escaped) == TRICKY
    assert not re.search(r"(?<!\\)[*<>$\[\]():_`#~|]", escaped)
    assert words.escaped("two\nlines\n\n# no heading") == r"two lines \# no heading"
