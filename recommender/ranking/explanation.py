"""Explanations: causes read off the terms of a recommendation, and what would be without them."""

from __future__ import annotations

from dataclasses import replace

from recommender.ranking.ranker import Ranker
from recommender.ranking.reasons import causes_of, phrase, rests_on
from recommender.types import Cause, Context, Explanation, KeptRule, Recommendation, Strategy


def explain(
    ranker: Ranker,
    context: Context,
    strategy: Strategy,
    recommendation: Recommendation,
    above: str | None = None,
) -> Explanation:
    """Why this item of the list ranked in this context with this strategy stands where it does.

    A cause's rank_without is found by ranking again with the weight of its term at 0 and nothing else changed; an item
    that keeps its rank is then ranked by its score. above: the id of the item right above it in the list.
    """
    item_id = recommendation.item.id
    context = context.freeing(item_id)
    weighing = ranker.weigh(context, strategy, [item_id])
    place = weighing.situation.place(ranker.catalogue.index[item_id])

    def rank_without(term: str) -> int | None:
        reduced = without(strategy, term)
        if weighing.candidates is None:  # all items are judged already, and no score depends on the weights
            return weighing.ranks(reduced.weights, [place])[0]
        return ranker.ranks(context, reduced, [item_id])[item_id]

    causes = tuple(
        Cause(
            term=term,
            contribution=recommendation.terms[term],
            rank_without=rank_without(term),
            text=phrase(weighing, term, place),
            item_ids=rests_on(weighing, term, place),
        )
        for term in causes_of(recommendation.terms)
    )
    index = ranker.catalogue.index
    kept = ranker.features.stated.kept(weighing.situation, index[item_id], None if above is None else index[above])
    rules = tuple(KeptRule(rule.name, rule.keeps, truth, rule.hard) for rule, truth in kept)
    return Explanation(recommendation, causes, rules)


def without(strategy: Strategy, term: str) -> Strategy:
    """The same strategy with one term taken away."""
    return replace(strategy, weights=strategy.weights | {term: 0.0})
