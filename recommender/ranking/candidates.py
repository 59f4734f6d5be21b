"""Which items are worth judging, where a catalogue is too large to judge them all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from recommender.arrays import largest_finite
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Estimate, Term

EXHAUSTIVE = 4096
"""Up to so many items all are judged."""

ESTIMATED = 1500
"""So many items are judged of which the terms together would say most."""

PROPOSED = 200
"""So many are judged of what each term that proposes items would say most of."""


@dataclass(frozen=True, eq=False)
class Candidates:
    """rows (C,) of the catalogue, ascending; sources: which rows came from where, by the source's name."""

    rows: np.ndarray
    sources: dict[str, np.ndarray]

    def provenance(self, row: int) -> tuple[str, ...]:
        """The names of the sources that brought the item at a row."""
        return tuple(name for name, rows in self.sources.items() if row in rows)


class CandidateSource(Protocol):
    """Brings items that may be worth listing."""

    name: str

    def rows(self, whole: Situation, allowed: np.ndarray) -> np.ndarray:
        """Rows of the catalogue, each once, of those that are allowed, (N,) bool. whole judges all N items."""


class ByEstimate:
    """The items of which the terms, as weighted, would say most, by their estimates."""

    name = "estimate"

    def __init__(self, terms: Sequence[Term], count: int = ESTIMATED) -> None:
        self._terms, self._count = tuple(terms), count

    def rows(self, whole: Situation, allowed: np.ndarray) -> np.ndarray:
        weights = whole.strategy.weights
        estimates = [
            Estimate(np.float32(weights[term.name]) * one.values, one.group_of)
            for term in self._terms
            if weights.get(term.name)
            for one in term.estimate(whole)
        ]
        return _largest(estimates, allowed, self._count)


class ByProposal:
    """The items that a term would propose, however little else speaks for them; see `Term.proposes`."""

    name = "proposal"

    def __init__(self, terms: Sequence[Term], count: int = PROPOSED) -> None:
        self._terms, self._count = [term for term in terms if term.proposes], count

    def rows(self, whole: Situation, allowed: np.ndarray) -> np.ndarray:
        weighted = [term.estimate(whole) for term in self._terms if whole.strategy.weights.get(term.name)]
        found = [_largest(estimates, allowed, self._count) for estimates in weighted if estimates]
        return np.unique(np.concatenate([np.zeros(0, np.intp), *found]))


def _largest(estimates: Sequence[Estimate], allowed: np.ndarray, count: int) -> np.ndarray:
    """Rows of the count items with the largest sum of estimates, equal ones in the catalogue's order."""
    total = np.where(allowed, np.float32(0), np.float32(-np.inf))
    for one in _by_grouping(estimates):
        total += one.values if one.group_of is None else one.values[one.group_of]
    return largest_finite(total, count)


def _by_grouping(estimates: Sequence[Estimate]) -> list[Estimate]:
    """The sum of those that group the items in one way, so that each way is looked up once."""
    found: dict[int, Estimate] = {}
    for one in estimates:
        before = found.get(id(one.group_of))
        found[id(one.group_of)] = one if before is None else Estimate(before.values + one.values, one.group_of)
    return list(found.values())


def candidates_of(sources: Sequence[CandidateSource], whole: Situation, allowed: np.ndarray) -> Candidates:
    """What the sources bring together."""
    found = {source.name: source.rows(whole, allowed) for source in sources}
    return Candidates(np.unique(np.concatenate([np.zeros(0, np.intp), *found.values()])), found)
