import numpy as np
import pytest

from emotion.labels import NORM_MATRIX, emotion_of, expected_affect
from emotion.types import EMOTIONS, Emotion


@pytest.mark.parametrize(
    ("label", "emotion"),
    [
        ("Happiness", Emotion.JOY),
        ("calm", Emotion.NEUTRAL),
        (" annoyance", Emotion.ANGER),
        ("curiosity", Emotion.SURPRISE),
        (4, Emotion.SADNESS),
        (np.int64(6), Emotion.NEUTRAL),
        ("boredom", None),
        ("contempt", None),
        (7, None),
        (True, None),
    ],
)
def test_labels_map_onto_the_seven(label, emotion):
    assert emotion_of(label) is emotion


def test_every_goemotions_label_has_its_ekman_group():
    groups = {
        Emotion.ANGER: "anger annoyance disapproval",
        Emotion.DISGUST: "disgust",
        Emotion.FEAR: "fear nervousness",
        Emotion.JOY: "joy amusement approval excitement gratitude love optimism relief pride admiration desire caring",
        Emotion.SADNESS: "sadness disappointment embarrassment grief remorse",
        Emotion.SURPRISE: "surprise realization confusion curiosity",
        Emotion.NEUTRAL: "neutral",
    }
    names = [(name, emotion) for emotion, group in groups.items() for name in group.split()]
    assert len(names) == 28
    assert all(emotion_of(name) is emotion for name, emotion in names)


def test_certain_emotions_have_their_norms_and_mixtures_lie_between():
    valence, arousal = expected_affect(np.eye(7, dtype=np.float32))
    np.testing.assert_allclose(np.stack([valence, arousal], 1), NORM_MATRIX)
    half = np.zeros(7)
    half[[EMOTIONS.index(Emotion.JOY), EMOTIONS.index(Emotion.SADNESS)]] = 0.5
    assert expected_affect(half)[0] == pytest.approx((0.76 - 0.63) / 2, abs=1e-6)
