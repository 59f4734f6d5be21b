"""Words for items and moods: true of the numbers, and English."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from emotion.message import Message
from pages.texts import texts
from recommender.catalogue.items import load_catalogue
from recommender.policy.iso import strategy_for
from recommender.ranking.describing import described, mood_of, noun
from recommender.ranking.terms.affect import where
from recommender.types import Goal, Item, Kind, Strategy
from tests.recommender.made import context, feels, item, said


@pytest.mark.parametrize(
    ("kind", "genres", "minutes", "called"),
    [
        (Kind.FILM, ("comedy", "drama"), 90, "comedy"),
        (Kind.FILM, ("science fiction",), 90, "science-fiction film"),
        (Kind.SONG, ("folk",), 3, "folk song"),
        (Kind.SONG, ("ambient",), 8, "ambient piece"),
        (Kind.BOOK, ("children",), None, "children's book"),
        (Kind.BOOK, ("fantasy",), None, "fantasy book"),
        (Kind.READ, ("nature", "poem"), 2, "2-minute poem"),
        (Kind.READ, ("science",), None, "science short read"),
        (Kind.FILM, (), 90, "film"),
    ],
)
def test_items_are_called_what_people_call_them(kind, genres, minutes, called) -> None:
    assert said(noun(item("i", kind=kind, genres=genres, minutes=minutes))) == called


@pytest.mark.parametrize(
    ("minutes", "article"), [(1, "a"), (8, "an"), (11, "an"), (12, "a"), (18, "an"), (80, "an"), (110, "a")]
)
def test_the_article_fits_the_number(minutes: int, article: str) -> None:
    poem = item("i", kind=Kind.READ, genres=("poem",), minutes=minutes)
    assert said(described(poem)) == f"{article} {minutes}-minute poem"


def test_every_item_of_the_catalogue_is_described_in_words() -> None:
    for known in load_catalogue().items:
        text = said(described(known))
        assert re.fullmatch(r"an? [A-Za-z0-9' -]+", text), text
        assert "  " not in text
        if text[2:].strip()[0].isalpha():
            assert text.startswith("an ") == (text.split()[1][0] in "aeiou"), text


def test_moods_differ_over_the_plane_and_the_middle_has_no_word() -> None:
    grid = {(v, a): mood_of(v, a) for v in (-0.7, -0.2, 0.0, 0.2, 0.7) for a in (-0.6, 0.0, 0.6)}
    assert grid[(0.0, 0.0)] == ""
    assert len(set(grid.values())) == 15
    assert (grid[(0.7, -0.6)], grid[(-0.7, 0.6)]) == ("serene", "fierce")


def placed(one: Item, strategy: Strategy) -> str:
    return said(Message(where(one, strategy)))


class TestPlace:
    def test_near_and_far_when_matching(self) -> None:
        strategy = strategy_for(context(feels(0.5, 0.0)))
        assert placed(item("i", 0.55, 0.05), strategy) == "right where your mood is"
        assert placed(item("i", 0.2, 0.2), strategy) == "close to your mood"
        assert placed(item("i", -0.2, 0.0), strategy) == "in the direction of your mood"

    def test_brighter_is_only_said_of_what_is_brighter(self) -> None:
        strategy = strategy_for(context(feels(-0.6, -0.2), Goal.LIFT))
        assert placed(item("i", -0.2, -0.2), strategy) == "a step brighter than your mood"
        assert placed(item("i", 0.3, 0.2), strategy) == "brighter than your mood"
        assert "brighter" not in placed(item("i", -0.6, 0.1), strategy)

    def test_calmer_is_only_said_of_what_is_calmer(self) -> None:
        strategy = strategy_for(context(feels(-0.4, 0.5), Goal.CALM))
        assert placed(item("i", -0.4, 0.1), strategy) == "a step calmer than your mood"
        assert placed(item("i", 0.2, -0.4), strategy) == "calmer than your mood"
        assert placed(item("i", 0.0, 0.5), strategy) == "a step lighter than your mood"
        assert "calmer" not in placed(item("i", -0.4, 0.6), strategy)

    def test_an_even_keel_is_only_said_of_what_is_even(self) -> None:
        strategy = strategy_for(context(feels(0.3, 0.3), Goal.STEADY))
        assert placed(item("i", 0.2, 0.1), strategy) == "on an even keel"
        assert "even keel" not in placed(item("i", 0.2, 0.8), strategy)

    def test_nothing_is_said_of_a_mood_that_is_not_known(self) -> None:
        for goal in Goal:
            strategy = strategy_for(context(None, goal))
            texts = {placed(item("i", v, a), strategy) for v in (-0.5, 0.5) for a in (-0.5, 0.5)}
            assert not any("your mood" in text for text in texts)
        lift = strategy_for(context(None, Goal.LIFT))
        assert placed(item("i", 0.5, 0.3), lift) == "on the bright side"
        assert "bright" not in placed(item("i", -0.5, 0.3), lift)


def test_a_genre_without_a_word_is_called_by_its_name() -> None:
    assert said(noun(replace(item("i"), genres=("polka",)))) == "polka film"
    assert texts("de").say(noun(replace(item("i"), genres=("polka",)))) == "Film (polka)"


@pytest.mark.parametrize(
    ("genres", "kind", "called"),
    [
        (("comedy",), Kind.FILM, "eine dunkle Komödie"),
        (("drama",), Kind.FILM, "ein dunkles Drama"),
        (("thriller",), Kind.FILM, "ein dunkler Thriller"),
        (("science fiction",), Kind.BOOK, "ein dunkles Science-Fiction-Buch"),
        (("horror",), Kind.FILM, "ein dunkler Horrorfilm"),
    ],
)
def test_german_adjectives_follow_the_gender(genres: tuple[str, ...], kind: Kind, called: str) -> None:
    assert texts("de").say(described(item("i", -0.7, 0.0, kind=kind, genres=genres))) == called
