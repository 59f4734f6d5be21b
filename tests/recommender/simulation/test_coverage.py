"""How many different items lists hold, and what is said of them."""

import numpy as np
import pytest

from recommender.catalogue.items import load_catalogue
from recommender.catalogue.vocabulary import KINDS
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from recommender.simulation.coverage import FIRST, coverage, lists
from recommender.training.exposure import exposure
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


def test_the_demos_lists_hold_most_of_its_catalogue_and_say_something_else_of_each_item() -> None:
    found = coverage(shipped_ranker(load_catalogue()))
    assert found.share >= 0.6
    different, rows = found.reasons
    assert rows == 400
    assert different >= 0.95 * rows
    assert f"{different} different ones in 400 rows" in str(found)


def test_people_who_want_nothing_in_particular_get_most_of_it_too() -> None:
    ranker = shipped_ranker(load_catalogue())
    listed = {one.item.id for made in lists(ranker, 500, seed=77, wanting=False) for one in made}
    assert len(listed) >= 0.55 * len(ranker.catalogue)


def test_what_lists_hold_most_often_has_the_highest_exposure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("recommender.training.exposure.ROUNDS", 1)
    catalogue = random_catalogue(120)
    found = exposure(catalogue, states=20)
    times = np.zeros(120)
    for wanting in (True, False):
        for made in lists(shipped_ranker(catalogue), 20, 1, wanting):
            for one in made:
                times[catalogue.index[one.item.id]] += 1
    assert found.dtype == np.float32
    assert np.abs(found).max() <= 1
    assert (found[times == times.max()] == found.max()).all()
    assert (found[times == 0] == found.min()).all()
    assert abs(found.mean()) < 0.05
