"""Item affect on made-up predictions with known answers."""

import numpy as np
import pytest

from emotion.types import EMOTIONS, Emotion, Prediction
from recommender.catalogue.affect import ANCHORS, GENRE_AFFECT, genre_affect, item_affect, stretch
from recommender.errors import CatalogueError

DIRECTIONS = np.eye(2)


def prediction(valence: list[float], arousal: list[float], likeness: np.ndarray | None = None) -> Prediction:
    n = len(valence)
    return Prediction(
        probabilities=np.full((n, 7), 1 / 7, np.float32),
        embedding=np.zeros((n, 2)) if likeness is None else likeness,
        valence=np.array(valence),
        arousal=np.array(arousal),
    )


def test_stretch_by_hand() -> None:
    # Median 0; distances 2, 1, 0, 1, 2 have their 95th percentile at 2, which becomes 0.9.
    np.testing.assert_allclose(stretch(np.array([-2.0, -1, 0, 1, 2])), [-0.9, -0.45, 0, 0.45, 0.9], atol=1e-6)


def test_stretch_clips_outliers_and_leaves_equal_scores_at_zero() -> None:
    assert stretch(np.array([*np.linspace(-1, 1, 99), 500.0])).max() == 1
    np.testing.assert_array_equal(stretch(np.full(4, 0.3)), np.zeros(4))


def test_text_alone_orders_items_of_one_genre() -> None:
    affect = item_affect([["drama"]] * 3, prediction([-0.1, 0.0, 0.1], [0.2, 0.1, 0.0]), DIRECTIONS)
    np.testing.assert_allclose(affect.valence, [-0.9, 0, 0.9], atol=0.11)
    assert affect.arousal[0] > affect.arousal[1] > affect.arousal[2]


def test_genres_alone_order_items_of_one_text() -> None:
    affect = item_affect([["horror"], ["drama"], ["comedy"]], prediction([0.0] * 3, [0.0] * 3), DIRECTIONS)
    assert affect.valence[0] < affect.valence[1] < affect.valence[2]
    assert affect.arousal[0] > affect.arousal[2] > affect.arousal[1]


def test_anchors_alone_order_items() -> None:
    likeness = np.array([[1.0, 0], [0, 0], [-1.0, 1]])
    affect = item_affect([["drama"]] * 3, prediction([0.0] * 3, [0.0] * 3, likeness), DIRECTIONS)
    assert affect.valence[0] > affect.valence[1] > affect.valence[2]
    assert affect.arousal[2] > affect.arousal[0]


def test_text_and_genres_pull_with_equal_weight() -> None:
    # Each source puts one item up and the other down by the same standardised step: they cancel.
    affect = item_affect([["horror"], ["comedy"]], prediction([0.1, -0.1], [0.0, 0.0]), DIRECTIONS)
    np.testing.assert_allclose(affect.valence, 0, atol=1e-5)


def test_emotions_pool_text_and_genre() -> None:
    text = prediction([0.0, 0.0], [0.0, 0.0])
    emotions = item_affect([["horror"], ["comedy"]], text, DIRECTIONS).emotions
    assert emotions.dtype == np.float32
    np.testing.assert_allclose(emotions.sum(axis=1), 1, atol=1e-5)
    assert [EMOTIONS[i] for i in emotions.argmax(axis=1)] == [Emotion.FEAR, Emotion.JOY]


def test_genre_affect_is_the_mean_of_its_genres() -> None:
    affect, emotions = genre_affect([["comedy", "horror"]])
    comedy, horror = GENRE_AFFECT["comedy"], GENRE_AFFECT["horror"]
    np.testing.assert_allclose(
        affect[0], [(comedy.valence + horror.valence) / 2, (comedy.arousal + horror.arousal) / 2]
    )
    np.testing.assert_allclose(emotions.sum(), 1)


def test_unknown_genre_is_named() -> None:
    with pytest.raises(CatalogueError, match="'polka'"):
        genre_affect([["comedy"], ["polka"]])


def test_priors_and_anchors_are_complete() -> None:
    for name, prior in GENRE_AFFECT.items():
        assert -1 <= prior.valence <= 1, name
        assert -1 <= prior.arousal <= 1, name
        assert prior.why, name
    assert len(ANCHORS) == 2
    assert all(len(high) == len(low) for high, low in ANCHORS)
