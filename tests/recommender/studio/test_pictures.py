"""Pictures made by rules, and the collection as items of the catalogue."""

from __future__ import annotations

import colorsys
from random import Random

import numpy as np
import pytest
from PIL import Image

from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.studio.collection import Medium, media_of
from recommender.studio.pictures.colours import palette
from recommender.studio.pictures.painting import SIZE_LIMIT, paint, webp
from recommender.studio.pictures.subjects import SUBJECTS


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue that comes with the demo."""
    return load_catalogue()


def test_brightness_follows_valence_and_saturation_follows_arousal() -> None:
    def lightness_and_saturation(valence: float, arousal: float) -> tuple[float, float]:
        found = colorsys.rgb_to_hls(*(part / 255 for part in palette(valence, arousal, Random(1)).tone()))
        return found[1], found[2]

    assert lightness_and_saturation(0.8, 0.0)[0] > lightness_and_saturation(-0.8, 0.0)[0] + 0.2
    assert lightness_and_saturation(0.0, 0.8)[1] > lightness_and_saturation(0.0, -0.8)[1] + 0.3


def test_a_picture_is_painted_again_the_same_and_fits_its_file() -> None:
    one, same = paint("circles", 0.2, 0.4, 3), paint("circles", 0.2, 0.4, 3)
    assert one.shape == (1200, 800, 3)
    assert (one == same).all()
    assert one.std() > 10
    assert len(webp(one)) <= SIZE_LIMIT


def test_another_seed_paints_another_picture() -> None:
    one, other = (paint("currents", 0.2, 0.4, seed).astype(float) for seed in (1, 2))
    assert np.abs(one - other).mean() > 5


@pytest.mark.parametrize(("kind", "medium", "least"), [("music", Medium.SOUND, 100), ("picture", Medium.PICTURE, 100)])
def test_every_item_made_here_has_its_file(catalogue: Catalogue, kind: str, medium: Medium, least: int) -> None:
    items = [item for item in catalogue.items if item.kind == kind]
    assert len(items) >= least
    for item in items:
        media = media_of(item.id)
        assert media is not None
        assert media.medium is medium
        assert media.file.stat().st_size > 1000
        assert item.creators == ("Attune",)
        assert item.description.startswith("Made by Attune")


def test_pictures_are_small_and_of_the_shape_of_a_cover(catalogue: Catalogue) -> None:
    for item in [item for item in catalogue.items if item.kind == "picture"][::10]:
        media = media_of(item.id)
        assert media.file.stat().st_size <= SIZE_LIMIT
        with Image.open(media.file) as picture:
            assert picture.size == (800, 1200)


def test_words_are_there_in_both_languages_and_of_the_length_of_a_short_read(catalogue: Catalogue) -> None:
    made = [item for item in catalogue.items if item.kind == "read" and item.creators == ("Attune",)]
    assert len(made) >= 100
    for item in made:
        words = media_of(item.id).words
        assert set(words) == {"en", "de"}
        assert all(80 <= len(text.split()) <= 400 for text in words.values()), item.id
        assert words["en"].startswith(f"{item.title}\n")


def test_what_the_demo_only_knows_of_has_no_media(catalogue: Catalogue) -> None:
    assert media_of(next(item.id for item in catalogue.items if item.kind == "film")) is None


def test_every_subject_is_shown() -> None:
    from recommender.training.studio.pictures import _SHOWN

    assert set(_SHOWN) == set(SUBJECTS)
