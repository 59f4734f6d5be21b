"""Item affect on made-up items with known answers."""

import numpy as np
import pytest

from emotion.types import EMOTIONS, Emotion
from recommender.catalogue.affect import REACH, WORD_ERROR, genre_affect, item_affect, mood_affect
from recommender.catalogue.moods import MOODS
from recommender.catalogue.vocabulary import GENRES
from recommender.errors import CatalogueError


def test_the_mean_of_the_mood_words_is_reached_further_out() -> None:
    # sad lies at (-0.60, -0.30), bittersweet at (0.00, -0.15): their mean, times REACH.
    affect, _, _ = mood_affect(["sad", "bittersweet"])
    np.testing.assert_allclose(affect, [-0.30 * REACH, -0.225 * REACH], atol=1e-9)


def test_words_that_agree_are_as_sure_as_their_number_allows() -> None:
    assert mood_affect(["sad"])[2] == pytest.approx(WORD_ERROR)
    assert mood_affect(["sad", "sorrowful", "mournful", "melancholy"])[2] == pytest.approx(WORD_ERROR / 2)


def test_words_that_disagree_leave_an_item_less_sure() -> None:
    assert mood_affect(["joyful", "despairing"])[2] > mood_affect(["joyful", "cheerful"])[2]


def test_every_word_votes_for_its_emotion() -> None:
    # One seventh each beforehand, and two votes for fear, one for sadness.
    _, emotions, _ = mood_affect(["terrifying", "creepy", "sad"])
    assert emotions[EMOTIONS.index(Emotion.FEAR)] == pytest.approx((2 + 1 / 7) / 4)
    assert emotions[EMOTIONS.index(Emotion.SADNESS)] == pytest.approx((1 + 1 / 7) / 4)
    assert emotions.sum() == pytest.approx(1)


def test_mood_words_outweigh_genre() -> None:
    affect = item_affect([["comedy"], ["horror"]], [["bleak"], ["joyful"]], np.eye(2))
    assert affect.valence[0] < 0 < affect.valence[1]


def test_genres_place_items_where_nobody_chose_words() -> None:
    affect = item_affect([["horror"], ["comedy"]], [[], []], np.eye(2))
    horror, comedy = GENRES["horror"], GENRES["comedy"]
    np.testing.assert_allclose(affect.valence, [horror.valence, comedy.valence], atol=1e-6)
    np.testing.assert_allclose(affect.arousal, [horror.arousal, comedy.arousal], atol=1e-6)
    assert [EMOTIONS[i] for i in affect.emotions.argmax(axis=1)] == [Emotion.FEAR, Emotion.JOY]


def test_an_item_without_words_lies_near_items_described_alike() -> None:
    # Thirty dramas, joyful or sad by the first column of their embedding; two more, without words, are told by it.
    sign = np.array([1.0, -1.0] * 15)
    embeddings = np.stack([np.append(sign, [1, -1]), np.zeros(32)], axis=1)
    words = [["joyful"] if s > 0 else ["sad"] for s in sign] + [[], []]
    affect = item_affect([["drama"]] * 32, words, embeddings)
    np.testing.assert_allclose(affect.valence[30:], affect.valence[:2], atol=0.05)
    assert affect.uncertainty[30] == affect.uncertainty[31] < 0.2


def test_affect_is_float32_in_its_range_and_contiguous() -> None:
    affect = item_affect([["horror"]], [["terrifying", "horrifying"]], np.eye(1))
    assert affect.arousal[0] == 1  # 0.775 times REACH would lie beyond
    for array in (affect.valence, affect.arousal, affect.emotions, affect.uncertainty):
        assert array.dtype == np.float32
        assert array.flags.c_contiguous  # a view of columns would be saved as rows
    assert affect.emotions.sum() == pytest.approx(1)


def test_genre_affect_is_the_mean_of_its_genres() -> None:
    affect, emotions = genre_affect([["comedy", "horror"]])
    comedy, horror = GENRES["comedy"], GENRES["horror"]
    np.testing.assert_allclose(
        affect[0], [(comedy.valence + horror.valence) / 2, (comedy.arousal + horror.arousal) / 2]
    )
    np.testing.assert_allclose(emotions.sum(), 1)


def test_unknown_genre_is_named() -> None:
    with pytest.raises(CatalogueError, match="'polka'"):
        genre_affect([["comedy"], ["polka"]])


def test_priors_are_complete() -> None:
    for name, prior in GENRES.items():
        assert -1 <= prior.valence <= 1, name
        assert -1 <= prior.arousal <= 1, name
        assert prior.why, name


def test_the_vocabulary_covers_the_plane() -> None:
    assert len(MOODS) >= 120
    points = np.array([(mood.valence, mood.arousal) for mood in MOODS.values()])
    assert (np.abs(points) <= 1).all()
    for pleasant in (True, False):
        for energetic in (True, False):
            assert (((points[:, 0] > 0) == pleasant) & ((points[:, 1] > 0) == energetic)).sum() >= 20
    assert {mood.emotion for mood in MOODS.values()} == set(Emotion)
