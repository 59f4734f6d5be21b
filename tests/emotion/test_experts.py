"""Modalities the network does not know, beside what it says."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.fusion.experts import Expert, joined
from emotion.modalities import FACE, MODALITIES, modality_named
from emotion.modality import Modality, OneByOne
from emotion.types import EMOTIONS, Attention, EmotionState, Observation

PULSE = Modality("pulse", receiver=lambda models: OneByOne(None), icon="cardiology", fades=(2.0, 6.0), kept=5, tokens=3)
EVEN = np.full(7, 1 / 7, np.float32)
TWO_TO_ONE = np.array([2, 1, 1, 1, 1, 1, 1], np.float32) / 8


def state(probabilities: np.ndarray, valence: float = 0.0, attention: dict | None = None) -> EmotionState:
    even = np.full(8, 1 / 8, np.float32)
    return EmotionState(0.0, probabilities, valence, 0.0, 0.5, even, Attention(attention or {FACE: 1.0}))


def seen(time: float, quality: float = 1.0, **given) -> Observation:
    return Observation(PULSE, time, quality, given.pop("probabilities", TWO_TO_ONE), **given)


def test_the_product_of_two_experts_is_the_product() -> None:
    found = joined(state(TWO_TO_ONE), 1.0, [Expert(PULSE, TWO_TO_ONE, np.zeros(2), 1.0)])
    np.testing.assert_allclose(found.probabilities, np.array([4, 1, 1, 1, 1, 1, 1]) / 10, atol=1e-6)
    assert found.attention == {FACE: 0.5, PULSE: 0.5}


def test_an_expert_counts_by_its_weight_against_that_of_the_network() -> None:
    found = joined(state(EVEN, valence=0.8), 3.0, [Expert(PULSE, EVEN, np.array([-0.4, 0.0]), 1.0)])
    assert found.attention == {FACE: 0.75, PULSE: 0.25}
    assert found.valence == pytest.approx(0.75 * 0.8 - 0.25 * 0.4)
    assert found.uncertainty == pytest.approx(1.0)


def test_beside_an_unknown_state_an_expert_stands_alone() -> None:
    found = joined(EmotionState.unknown_at(0.0), 0.0, [Expert(PULSE, TWO_TO_ONE, np.array([0.1, 0.2]), 0.3)])
    assert not found.unknown
    assert found.attention == {PULSE: 1.0}
    assert (found.valence, found.arousal) == (0.1, 0.2)
    # To the power of 0.3: an expert that is hardly fresh is hardly sure.
    assert found.probabilities[0] / found.probabilities[1] == pytest.approx(2**0.3, rel=1e-5)


def test_without_experts_nothing_changes() -> None:
    before = state(TWO_TO_ONE)
    assert joined(before, 1.0, []) is before


def test_what_was_seen_fades_and_is_gone() -> None:
    assert Expert.of(PULSE, [seen(0.0)], 1.0).weight == 1.0
    assert Expert.of(PULSE, [seen(0.0, quality=0.5)], 4.0).weight == pytest.approx(0.25)
    assert Expert.of(PULSE, [seen(0.0)], 6.0) is None
    assert Expert.of(PULSE, [], 6.0) is None
    assert Expert.of(PULSE, [seen(0.0, quality=0.0)], 1.0) is None
    assert Expert.of(PULSE, [Observation(PULSE, 0.0, 1.0, valence=0.5, arousal=0.5)], 1.0) is None


def test_valence_and_arousal_it_does_not_give_are_those_expected() -> None:
    sure = np.eye(7, dtype=np.float32)[EMOTIONS.index("joy")]
    expert = Expert.of(PULSE, [seen(0.0, probabilities=sure, arousal=-0.3)], 0.0)
    np.testing.assert_allclose(expert.affect, (0.76, -0.3), atol=1e-6)


def test_a_modality_is_equal_to_its_name_and_found_by_it() -> None:
    assert all(modality_named(str(m)) is m for m in MODALITIES)
    assert FACE == "face"
    assert {FACE: 1}["face"] == 1
    with pytest.raises(KeyError, match="there are face, voice, text, told"):
        modality_named("smell")


def test_a_modality_that_is_gone_before_it_fades_cannot_be_made() -> None:
    with pytest.raises(ValueError, match="must start before it is gone"):
        Modality("odd", receiver=lambda models: OneByOne(None), icon="x", fades=(2.0, 1.0), kept=1)
