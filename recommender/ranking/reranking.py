"""A second look at the best of a list by something slow, which is not waited for beyond a limit."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from typing import Protocol

from recommender.types import Context, Recommendation


class Reranker(Protocol):
    """Puts the best of a list into an order of its own, on a thread or machine of its own."""

    name: str

    def order(self, context: Context, listed: Sequence[Recommendation]) -> Future[Sequence[int]]:
        """At once a promise of places of `listed`, each one at most once, the first to come first."""


def reranked(
    reranker: Reranker, context: Context, listed: Sequence[Recommendation], k: int, seconds: float
) -> tuple[Recommendation, ...]:
    """The first k of the best items `listed`, in the order that the reranker gives within so many seconds.

    What it leaves out follows in the order there was. That order stays where it is late, fails, or gives no such places
    at all. Ranks are counted anew; scores and terms are those of the ranking.
    """
    promised = reranker.order(context, listed)
    try:
        order = list(promised.result(timeout=seconds))
    except Exception:  # late or failed over there: the list stands as it was
        promised.cancel()
        order = []
    if len(set(order)) < len(order) or not set(order) <= set(range(len(listed))):
        order = []
    order += [place for place in range(len(listed)) if place not in order]
    return tuple(replace(listed[place], rank=rank) for rank, place in enumerate(order[:k], start=1))
