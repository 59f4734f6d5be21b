"""What is made while somebody waits: by its seed, for a feeling, with its recipe."""

from __future__ import annotations

import numpy as np
import pytest

from pages.texts import LANGUAGES, texts
from recommender.catalogue.items import load_catalogue
from recommender.studio import synthesis
from recommender.studio.collection import Medium
from recommender.studio.composing import compose
from recommender.studio.making import make
from recommender.studio.previews import media_for, preview
from recommender.studio.recording import decoded


def test_music_is_made_and_made_again_by_its_seed() -> None:
    one, same = make(Medium.SOUND, 0.4, 0.7, 7), make(Medium.SOUND, 0.4, 0.7, 7)
    assert one.data == same.data
    assert 15 < len(decoded(one.data)) / 48_000 < 70


def test_brighter_sound_has_more_above() -> None:
    score = compose(0.2, -0.9, 3, 2).score  # no drums
    above = []
    for share in (0.0, 1.0):
        heights = np.abs(np.fft.rfft(synthesis.played(score, share)[: 48_000 * 8])) ** 2
        above.append(heights[8 * 800 :].sum() / heights.sum())
    assert above[1] > 1.5 * above[0]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_recipe_has_words(language: str) -> None:
    for seed in range(3):
        assert texts(language).say(make(Medium.PICTURE, 0.1, 0.2, seed).recipe)


def test_words_are_not_made() -> None:
    with pytest.raises(ValueError, match="only music and pictures"):
        make(Medium.WORDS, 0.0, 0.0, 1)


def test_a_preview_is_in_the_mood_of_its_item_and_always_the_same() -> None:
    song = next(item for item in load_catalogue().items if item.kind == "song")
    assert media_for(song) == (Medium.PICTURE, Medium.SOUND)
    one, again = (preview(Medium.PICTURE, song) for _ in range(2))
    assert (one.data, one.item_id) == (again.data, song.id)
    assert (one.valence, one.arousal) == (song.valence, song.arousal)
    assert one.id != preview(Medium.SOUND, song).id
