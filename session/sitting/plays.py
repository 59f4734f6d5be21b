"""What is open, what a player plays of it, and how the person felt as it began and since."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace

import numpy as np

from emotion.voice.playback import Playing
from recommender.studio.collection import Medium
from recommender.types import Reaction
from session.types import Ending, Played, Snapshot, Stay

SHORTEST_S = 10.0
"""Less of an item than so many seconds says nothing of a reaction to it."""

SKIPPED_S = 30.0
"""A sound that was left before so many seconds of it were played was skipped."""

LOOKED_S = 15.0
"""A picture that was open for so long was looked at."""

READ_SHARE = 0.5
"""Words that were open for this share of the time that reading them takes were read."""

SILENT_AFTER_S = 12.0
"""Who has not heard from a player for so long takes it that nothing plays; a player says something every 5 s."""

Place = tuple[float, float]
Waveform = Callable[[], np.ndarray]
"""Gives the samples (n,) float32 at 16 kHz of a sound."""


@dataclass(frozen=True)
class _Open:
    """An item that is open since a time: how long it takes in s, the feeling at its beginning, and what was played."""

    item_id: str
    medium: Medium | None
    length: float
    since: float
    place: Place | None
    begun: bool = False
    at: float = 0.0
    reached: float = 0.0
    reaction: Reaction | None = field(default=None)


class Plays:
    """Follows, for one sitting, what is open and what a player says. Safe to use from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: _Open | None = None
        self._reactions: dict[str, Reaction] = {}
        self._playing: Playing | None = None
        self._heard_from = 0.0

    def open(self, item_id: str, medium: Medium | None, length: float, snapshot: Snapshot, now: float) -> None:
        """An item is open from now on; length: how long it takes, in s."""
        with self._lock:
            self._open = _Open(item_id, medium, length, now, _place(snapshot))
            self._reactions.pop(item_id, None)
            self._playing = None

    def take(self, played: Played, snapshot: Snapshot, now: float, sound: Waveform | None = None) -> Stay | None:
        """A player says this while the sitting stands so; sound: what it plays. At its end, what became of the item."""
        with self._lock:
            own = self._open
            if own is None or own.item_id != played.item_id:
                own = _Open(played.item_id, Medium.SOUND, 0.0, now, _place(snapshot))
            if played.what == "play" and (not own.begun or played.at < 1):
                own = replace(own, since=now, place=_place(snapshot), begun=True)
            self._open = own = replace(own, at=played.at, reached=max(own.reached, played.at))
            own = self._react(own, snapshot, now)
            self._plays(played, now, sound)
            return self._left(own, now, Ending.FINISHED) if played.what == "end" else None

    def hear(self, played: Played, now: float, sound: Waveform) -> None:
        """A player says this of a sound that is no item, so that nothing but its sound counts."""
        with self._lock:
            self._plays(played, now, sound)

    def close(self, snapshot: Snapshot, now: float) -> Stay | None:
        """What became of the item that was open, which it is no more; None where none was."""
        with self._lock:
            self._playing = None
            if self._open is None:
                return None
            own = self._react(self._open, snapshot, now)
            return self._left(own, now, self._ending(own, now - own.since))

    def playing(self, now: float) -> Playing | None:
        """What is played to the person at present."""
        playing = self._playing
        return playing if playing is not None and now - self._heard_from < SILENT_AFTER_S else None

    def reaction(self, item_id: str, snapshot: Snapshot, now: float) -> Reaction | None:
        """How the feeling moved while an item was open last; None while that cannot be said."""
        with self._lock:
            if self._open is not None and self._open.item_id == item_id and self._open.medium is not Medium.SOUND:
                self._react(self._open, snapshot, now)
            return self._reactions.get(item_id)

    def _react(self, own: _Open, snapshot: Snapshot, now: float) -> _Open:
        """What is open, with how the feeling has moved since."""
        place = _place(snapshot)
        if own.place is None or place is None or now - own.since < SHORTEST_S:
            return own
        reaction = Reaction(own.item_id, own.place, place, now - own.since, now)
        self._open = own = replace(own, reaction=reaction)
        self._reactions[own.item_id] = reaction
        return own

    def _plays(self, played: Played, now: float, sound: Waveform | None) -> None:
        self._heard_from = now
        if sound is None or played.what in ("pause", "end"):
            self._playing = None
        elif played.what in ("play", "at") or self._playing is not None:
            self._playing = Playing(sound, played.at, now, played.speed)

    def _left(self, own: _Open, now: float, ending: Ending) -> Stay:
        self._open = None
        return Stay(own.item_id, now - own.since, ending, own.reaction)

    @staticmethod
    def _ending(own: _Open, seconds: float) -> Ending:
        if own.medium is Medium.SOUND:
            return Ending.SKIPPED if own.begun and own.reached < SKIPPED_S else Ending.LEFT
        enough = {Medium.PICTURE: LOOKED_S, Medium.WORDS: max(READ_SHARE * own.length, LOOKED_S)}
        return Ending.FINISHED if own.medium and seconds >= enough[own.medium] else Ending.LEFT


def _place(snapshot: Snapshot) -> Place | None:
    """Where the feeling stands; None for one that is not read."""
    return None if snapshot.summary.unknown else (snapshot.summary.valence, snapshot.summary.arousal)
