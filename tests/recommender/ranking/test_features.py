"""What is computed once for a catalogue."""

from __future__ import annotations

import numpy as np
import pytest

from emotion.types import INTENTS, Emotion
from recommender.catalogue.items import load_catalogue
from recommender.ranking.features import TOPIC_DIMENSIONS, Features
from tests.recommender.made import catalogue_of, item, random_catalogue


def test_shapes_types_and_ranges() -> None:
    features = Features.of(random_catalogue(80))
    assert len(features) == 80
    assert features.likeness.dtype == features.affect.dtype == features.serves.dtype == np.float32
    assert features.affect.shape == (80, 2)
    assert features.serves.shape == (80, len(INTENTS))
    assert np.abs(features.serves).max() <= 1
    assert features.likeness.shape[1] <= TOPIC_DIMENSIONS + features.catalogue.genres.shape[1]
    np.testing.assert_allclose(np.linalg.norm(features.likeness, axis=1), 1, atol=1e-5)


def test_alike_are_those_of_one_topic_and_genre() -> None:
    embeddings = np.array([[1.0, 0.1, 0, 0], [1, 0, 0.1, 0], [0, 1, 0, 0], [0, 0, 0, 1]])
    genres = ("comedy", "comedy", "comedy", "horror")
    items = [item(f"i{n}", genres=(genre,)) for n, genre in enumerate(genres)]
    likeness = Features.of(catalogue_of(*items, embeddings=embeddings)).likeness
    same_both, same_genre, neither = (float(likeness[0] @ likeness[other]) for other in (1, 2, 3))
    assert same_both > same_genre > neither


def test_unrelated_items_are_about_unlike_though_embeddings_share_a_direction() -> None:
    random = np.random.default_rng(0)
    items = [item(f"i{n}", genres=(f"g{n % 5}",)) for n in range(200)]
    embeddings = random.standard_normal((200, 60)) + 5.0
    likeness = Features.of(catalogue_of(*items, embeddings=embeddings)).likeness
    pairs = (likeness @ likeness.T)[np.triu_indices(200, 1)]
    assert abs(float(pairs.mean())) < 0.02


def test_works_alike_are_near_in_the_shipped_catalogue() -> None:
    """The mean rank of a work's own genre mates among all others is well before the middle."""
    catalogue = load_catalogue()
    features = Features.of(catalogue)
    alike = features.likeness @ features.likeness.T
    mates = (catalogue.genres.astype(float) @ catalogue.genres.T.astype(float)) > 0
    np.fill_diagonal(mates, False)
    assert alike[mates].mean() > alike[~mates].mean() + 0.1


def test_harsh_is_what_is_very_unpleasant_or_distressing_but_not_what_is_only_sad_or_loud() -> None:
    features = Features.of(
        catalogue_of(
            item("bleak", -0.7, -0.3, emotion=Emotion.SADNESS),
            item("scary", -0.1, 0.5, emotion=Emotion.FEAR),
            item("wistful", -0.3, -0.3, emotion=Emotion.SADNESS),
            item("loud", 0.4, 0.9, emotion=Emotion.ANGER),
        )
    )
    assert features.harsh.tolist() == [True, True, False, False]


@pytest.mark.parametrize("genres", [(), ("comedy",)])
def test_items_that_are_all_the_same_have_finite_features(genres: tuple[str, ...]) -> None:
    same = catalogue_of(*[item(f"i{n}", genres=genres) for n in range(4)], embeddings=np.ones((4, 8)))
    features = Features.of(same)
    assert np.isfinite(features.likeness).all()
    assert not features.serves.any()


def test_order_does_not_matter_to_likeness() -> None:
    catalogue = random_catalogue(60)
    order = np.random.default_rng(1).permutation(60)
    shuffled = catalogue_of(*[catalogue.items[row] for row in order], embeddings=catalogue.embeddings[order])
    expected = Features.of(catalogue).likeness[order]
    got = Features.of(shuffled).likeness
    np.testing.assert_allclose(got @ got.T, expected @ expected.T, atol=1e-4)
