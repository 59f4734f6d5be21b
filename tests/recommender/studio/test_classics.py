"""The whole texts of others, free of rights: they belong to items, say where they come from, and kept their shape."""

from __future__ import annotations

import re
import tomllib

import pytest

from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.studio.collection import STUDIO, media_of

EDITIONS = tomllib.loads((STUDIO / "editions.toml").read_text(encoding="utf-8"))

AT_LEAST = 60


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    """The catalogue that comes with the demo."""
    return load_catalogue()


def body(item_id: str) -> str:
    """The text without its title."""
    (text,) = media_of(item_id).words.values()
    return text.partition("\n")[2].strip("\n")


def test_there_are_enough_and_each_is_listed_as_a_read(catalogue: Catalogue) -> None:
    assert len(EDITIONS) >= AT_LEAST
    assert {catalogue.item(item_id).kind for item_id in EDITIONS} == {"read"}


def test_all_words_but_those_made_here_say_their_edition() -> None:
    theirs = {file.name.split(".")[0] for file in (STUDIO / "words").glob("*.txt") if "-made-" not in file.name}
    assert theirs == set(EDITIONS)
    assert all(media_of(item_id).edition == edition["edition"] for item_id, edition in EDITIONS.items())
    assert media_of("read-made-001").edition is None


@pytest.mark.parametrize("item_id", EDITIONS)
def test_a_text_is_whole_and_plain(item_id: str, catalogue: Catalogue) -> None:
    text = body(item_id)
    words, minutes = len(text.split()), catalogue.item(item_id).minutes
    assert max(20, 100 * (minutes - 1)) <= words <= 240 * (minutes + 1)
    assert not re.search(r"--|[_{}<>]|  |\t|\r| $|\n\n\n", text, re.MULTILINE)
    assert text[-1] in ".!?\"'”"
    assert text[0].isupper() or text[0] in "\"'"


@pytest.mark.parametrize(
    ("item_id", "stanzas"),
    [
        ("read-sonnet-18-1609", [14]),
        ("read-the-tyger-1794", [4] * 6),
        ("read-elegy-written-in-a-country-churchyard-1751", [4] * 32),
        ("read-ode-to-the-west-wind-1820", [3, 3, 3, 3, 2] * 5),
        ("read-the-lady-of-shalott-1832", [9] * 19),
        ("read-the-raven-1845", [6] * 18),
        ("read-invitation-to-the-voyage-1857", [12, 2] * 3),
        ("read-the-walrus-and-the-carpenter-1871", [6] * 18),
        ("read-archaic-torso-of-apollo-1908", [4, 4, 3, 3]),
    ],
)
def test_lines_and_stanzas_are_kept(item_id: str, stanzas: list[int]) -> None:
    assert [part.count("\n") + 1 for part in body(item_id).split("\n\n")] == stanzas
