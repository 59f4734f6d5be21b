"""How much of a tone is said of an item."""

from __future__ import annotations

from dataclasses import replace

import pytest

from recommender.catalogue.items import load_catalogue
from recommender.understanding.tones import closeness
from recommender.understanding.understood import Tone
from recommender.understanding.wishes import Wish, Wishes
from tests.recommender.made import item


def test_a_genre_or_two_words_say_it_more_plainly_than_one_word_in_passing() -> None:
    plain = item("plain", valence=0.6, arousal=0.4)
    said = [
        plain,
        replace(plain, moods=("witty",)),
        replace(plain, moods=("witty", "silly")),
        replace(plain, genres=("comedy",)),
    ]
    assert [closeness(one, Tone.FUNNY) for one in said] == pytest.approx([0.5, 0.75, 1.0, 1.0])


def test_who_asks_for_something_funny_in_the_demo_is_led_to_what_is_plainly_so() -> None:
    catalogue = load_catalogue()
    leaning = Wishes((Wish("more", Tone.FUNNY, 0),), 1).as_weights(catalogue)
    best = [catalogue.items[row] for row in (-leaning).argsort()[:100]]
    assert all(closeness(one, Tone.FUNNY) > 0.9 for one in best)
    assert sum("comedy" in one.genres for one in best) > 70


def test_who_asks_for_something_cheerful_is_not_led_to_what_inspires_through_hardship() -> None:
    catalogue = load_catalogue()
    leaning = Wishes((Wish("more", Tone.CHEERFUL, 0),), 1).as_weights(catalogue)
    places = {catalogue.items[row].title: place for place, row in enumerate((-leaning).argsort())}
    assert places["Amélie"] < 100
    assert min(places["The Shawshank Redemption"], places["Long Walk to Freedom"]) > 300
