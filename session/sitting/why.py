"""Why an item stands where it does, and where it would stand had a modality not been sensed."""

from __future__ import annotations

from emotion.message import Message
from emotion.types import Modality
from recommender.errors import UnknownItemError
from recommender.ranking.explanation import explain
from recommender.ranking.ranker import Ranker
from session.sitting.shown import Shown
from session.types import SittingExplanation, Without


def explain_shown(ranker: Ranker, shown: Shown, item_id: str) -> SittingExplanation:
    """The explanation of an item of the list shown; changes nothing.

    Raises UnknownItemError when the list does not hold the item (it may just have changed).
    """
    recommendation = next((r for r in shown.recommendations if r.item.id == item_id), None)
    if recommendation is None:
        raise UnknownItemError(f"the list shown does not hold {item_id!r:.80}; take an id from the newest snapshot")
    without = []
    for modality, (context, strategy) in shown.without.items():
        rank = ranker.ranks(context.freeing(item_id), strategy, [item_id])[item_id]
        without.append(Without(modality, rank, _said(modality, rank, recommendation.rank)))
    above = next((r.item.id for r in shown.recommendations if r.rank == recommendation.rank - 1), None)
    found = explain(ranker, shown.context, shown.strategy, recommendation, above)
    return SittingExplanation(found, tuple(without))


def _said(modality: Modality, rank: int | None, rank_now: int) -> Message:
    source = Message(f"without-{modality}")
    if rank is None:
        return Message("without-not-listed", {"source": source})
    return Message("without-still" if rank == rank_now else "without-rank", {"source": source, "rank": rank})
