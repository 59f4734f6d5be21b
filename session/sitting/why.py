"""Why an item stands where it does, and where it would stand had a modality not been sensed."""

from __future__ import annotations

from emotion.types import Modality
from recommender.errors import UnknownItemError
from recommender.ranking.explanation import explain
from recommender.ranking.ranker import Ranker
from session.sitting.shelf import Shown
from session.types import SittingExplanation, Without

NAMES: dict[Modality, str] = {
    Modality.FACE: "your face",
    Modality.VOICE: "your voice",
    Modality.TEXT: "your comment",
    Modality.TOLD: "your correction",
}


def explain_shown(ranker: Ranker, shown: Shown, item_id: str) -> SittingExplanation:
    """The explanation of an item of the list shown; changes nothing.

    Raises UnknownItemError when the list does not hold the item (it may just have changed).
    """
    recommendation = next((r for r in shown.recommendations if r.item.id == item_id), None)
    if recommendation is None:
        raise UnknownItemError(f"the list shown does not hold {item_id!r:.80}; take an id from the newest snapshot")
    without = []
    for modality, (context, strategy) in shown.without.items():
        rank = ranker.ranks(context, strategy, [item_id])[item_id]
        without.append(Without(modality, rank, _in_words(modality, rank, recommendation.rank)))
    return SittingExplanation(explain(ranker, shown.context, shown.strategy, recommendation), tuple(without))


def _in_words(modality: Modality, rank: int | None, rank_now: int) -> str:
    if rank is None:
        return f"Without {NAMES[modality]} it would not be listed"
    return f"Without {NAMES[modality]} it would {'still ' if rank == rank_now else ''}be number {rank}"
