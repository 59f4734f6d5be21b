"""The ranking: guard rules, diversity, and a score that is the sum of its terms."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from emotion.types import Emotion
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.policy.iso import strategy_for
from recommender.ranking.diversity import KIND_FULL, KIND_SHARE
from recommender.ranking.diversity import NAME as DIVERSITY
from recommender.ranking.ranker import Ranker
from recommender.ranking.terms import TERMS
from recommender.ranking.weighing import SHORTLIST
from recommender.types import Action, Context, Controls, Event, Goal, Kind, Loaded, Recommendation, Strategy
from tests.recommender.made import catalogue_of, chain, context, feels, item, random_catalogue


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(random_catalogue(300))


@pytest.fixture(scope="module")
def small() -> Ranker:
    return Ranker(random_catalogue(12, seed=5))


@pytest.fixture(scope="module")
def real() -> Ranker:
    return Ranker(load_catalogue())


RICH = context(feels(-0.3, 0.3), Goal.LIFT, likes=("i1", "i8"), refuses=("i3",), opens=("i5",), shown=("i9",))
CONTEXTS = [
    RICH,
    context(),
    context(None, Goal.CALM),
    context(feels(0.6, 0.5)),
    context(feels(-0.7, -0.3), Goal.STEADY),
]


def ids(listed: tuple[Recommendation, ...]) -> list[str]:
    return [recommendation.item.id for recommendation in listed]


def ranked(ranker: Ranker, given: Context, k: int = 10, **changes: float) -> tuple[Recommendation, ...]:
    strategy = strategy_for(given)
    return ranker.rank(given, replace(strategy, weights=strategy.weights | changes), k)


class TestScore:
    @pytest.mark.parametrize("given", CONTEXTS)
    def test_terms_add_up_to_the_score(self, ranker: Ranker, given: Context) -> None:
        for recommendation in ranked(ranker, given):
            assert recommendation.score == pytest.approx(sum(recommendation.terms.values()), abs=1e-6)
            assert set(recommendation.terms) == set(strategy_for(given).weights)

    @pytest.mark.parametrize("given", CONTEXTS)
    def test_scores_fall_and_ranks_rise_along_the_list(self, ranker: Ranker, given: Context) -> None:
        listed = ranked(ranker, given, k=30)
        scores = [recommendation.score for recommendation in listed]
        assert all(a >= b - 1e-6 for a, b in pairwise(scores))
        assert [recommendation.rank for recommendation in listed] == list(range(1, 31))

    def test_a_term_without_weight_contributes_nothing(self, ranker: Ranker) -> None:
        assert all(r.terms["affect"] == 0 for r in ranked(ranker, RICH, affect=0.0))
        given = replace(RICH, controls=Controls(mood=0, taste=0, novelty=0))
        assert all(
            r.terms[name] == 0 for r in ranked(ranker, given) for name in ("affect", "intent", "taste", "novelty")
        )

    def test_without_diversity_the_order_is_that_of_relevance(self, ranker: Ranker) -> None:
        strategy = strategy_for(RICH)
        relevance = sum(ranker.contributions(RICH, strategy).values())
        relevance[ranker.catalogue.index["i3"]] = -np.inf
        expected = [ranker.catalogue.items[row].id for row in np.argsort(-relevance, kind="stable")[:20]]
        assert ids(ranked(ranker, RICH, k=20, diversity=0.0)) == expected


class TestPurity:
    def test_twice_the_same(self, ranker: Ranker) -> None:
        first, second = ranked(ranker, RICH), ranked(ranker, RICH)
        assert ids(first) == ids(second)
        assert [r.terms for r in first] == [r.terms for r in second]
        assert [r.reason for r in first] == [r.reason for r in second]

    def test_another_ranker_of_the_same_catalogue_agrees(self, ranker: Ranker) -> None:
        assert ids(ranked(Ranker(random_catalogue(300)), RICH)) == ids(ranked(ranker, RICH))

    def test_the_list_before_changes_only_the_previous_ranks(self, ranker: Ranker) -> None:
        strategy = strategy_for(RICH)
        before = ranker.rank(context(feels(0.5, 0.5)), strategy_for(context(feels(0.5, 0.5))), 200)
        plain, after = ranker.rank(RICH, strategy), ranker.rank(RICH, strategy, previous=before)
        assert ids(plain) == ids(after)
        assert all(r.previous_rank is None for r in plain)
        expected = {r.item.id: r.rank for r in before}
        assert [r.previous_rank for r in after] == [expected.get(i) for i in ids(after)]
        assert any(r.previous_rank for r in after)

    def test_a_shorter_list_is_the_beginning_of_a_longer_one(self, ranker: Ranker) -> None:
        assert ids(ranked(ranker, RICH, k=5)) == ids(ranked(ranker, RICH, k=50))[:5]

    def test_likes_of_items_that_are_gone_do_no_harm(self, ranker: Ranker) -> None:
        plain = context(feels(0.1, 0.1))
        assert ids(ranked(ranker, context(feels(0.1, 0.1), likes=("gone",), refuses=("lost",)))) == ids(
            ranked(ranker, plain)
        )

    @pytest.mark.parametrize("k", [0, -1, SHORTLIST + 1])
    def test_a_length_out_of_range_is_refused(self, ranker: Ranker, k: int) -> None:
        with pytest.raises(ValueError, match=f"allowed are 1 to {SHORTLIST}"):
            ranked(ranker, RICH, k=k)


class TestSources:
    def test_what_comes_next_is_weighed_however_little_else_speaks_for_it(self) -> None:
        ranker = Ranker(random_catalogue(300), {"sequence": (chain(),)})
        weighing = ranker.weigh(context(likes=("i3",)), strategy := strategy_for(context()))
        relevance = np.zeros(300, np.float32)
        relevance[[4, 299]] = -5.0
        weighed = weighing.shortlist(relevance, weighing.contributions(strategy.weights)).tolist()
        assert weighed[-1] == 4
        assert 299 not in weighed

    def test_an_item_that_may_not_be_listed_comes_from_no_source(self, ranker: Ranker) -> None:
        weighing = ranker.weigh(RICH, strategy := strategy_for(RICH))
        relevance = np.full(300, -np.inf, np.float32)
        relevance[:5] = 1.0
        weighed = weighing.shortlist(relevance, weighing.contributions(strategy.weights))
        assert sorted(weighed) == [0, 1, 2, 3, 4]

    def test_an_engine_moves_the_list_towards_what_comes_next(self) -> None:
        ranker, given = Ranker(random_catalogue(12), {"sequence": (chain(),)}), context(feels(0.1, 0.1), likes=("i8",))
        strategy = strategy_for(given)
        ranks = [
            ranker.ranks(given, replace(strategy, weights=strategy.weights | {"sequence": weight}), ["i9"])["i9"]
            for weight in (0.0, 5.0)
        ]
        assert ranks[1] == 1 < ranks[0]


class TestGuards:
    def test_what_was_brought_along_is_never_listed(self, ranker: Ranker) -> None:
        given = replace(context(feels(0.3, 0.2)), loaded=Loaded(enjoyed=("i1", "i2", "gone"), passed=("i4",)))
        listed = ids(ranked(ranker, given, k=SHORTLIST))
        assert not {"i1", "i2", "i4"} & set(listed)
        assert set(ranker.ranks(given, strategy_for(given), ["i1", "i4"]).values()) == {None}

    @pytest.mark.parametrize("likes", [(), ("i0",)])
    def test_refused_items_are_never_listed(self, small: Ranker, likes: tuple[str, ...]) -> None:
        refused = tuple(f"i{n}" for n in range(1, 7))
        listed = ids(ranked(small, context(feels(0.1, 0.1), likes=likes, refuses=refused), k=12))
        assert sorted(listed) == sorted({f"i{n}" for n in range(12)} - set(refused))

    def test_refusing_all_leaves_an_empty_list(self, small: Ranker) -> None:
        assert ranked(small, context(refuses=tuple(f"i{n}" for n in range(12)))) == ()

    def test_a_later_like_takes_a_refusal_back(self, small: Ranker) -> None:
        history = (Event("i2", Action.NO, 1.0), Event("i2", Action.OPEN, 2.0))
        given = replace(context(feels(0.1, 0.1)), history=history)
        assert "i2" not in ids(ranked(small, given, k=12))
        given = replace(given, history=(*history, Event("i2", Action.LIKE, 3.0)))
        assert "i2" in ids(ranked(small, given, k=12))

    def test_nothing_harsh_for_someone_who_has_been_very_low_for_long(self) -> None:
        items = [
            item("dark", -0.6, -0.2, emotion=Emotion.SADNESS),
            item("scary", -0.2, 0.6, genres=("horror",), emotion=Emotion.FEAR),
            item("mild", -0.2, -0.2, emotion=Emotion.SADNESS),
            item("bright", 0.6, 0.3, emotion=Emotion.JOY),
        ]
        ranker = Ranker(catalogue_of(*items))
        for goal in Goal:
            assert set(ids(ranked(ranker, context(feels(-0.7, -0.3, negative_for=60), goal)))) == {"mild", "bright"}
        assert len(ranked(ranker, context(feels(-0.7, -0.3)))) == 4

    def test_one_title_stands_in_the_list_once(self) -> None:
        twins = catalogue_of(item("film", title="Emma"), item("book", title="EMMA", kind=Kind.BOOK), item("other"))
        listed = ranked(Ranker(twins), context(feels(0, 0)))
        assert len(listed) == 2
        assert len({r.item.title.casefold() for r in listed}) == 2


class TestDiversity:
    @pytest.mark.parametrize("given", CONTEXTS)
    def test_the_penalty_is_that_of_maximal_marginal_relevance(self, ranker: Ranker, given: Context) -> None:
        """The list picked again here item by item, in plain Python, from the terms alone."""
        strategy = strategy_for(given)
        expected = greedy(ranker, given, strategy, 15)
        listed = ranker.rank(given, strategy, 15)
        assert ids(listed) == [item_id for item_id, _ in expected]
        assert [r.terms[DIVERSITY] for r in listed] == pytest.approx([penalty for _, penalty in expected], abs=1e-5)

    def test_the_first_pays_nothing_and_nobody_gains(self, ranker: Ranker) -> None:
        penalties = [r.terms[DIVERSITY] for r in ranked(ranker, RICH)]
        assert penalties[0] == 0
        assert all(penalty <= 0 for penalty in penalties)

    def test_near_copies_do_not_stand_side_by_side(self) -> None:
        embeddings = np.array([[1.0, 0, 0], [0.99, 0.1, 0], [0, 1, 0], [0, 0, 1]])
        genres = ("crime", "crime", "war", "western")
        items = [item(f"i{n}", 0.01 * (3 - n), genres=(genre,), kind=Kind.SONG) for n, genre in enumerate(genres)]
        ranker = Ranker(catalogue_of(*items, embeddings=embeddings))
        assert ids(ranked(ranker, context(feels(0.5, 0.0), Goal.MATCH)))[:2] != ["i0", "i1"]

    @pytest.mark.parametrize("goal", Goal)
    @pytest.mark.parametrize("feeling", [(0.6, 0.4), (-0.5, -0.3), (0.3, -0.4), (0.0, 0.0)])
    def test_the_ten_are_of_several_kinds(self, real: Ranker, goal: Goal, feeling: tuple[float, float]) -> None:
        kinds = [r.item.kind for r in ranked(real, context(feels(*feeling), goal))]
        assert len(set(kinds)) >= 3
        assert max(kinds.count(kind) for kind in kinds) <= 6


class TestRanks:
    @pytest.mark.parametrize("given", CONTEXTS)
    def test_it_agrees_with_the_list(self, ranker: Ranker, given: Context) -> None:
        strategy = strategy_for(given)
        listed = ranker.rank(given, strategy, SHORTLIST)
        assert ranker.ranks(given, strategy, ids(listed)) == {r.item.id: r.rank for r in listed}

    def test_everything_that_may_be_listed_has_a_rank_of_its_own(self, ranker: Ranker) -> None:
        every = [made.id for made in ranker.catalogue.items]
        ranks = ranker.ranks(RICH, strategy_for(RICH), every)
        assert ranks.pop("i3") is None
        assert sorted(ranks.values()) == list(range(1, 300))

    def test_behind_the_shortlist_relevance_decides(self, ranker: Ranker) -> None:
        strategy = strategy_for(RICH)
        said = ranker.contributions(RICH, strategy)
        most_weighed = SHORTLIST + sum(term.proposes for term in TERMS if said[term.name].any())
        relevance = sum(said.values())
        every = [made.id for made in ranker.catalogue.items if made.id != "i3"]
        behind = [i for i, rank in ranker.ranks(RICH, strategy, every).items() if rank > most_weighed]
        assert behind
        by_rank = sorted(behind, key=ranker.ranks(RICH, strategy, every).get)
        assert by_rank == sorted(behind, key=lambda i: -relevance[ranker.catalogue.index[i]])


class TestOneItem:
    @pytest.mark.parametrize("given", CONTEXTS)
    def test_a_catalogue_of_one(self, given: Context) -> None:
        (only,) = ranked(Ranker(catalogue_of(item("i1"))), given)
        assert only.item.id == "i1"
        assert only.reason


def greedy(ranker: Ranker, given: Context, strategy: Strategy, k: int) -> list[tuple[str, float]]:
    catalogue: Catalogue = ranker.catalogue
    likeness = ranker.features.likeness
    relevance = sum(values.astype(float) for values in ranker.contributions(given, strategy).values())
    refused = {event.item_id for event in given.history if event.action is Action.NO}
    left = [row for row, made in enumerate(catalogue.items) if made.id not in refused]
    if strategy.gentle or given.trajectory.unknown:
        left = [row for row in left if not ranker.features.harsh[row]]
    left = sorted(left, key=lambda row: -relevance[row])[:SHORTLIST]
    chosen: list[int] = []
    result = []
    for _ in range(k):

        def penalty(row: int) -> float:
            alike = max((float(likeness[row] @ likeness[other]) for other in chosen), default=0.0)
            same = sum(catalogue.items[other].kind == catalogue.items[row].kind for other in chosen)
            share = (1 - KIND_SHARE) * max(alike, 0.0) + KIND_SHARE * min(same / KIND_FULL, 1)
            return -strategy.weights[DIVERSITY] * share

        best = max(left, key=lambda row: relevance[row] + penalty(row))
        result.append((catalogue.items[best].id, penalty(best)))
        left.remove(best)
        chosen.append(best)
    return result


def test_importing_the_ranking_loads_no_library_that_trains_or_asks_the_network() -> None:
    """A process of its own, as this one has loaded them long since."""
    heavy = ("torch", "sklearn", "transformers", "sentence_transformers", "pandas", "requests", "streamlit")
    code = f"import sys, recommender.ranking.ranker; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120)
    assert done.stdout.strip() == "[]", done.stderr


class TestKept:
    KEPT = (("i7", 1), ("i8", 4), ("i290", 10))

    def test_what_is_kept_stands_at_its_rank_and_the_best_of_the_others_around_it(self, ranker: Ranker) -> None:
        given = context(feels(0.6, 0.5))
        listed = ids(ranked(ranker, replace(given, kept=self.KEPT)))
        assert [listed[rank - 1] for _, rank in self.KEPT] == [item_id for item_id, _ in self.KEPT]
        assert len(set(listed)) == 10
        best = [one for one in ids(ranked(ranker, given)) if one not in dict(self.KEPT)]
        assert listed[1] in best

    def test_ranks_agree_and_a_freed_item_stands_where_its_score_puts_it(self, ranker: Ranker) -> None:
        given = replace(context(feels(0.6, 0.5)), kept=self.KEPT)
        strategy = strategy_for(given)
        listed = ids(ranker.rank(given, strategy))
        assert ranker.ranks(given, strategy, listed) == {item_id: rank for rank, item_id in enumerate(listed, start=1)}
        assert ranker.ranks(given.freeing("i290"), strategy, ["i290"])["i290"] > 10

    def test_what_was_refused_goes_though_it_is_kept(self, ranker: Ranker) -> None:
        listed = ids(ranked(ranker, replace(context(feels(0.6, 0.5), refuses=("i7",)), kept=self.KEPT)))
        assert "i7" not in listed
        assert len(listed) == 10
        assert listed[3] == "i8"

    def test_of_few_items_what_is_kept_comes_at_the_end(self, small: Ranker) -> None:
        few = context(feels(0.6, 0.5), refuses=tuple(f"i{number}" for number in range(4, 12)))
        assert ids(ranked(small, replace(few, kept=(("i0", 9),))))[-1] == "i0"
        assert len(ranked(small, replace(few, kept=(("i0", 9),)))) == 4
