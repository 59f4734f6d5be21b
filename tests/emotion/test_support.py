"""Only an emotion that senses of enough weight name is the likeliest of all."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.feelings import FEELINGS, nearest
from emotion.modalities import FACE, TEXT, VOICE
from emotion.support import resting_on, supported
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Attention, Emotion
from tests.fakes import probabilities

JOY, ANGER, NEUTRAL, SURPRISE = Emotion.JOY, Emotion.ANGER, Emotion.NEUTRAL, Emotion.SURPRISE


def felt(**shares: float) -> TrajectorySummary:
    rest = (1 - sum(shares.values())) / (len(EMOTIONS) - len(shares))
    values = np.array([shares.get(emotion, rest) for emotion in EMOTIONS], np.float32)
    return TrajectorySummary(time=1.0, probabilities=values, unknown=False)


def test_a_sense_of_little_weight_supports_nothing() -> None:
    named = {FACE: JOY, VOICE: ANGER, TEXT: NEUTRAL}
    assert supported(named, Attention({FACE: 0.6, VOICE: 0.35, TEXT: 0.05})) == {JOY, ANGER}
    assert supported(named, Attention({FACE: 0.9, VOICE: 0.1})) == {JOY}
    assert supported(named, Attention()) == frozenset()


def test_senses_that_agree_weigh_together() -> None:
    named = {FACE: JOY, VOICE: ANGER, TEXT: ANGER}
    assert supported(named, Attention({FACE: 0.8, VOICE: 0.15, TEXT: 0.05})) == {JOY}
    assert supported(named, Attention({FACE: 0.5, VOICE: 0.25, TEXT: 0.25})) == {JOY, ANGER}


def test_what_no_sense_names_is_not_the_likeliest() -> None:
    summary = resting_on(felt(surprise=0.6, joy=0.2, anger=0.1), frozenset({JOY, ANGER}))
    assert summary.emotion == JOY
    assert summary.probabilities.sum() == pytest.approx(1.0)
    assert summary.probabilities[EMOTIONS.index(JOY)] > summary.probabilities[EMOTIONS.index(ANGER)]


def test_what_is_supported_stays_as_it_is() -> None:
    summary = felt(joy=0.6)
    assert resting_on(summary, frozenset({JOY})) is summary
    assert resting_on(felt(surprise=0.6), frozenset()).emotion == SURPRISE


def test_what_was_named_last_stays_while_it_is_nearly_the_likeliest() -> None:
    both = frozenset({JOY, ANGER})
    assert resting_on(felt(joy=0.42, anger=0.4), both, ANGER).emotion == ANGER
    assert resting_on(felt(joy=0.6, anger=0.3), both, ANGER).emotion == JOY
    assert resting_on(felt(joy=0.42, anger=0.4), frozenset({JOY}), ANGER).emotion == JOY


@pytest.mark.parametrize("word", FEELINGS)
def test_each_word_for_a_feeling_is_the_nearest_to_its_own_place(word: str) -> None:
    assert nearest(*FEELINGS[word]) == word


def test_even_probabilities_can_be_rested_on() -> None:
    summary = TrajectorySummary(time=1.0, probabilities=probabilities(JOY, 1.0), unknown=False)
    assert resting_on(summary, frozenset({ANGER})).emotion == ANGER
