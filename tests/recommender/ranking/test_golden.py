"""The demo's own lists stay what they are."""

from __future__ import annotations

import json

import pytest

from tests.recommender.ranking.golden import CONTEXTS, FILE, lists, shipped

TERM_TOLERANCE = 1e-3
"""Wider than any rounding of a processor's, narrower than anything that moves a list by more than a near tie."""


@pytest.fixture(scope="module")
def found() -> list[list[dict]]:
    return lists(shipped())


@pytest.mark.parametrize("number", range(CONTEXTS))
def test_the_ten_best_and_the_terms_of_their_scores_are_those_kept(found: list[list[dict]], number: int) -> None:
    kept = {one["item"]: one["terms"] for one in json.loads(FILE.read_text(encoding="utf-8"))[number]}
    listed = {one["item"]: one["terms"] for one in found[number]}
    assert len(listed) == len(kept) == 10
    assert len(kept.keys() - listed.keys()) <= 1, "a near tie may fall either way"
    for item_id in kept.keys() & listed.keys():
        assert {**listed[item_id], "diversity": 0} == pytest.approx(
            {**kept[item_id], "diversity": 0}, abs=TERM_TOLERANCE
        )


def test_the_contexts_differ_in_what_they_give() -> None:
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    assert len({tuple(one["item"] for one in row) for row in kept}) == CONTEXTS
