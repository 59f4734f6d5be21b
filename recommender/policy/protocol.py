"""What decides, for one person, what the list should do."""

from __future__ import annotations

from typing import Protocol

from recommender.types import Context, Strategy


class Policy(Protocol):
    """Decides for one sitting, context after context; made anew for each.

    A strategy is a value: while nothing that counts has changed, `decide` returns one equal to the last, and nobody
    ranks again. Each carries the policy's name and version, and how likely the policy was to decide it.
    """

    name: str
    version: str

    def decide(self, context: Context) -> Strategy:
        """The strategy for this context, given the ones before it."""
