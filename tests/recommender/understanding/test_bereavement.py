"""Word of a death of somebody close, in the languages that are read, and what only sounds like it."""

from __future__ import annotations

import pytest

from recommender.understanding.bereavement import tells_of_a_death, wishes_to_follow

TOLD = {
    "en": (
        "my grandma died this morning",
        "We buried my uncle yesterday, it rained",
        "I just heard that my best friend died. I feel terribly sad and alone.",
        "my dad passed last night",
        "we had to put our cat down today",
        "My mum's funeral is tomorrow",
    ),
    "de": (
        "meine Oma ist heute Morgen gestorben",
        "wir haben unseren Hund einschläfern lassen",
        "die Beerdigung meiner Mutter war heute",
        "ich habe meinen Bruder verloren",
    ),
    "es": ("se murió mi abuela", "mi padre ha muerto", "hoy fue el entierro de mi tía"),
    "fr": (
        "ma grand-mère est morte ce matin",
        "mon père vient de mourir",
        "j'ai perdu ma mère",
        "mon chat est mort, je suis si triste",
    ),
}
FOLLOWS = {
    "en": ("my husband died and I want to be with him", "my wife is dead, I'll be joining her"),
    "de": ("mein Mann ist tot, ich will zu ihm", "meine Frau ist gestorben und ich möchte ihr folgen"),
    "es": ("mi marido ha muerto y quiero irme con él",),
    "fr": ("mon fils est mort, je veux le rejoindre",),
}
STAYS = {
    "en": ("my husband died and I miss being held",),
    "de": ("mein Vater ist heute Morgen gestorben, ich bin so traurig",),
    "es": ("se murió mi abuela y estoy destrozada",),
    "fr": ("ma grand-mère est morte ce matin, je suis si triste",),
}
NOT_TOLD = {
    "en": (
        "my phone died",
        "the dog in that film died",
        "my dad nearly died laughing",
        "my brother is dead serious",
        "I lost my mum in the supermarket",
        "my friend passed on the invitation",
        "my dad died ten years ago",
    ),
    "de": ("mein Handy ist tot", "unser Hund hat verloren", "meine Oma ist fast gestorben vor Lachen"),
    "es": ("me muero de risa", "mi abuela casi se muere", "perdí mi cartera"),
    "fr": ("je suis mort de rire", "mon téléphone est mort", "mon frère a perdu son match"),
    "unknown": ("my grandma died this morning",),
}


def _each(comments: dict[str, tuple[str, ...]]) -> list[tuple[str, str]]:
    return [(language, text) for language, texts in comments.items() for text in texts]


@pytest.mark.parametrize(("language", "comment"), _each(TOLD))
def test_a_death_is_heard(language: str, comment: str) -> None:
    assert tells_of_a_death(comment, language)


@pytest.mark.parametrize(("language", "comment"), _each(NOT_TOLD))
def test_none_is_heard_where_none_is_told(language: str, comment: str) -> None:
    assert not tells_of_a_death(comment, language)


@pytest.mark.parametrize(("language", "comment"), _each(FOLLOWS))
def test_the_wish_to_follow_the_dead_is_heard(language: str, comment: str) -> None:
    assert tells_of_a_death(comment, language)
    assert wishes_to_follow(comment, language)


@pytest.mark.parametrize(("language", "comment"), _each(STAYS))
def test_mourning_alone_is_no_wish_to_follow(language: str, comment: str) -> None:
    assert tells_of_a_death(comment, language)
    assert not wishes_to_follow(comment, language)
