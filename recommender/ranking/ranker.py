"""The ranking: a weighted sum of terms, rules, and diversity on top. A pure function of what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from emotion.message import Message
from recommender.catalogue.items import Catalogue
from recommender.engines.contract import Engine
from recommender.engines.emotion_graph.served import FilmFeelings
from recommender.engines.opinion import KnownAs
from recommender.policy.trees import Trees
from recommender.ranking import diversity
from recommender.ranking.candidates import EXHAUSTIVE, ByEstimate, ByProposal, CandidateSource, candidates_of
from recommender.ranking.features import Features
from recommender.ranking.reasons import reasons_of
from recommender.ranking.rulebook import Rulebook
from recommender.ranking.rules import RULES, allowed_by
from recommender.ranking.situation import Situation
from recommender.ranking.terms import TERMS, Term
from recommender.ranking.weighing import SHORTLIST, Weighing
from recommender.types import Context, Recommendation, Rule, Strategy


class Ranker:
    """Ranks a catalogue. One instance serves all sittings; no call depends on the ones before it."""

    def __init__(
        self,
        catalogue: Catalogue,
        engines: Mapping[str, Sequence[Engine]] | None = None,
        terms: Sequence[Term] = TERMS,
        feelings: FilmFeelings | None = None,
        rules: Sequence[Rule] = RULES,
        sources: Sequence[CandidateSource] | None = None,
        known_as: KnownAs | None = None,
        rulebook: Rulebook = (),
        trees: Trees | None = None,
    ) -> None:
        """engines stand behind the terms they are named after, see `opinion`; feelings behind the term feeling, trees
        behind opening.

        sources bring what is judged of a catalogue of more than EXHAUSTIVE items; none at all: every item is, always.
        known_as: what engines call an item of this id, where that is something else. rulebook: rules as a file states
        them, the hard ones kept after the others.
        """
        self.catalogue = catalogue
        self.terms, self.rules = tuple(terms), (*rules, *(rule for rule in rulebook if rule.hard))
        self.sources = (ByEstimate(self.terms), ByProposal(self.terms)) if sources is None else tuple(sources)
        self.features = Features.of(catalogue, engines, feelings, known_as, rulebook, trees)

    def weigh(self, context: Context, strategy: Strategy, item_ids: Sequence[str] = ()) -> Weighing:
        """All that a ranking in this context with this strategy is read off; these items are judged in any case."""
        whole = Situation(self.features, context, strategy)
        allowed = allowed_by(self.rules, whole)
        if len(self.features) <= EXHAUSTIVE or not self.sources:
            return Weighing(whole, self.terms, allowed)
        candidates = candidates_of(self.sources, whole, allowed)
        own = [*item_ids, *(item_id for item_id, _ in context.kept)]
        rows = np.union1d(candidates.rows, np.array([self.catalogue.index[one] for one in own], np.intp))
        return Weighing(whole.only(rows), self.terms, allowed[rows], candidates)

    def rank(
        self, context: Context, strategy: Strategy, k: int = 10, previous: Sequence[Recommendation] = ()
    ) -> tuple[Recommendation, ...]:
        """The best k items, fewer where rules leave fewer. A shorter list is the beginning of a longer one.

        previous is the list shown before; previous_rank is read off it and nothing else. Raises ValueError unless
        1 <= k <= SHORTLIST.
        """
        if not 1 <= k <= SHORTLIST:
            raise ValueError(f"k is {k}; allowed are 1 to {SHORTLIST}")
        weighing = self.weigh(context, strategy)
        contributions = weighing.contributions(strategy.weights)
        relevance = weighing.relevance(contributions)
        listed: list[tuple[int, dict[str, float]]] = []
        for place, penalty in weighing.diverse(strategy.weights, contributions, relevance):
            terms = {name: float(values[place]) for name, values in contributions.items()}
            listed.append((place, terms | {diversity.NAME: penalty}))
            if len(listed) == k:
                break
        before = {recommendation.item.id: recommendation.rank for recommendation in previous}
        return tuple(
            Recommendation(
                item=(item := weighing.situation.item(place)),
                score=sum(terms.values()),
                terms=terms,
                rank=number,
                previous_rank=before.get(item.id),
                reason=reason,
            )
            for number, ((place, terms), reason) in enumerate(
                zip(listed, reasons_of(weighing, listed), strict=True), start=1
            )
        )

    def ranks(self, context: Context, strategy: Strategy, item_ids: Sequence[str]) -> dict[str, int | None]:
        """Each item's rank, from 1, in the ranking of all that is judged; None for one a rule keeps out."""
        weighing = self.weigh(context, strategy, item_ids)
        places = [weighing.situation.place(self.catalogue.index[item_id]) for item_id in item_ids]
        return dict(zip(item_ids, weighing.ranks(strategy.weights, places), strict=True))

    def contributions(self, context: Context, strategy: Strategy) -> dict[str, np.ndarray]:
        """Every term but diversity as weighted, for all items that are judged: {name: (C,) float32}."""
        return self.weigh(context, strategy).contributions(strategy.weights)

    def kept_out_by(self, context: Context, strategy: Strategy, item_id: str) -> Message | None:
        """Why an item may not be listed; None for one that may."""
        row = np.array([self.catalogue.index[item_id]])
        situation = Situation(self.features, context, strategy, row)
        rules = (*self.rules, *context.rules)
        return next((rule.why for rule in rules if not rule.allows(situation)[0]), None)
