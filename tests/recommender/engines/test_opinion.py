"""What engines say of a catalogue's items, and what they rest it on."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.engines.baselines import Popularity
from recommender.engines.contract import Engine
from recommender.engines.linear import LinearSequence
from recommender.engines.opinion import Opinion, opinions
from recommender.engines.shipped import ENGINES, load_engines
from recommender.policy.iso import WEIGHTS, strategy_for
from recommender.ranking.features import Features
from recommender.ranking.ranker import Ranker
from recommender.ranking.terms import TERMS, Interest
from recommender.types import Controls, Kind
from tests.recommender.made import (
    catalogue_of,
    chain,
    context,
    feels,
    fitted,
    item,
    permuted,
    random_catalogue,
    situation,
)


def chain_back() -> LinearSequence:
    """An engine that learnt that i0 comes after i1, i1 after i2, and so on round the circle."""
    turns = [[(start - step) % 12 for step in range(12)] for start in range(12)] * 5
    return fitted(LinearSequence(keeps=(0.3,), regularisation=1.0), turns, 12)


@pytest.fixture(scope="module")
def round_the_circle() -> Opinion:
    return Opinion((chain(),), random_catalogue(12), against_usual=True)


def because(opinion: Opinion, history: tuple[str, ...], row: int) -> tuple[str, ...]:
    """As row and id are the same number here."""
    return tuple(f"i{place}" for place in opinion.judge([history]).because(0, int(opinion.place[row])))


class TestOpinion:
    def test_what_came_next_in_training_comes_first(self, round_the_circle: Opinion) -> None:
        for last in range(12):
            assert int(round_the_circle.of((f"i{last}",)).argmax()) == (last + 1) % 12

    def test_is_finite_float32_within_its_range_and_cannot_be_changed(self, round_the_circle: Opinion) -> None:
        found = round_the_circle.judge([("i1", "i2", "i3")]).values
        assert found.dtype == np.float32
        assert np.abs(found).max() <= 1
        with pytest.raises(ValueError, match="read-only"):
            found[0, 0] = 1

    @pytest.mark.parametrize("history", [(), ("gone", "lost")])
    def test_nothing_known_says_nothing(self, round_the_circle: Opinion, history: tuple[str, ...]) -> None:
        assert not round_the_circle.of(history).any()

    def test_ids_it_does_not_know_change_nothing(self, round_the_circle: Opinion) -> None:
        np.testing.assert_array_equal(round_the_circle.of(("gone", "i4")), round_the_circle.of(("i4",)))

    def test_follows_the_catalogue_whatever_its_order(self) -> None:
        catalogue, order = random_catalogue(12), np.random.default_rng(0).permutation(12)
        there, here = Opinion((chain(),), catalogue, True), Opinion((chain(),), permuted(catalogue, order), True)
        np.testing.assert_allclose(here.of(("i2", "i5")), there.of(("i2", "i5"))[order], atol=1e-5)

    def test_items_that_training_never_saw_get_nothing(self) -> None:
        catalogue = catalogue_of(*(item(f"i{n}") for n in range(12)), item("new"))
        found = Opinion((chain(),), catalogue, True).of(("i3",))
        assert found[catalogue.index["new"]] == 0
        assert found.any()

    def test_what_everybody_takes_is_not_put_down_to_this_history(self) -> None:
        histories = [[n, 5] for n in range(5)] * 4 + [[0, 1], [0, 1], [0, 1], [0, 1]]
        found = Opinion((fitted(chain(6), histories, 6),), random_catalogue(6), True).of(("i0",))
        assert found[1] > found[5], "i5 follows on anything, i1 on i0 alone"

    def test_a_cause_is_what_the_score_falls_without(self, round_the_circle: Opinion) -> None:
        assert because(round_the_circle, ("i9", "i3"), 4)[0] == "i3"
        assert because(round_the_circle, (), 4) == ()

    def test_an_item_of_the_history_is_judged_by_the_rest_of_it(self, round_the_circle: Opinion) -> None:
        followed, alone = round_the_circle.of(("i3", "i4")), round_the_circle.of(("i3",))
        assert followed[4] == pytest.approx(alone[4])
        assert because(round_the_circle, ("i3", "i4"), 4) == ("i3",)
        assert round_the_circle.of(("i4",))[4] == 0, "by itself it says nothing of itself"

    def test_a_catalogue_the_engine_knows_nothing_of(self) -> None:
        stranger = Opinion((chain(),), catalogue_of(item("x"), item("y")), against_usual=True)
        assert not stranger.of(("x",)).any()
        assert because(stranger, ("x",), 1) == ()
        assert opinions(catalogue_of(item("x")), {"sequence": (chain(),)}) == {}


class TestSeveralEngines:
    def test_have_an_equal_say(self) -> None:
        found = Opinion((chain(), chain_back()), random_catalogue(12), True).of(("i5",))
        assert found[4] == pytest.approx(found[6], abs=1e-5)
        assert set(np.argsort(-found)[:2].tolist()) == {4, 6}

    def test_speak_only_of_what_all_of_them_know(self) -> None:
        found = Opinion((chain(), fitted(Popularity(), [[0, 1], [2, 3]], 12)), random_catalogue(12), False)
        assert found.knows == 4
        assert not found.of(("i1",))[4:].any()

    def test_may_number_the_items_in_orders_of_their_own(self) -> None:
        catalogue = random_catalogue(12)
        other = fitted(Popularity(), [[n] * (n + 1) for n in range(12)], 12)
        other.items, other.popularity = other.items[::-1], other.popularity[::-1].copy()
        expected = np.mean([Opinion((engine,), catalogue, False).of(("i2",)) for engine in (chain(), other)], axis=0)
        np.testing.assert_allclose(Opinion((chain(), other), catalogue, False).of(("i2",)), expected, atol=1e-5)


def film(title: str, catalogue: Catalogue) -> str:
    return next(item.id for item in catalogue.items if item.title == title and item.kind == Kind.FILM)


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def shipped(catalogue: Catalogue) -> dict[str, Opinion]:
    return opinions(catalogue, load_engines())


def counts_of(engine: Engine, catalogue: Catalogue) -> tuple[np.ndarray, np.ndarray]:
    """Rows (K,) of the items that anybody took, of those an engine learnt of, and how many did, (K,)."""
    taken = {item_id: count for item_id, count in zip(engine.items, engine.popularity, strict=True) if count > 0}
    known = [item_id for item_id in taken if item_id in catalogue.index]
    return np.array([catalogue.index[i] for i in known]), np.array([taken[i] for i in known])


class TestShipped:
    def test_every_engine_stands_behind_a_term_that_has_a_weight(self) -> None:
        assert set(load_engines()) < {term.name for term in TERMS}
        assert all((WEIGHTS[term.name] > 0) == term.usual for term in TERMS)
        speak = {type(engine) for engines in load_engines().values() for engine in engines}
        assert speak == {*ENGINES.values(), LinearSequence}

    def test_what_is_next_and_what_suits_is_said_of_every_kind_and_the_crowd_only_of_films(
        self, catalogue: Catalogue, shipped: dict[str, Opinion]
    ) -> None:
        films = [item.kind == Kind.FILM for item in catalogue.items]
        liked = tuple(film(title, catalogue) for title in ("Alien", "Aliens"))
        brought_in = sum(item.creators != ("Attune",) for item in catalogue.items)  # of what is made here none learnt
        assert min(shipped["sequence"].knows, shipped["interest"].knows) > 0.99 * brought_in
        spoken_of = shipped["conformity"].of(liked) != 0
        assert 350 < spoken_of.sum() <= sum(films)
        assert not spoken_of[~np.array(films)].any()

    def test_a_story_is_gone_on_with(self, catalogue: Catalogue, shipped: dict[str, Opinion]) -> None:
        first, second = (film(title, catalogue) for title in ("Star Wars", "The Empire Strikes Back"))
        found = shipped["sequence"].of((first,))
        assert found[catalogue.index[second]] > np.quantile(found, 0.99)
        opinion = shipped["sequence"]
        assert opinion.judge([(first,)]).because(0, opinion.number(second)) == (opinion.number(first),)

    @pytest.mark.parametrize(
        ("liked", "genre", "other"),
        [
            (("Alien", "The Terminator", "Blade Runner"), "science fiction", "romance"),
            (("When Harry Met Sally...", "Notting Hill", "Pretty Woman"), "romance", "science fiction"),
        ],
    )
    def test_three_films_of_one_taste_lift_what_is_alike(
        self, catalogue: Catalogue, shipped: dict[str, Opinion], liked: tuple[str, ...], genre: str, other: str
    ) -> None:
        history = tuple(film(title, catalogue) for title in liked)
        found = shipped["interest"].of(history)
        told = [row for row, item in enumerate(catalogue.items) if item.id not in history]
        of = {
            name: np.mean([found[row] for row in told if name in catalogue.items[row].genres])
            for name in (genre, other)
        }
        assert of[genre] > of[other] + 0.1, of
        films = [row for row in np.argsort(-found) if catalogue.items[row].kind == Kind.FILM]
        assert sum(genre in catalogue.items[row].genres for row in films[:10]) >= 5

    def test_songs_are_told_apart_by_interest(self, catalogue: Catalogue, shipped: dict[str, Opinion]) -> None:
        features = Features.of(catalogue)
        opinion = shipped["interest"]
        songs = np.flatnonzero(catalogue.of_kind(Kind.SONG) & (opinion.place < opinion.knows))
        first = songs[0]
        found = opinion.of((catalogue.items[first].id,))
        others = songs[1:]
        alike = features.likeness[others] @ features.likeness[first]
        assert np.corrcoef(found[others], alike)[0, 1] > 0.25

    def test_many_like_what_is_known_to_be_liked(self, catalogue: Catalogue, shipped: dict[str, Opinion]) -> None:
        crowd = shipped["conformity"].of(())
        counted = load_engines()["conformity"][-1]
        known, likes = counts_of(counted, catalogue)
        assert catalogue.items[int(crowd.argmax())].popularity > 0.8
        assert np.corrcoef(crowd[known], np.log(likes))[0, 1] > 0.7
        assert not crowd[[item.kind == Kind.SONG for item in catalogue.items]].any()

    def test_conformity_follows_likes_and_interest_does_not(
        self, catalogue: Catalogue, shipped: dict[str, Opinion]
    ) -> None:
        history = tuple(film(title, catalogue) for title in ("Alien", "Notting Hill", "Fargo"))
        known, likes = counts_of(load_engines()["conformity"][-1], catalogue)
        follows = {
            term: np.corrcoef(shipped[term].of(history)[known], np.log(likes))[0, 1]
            for term in ("conformity", "interest")
        }
        assert follows["conformity"] > follows["interest"] + 0.3

    def test_a_second_interest_is_not_lost_in_an_average(
        self, catalogue: Catalogue, shipped: dict[str, Opinion]
    ) -> None:
        """After films of one taste and then of another, what suits the first is still near the top of the term."""
        titles = ("Alien", "Aliens", "The Terminator", "When Harry Met Sally...", "Notting Hill", "Pretty Woman")
        likes = tuple(film(title, catalogue) for title in titles)
        given = context(likes=likes)
        apart = Interest().score(situation(Features.of(catalogue, load_engines()), given)).values
        place = {
            title: [int((scores > scores[row]).sum()) for scores in (apart, shipped["interest"].of(likes))]
            for title in ("The Thing", "Four Weddings and a Funeral")
            for row in [catalogue.index[film(title, catalogue)]]
        }
        assert max(places[0] for places in place.values()) < 0.05 * len(catalogue)
        assert place["The Thing"][1] > 0.1 * len(catalogue), "the average is all of the later taste"


@pytest.mark.parametrize("term", ["sequence", "interest", "conformity"])
def test_each_engine_moves_the_list(catalogue: Catalogue, term: str) -> None:
    """Lists after likes of one taste, by all engines and without each that stands behind the term."""
    engines = load_engines()
    given = [
        context(feels(0.3, 0.1), likes=tuple(film(title, catalogue) for title in titles))
        for titles in (("Alien", "Blade Runner"), ("Notting Hill", "Pretty Woman"), ("Fargo", "Toy Story", "Psycho"))
    ]

    def lists(behind: Mapping[str, tuple[Engine, ...]]) -> list[tuple[str, ...]]:
        ranker = Ranker(catalogue, behind)
        return [tuple(one.item.id for one in ranker.rank(each, strategy_for(each))) for each in given]

    whole = lists(engines)
    for without in engines[term]:
        left = tuple(engine for engine in engines[term] if engine is not without)
        assert lists({**engines, term: left}) != whole, type(without).__name__


def test_the_control_moves_the_list_from_what_suits_to_what_many_like(catalogue: Catalogue) -> None:
    ranker = Ranker(catalogue, load_engines())
    likes = tuple(film(title, catalogue) for title in ("Alien", "Blade Runner"))
    crowd = ranker.features.opinions["conformity"].of(())

    def liked_by_many(weight: float) -> float:
        given = context(likes=likes, controls=Controls(crowd=weight))
        listed = ranker.rank(given, strategy_for(given))
        return float(np.mean([crowd[catalogue.index[one.item.id]] for one in listed]))

    assert liked_by_many(0.0) < liked_by_many(1.0) < liked_by_many(2.0)


def test_a_list_after_a_like_comes_at_once(catalogue: Catalogue) -> None:
    """The processor's time, so that whatever else the machine does is not counted."""
    ranker = Ranker(catalogue, load_engines())
    likes = tuple(item.id for item in catalogue.items[::40])[:12]
    elapsed = []
    with threadpool_limits(1):
        for count in range(1, len(likes) + 1):
            given = context(feels(0.3, 0.1), likes=likes[:count])
            start = time.process_time()
            ranker.rank(given, strategy_for(given))
            elapsed.append(time.process_time() - start)
    assert np.median(elapsed) < 0.06


def test_popularity_as_an_opinion_needs_no_history() -> None:
    found = Opinion((fitted(Popularity(), [[0], [0], [1]], 3),), random_catalogue(3), against_usual=False).of(())
    assert found[0] > found[1]
    assert found[2] == 0
