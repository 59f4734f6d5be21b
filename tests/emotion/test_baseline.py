"""A person's resting state taken as neutral: on hand-made readings and on those of the shipped face network."""

import cv2
import numpy as np
import pytest
from skimage import data

from emotion.baseline import Baseline
from emotion.face import FaceEncoder, FaceNetwork
from emotion.labels import NORMS, expected_affect
from emotion.modalities import FACE, TOLD
from emotion.types import EMOTIONS, Emotion, Observation

JOY, SADNESS, NEUTRAL = (EMOTIONS.index(e) for e in (Emotion.JOY, Emotion.SADNESS, Emotion.NEUTRAL))


def reading(probabilities: np.ndarray, valence: float | None = None, arousal: float | None = None) -> Observation:
    """An observation whose affect follows from its probabilities unless given."""
    expected = expected_affect(probabilities)
    return Observation(
        FACE,
        time=1.0,
        quality=0.8,
        probabilities=probabilities.astype(np.float32),
        embedding=np.arange(4, dtype=np.float32),
        valence=float(expected[0]) if valence is None else valence,
        arousal=float(expected[1]) if arousal is None else arousal,
    )


def mostly(shares: dict[int, float]) -> np.ndarray:
    """(7,) with these shares and the rest spread evenly."""
    probabilities = np.full(7, (1 - sum(shares.values())) / (7 - len(shares)))
    probabilities[list(shares)] = list(shares.values())
    return probabilities


def around(probabilities: np.ndarray, count: int, seed: int = 0, spread: float = 0.3) -> list[Observation]:
    """Readings that scatter about one, as those of a moving face do."""
    noise = np.random.default_rng(seed).normal(0, spread, (count, 7))
    powers = probabilities * np.exp(noise)
    return [reading(p) for p in powers / powers.sum(1, keepdims=True)]


RESTING = [
    mostly({SADNESS: 0.6, NEUTRAL: 0.25}),
    mostly({EMOTIONS.index(Emotion.ANGER): 0.5, NEUTRAL: 0.3}),
    mostly({JOY: 0.7, NEUTRAL: 0.1}),
    mostly({EMOTIONS.index(Emotion.SURPRISE): 0.45, EMOTIONS.index(Emotion.FEAR): 0.3}),
    np.full(7, 1 / 7),
    np.eye(7)[0],
]


@pytest.mark.parametrize("rest", RESTING, ids=["sad", "angry", "smiling", "wide-eyed", "uniform", "certain"])
def test_at_rest_a_person_then_reads_within_a_tenth_of_neutral(rest):
    baseline = Baseline.of(around(rest, 60))
    later = [baseline.apply(observation) for observation in around(rest, 60, seed=1)]
    valence, arousal = NORMS[Emotion.NEUTRAL]
    assert np.mean([o.valence for o in later]) == pytest.approx(valence, abs=0.1)
    assert np.mean([o.arousal for o in later]) == pytest.approx(arousal, abs=0.1)
    assert np.mean([o.probabilities for o in later], axis=0).argmax() == NEUTRAL


@pytest.mark.parametrize("emotion", [e for e in EMOTIONS if e not in (Emotion.NEUTRAL, Emotion.SADNESS)])
def test_an_expression_far_from_rest_stays_what_it_is(emotion):
    baseline = Baseline.of(around(mostly({SADNESS: 0.6, NEUTRAL: 0.25}), 60))
    strong = reading(mostly({EMOTIONS.index(emotion): 0.85, NEUTRAL: 0.05}))
    after = baseline.apply(strong)
    assert EMOTIONS[after.probabilities.argmax()] == emotion
    assert after.valence == pytest.approx(strong.valence, abs=0.1)
    assert after.arousal == pytest.approx(strong.arousal, abs=0.1)


def test_a_much_stronger_form_of_the_resting_expression_is_still_found():
    baseline = Baseline.of(around(mostly({SADNESS: 0.4, NEUTRAL: 0.45}), 60))
    after = baseline.apply(reading(mostly({SADNESS: 0.97, NEUTRAL: 0.02})))
    assert EMOTIONS[after.probabilities.argmax()] == Emotion.SADNESS


def test_a_person_neutral_at_rest_is_read_as_before():
    rest = mostly({NEUTRAL: 0.94})
    baseline = Baseline.of(around(rest, 30, spread=0.05))
    assert baseline.shift == 0.0
    np.testing.assert_allclose(baseline.corrected(rest), rest, atol=1e-6)


def test_corrected_probabilities_are_probabilities_of_any_shape():
    baseline = Baseline.of([reading(np.eye(7)[JOY])])
    corrected = baseline.corrected(np.random.default_rng(0).dirichlet(np.ones(7), (4, 5)))
    assert corrected.shape == (4, 5, 7)
    assert corrected.dtype == np.float32
    np.testing.assert_allclose(corrected.sum(-1), 1, atol=1e-5)
    assert 0 < baseline.shift <= 1


def test_an_encoders_own_affect_loses_what_it_adds_at_rest():
    rest = mostly({NEUTRAL: 0.9})
    baseline = Baseline.of([reading(rest, valence=-0.3, arousal=0.4)])
    after = baseline.apply(reading(rest, valence=-0.3, arousal=0.4))
    assert (after.valence, after.arousal) == pytest.approx((0.0, 0.0), abs=0.1)
    higher = baseline.apply(reading(rest, valence=0.2, arousal=0.9))
    assert (higher.valence - after.valence, higher.arousal - after.arousal) == pytest.approx((0.5, 0.5), abs=1e-5)
    assert baseline.apply(reading(rest, valence=1.0, arousal=-1.0)).valence == 1.0


def test_all_else_of_an_observation_stays():
    before = reading(mostly({SADNESS: 0.6, NEUTRAL: 0.25}))
    after = Baseline.of([before]).apply(before)
    assert (after.modality, after.time, after.quality) == (before.modality, before.time, before.quality)
    assert after.embedding is before.embedding
    told = Observation(TOLD, 1.0, 1.0, valence=0.3, arousal=0.1)
    assert Baseline.of([before]).apply(told) is told


def test_there_is_no_baseline_from_nothing():
    with pytest.raises(ValueError, match="at least one"):
        Baseline.of([])


def test_the_shipped_network_reads_the_face_of_the_baseline_as_neutral_and_other_readings_as_before():
    encoder = FaceEncoder(FaceNetwork.load())
    portrait = cv2.cvtColor(data.astronaut(), cv2.COLOR_RGB2BGR)
    seen = [encoder.encode(cv2.convertScaleAbs(portrait, beta=b), float(b)).observation for b in range(-20, 21, 2)]
    baseline = Baseline.of(seen[::2])
    for observation in seen[1::2]:
        after = baseline.apply(observation)
        assert abs(after.valence) <= 0.1
        assert abs(after.arousal) <= 0.1
    looks = EMOTIONS[np.mean([o.probabilities for o in seen], axis=0).argmax()]
    other = next(e for e in (Emotion.ANGER, Emotion.JOY) if e != looks)
    strong = reading(mostly({EMOTIONS.index(other): 0.85, NEUTRAL: 0.05}))
    assert EMOTIONS[baseline.apply(strong).probabilities.argmax()] == other
