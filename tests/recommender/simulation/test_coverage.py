"""How many different items lists hold."""

import pytest

from recommender.catalogue.vocabulary import KINDS
from recommender.ranking.ranker import Ranker
from recommender.simulation.coverage import FIRST, coverage
from tests.recommender.made import catalogue_of, item, random_catalogue


def test_a_catalogue_of_ten_is_listed_whole_every_time() -> None:
    items = [item(f"i{number}", kind=tuple(KINDS)[number % 4]) for number in range(FIRST)]
    found = coverage(Ranker(catalogue_of(*items)), states=3)
    assert (found.listed, found.items, found.share) == (10, 10, 1.0)
    assert found.by_kind == {"film": (3, 3), "song": (3, 3), "book": (2, 2), "read": (2, 2)}
    assert {count for _, count in found.commonest} == {3}


def test_one_list_holds_ten_of_a_hundred() -> None:
    found = coverage(Ranker(random_catalogue(100)), states=1)
    assert found.share == pytest.approx(0.1)
    assert str(found).startswith("listed: 10 of 100 items (10.0%): ")


def test_the_same_seed_gives_the_same_lists() -> None:
    ranker = Ranker(random_catalogue(60))
    assert coverage(ranker, 8, seed=1) == coverage(ranker, 8, seed=1) != coverage(ranker, 8, seed=2)
