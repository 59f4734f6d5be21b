"""The ranking: a weighted sum of terms, guard rules, and diversity on top. A pure function of what it is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from recommender.catalogue.items import Catalogue
from recommender.engines.contract import Engine
from recommender.engines.emotion_graph.served import FilmFeelings
from recommender.ranking.features import Features
from recommender.ranking.reasons import Reasons
from recommender.ranking.terms import TERMS, Term
from recommender.types import Action, Context, Kind, Recommendation, Strategy

SHORTLIST = 200
"""How many of the best items by relevance diversity is weighed among; the rest follow in order of relevance."""

SOURCES = ("sequence", "interest")
FROM_SOURCE = 40
"""So many of the best items of each of these terms are weighed as well, however little else speaks for them."""

DIVERSITY = "diversity"
KIND_SHARE = 0.6
KIND_FULL = 4
"""So much of the penalty is for items of the same kind above, in full from KIND_FULL of them on."""

_OPINIONS = (Action.LIKE, Action.NO)


class Ranker:
    """Ranks a catalogue. One instance serves all sittings; no call depends on the ones before it."""

    def __init__(
        self,
        catalogue: Catalogue,
        engines: Mapping[str, Sequence[Engine]] | None = None,
        terms: Sequence[Term] = TERMS,
        feelings: FilmFeelings | None = None,
    ) -> None:
        """engines stand behind the terms they are named after, see `learnt`; feelings behind the term feeling."""
        self.catalogue = catalogue
        self.terms = tuple(terms)
        self.features = Features.of(catalogue, engines, feelings)
        self.reasons = Reasons(self.features)

    def rank(
        self, context: Context, strategy: Strategy, k: int = 10, previous: Sequence[Recommendation] = ()
    ) -> tuple[Recommendation, ...]:
        """The best k items, fewer where guard rules leave fewer. A shorter list is the beginning of a longer one.

        previous is the list shown before; previous_rank is read off it and nothing else. Raises ValueError unless
        1 <= k <= SHORTLIST.
        """
        if not 1 <= k <= SHORTLIST:
            raise ValueError(f"k is {k}; allowed are 1 to {SHORTLIST}")
        contributions = self.contributions(context, strategy)
        relevance = self._guarded(contributions, context, strategy)
        chosen: list[tuple[int, dict[str, float]]] = []
        for row, penalty in self._diverse(self._shortlist(relevance, contributions), relevance, strategy):
            chosen.append((row, {name: float(values[row]) for name, values in contributions.items()}))
            chosen[-1][1][DIVERSITY] = penalty
            if len(chosen) == k:
                break
        before = {recommendation.item.id: recommendation.rank for recommendation in previous}
        reasons = self.reasons.of_list(chosen, context, strategy)
        return tuple(
            Recommendation(
                item=(item := self.catalogue.items[row]),
                score=sum(terms.values()),
                terms=terms,
                rank=number,
                previous_rank=before.get(item.id),
                reason=reason,
            )
            for number, ((row, terms), reason) in enumerate(zip(chosen, reasons, strict=True), start=1)
        )

    def ranks(self, context: Context, strategy: Strategy, item_ids: Sequence[str]) -> dict[str, int | None]:
        """Each item's rank, from 1, in the ranking of the whole catalogue; None for one a guard rule keeps out."""
        contributions = self.contributions(context, strategy)
        relevance = self._guarded(contributions, context, strategy)
        rows = [self.catalogue.index[item_id] for item_id in item_ids]
        sought = {row for row in rows if np.isfinite(relevance[row])}
        order: dict[int, int] = {}
        for row, _ in self._diverse(self._shortlist(relevance, contributions), relevance, strategy):
            order[row] = len(order) + 1
            if sought <= order.keys():
                return {item_id: order.get(row) for item_id, row in zip(item_ids, rows, strict=True)}
        behind = np.setdiff1d(np.flatnonzero(np.isfinite(relevance)), list(order), assume_unique=True)
        behind = behind[np.argsort(-relevance[behind], kind="stable")]
        order |= {int(row): rank for rank, row in enumerate(behind, start=len(order) + 1)}
        return {item_id: order.get(row) for item_id, row in zip(item_ids, rows, strict=True)}

    def contributions(self, context: Context, strategy: Strategy) -> dict[str, np.ndarray]:
        """Every term but diversity as weighted: {name: (N,) float32}. Their sum is an item's relevance."""
        weights = strategy.weights
        return {
            term.name: term.score(self.features, context, strategy) * np.float32(weights[term.name])
            if weights.get(term.name)
            else np.zeros(len(self.features), np.float32)
            for term in self.terms
        }

    def _guarded(self, contributions: dict[str, np.ndarray], context: Context, strategy: Strategy) -> np.ndarray:
        """(N,) float32 relevance, -inf for what may not be listed: refused, brought along, or harsh when gentle."""
        relevance = np.zeros(len(self.features), np.float32)
        for values in contributions.values():
            relevance += values
        opinions = {event.item_id: event.action for event in context.history if event.action in _OPINIONS}
        refused = [item_id for item_id, action in opinions.items() if action is Action.NO]
        out = [*refused, *context.loaded.enjoyed, *context.loaded.passed]
        relevance[[self.catalogue.index[item_id] for item_id in out if item_id in self.catalogue.index]] = -np.inf
        if strategy.gentle:
            relevance[self.features.harsh] = -np.inf
        return relevance

    def _shortlist(self, relevance: np.ndarray, contributions: Mapping[str, np.ndarray]) -> np.ndarray:
        """Rows of the items that are weighed: the SHORTLIST most relevant and those of SOURCES, if they may be listed.

        The most relevant come first, equal ones in the catalogue's order.
        """
        rows = _largest(relevance, SHORTLIST)
        for source in SOURCES:
            values = contributions.get(source)
            if values is not None and values.any():
                best = _largest(np.where(np.isfinite(relevance), values, -np.inf), FROM_SOURCE)
                rows = np.union1d(rows, best[values[best] > 0])
        return rows[np.lexsort((rows, -relevance[rows]))]

    def _diverse(self, shortlist: np.ndarray, relevance: np.ndarray, strategy: Strategy) -> Iterator[tuple[int, float]]:
        """(row, penalty <= 0) of all the shortlist, in the order of maximal marginal relevance.

        Carbonell & Goldstein (1998): each next item has the best relevance less its likeness to what stands above it.
        The penalty is the larger the more alike the most alike item above is, and the more items of its kind stand
        above. Penalties only grow, so scores fall along the list. A title comes once.
        """
        features, weight = self.features, strategy.weights.get(DIVERSITY, 0.0)
        relevance = relevance[shortlist].astype(np.float64)
        likeness, kinds = features.likeness[shortlist], features.kinds[shortlist]
        titles: set[str] = set()
        alike = np.zeros(len(shortlist))
        above = np.zeros(len(Kind))
        left = np.ones(len(shortlist), bool)
        while left.any():
            penalties = -weight * ((1 - KIND_SHARE) * alike + KIND_SHARE * np.minimum(above[kinds] / KIND_FULL, 1))
            best = int(np.argmax(np.where(left, relevance + penalties, -np.inf)))
            left[best] = False
            title = self.catalogue.items[shortlist[best]].title.casefold()
            if title in titles:
                continue
            yield int(shortlist[best]), float(penalties[best])
            titles.add(title)
            np.maximum(alike, likeness @ likeness[best], out=alike)
            above[kinds[best]] += 1


def _largest(values: np.ndarray, count: int) -> np.ndarray:
    """Rows of the count largest finite values, equal ones in their order."""
    rows = np.flatnonzero(np.isfinite(values))
    if len(rows) > count:
        least = np.partition(values[rows], len(rows) - count)[len(rows) - count]
        rows = rows[values[rows] >= least]
    return rows[np.argsort(-values[rows], kind="stable")][:count]
