"""What the demo's list becomes of somebody of whom nothing is known but what they asked for."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from recommender.catalogue.items import load_catalogue
from recommender.policy.iso import IsoPolicy
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from recommender.types import Item
from recommender.understanding.gazetteer import Gazetteer
from recommender.understanding.grammar import read_request
from recommender.understanding.lexicon import lexicon
from recommender.understanding.wishes import Wishes
from tests.recommender.made import context

NAMES = Gazetteer.of((), ())


@cache
def ranker() -> Ranker:
    return shipped_ranker(load_catalogue())


def first_ten(language: str, comment: str) -> list[Item]:
    """The list after one comment."""
    wishes = Wishes().add(read_request(comment, lexicon(language), NAMES))
    leaning = wishes.as_weights if wishes.leans else None
    asked = replace(context(), rules=wishes.as_rules(), leaning=leaning, dares=wishes.dares, cheers=wishes.cheer)
    return [listed.item for listed in ranker().rank(asked, IsoPolicy().decide(asked))]


@pytest.mark.parametrize(
    ("language", "comment"),
    [
        ("en", "something light tonight, but please not a romantic comedy"),
        ("de", "etwas Leichtes, aber bitte nichts Romantisches"),
        ("de", "einen leichten Film für heute Abend"),
        ("es", "algo ligero, pero nada romántico"),
        ("fr", "quelque chose de léger, mais rien de romantique"),
    ],
)
def test_something_light_is_cheerful(language: str, comment: str) -> None:
    assert min(item.valence for item in first_ten(language, comment)) > 0.4


@pytest.mark.parametrize("comment", ["nothing romantic", "nothing cheerful please", "nothing too serious", "not funny"])
def test_to_keep_a_tone_out_brings_nothing_harsh(comment: str) -> None:
    rows = [ranker().catalogue.index[item.id] for item in first_ten("en", comment)]
    assert not ranker().features.harsh[rows].any()


@pytest.mark.parametrize(("comment", "calm"), [("nothing too loud", True), ("nothing too slow", False)])
def test_less_energy_is_more_calm_and_the_other_way_round(comment: str, calm: bool) -> None:
    assert all((item.arousal < 0) == calm for item in first_ten("en", comment))


def test_to_get_away_from_what_is_unpleasant_is_to_be_better_off() -> None:
    assert min(item.valence for item in first_ten("en", "nothing sad or violent please")) > 0.4
