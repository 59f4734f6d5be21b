"""A list as it is shown, with all it was ranked from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from emotion.message import Message
from emotion.types import Modality
from recommender.types import Context, Recommendation, Strategy
from session.sitting.arranged import NOT_ARRANGED, Arranged

LIST_LENGTH = 10

Basis = tuple[Context, Strategy]
"""What a list is ranked from."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A list that can be explained at any later time.

    without: for each modality that took part, what the list would have been ranked from had it not been sensed.
    since is when it was first shown, in s on the session's clock. arranged: what placed its items besides their terms.
    """

    context: Context
    strategy: Strategy
    recommendations: tuple[Recommendation, ...]
    without: Mapping[Modality, Basis]
    version: int
    change: Message
    since: float
    arranged: Arranged = NOT_ARRANGED

    @property
    def item_ids(self) -> tuple[str, ...]:
        """Ids in list order."""
        return tuple(r.item.id for r in self.recommendations)
