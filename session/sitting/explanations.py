"""Explanations of the lists shown of late, each computed once."""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Mapping

from emotion.types import Modality
from recommender.errors import UnknownItemError
from recommender.ranking.ranker import Ranker
from recommender.types import Strategy
from session.sitting.shown import Shown
from session.sitting.why import explain_shown
from session.types import SittingExplanation

KEPT = 3
"""So many lists are remembered, as the list may change between two looks of a page."""


class Explanations:
    """Explains items of the lists shown of late. Safe to use from any thread."""

    def __init__(self, ranker: Ranker) -> None:
        self._ranker = ranker
        self._lock = threading.Lock()
        self._shown: deque[tuple[Shown, dict[str, SittingExplanation]]] = deque(maxlen=KEPT)

    def show(self, shown: Shown) -> None:
        """From now on this list is shown."""
        with self._lock:
            last, found = self._shown[-1] if self._shown else (None, {})
            if last and last.version == shown.version:
                self._shown.pop()
            self._shown.append((shown, found if last and _explained_alike(last, shown) else {}))

    @property
    def shown(self) -> Shown:
        """The list that is shown now. Raises LookupError before the first."""
        with self._lock:
            if not self._shown:
                raise LookupError("no list was shown yet")
            return self._shown[-1][0]

    def of(self, item_id: str) -> SittingExplanation:
        """Why an item stands where it does. Raises UnknownItemError when no list of late holds it."""
        with self._lock:
            recent = tuple(reversed(self._shown))
        for shown, found in recent:
            if item_id in shown.item_ids:
                if item_id not in found:
                    found[item_id] = explain_shown(self._ranker, shown, item_id)
                return found[item_id]
        raise UnknownItemError(f"no list of the last moments holds {item_id!r:.80}; take an id from a new snapshot")


def _explained_alike(one: Shown, other: Shown) -> bool:
    """Whether nothing that an explanation is made from has changed."""
    return one.recommendations is other.recommendations and _strategies(one) == _strategies(other)


def _strategies(shown: Shown) -> Mapping[Modality, Strategy]:
    return {modality: strategy for modality, (_, strategy) in shown.without.items()}
