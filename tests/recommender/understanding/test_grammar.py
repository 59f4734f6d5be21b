"""What comments ask for, in four languages, against answers made by hand."""

from __future__ import annotations

import pytest

from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.grammar import read_request
from recommender.understanding.lexicon import LANGUAGES, folded, lexicon
from recommender.understanding.understood import Request

NAMES = Gazetteer.of(
    ("The Matrix", "Inception", "Alien", "Kill Bill", "The Sound of Music"),
    ("Tom Hanks", "Agatha Christie", "Stanley Kubrick", "Radiohead", "Edgar Allan Poe"),
)


def asked(language: str, text: str) -> dict:
    return read_request(text, lexicon(language), NAMES).as_json()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("something funny but not a film", {"not_kinds": ["film"], "more": ["funny"]}),
        ("no horror please", {"not_genres": ["horror"]}),
        ("I have 20 minutes", {"max_minutes": 20}),
        ("half an hour, something calm", {"max_minutes": 30, "more": ["calm"]}),
        ("nothing longer than 90 minutes", {"max_minutes": 90}),
        ("at least two hours please", {"min_minutes": 120}),
        ("give me a sad song, I want to cry", {"kinds": ["song"], "more": ["sad"]}),
        ("something like The Matrix", {"like": "The Matrix"}),
        ("something like the matricks", {}),
        ("something like the matrx", {"like": "The Matrix"}),
        ("something like The Sound of Music", {"like": "The Sound of Music"}),
        ("films from the 90s", {"kinds": ["film"], "min_year": 1990, "max_year": 1999}),
        ("a 19th century novel", {"kinds": ["book"], "min_year": 1800, "max_year": 1899}),
        ("a thriller from the 80s or 90s", {"genres": ["thriller"], "min_year": 1980, "max_year": 1999}),
        ("made before 1980", {"max_year": 1979}),
        ("nothing older than 1990", {"min_year": 1990}),
        ("between 1960 and 1975", {"min_year": 1960, "max_year": 1975}),
        ("a documentary about space", {"genres": ["documentary"]}),
        ("something to read", {"kinds": ["book", "read"]}),
        ("no horror, war or gore", {"not_genres": ["horror", "war"], "less": ["violent"]}),
        ("no horror, comedy please", {"genres": ["comedy"], "not_genres": ["horror"]}),
        ("no war films", {"not_genres": ["war"]}),
        ("anything but westerns", {"not_genres": ["western"]}),
        ("romance isn't my thing", {"not_genres": ["romance"]}),
        ("nothing sad", {"less": ["sad"]}),
        ("more romantic, less violent", {"more": ["romantic"], "less": ["violent"]}),
        ("funnier", {"more": ["funny"]}),
        ("a movie with tom hanks", {"kinds": ["film"], "people": ["Tom Hanks"]}),
        ("something by agatha christi", {"people": ["Agatha Christie"]}),
        ("science fiction but not by Kubrick", {"genres": ["science fiction"], "not_people": ["Stanley Kubrick"]}),
        ("I'm sad, give me something funny", {"more": ["funny"]}),
        ("something funny because I'm sad", {"more": ["funny"]}),
        ("something cheerful", {"more": ["cheerful"]}),
        ("something inspiring", {"more": ["uplifting"]}),
        ("something light and fun", {"more": ["cheerful"], "less": ["serious"]}),
        ("something light", {"more": ["cheerful"], "less": ["serious"]}),
        ("nothing light tonight", {"more": ["serious"], "less": ["cheerful"]}),
        ("a novel set a light year away", {"kinds": ["book"]}),
        ("music to dance to", {"kinds": ["song"], "more": ["danceable"]}),
        ("could you play something I can dance to?", {"more": ["danceable"]}),
        ("I danced to music all night", {}),
        ("we had so much fun", {}),
    ],
)
def test_english_requests_are_read(text: str, wanted: dict) -> None:
    assert asked("en", text) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "instrumental music only"),
        ("en", "instrumental tracks only"),
        ("en", "music without lyrics please"),
        ("de", "nur Instrumentalmusik"),
        ("de", "instrumentale Stücke bitte"),
        ("de", "Musik ohne Gesang bitte"),
        ("es", "solo música instrumental"),
        ("es", "quiero música sin letra"),
        ("fr", "seulement de la musique instrumentale"),
        ("fr", "de la musique sans paroles"),
    ],
)
def test_music_that_nobody_sings_to_is_no_song(language: str, text: str) -> None:
    assert asked(language, text) == {"kinds": ["music"]}


@pytest.mark.parametrize(
    "text",
    [
        "I feel sad",
        "that film was so sad",
        "not happy at all tbh",
        "I waited 50 minutes on hold",
        "my exam is in 20 minutes",
        "why not",
        "we were stuck behind a tractor for ages",
        "Oh great, another Monday. Just what I needed.",
    ],
)
def test_a_statement_asks_for_nothing(text: str) -> None:
    assert asked("en", text) == {}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("de", "etwas Lustiges, aber kein Film", {"not_kinds": ["film"], "more": ["funny"]}),
        ("de", "etwas Fröhliches", {"more": ["cheerful"]}),
        ("de", "einen leichten Film", {"kinds": ["film"], "more": ["cheerful"], "less": ["serious"]}),
        ("de", "Lieder, zu denen man tanzen kann", {"kinds": ["song"], "more": ["danceable"]}),
        ("de", "Horror mag ich nicht", {"not_genres": ["horror"]}),
        (
            "de",
            "ein Liebesfilm aus den 90ern",
            {"kinds": ["film"], "genres": ["romance"], "min_year": 1990, "max_year": 1999},
        ),
        ("de", "keine Kriegsfilme", {"not_genres": ["war"]}),
        ("de", "höchstens eine halbe Stunde", {"max_minutes": 30}),
        ("de", "ein Roman aus dem 19. Jahrhundert", {"kinds": ["book"], "min_year": 1800, "max_year": 1899}),
        ("de", "nichts Trauriges", {"less": ["sad"]}),
        ("es", "algo divertido pero que no sea una película", {"not_kinds": ["film"], "more": ["funny"]}),
        ("es", "todo menos westerns", {"not_genres": ["western"]}),
        ("es", "una novela del siglo XIX", {"kinds": ["book"], "min_year": 1800, "max_year": 1899}),
        ("es", "menos violencia, más romántico", {"more": ["romantic"], "less": ["violent"]}),
        ("es", "música para bailar", {"kinds": ["song"], "more": ["danceable"]}),
        ("es", "una novela tranquila", {"kinds": ["book"], "more": ["calm"]}),
        ("es", "algo ligero", {"more": ["cheerful"], "less": ["serious"]}),
        ("es", "media hora como mucho", {"max_minutes": 30}),
        ("fr", "un truc drôle mais pas un film", {"not_kinds": ["film"], "more": ["funny"]}),
        ("fr", "musique pour danser", {"kinds": ["song"], "more": ["danceable"]}),
        ("fr", "quelque chose de gai", {"more": ["cheerful"]}),
        ("fr", "un livre léger", {"kinds": ["book"], "more": ["cheerful"], "less": ["serious"]}),
        ("fr", "tout sauf des westerns", {"not_genres": ["western"]}),
        ("fr", "un roman du XIXe siècle", {"kinds": ["book"], "min_year": 1800, "max_year": 1899}),
        ("fr", "pas de films de guerre", {"not_genres": ["war"]}),
        ("fr", "un film avec Tom Hanks", {"kinds": ["film"], "people": ["Tom Hanks"]}),
    ],
)
def test_other_languages_are_read(language: str, text: str, wanted: dict) -> None:
    assert asked(language, text) == wanted


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "forget the horror"),
        ("en", "undo"),
        ("en", "start over"),
        ("de", "mach das rückgängig"),
        ("de", "vergiss den Horror"),
        ("es", "olvida el terror"),
        ("es", "deshaz eso"),
        ("fr", "annule ça"),
        ("fr", "oublie l'horreur"),
    ],
)
def test_an_undo_is_nothing_but_an_undo(language: str, text: str) -> None:
    assert asked(language, text) == {"undo": True}


def test_an_undo_says_what_it_takes_back() -> None:
    assert read_request("forget the horror", lexicon("en"), NAMES).undone == ("horror",)
    assert read_request("start over", lexicon("en"), NAMES).start_over


def test_shorter_has_no_key_but_a_pace() -> None:
    found = read_request("shorter", lexicon("en"), NAMES)
    assert (found.as_json(), found.pace) == ({}, -1)


@pytest.mark.parametrize("language", LANGUAGES)
def test_any_text_is_read_without_an_error(language: str) -> None:
    for text in ("", " ", "\x00", "'", "no", "😭😭", "ﬁlm İ ǅ", "a" * 3000, "by by by like like"):
        assert isinstance(read_request(text, lexicon(language), NAMES), Request)


def test_folding_keeps_every_place() -> None:
    for text in ("Straße ÉTÉ İstanbul ǅ", "naïve \u201cquotes\u201d don\u2019t"):
        assert len(folded(text)) == len(text)
    assert folded("Übermäßig \u201cschön\u201d") == 'ubermasig "schon"'
