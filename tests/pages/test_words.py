"""Numbers in plain words, and people's text as plain text."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest

from emotion.fusion.onlookers import Answer
from emotion.message import Message
from emotion.modalities import FACE, MODALITIES
from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Condition, Emotion
from pages.parts.shared import words
from pages.texts import LANGUAGES, texts
from recommender.types import Goal, Item, Kind, Recommendation
from session.record.past import seemed
from session.types import Meter, MeterStatus
from tests.fakes import TRICKY, catalogue, probabilities

EN, DE = texts("en"), texts("de")


def summary(emotion: Emotion = Emotion.JOY, **values: float) -> TrajectorySummary:
    return TrajectorySummary(time=1.0, probabilities=probabilities(emotion), unknown=False, **values)


def item(**values) -> Item:
    return replace(catalogue(2).items[1], **values)


def listed(rank: int, previous: int | None) -> Recommendation:
    return Recommendation(item(), 1.0, {"affect": 1.0}, rank, previous, "Because.")


def test_nothing_known_is_said_so() -> None:
    assert "Not sure" in EN.say(seemed(TrajectorySummary(time=1.0)))
    assert EN.say(words.figures(TrajectorySummary(time=1.0))) == "Not sure · pleasant +0.00 · energy +0.00"


def test_the_figures_have_a_name_and_two_signed_decimals() -> None:
    happy = words.figures(summary(valence=0.421, arousal=-0.1))
    assert EN.say(happy) == "Joy · pleasant +0.42 · energy -0.10"
    assert DE.say(happy) == "Freude · angenehm +0,42 · Energie -0,10"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("emotion", EMOTIONS)
def test_every_emotion_has_a_sentence_and_a_label(emotion: Emotion, language: str) -> None:
    say = texts(language).say
    assert say(Message(f"emotion-{emotion}")) in say(seemed(summary(emotion)))
    assert say(words.figures(summary(emotion))).split(" · ")[0] == say(Message(f"emotion-{emotion}-name"))


def test_the_labels_of_emotions_in_english_are_those_of_the_field() -> None:
    assert [EN(f"emotion-{emotion}-name") for emotion in EMOTIONS] == [emotion.capitalize() for emotion in EMOTIONS]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("modality", MODALITIES)
@pytest.mark.parametrize("status", MeterStatus)
def test_every_meter_has_words(modality: Modality, status: MeterStatus, language: str) -> None:
    for condition in Condition:
        meter = Meter(modality, status, condition=condition, emotion=Emotion.JOY, confidence=0.5, age=3.0)
        assert texts(language).say(words.meter(meter, agreed=True, streaming=True))


def test_a_meter_says_what_is_wrong_and_what_was_asked_for() -> None:
    face = Meter(FACE, MeterStatus.NOTHING, Condition.NO_FACE)
    assert words.meter(face, agreed=True, streaming=True) == Message("condition-no-face")
    assert words.meter(face, agreed=True, streaming=False) == Message("meter-waits")
    assert words.meter(face, agreed=False, streaming=True) == Message("meter-refused")
    several = Meter(FACE, MeterStatus.ON, Condition.SEVERAL_FACES, emotion=Emotion.JOY, confidence=0.8, age=0.1)
    said = EN.say(words.meter(several, agreed=True, streaming=True))
    assert said == "cheerful, 80% sure; several faces, the largest is read"


def test_the_age_of_a_reading_in_useful_units() -> None:
    assert [EN.say(words.ago(seconds)) for seconds in (0.2, 17, 200)] == ["now", "17 s ago", "3 min ago"]


def test_movement_against_the_list_before() -> None:
    assert words.movement(listed(1, 3), first_list=False) == Message("moved-up", {"steps": 2})
    assert words.movement(listed(4, 3), first_list=False) == Message("moved-down", {"steps": 1})
    assert words.movement(listed(2, None), first_list=False) == Message("moved-in")
    assert words.movement(listed(2, 2), first_list=False) is None
    assert words.movement(listed(2, None), first_list=True) is None


def test_facts_and_length() -> None:
    assert EN.say(words.facts(item(kind=Kind.BOOK, year=1999))) == "Book · 1999"
    assert EN.say(words.facts(item(kind=Kind.READ, year=-350))) == "Short read · 350 BC"
    assert DE.say(words.facts(item(kind=Kind.BOOK, year=1999))) == "Buch · 1999"
    assert [EN.say(words.length(minutes)) for minutes in (4, 60, 125)] == ["4 min", "1 h", "2 h 5 min"]
    assert words.length(None) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_goal_and_kind_has_words(language: str) -> None:
    t = texts(language)
    assert all(t(f"goal-{goal}") and t(f"goal-{goal}-meaning") for goal in Goal)
    assert all(t(f"kind-{kind}-label") and t(f"count-{kind}", count=2) for kind in Kind)


def test_escaping_leaves_nothing_for_markdown_to_change() -> None:
    escaped = words.escaped(TRICKY)
    assert re.sub(r"\\(.)", r"\1", escaped) == TRICKY
    assert not re.search(r"(?<!\\)[*<>$\[\]():_`#~|]", escaped)
    assert words.escaped("two\nlines\n\n# no heading") == r"two lines \# no heading"


@pytest.mark.parametrize("address", ["see https://a.example/b", "HTTP://a.example", "www.a.example", "me@a.example"])
def test_an_address_is_no_link(address: str) -> None:
    plain = re.sub(r"\\(.)", r"\1", words.escaped(address))
    assert not re.search(r"(https?://|www\.|\w@)", plain, re.IGNORECASE)
    assert plain.replace("\u2060", "") == address


def test_figures_take_numpy_numbers() -> None:
    assert words.place(np.float32(0.5), np.float32(-0.5)) == {"valence": 0.5, "arousal": -0.5}


@pytest.mark.parametrize("language", LANGUAGES)
def test_onlookers_are_counted_and_nobody_who_would_name_nothing(language: str) -> None:
    say = texts(language).say
    sad, calm = Answer(Emotion.SADNESS, 6.4, 4, 9), Answer(Emotion.NEUTRAL, 1.2, 0, 3)
    said = say(words.onlookers((sad, calm)))
    for part in ("6", "4", "9", say(Message("emotion-sadness")), say(Message("emotion-neutral"))):
        assert part in said
    alone = say(words.onlookers((replace(sad, expected=9.8), replace(calm, expected=0.2))))
    assert say(Message("emotion-neutral")) not in alone
