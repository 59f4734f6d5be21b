"""Wishes add up, are taken back, and what they exclude never passes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pages.texts import LANGUAGES, texts
from recommender.types import Item, Kind
from recommender.understanding.tones import SIGNS
from recommender.understanding.understood import Request, Tone
from recommender.understanding.wishes import Wish, Wishes
from tests.recommender.made import GENRES, catalogue_of, item

PEOPLE = ("Ann Example", "Ben Example", "Cy Example")
NOTES = ("violence", "gore", "death", "war")

some = st.lists(st.sampled_from(GENRES), max_size=2, unique=True).map(tuple)
requests = st.builds(
    Request,
    kinds=st.lists(st.sampled_from([str(kind) for kind in Kind]), max_size=2, unique=True).map(tuple),
    not_kinds=st.lists(st.sampled_from([str(kind) for kind in Kind]), max_size=2, unique=True).map(tuple),
    genres=some,
    not_genres=some,
    min_year=st.none() | st.integers(1900, 2000),
    max_year=st.none() | st.integers(1950, 2020),
    max_minutes=st.none() | st.integers(10, 120),
    not_people=st.lists(st.sampled_from(PEOPLE), max_size=1).map(tuple),
    less=st.lists(st.sampled_from([str(tone) for tone in Tone]), max_size=2, unique=True).map(tuple),
)
items = st.builds(
    lambda kind, genres, year, minutes, who, notes: replace(
        item("x", kind=kind, genres=genres, minutes=minutes), year=year, creators=(who,), content=notes
    ),
    st.sampled_from(list(Kind)),
    st.lists(st.sampled_from(GENRES), min_size=1, max_size=2, unique=True).map(tuple),
    st.integers(1900, 2020),
    st.none() | st.integers(1, 200),
    st.sampled_from(PEOPLE),
    st.none() | st.lists(st.sampled_from(NOTES), max_size=2, unique=True).map(tuple),
)


def passes(wishes: Wishes, one: Item) -> bool:
    return all(bool(rule.mask([one])[0]) for rule in wishes.as_rules())


@settings(max_examples=300)
@given(st.lists(requests, min_size=1, max_size=4), items)
def test_an_excluded_thing_never_passes_while_its_chip_is_there(asked: list[Request], one: Item) -> None:
    wishes = Wishes()
    for request in asked:
        wishes = wishes.add(request)
    if not passes(wishes, one):
        return
    standing = {(wish.slot, wish.value) for wish in wishes.wishes}
    assert ("not_kinds", str(one.kind)) not in standing
    assert not any(("not_genres", genre) in standing for genre in one.genres)
    assert ("not_people", one.creators[0]) not in standing
    assert not any(slot == "less" and SIGNS[Tone(value)].named(one) for slot, value in standing)
    assert not any(slot == "max_minutes" and (one.minutes is None or one.minutes > value) for slot, value in standing)
    assert not any(slot == "min_year" and one.year < value for slot, value in standing)


@given(requests, requests)
def test_the_newest_comment_is_obeyed_where_two_contradict(first: Request, second: Request) -> None:
    wishes = Wishes().add(first).add(second)
    asked = {(wish.slot, wish.value) for wish in wishes.wishes}
    assert all(("not_genres", genre) in asked for genre in second.not_genres)
    assert second.max_minutes is None or ("max_minutes", second.max_minutes) in asked
    assert sum(slot == "max_minutes" for slot, _ in asked) <= 1


def test_an_exclusion_ends_when_its_chip_is_gone() -> None:
    horror = item("a", genres=("horror",))
    wishes = Wishes().add(Request(not_genres=("horror",)))
    assert not passes(wishes, horror)
    assert passes(wishes.remove(wishes.wishes[0]), horror)
    assert passes(wishes.clear(), horror)


def test_an_undo_takes_back_the_last_comment_or_what_it_names_or_all() -> None:
    wishes = Wishes().add(Request(not_genres=("horror",), more=("funny",))).add(Request(kinds=("song",)))
    assert [wish.slot for wish in wishes.add(Request(undo=True)).wishes] == ["not_genres", "more"]
    assert [wish.slot for wish in wishes.add(Request(undo=True, undone=("horror",))).wishes] == ["more", "kinds"]
    assert len(wishes.add(Request(undo=True, start_over=True))) == 0


def test_asking_for_what_was_excluded_takes_the_exclusion_back() -> None:
    wishes = Wishes().add(Request(not_genres=("horror",))).add(Request(genres=("horror",)))
    assert [wish.slot for wish in wishes.wishes] == ["genres"]


def test_an_item_whose_length_nobody_knows_is_not_promised_to_fit() -> None:
    assert not passes(Wishes().add(Request(max_minutes=20)), item("a", minutes=None))


def test_weights_lean_to_what_is_asked_more_of_and_to_the_like() -> None:
    funny, sad = item("a", 0.6, 0.4, genres=("comedy",), title="Fun"), item("b", -0.6, -0.2, genres=("drama",))
    catalogue = catalogue_of(funny, sad, embeddings=np.eye(2))
    assert np.diff(Wishes().add(Request(more=("funny",))).as_weights(catalogue))[0] < 0
    assert np.diff(Wishes().add(Request(less=("sad",))).as_weights(catalogue))[0] < 0
    np.testing.assert_allclose(Wishes().add(Request(like=("Fun",))).as_weights(catalogue), [1, 0])
    np.testing.assert_array_equal(Wishes().as_weights(catalogue), [0, 0])


def test_less_of_a_pleasant_tone_keeps_out_and_leans_nowhere() -> None:
    funny = item("a", 0.6, 0.4, genres=("comedy",))
    wishes = Wishes().add(Request(less=("funny", "romantic", "serious")))
    assert not wishes.leans
    assert not passes(wishes, funny)
    both = wishes.add(Request(more=("cheerful",)))
    alone = Wishes().add(Request(more=("cheerful",)))
    catalogue = catalogue_of(funny, item("b"))
    np.testing.assert_array_equal(both.as_weights(catalogue), alone.as_weights(catalogue))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chip_and_rule_has_words(language: str) -> None:
    request = Request(
        ("film",), ("song",), ("comedy",), ("science fiction",), 1990, 1999, 5, 20, ("Ann",), ("Ben",), ("Fun",)
    )
    wishes = Wishes().add(replace(request, more=tuple(map(str, Tone)))).add(Request(less=("sad",)))
    said = [texts(language).say(message) for message in wishes.chips()]
    assert len(said) == len(wishes)
    assert all(texts(language).say(rule.why) for rule in wishes.as_rules())


def test_a_chip_says_what_it_stands_for() -> None:
    assert texts("de").say(Wish("not_kinds", "film", 1).message()) == "keine Filme"
    assert texts("en").say(Wish("max_minutes", 20, 1).message()) == "at most 20 min"
