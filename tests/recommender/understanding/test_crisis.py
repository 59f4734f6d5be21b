"""Comments of despair are recognised, their look-alikes are not, and an operator's file of lines is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from pages.texts import texts
from recommender.errors import CatalogueError
from recommender.understanding.crisis import crisis_message, harmless, read_lines, speaks_of_crisis


@pytest.mark.parametrize(
    "text",
    [
        "I don't want to be here anymore. I've been thinking about ending my life",
        "I want to kill myself",
        "I cut myself again last night",
        "I can't go on, there is no point in living",
        "nobody would miss me if I was gone",
        "everyone would be better off without me",
        "I've said my goodbyes",
        "Ich will nicht mehr leben",
        "ohne mich wären alle besser dran",
        "ich habe mich wieder geritzt",
        "no quiero vivir más",
        "soy una carga para mi familia",
        "je veux mourir",
        "je suis un poids pour ma famille",
        "took far too many sleeping pills just now",
        "last night I tried again and it didn't work",
        "heute Nacht mache ich Schluss mit allem",
        "si yo estuviera muerto sería más fácil para todos",
        "ce soir j'en finis avec tout",
    ],
)
def test_despair_is_recognised(text: str) -> None:
    assert speaks_of_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "this traffic is killing me",
        "I'm dying of laughter",
        "dead tired after work",
        "something like Suicide Squad",
        "Kill Bill please",
        "a film about a man who commits suicide",
        "my mum will kill me when she sees the carpet",
        "I cut myself shaving",
        "I don't want to live in London anymore",
        "I can't go on holiday this year",
        "ich lach mich tot",
        "dieser Stau bringt mich um",
        "ich bin todmüde",
        "me muero de risa",
        "este calor me mata",
        "je suis morte de rire",
        "ces chaussures me tuent",
        "I feel sad and alone",
        "I want to end my subscription",
        "I'd rather jump off a cliff than go to that meeting",
        "me corto el pelo mañana",
        "je me coupe les cheveux demain",
    ],
)
def test_idioms_titles_and_plain_sadness_are_not(text: str) -> None:
    assert not speaks_of_crisis(text)


@pytest.mark.parametrize(
    "text",
    [
        "I just want to sleep for a week",
        "I'm so tired, I just want to go to bed.",
        "I can't stop crying and I don't know why",
        "Ich will einfach nur schlafen",
        "Ich kann nicht aufhören zu weinen und weiß nicht warum",
        "quiero dormir una semana",
        "tengo miedo de mañana",
        "j'ai juste envie d'aller me coucher",
    ],
)
def test_who_wants_no_more_than_rest_or_names_tears_or_nerves_alone_is_not_in_a_crisis(text: str) -> None:
    assert harmless(text)


@pytest.mark.parametrize(
    "text",
    [
        "I just want to sleep forever",
        "I just want to sleep and not wake up",
        "I just want to sleep, nobody would notice",
        "I can't stop crying and I can't live like this",
        "Ich kann nicht mehr",
        "Ich will einfach nur schlafen, für immer",
        "Ich will einfach nur schlafen und nie mehr aufwachen",
        "quiero dormir para siempre",
        "tengo miedo de mañana, no quiero vivirlo",
        "je veux juste dormir pour toujours",
    ],
)
def test_any_word_more_leaves_it_open_whether_it_is_one(text: str) -> None:
    assert not harmless(text)


def test_the_shipped_lines_hold_the_numbers_of_every_country_in_both_languages() -> None:
    message = crisis_message(read_lines())
    for language in ("en", "de"):
        said = texts(language).say(message)
        assert all(number in said for number in ("112", "988", "116 123", "0800 1110111", "024", "3114", "Samaritans"))


def test_an_operator_may_add_a_country_without_words(tmp_path: Path) -> None:
    file = tmp_path / "crisis.toml"
    file.write_text('[[line]]\ncountry = "NZ"\nnumber = "1737"\nwho = "1737"\n', encoding="utf-8")
    assert "NZ 1737 (1737)" in texts("en").say(crisis_message(read_lines(file)))


@pytest.mark.parametrize(
    ("content", "named"),
    [
        ("[[line]]\n", "line 1"),
        ('[[line]]\ncountry = "germany"\nnumber = "1"\nwho = ""\n', "country"),
        ("nonsense", "cannot be read"),
    ],
)
def test_a_broken_file_says_where(tmp_path: Path, content: str, named: str) -> None:
    file = tmp_path / "crisis.toml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(CatalogueError, match=named):
        read_lines(file)
