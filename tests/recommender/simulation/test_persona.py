"""A simulated person says how they feel, and the real reader of comments reads it."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.feelings import FEELINGS
from emotion.text import TextNetwork
from recommender.engines.uim.language_user import LanguageUser, Messages
from recommender.errors import EngineError
from recommender.simulation.persona import LONGEST, MANNERS, Persona, Profile
from recommender.types import Action

CLEAR = {word: place for word, place in FEELINGS.items() if abs(place[0]) >= 0.4 and word != "bored"}
"""Feelings that are surely pleasant or unpleasant."""


class Speaker(LanguageUser):
    """A language model that says one thing, or nothing."""

    def __init__(self, words: str | None) -> None:
        self.words, self.asked = words, []

    def answer(self, conversation: Messages) -> str:
        self.asked.append(conversation)
        if self.words is None:
            raise EngineError("no model")
        return self.words


def persona(place: tuple[float, float], speaker: LanguageUser | None = None) -> Persona:
    one = Persona(Profile(), speaker)
    one.feels = place
    return one


def test_the_real_reader_reads_what_they_feel_out_of_what_they_say() -> None:
    comments = [(persona(place).says(manner), place[0]) for place in CLEAR.values() for manner in MANNERS]
    read = TextNetwork.load().predict([words for words, _ in comments])
    right = (read.valence > 0) == np.array([valence > 0 for _, valence in comments])
    assert right.mean() >= 0.9


def test_they_tell_of_what_they_did_last() -> None:
    one = persona((0.8, 0.4))
    one.did(Action.OPEN, "Alien")
    one.did(Action.LIKE, "Heat")
    assert one.says("telling") == "I liked Heat. I feel happy"
    assert one.memory.said == ["I liked Heat. I feel happy"]


def test_a_low_mood_wishes_for_something_else_than_a_tense_one() -> None:
    assert persona((-0.7, -0.3)).says("wishing").endswith("something funny please")
    assert persona((-0.7, 0.7)).says("wishing").endswith("something calm please")


def test_a_language_model_speaks_where_there_is_one_and_rules_where_it_says_nothing() -> None:
    speaker = Speaker("Not my\nday." + " no" * 200)
    one = persona((-0.7, -0.3), speaker)
    one.did(Action.NO, "Heat")
    said = one.says("plain")
    assert said.startswith("Not my day.")
    assert len(said) <= LONGEST
    told = speaker.asked[0][0]["content"]
    assert "sad" in told
    assert "Heat is not for me" in told
    assert persona((-0.7, -0.3), Speaker(None)).says("plain") == "I feel sad today"


@pytest.mark.parametrize(("pleased", "more", "answer"), [(0.5, 0.0, 4), (0.5, 0.5, 7), (0.1, -0.5, 1)])
def test_questionnaires_are_answered_on_their_scale(pleased: float, more: float, answer: int) -> None:
    assert Persona(Profile(pleased)).answers(1, 7, more) == answer
