"""What a wish asks for beside and is not understood is told, never guessed, and excludes nothing else."""

from __future__ import annotations

import pytest

from pages.parts.live.wishes import heard
from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.grammar import read_request
from recommender.understanding.lexicon import lexicon
from recommender.understanding.understood import Request, Understood

NAMES = Gazetteer.of(("The Matrix",), ("Tom Hanks",))


def read(language: str, text: str) -> Request:
    return read_request(text, lexicon(language), NAMES)


@pytest.mark.parametrize(
    ("language", "text", "missed"),
    [
        ("en", "something warm but not a film", "warm"),
        ("en", "a film about dragons", "dragons"),
        ("en", "no superhero movies", "superhero"),
        ("de", "etwas Warmes, aber kein Film", "Warmes"),
        ("de", "bitte keine Weihnachtslieder", "Weihnachtslieder"),
        ("fr", "quelque chose de chaleureux", "chaleureux"),
        ("fr", "pas de chansons de Noël", "Noël"),
        ("es", "algo cálido, pero no una película", "cálido"),
        ("es", "nada de canciones navideñas", "navideñas"),
    ],
)
def test_what_is_not_understood_is_named_as_it_was_written(language: str, text: str, missed: str) -> None:
    assert read(language, text).missed == (missed,)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "something funny but not a film"),
        ("en", "I want a good old western for tonight please"),
        ("en", "something to watch with my kids"),
        ("en", "a film with Tom Hanks"),
        ("de", "einen lustigen Film für heute Abend bitte"),
        ("de", "nichts Trauriges"),
        ("fr", "une comédie pour ce soir, pas trop longue"),
        ("es", "quiero ver una comedia con mi familia"),
    ],
)
def test_what_is_understood_leaves_nothing_over(language: str, text: str) -> None:
    assert read(language, text)
    assert read(language, text).missed == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "no Christmas songs"),
        ("en", "no songs in Spanish"),
        ("de", "keine Weihnachtslieder"),
        ("fr", "pas de chansons de Noël"),
        ("es", "nada de canciones navideñas"),
    ],
)
def test_a_narrowed_kind_is_not_excluded_as_a_whole(language: str, text: str) -> None:
    assert read(language, text).not_kinds == ()


def test_words_that_are_not_understood_alone_are_no_wish() -> None:
    assert not read("en", "something warm")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "only instrumental music"),
        ("de", "nur Instrumentalmusik bitte"),
        ("fr", "de la musique instrumentale"),
        ("es", "solo música instrumental"),
    ],
)
def test_instrumental_music_has_no_songs(language: str, text: str) -> None:
    assert read(language, text).kinds == ("music",)


def test_the_page_names_what_was_not_understood() -> None:
    said = heard(Understood("en", False, False, "neutral", 0.0, 0.0, 1.0, read("en", "something warm, no films")))
    assert said is not None
    assert (said.key, said.parameters["words"]) == ("comment-missed", "warm")
