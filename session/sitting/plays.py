"""What was played of items, and how the person felt as it began and since."""

from __future__ import annotations

import threading
from dataclasses import dataclass

from session.types import Played, Reaction, Snapshot

SHORTEST_S = 10.0
"""Less of an item than so many seconds says nothing of a reaction to it."""


@dataclass(frozen=True)
class _Begun:
    time: float
    place: tuple[float, float]


class Plays:
    """Follows, for one sitting, what a player says. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._begun: dict[str, _Begun] = {}
        self._reactions: dict[str, Reaction] = {}

    def take(self, played: Played, snapshot: Snapshot, now: float) -> None:
        """A player says this while the sitting stands so; now in s. Nothing is known of a feeling that is not read."""
        if snapshot.summary.unknown:
            return
        place = (snapshot.summary.valence, snapshot.summary.arousal)
        with self._lock:
            begun = self._begun.get(played.item_id)
            if begun is None or (played.what == "play" and played.at < 1):
                self._begun[played.item_id] = _Begun(now, place)
                self._reactions.pop(played.item_id, None)
            elif now - begun.time >= SHORTEST_S:
                self._reactions[played.item_id] = Reaction(begun.place, place, now - begun.time)

    def reaction(self, item_id: str) -> Reaction | None:
        """How the feeling moved while an item was played last; None while that cannot be said."""
        with self._lock:
            return self._reactions.get(item_id)
