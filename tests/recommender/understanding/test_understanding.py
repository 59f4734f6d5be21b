"""A comment read as a whole, by the shipped models."""

from __future__ import annotations

import json

import numpy as np
import pytest

from emotion.text import TextNetwork
from emotion.types import Emotion
from recommender.benchmark.understanding import request_scores
from recommender.catalogue.items import load_catalogue
from recommender.understanding.understanding import Understanding
from recommender.understanding.understood import Understood


@pytest.fixture(scope="module")
def understanding() -> Understanding:
    return Understanding.of(TextNetwork.load(), load_catalogue().items)


@pytest.mark.parametrize(
    ("comment", "about_self", "sign"),
    [
        ("I just heard that my best friend died. I feel terribly sad and alone.", True, -1),
        ("flat flooded overnight", True, -1),
        ("we had to put our dog to sleep this morning", True, -1),
        ("I got the job!!!", True, 1),
        ("Ich bin total erschöpft und könnte heulen, heute ging alles schief", True, -1),
        ("Estoy muy triste, mi novio me dejó", True, -1),
        ("Je suis trop contente, c'est les vacances !", True, 1),
        ("my grandma died this morning", True, -1),
        ("Mir geht es jetzt viel besser, danke!", True, 1),
        ("only instrumental music please, I am so sad", True, -1),
        ("feeling low tonight, a funny book?", True, -1),
        ("I went to the shop and bought milk", False, 0),
        ("Ich habe heute einen schönen Tag", True, 1),
        ("Ich hatte einen richtig schönen Tag mit meinen Freunden", True, 1),
        ("dying of boredom", True, -1),
        ("something funny but not a film", False, 0),
        ("that film is so sad", False, 0),
        ("my sister is heartbroken, her boyfriend left", False, 0),
    ],
)
def test_whose_feeling_and_which_way(understanding: Understanding, comment: str, about_self: bool, sign: int) -> None:
    found = understanding.read(comment)
    assert found.about_self == about_self
    assert sign == 0 or np.sign(found.valence) == sign


def test_a_cry_for_help_is_sad_whatever_its_words_sound_like(understanding: Understanding) -> None:
    found = understanding.read("everyone would be better off without me lol")
    assert found.crisis
    assert found.about_self
    assert found.emotion is Emotion.SADNESS
    assert found.valence < -0.5


def test_word_of_a_death_is_sad_about_oneself_and_can_be_printed(understanding: Understanding) -> None:
    found = understanding.read("my grandma died this morning")
    assert found.bereaved
    assert found.about_self
    assert found.valence < -0.5
    assert json.loads(json.dumps(found.as_json()))["about_self"] is True


@pytest.mark.parametrize(
    "comment",
    [
        "this traffic is killing me",
        "something like Suicide Squad",
        "ich lach mich tot",
        "I just want to sleep for a week",
        "Ich will einfach nur schlafen",
        "I can't stop crying and I don't know why",
        "tengo miedo de mañana",
        "Ich freue mich auf morgen",
    ],
)
def test_what_only_sounds_like_one_is_none(understanding: Understanding, comment: str) -> None:
    assert not understanding.read(comment).crisis


@pytest.mark.parametrize(
    "comment",
    [
        "I just want to sleep and not wake up",
        "I just want to sleep and never have to feel this again",
        "I can't stop crying and I don't want to be alive",
        "Ich kann nicht mehr",
        "Ich will einfach nur schlafen und nie wieder aufwachen",
        "tengo miedo de mañana, no quiero seguir viviendo",
        "je veux juste dormir pour toujours",
    ],
)
def test_what_begins_like_plain_tiredness_and_is_a_cry_for_help_is_heard(
    understanding: Understanding, comment: str
) -> None:
    assert understanding.read(comment).crisis


@pytest.mark.parametrize("comment", ["dying of boredom", "ich sterbe vor Langeweile", "je meurs d'ennui"])
def test_boredom_is_no_anger(understanding: Understanding, comment: str) -> None:
    assert understanding.read(comment).emotion is not Emotion.ANGER


def test_a_feeling_and_a_wish_in_one_comment_are_both_read(understanding: Understanding) -> None:
    found = understanding.read("I'm so sad, play me something gentle, but no love songs")
    assert found.about_self
    assert found.valence < 0
    assert found.request.more == ("calm",)
    assert found.request.less == ("romantic",)


def test_an_unknown_language_is_said_to_be_unknown_and_nothing_is_guessed(understanding: Understanding) -> None:
    found = understanding.read("sono molto triste oggi, vorrei un film")
    assert found.language == "unknown"
    assert (found.about_self, found.emotion, found.certainty, bool(found.request)) == (
        False,
        Emotion.NEUTRAL,
        0.0,
        False,
    )


@pytest.mark.parametrize("comment", ["", "   ", "\x00", "😭😭😭", "a" * 5000])
def test_any_text_is_read(understanding: Understanding, comment: str) -> None:
    found = understanding.read(comment)
    assert isinstance(found, Understood)
    assert set(found.as_json()) == {"language", "about_self", "crisis", "emotion", "valence", "arousal", "request"}


def test_request_scores_count_every_slot_and_exclusions_apart() -> None:
    wanted = {"kinds": ["film"], "not_genres": ["horror", "war"], "max_minutes": 20}
    found = {"kinds": ["film", "song"], "not_genres": ["horror"], "max_minutes": 20}
    assert request_scores([(wanted, found)]) == {"request_f1": 2 * 3 / (4 + 4), "exclusion_recall": 0.5}
