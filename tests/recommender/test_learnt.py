"""What engines say of a catalogue's items, and what they rest it on."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.catalogue import load_catalogue
from recommender.engines.baselines import Popularity
from recommender.learnt import FOLDERS, Opinion, load_engines, opinions
from recommender.policy import WEIGHTS
from recommender.terms import TERMS
from recommender.types import Kind
from tests.recommender.made import catalogue_of, chain, fitted, item, permuted, random_catalogue


@pytest.fixture(scope="module")
def round_the_circle() -> Opinion:
    return Opinion(chain(), random_catalogue(12), against_usual=True)


class TestOpinion:
    def test_what_came_next_in_training_comes_first(self, round_the_circle: Opinion) -> None:
        for last in range(12):
            assert int(round_the_circle.of((f"i{last}",)).argmax()) == (last + 1) % 12

    def test_is_finite_float32_within_its_range_and_cannot_be_changed(self, round_the_circle: Opinion) -> None:
        found = round_the_circle.of(("i1", "i2", "i3"))
        assert found.dtype == np.float32
        assert np.abs(found).max() <= 1
        with pytest.raises(ValueError, match="read-only"):
            found[0] = 1

    @pytest.mark.parametrize("history", [(), ("gone", "lost")])
    def test_nothing_known_says_nothing(self, round_the_circle: Opinion, history: tuple[str, ...]) -> None:
        assert not round_the_circle.of(history).any()

    def test_ids_it_does_not_know_change_nothing(self, round_the_circle: Opinion) -> None:
        np.testing.assert_array_equal(round_the_circle.of(("gone", "i4")), round_the_circle.of(("i4",)))

    def test_follows_the_catalogue_whatever_its_order(self) -> None:
        catalogue, order = random_catalogue(12), np.random.default_rng(0).permutation(12)
        there, here = Opinion(chain(), catalogue, True), Opinion(chain(), permuted(catalogue, order), True)
        np.testing.assert_allclose(here.of(("i2", "i5")), there.of(("i2", "i5"))[order], atol=1e-5)

    def test_items_that_training_never_saw_get_nothing(self) -> None:
        catalogue = catalogue_of(*(item(f"i{n}") for n in range(12)), item("new"))
        found = Opinion(chain(), catalogue, True).of(("i3",))
        assert found[catalogue.index["new"]] == 0
        assert found.any()

    def test_what_everybody_takes_is_not_put_down_to_this_history(self) -> None:
        histories = [[n, 5] for n in range(5)] * 4 + [[0, 1], [0, 1], [0, 1], [0, 1]]
        found = Opinion(fitted(chain(6), histories, 6), random_catalogue(6), True).of(("i0",))
        assert found[1] > found[5], "i5 follows on anything, i1 on i0 alone"

    def test_a_cause_is_what_the_score_falls_without(self, round_the_circle: Opinion) -> None:
        assert round_the_circle.because(("i9", "i3"), 4)[0] == "i3"
        assert round_the_circle.because((), 4) == ()

    def test_an_item_of_the_history_is_judged_by_the_rest_of_it(self, round_the_circle: Opinion) -> None:
        followed, alone = round_the_circle.of(("i3", "i4")), round_the_circle.of(("i3",))
        assert followed[4] == pytest.approx(alone[4])
        assert round_the_circle.because(("i3", "i4"), 4) == ("i3",)
        assert round_the_circle.of(("i4",))[4] == 0, "by itself it says nothing of itself"

    def test_a_catalogue_the_engine_knows_nothing_of(self) -> None:
        stranger = Opinion(chain(), catalogue_of(item("x"), item("y")), against_usual=True)
        assert not stranger.of(("x",)).any()
        assert stranger.because(("x",), 1) == ()
        assert opinions(catalogue_of(item("x")), {"sequence": chain()}) == {}


class TestShipped:
    def test_every_engine_stands_behind_a_term_that_has_a_weight(self) -> None:
        assert set(load_engines()) == set(FOLDERS) <= {term.name for term in TERMS}
        assert all(WEIGHTS[term.name] > 0 for term in TERMS)

    def test_the_sequence_engine_knows_every_kind_and_the_crowd_only_films(self) -> None:
        catalogue = load_catalogue()
        known = {
            term: {catalogue.item(i).kind for i, n in zip(engine.items, engine.popularity, strict=True) if n > 0}
            for term, engine in load_engines().items()
        }
        assert known == {"sequence": set(Kind), "conformity": {Kind.FILM}}

    def test_a_story_is_gone_on_with(self) -> None:
        catalogue = load_catalogue()
        sequence = opinions(catalogue, load_engines())["sequence"]
        first, second = (
            next(item.id for item in catalogue.items if item.title == title and item.kind is Kind.FILM)
            for title in ("Star Wars", "The Empire Strikes Back")
        )
        found = sequence.of((first,))
        assert found[catalogue.index[second]] > np.quantile(found, 0.99)
        assert sequence.because((first,), catalogue.index[second]) == (first,)

    def test_many_like_what_is_known_to_be_liked(self) -> None:
        catalogue = load_catalogue()
        crowd = opinions(catalogue, load_engines())["conformity"].of(())
        assert catalogue.items[int(crowd.argmax())].popularity > 0.8
        assert not crowd[[item.kind is Kind.SONG for item in catalogue.items]].any()


def test_popularity_as_an_opinion_needs_no_history() -> None:
    found = Opinion(fitted(Popularity(), [[0], [0], [1]], 3), random_catalogue(3), against_usual=False).of(())
    assert found[0] > found[1]
    assert found[2] == 0
