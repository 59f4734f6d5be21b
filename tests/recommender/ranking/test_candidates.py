"""Where a catalogue is too large to judge it all, what is judged holds the best of all."""

from __future__ import annotations

import numpy as np
import pytest

from recommender.policy.iso import strategy_for
from recommender.ranking import ranker as ranker_module
from recommender.ranking.candidates import ByEstimate, ByProposal, Candidates, CandidateSource, candidates_of
from recommender.ranking.explanation import explain
from recommender.ranking.features import Features
from recommender.ranking.groups import GRID, Groups
from recommender.ranking.ranker import Ranker
from recommender.ranking.terms import TERMS
from recommender.types import Controls, Goal
from tests.recommender.made import chain, context, feels, random_catalogue, situation

SIZE = 400
GIVEN = context(feels(-0.3, 0.3), Goal.LIFT, likes=("i1", "i8"), refuses=("i3",), opens=("i5",), shown=("i9",))


@pytest.fixture(scope="module")
def features() -> Features:
    return Features.of(random_catalogue(SIZE), {"sequence": (chain(),)})


class SourceContract:
    """Inherited by the tests of every source of candidates."""

    source: CandidateSource

    @pytest.mark.parametrize("given", [context(), GIVEN, context(controls=Controls(0, 0, 0, 0))])
    def test_rows_of_the_catalogue_come_once_and_are_allowed(self, features: Features, given) -> None:
        allowed = np.arange(SIZE) % 3 > 0
        rows = self.source.rows(situation(features, given), allowed)
        assert len(set(rows.tolist())) == len(rows)
        assert allowed[rows].all()

    def test_where_nothing_is_allowed_there_is_none(self, features: Features) -> None:
        assert len(self.source.rows(situation(features, GIVEN), np.zeros(SIZE, bool))) == 0

    def test_the_same_twice(self, features: Features) -> None:
        whole, allowed = situation(features, GIVEN), np.ones(SIZE, bool)
        np.testing.assert_array_equal(self.source.rows(whole, allowed), self.source.rows(whole, allowed))


class TestByEstimate(SourceContract):
    source = ByEstimate(TERMS, count=60)

    def test_the_best_of_all_are_among_them(self, features: Features) -> None:
        whole = situation(features, GIVEN)
        scores = sum(whole.strategy.weights[term.name] * term.score(whole).values for term in TERMS)
        best = np.argsort(-scores)[:10]
        assert set(best) <= set(self.source.rows(whole, np.ones(SIZE, bool)))

    def test_where_nothing_is_weighed_the_first_come(self, features: Features) -> None:
        given = context(controls=Controls(0, 0, 0, 0))
        rows = self.source.rows(situation(features, given), np.ones(SIZE, bool))
        assert rows.tolist() == list(range(60))


class TestByProposal(SourceContract):
    source = ByProposal(TERMS, count=5)

    def test_what_follows_is_among_them(self, features: Features) -> None:
        given = context(likes=("i3",))
        assert 4 in self.source.rows(situation(features, given), np.ones(SIZE, bool))

    def test_without_a_history_nothing_is_proposed_by_what_reads_one(self) -> None:
        unread = Features.of(random_catalogue(SIZE))
        assert len(self.source.rows(situation(unread, context()), np.ones(SIZE, bool))) == 0


def test_candidates_know_where_they_come_from() -> None:
    class Fixed:
        def __init__(self, name: str, rows: list[int]) -> None:
            self.name, self._rows = name, np.array(rows)

        def rows(self, whole, allowed) -> np.ndarray:
            return self._rows

    found = candidates_of([Fixed("one", [4, 2]), Fixed("other", [2, 9])], None, None)
    assert isinstance(found, Candidates)
    assert found.rows.tolist() == [2, 4, 9]
    assert [found.provenance(row) for row in (2, 4, 9, 5)] == [("one", "other"), ("one",), ("other",), ()]


class TestRanking:
    @pytest.fixture
    def ranker(self, monkeypatch: pytest.MonkeyPatch) -> Ranker:
        """One that takes its catalogue of 400 for too large to judge it all."""
        monkeypatch.setattr(ranker_module, "EXHAUSTIVE", 100)
        sources = (ByEstimate(TERMS, count=250), ByProposal(TERMS))
        return Ranker(random_catalogue(SIZE), {"sequence": (chain(),)}, sources=sources)

    def test_the_list_is_that_of_judging_all(self, ranker: Ranker, monkeypatch: pytest.MonkeyPatch) -> None:
        strategy = strategy_for(GIVEN)
        some = ranker.rank(GIVEN, strategy)
        assert ranker.weigh(GIVEN, strategy).situation.size < SIZE
        monkeypatch.setattr(ranker_module, "EXHAUSTIVE", SIZE)
        every = ranker.rank(GIVEN, strategy)
        assert [one.item.id for one in some] == [one.item.id for one in every]
        for one, other in zip(some, every, strict=True):
            assert one.terms == pytest.approx(other.terms, abs=1e-5)
            assert one.reason == other.reason

    def test_an_item_asked_for_is_judged_though_it_is_no_candidate(self, ranker: Ranker) -> None:
        strategy = strategy_for(GIVEN)
        candidates = set(ranker.weigh(GIVEN, strategy).candidates.rows.tolist())
        far = next(row for row in range(SIZE) if row not in candidates and row != 3)
        ranks = ranker.ranks(GIVEN, strategy, [f"i{far}", "i3"])
        assert 200 < ranks[f"i{far}"] <= len(candidates) + 1
        assert ranks["i3"] is None

    def test_an_explanation_says_the_rank_without_a_cause(self, ranker: Ranker) -> None:
        strategy = strategy_for(GIVEN)
        first = ranker.rank(GIVEN, strategy)[0]
        explained = explain(ranker, GIVEN, strategy, first)
        assert explained.causes
        assert all(cause.rank_without >= 1 for cause in explained.causes)


class TestGroups:
    def test_each_item_is_in_the_cell_and_the_group_nearest_to_it(self) -> None:
        random = np.random.default_rng(0)
        affect = random.uniform(-1, 1, (500, 2)).astype(np.float32)
        likeness = random.standard_normal((500, 8)).astype(np.float32)
        groups = Groups.of(affect, likeness)
        assert np.abs(groups.affect[groups.affect_of] - affect).max() <= 1 / GRID + 1e-6
        distance = ((likeness[:, None] - groups.likeness) ** 2).sum(axis=2)
        np.testing.assert_allclose(distance[np.arange(500), groups.likeness_of], distance.min(axis=1), atol=1e-4)

    def test_the_corners_of_the_plane_have_cells(self) -> None:
        corners = np.array([[-1, -1], [1, 1], [-1, 1]], np.float32)
        groups = Groups.of(corners, np.eye(3, dtype=np.float32))
        assert groups.affect_of.tolist() == [0, GRID * GRID - 1, GRID - 1]
