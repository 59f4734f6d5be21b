"""The language of short comments."""

from __future__ import annotations

import pytest

from recommender.understanding.language import UNKNOWN, detect


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("flat flooded overnight, I could cry", "en"),
        ("no horror please", "en"),
        ("so tired", "en"),
        ("ich bin so traurig", "de"),
        ("was Lustiges bitte", "de"),
        ("boah ich hab so einen Hals", "de"),
        ("estoy muy triste", "es"),
        ("algo divertido", "es"),
        ("¡qué alegría!", "es"),
        ("je n'ai pas le moral ce soir", "fr"),
        ("trop contente, c'est les vacances", "fr"),
        ("un film drôle", "fr"),
        ("sono molto triste oggi", UNKNOWN),
        ("estou muito cansado", UNKNOWN),
        ("ik ben zo moe", UNKNOWN),
        ("jestem dziś smutny", UNKNOWN),
        ("jag är så ledsen idag", UNKNOWN),
        ("мне сегодня грустно", UNKNOWN),
        ("我很难过", UNKNOWN),
    ],
)
def test_a_language_is_known_or_said_to_be_unknown(text: str, language: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize("text", ["ok", "😭😭😭", "", "Zootopia"])
def test_what_is_in_no_language_is_taken_for_english(text: str) -> None:
    assert detect(text) == "en"
