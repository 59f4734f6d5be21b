"""Titles as different lists write them."""

from __future__ import annotations

import pytest

from recommender.catalogue.titles import plain, split_year


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Matrix, The", "The Matrix"),
        ("AMÉLIE", "amelie"),
        ("Fish Called Wanda, A", "a fish called wanda"),
        ("Don't Look Now", "Dont look now"),
        ("Pride & Prejudice", "Pride and Prejudice"),
        ("WALL·E", "wall e"),
        ("  Se7en!  ", "se7en"),
    ],
)
def test_one_title_written_in_two_ways(one: str, other: str) -> None:
    assert plain(one) == plain(other)


@pytest.mark.parametrize(("one", "other"), [("Alien", "Aliens"), ("Toy Story", "Toy Story 2"), ("It", "A")])
def test_different_titles_stay_apart(one: str, other: str) -> None:
    assert plain(one) != plain(other)


def test_a_year_in_brackets_is_told_from_the_title() -> None:
    assert split_year("Heat (1995)") == ("Heat", 1995)
    assert split_year("2001: A Space Odyssey") == ("2001: A Space Odyssey", None)
    assert split_year("") == ("", None)
