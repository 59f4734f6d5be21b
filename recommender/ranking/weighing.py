"""All that is computed for one ranking: the terms of every item judged, what rules keep out, and the order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from recommender.arrays import largest
from recommender.ranking import diversity
from recommender.ranking.candidates import Candidates
from recommender.ranking.situation import Situation
from recommender.ranking.terms.term import Scored, Term

SHORTLIST = 200
"""How many of the best items by relevance diversity is weighed among; the rest follow in order of relevance."""


class Weighing:
    """The items of a situation, judged by terms; places are those of `situation.rows`, of candidates alone."""

    def __init__(
        self, situation: Situation, terms: Sequence[Term], allowed: np.ndarray, candidates: Candidates | None = None
    ) -> None:
        """allowed (C,) bool: which items no rule keeps out; candidates: where they come from, None for all items."""
        self.situation, self.candidates = situation, candidates
        self.terms = {term.name: term for term in terms}
        self._allowed = allowed
        self._scored: dict[str, Scored] = {}

    def scored(self, name: str) -> Scored:
        """What a term says, computed when first asked for."""
        if name not in self._scored:
            self._scored[name] = self.terms[name].score(self.situation)
        return self._scored[name]

    def contributions(self, weights: Mapping[str, float]) -> dict[str, np.ndarray]:
        """Every term but diversity as weighted: {name: (C,) float32}. Their sum is an item's relevance."""
        nothing = np.zeros(self.situation.size, np.float32)
        return {
            name: self.scored(name).values[: self.situation.size] * np.float32(weights[name])
            if weights.get(name)
            else nothing
            for name in self.terms
        }

    def relevance(self, contributions: Mapping[str, np.ndarray]) -> np.ndarray:
        """(C,) float32, -inf for what a rule keeps out."""
        relevance = np.zeros(self.situation.size, np.float32)
        for values in contributions.values():
            relevance += values
        relevance[~self._allowed] = -np.inf
        return relevance

    def shortlist(self, relevance: np.ndarray, contributions: Mapping[str, np.ndarray]) -> np.ndarray:
        """Places of the SHORTLIST most relevant items and of what terms propose besides, if they may be listed.

        The most relevant come first, equal ones in the catalogue's order.
        """
        listable = np.flatnonzero(relevance > -np.inf)
        among = relevance[listable]
        taken = np.zeros(len(listable), bool)
        taken[largest(among, SHORTLIST)] = True
        for name, values in contributions.items():
            count = self.terms[name].proposes
            if count and values.any():
                proposed = values[listable]
                best = largest(proposed, count)
                taken[best[proposed[best] > 0]] = True
        numbers = np.flatnonzero(taken)
        return listable[numbers[np.argsort(-among[numbers], kind="stable")]]

    def diverse(
        self, weights: Mapping[str, float], contributions: Mapping[str, np.ndarray], relevance: np.ndarray
    ) -> Iterator[tuple[int, float]]:
        """(place, penalty of diversity) of the shortlist, from the top."""
        shortlist, kept = self.shortlist(relevance, contributions), self._kept(relevance)
        if kept:
            shortlist = np.concatenate([np.setdiff1d(shortlist, list(kept.values())), list(kept.values())])
        rows, weight = self.situation.rows[shortlist], weights.get(diversity.NAME, 0.0)
        number = {int(place): number for number, place in enumerate(shortlist)}
        at = {rank: number[place] for rank, place in kept.items()}
        features = self.situation.features
        may_follow = features.stated.may_follow(self.situation, rows)
        found = diversity.diverse(features, rows, relevance[shortlist], weight, at, may_follow)
        return ((int(shortlist[number]), penalty) for number, penalty in found)

    def _kept(self, relevance: np.ndarray) -> dict[int, int]:
        """{rank: place} of what the context keeps and no rule keeps out."""
        situation = self.situation
        index = situation.features.catalogue.index
        kept = {rank: situation.place(index[item_id]) for item_id, rank in situation.context.kept}
        return {rank: place for rank, place in kept.items() if np.isfinite(relevance[place])}

    def ranks(self, weights: Mapping[str, float], places: Sequence[int]) -> list[int | None]:
        """Each place's rank, from 1, by these weights; None for one a rule keeps out."""
        contributions = self.contributions(weights)
        relevance = self.relevance(contributions)
        sought = {place for place in places if np.isfinite(relevance[place])}
        order: dict[int, int] = {}
        for place, _ in self.diverse(weights, contributions, relevance):
            order[place] = len(order) + 1
            if sought <= order.keys():
                return [order.get(place) for place in places]
        behind = np.setdiff1d(np.flatnonzero(np.isfinite(relevance)), list(order), assume_unique=True)
        behind = behind[np.argsort(-relevance[behind], kind="stable")]
        order |= {int(place): rank for rank, place in enumerate(behind, start=len(order) + 1)}
        return [order.get(place) for place in places]
