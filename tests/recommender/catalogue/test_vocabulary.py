"""Kinds and genres are data, each with words in every language."""

from __future__ import annotations

import pytest

from emotion.types import INTENTS, Intent
from pages.texts import LANGUAGES, texts
from recommender.catalogue import records, vocabulary
from recommender.catalogue.records import parse_record
from recommender.catalogue.vocabulary import GENRES, KINDS, KindFacts
from recommender.errors import CatalogueError
from recommender.types import Kind

PODCAST = {
    "id": "podcast-made-2024",
    "kind": "podcast",
    "title": "Made",
    "year": 2024,
    "creators": ["Somebody"],
    "genres": ["comedy"],
    "tags": ["made"],
    "description": "Two friends talk.",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_kind_and_genre_has_words(language: str) -> None:
    keys = texts(language).keys
    assert {f"kind-{kind}" for kind in KINDS} <= keys
    assert {f"genre-{genre.replace(' ', '-')}" for genre in GENRES} <= keys
    own = {f"noun-{kind}-{genre.replace(' ', '-')}" for kind, facts in KINDS.items() for genre in facts.own_nouns}
    assert own <= keys


def test_names_of_its_own_are_for_genres_there_are() -> None:
    assert all(facts.own_nouns <= set(GENRES) for facts in KINDS.values())
    assert list(KINDS) == list(Kind)


def test_every_intent_but_keep_going_is_served_by_some_genre() -> None:
    served = {intent for genre in GENRES.values() for intent in genre.serves}
    assert served == set(INTENTS) - {Intent.KEEP_GOING}


def test_a_kind_is_allowed_once_it_stands_in_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(CatalogueError, match="kind is 'podcast'; allowed are film, song, book, read"):
        parse_record(PODCAST, "made.json, item 1")
    more = {**KINDS, "podcast": KindFacts(frozenset(), timed=False)}
    for module in (vocabulary, records):
        monkeypatch.setattr(module, "KINDS", more)
    assert parse_record(PODCAST, "made.json, item 1").kind == "podcast"
