"""All sittings of this process, by the secret that only the browser of the person who began one knows."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from session.condition import DEMO, Condition
from session.record.log import hashed
from session.record.restore import condition_of, restore
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent
from session.worker import Worker

IDLE_AFTER = 600.0
"""Seconds without any input or look after which a sitting is closed; its token still finds it in the log."""

LOOK_EVERY = 10.0
"""Seconds between looks for idle sittings, at most."""

MOST_SITTINGS = 64
GIVES_WAY_AFTER = 60.0
"""When all places are taken, a sitting that has been idle for so many seconds gives way to a new one."""

LONGEST_TOKEN = 200


class FullError(Exception):
    """Every place is taken by somebody who is there."""


@dataclass(eq=False)
class _Place:
    """A place for one sitting, which is there once it is built or found. taken: it counts among the places."""

    taken: bool = True
    future: Future[LiveSession | None] = field(default_factory=Future)

    def sitting(self) -> LiveSession | None:
        """Waits while the sitting is made; None where it could not be."""
        return None if self.future.exception() else self.future.result()

    @property
    def idle_for(self) -> float:
        """Seconds since anybody used the sitting; 0 while it is being made."""
        sitting = self.sitting() if self.future.done() else None
        return sitting.idle_for if sitting else 0.0


class Sittings:
    """Makes, finds, deletes and ends sittings; nothing of one is ever seen by another. Safe to use from any thread.

    A sitting has an id, under which it is recorded and which opens nothing, and a token, which opens it. Nobody waits
    while somebody else's sitting is built, restored, ended or erased: the lock is held for looks at the places only.
    """

    def __init__(self, shared: Shared, most: int = MOST_SITTINGS, idle_after: float = IDLE_AFTER) -> None:
        self.log = shared.log
        self._shared = shared
        self._most = most
        self._idle_after = idle_after
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}
        self._leaving: dict[str, LiveSession] = {}
        self._ending: set[str] = set()
        self._closer = Worker("attune-closer", self._close_idle)

    def begin(self, consent: Consent, condition: Condition = DEMO, token: str | None = None) -> LiveSession:
        """A new sitting, which `token` finds again, by default one of 192 random bits.

        Where a sitting of this token is there already, it is that one. Raises FullError where no place is free.
        """
        token = token or secrets.token_urlsafe(24)
        sitting_id = secrets.token_urlsafe(9)
        with self._lock:
            known = self._places.get(hashed(token))
            if known is None:
                self._make_room()
                place = self._places[hashed(token)] = _Place()
        if known is not None:
            return known.future.result() or self.begin(consent, condition, token)
        return self._fill(token, place, lambda: LiveSession(sitting_id, self._shared, consent, None, condition, token))

    def find(self, token: str) -> LiveSession | None:
        """The sitting of this token: the live one, or one taken up again from the log; None for an unknown token.

        One taken up has its history, goal, sliders and consent; it does not sense until it is started.
        Raises FullError when there is no place for one, and LogError when the log cannot be read.
        """
        if not token or len(token) > LONGEST_TOKEN:
            return None
        key = hashed(token)
        with self._lock:
            if key in self._ending:
                return None
            known = self._places.get(key)
            place = known or self._places.setdefault(key, _Place(taken=False))
            leaving = self._leaving.get(key)
        if known:
            return known.future.result()
        if leaving:
            leaving.close()
        return self._fill(token, place, lambda: self._restored(token, place))

    def delete(self, token: str) -> int:
        """End a sitting and erase all that is stored of it; returns how many entries that were.

        Raises LogError when the log cannot be changed: the sitting has ended then, and can be deleted again.
        """
        return self._end(token, self.log.delete) or 0

    def release(self, token: str) -> None:
        """End a sitting for good: what is recorded stays, and the token finds it no more. Raises LogError."""
        self._end(token, self.log.release)

    def watch(self, token: str, alive: bool) -> None:
        """Tell a sitting that is there whether its page is connected; never waits."""
        place = self._places.get(hashed(token))
        sitting = place.sitting() if place and place.future.done() else None
        if sitting is not None:
            sitting.watch(alive)

    def _end(self, token: str, settle: Callable[[str], int | None]) -> int | None:
        """End a sitting, then settle what is recorded of it; nobody finds it meanwhile."""
        key = hashed(token)
        with self._lock:
            place = self._places.pop(key, None)
            self._ending.add(key)
        try:
            sitting = place.sitting() if place else None
            if sitting is not None:
                sitting.close()
            sitting_id = sitting.id if sitting else self.log.sitting_of(token)
            return settle(sitting_id) if sitting_id else None
        finally:
            with self._lock:
                self._ending.discard(key)

    def close(self) -> None:
        """End all sittings and write what is still to be recorded."""
        self._closer.close()
        with self._lock:
            places, leaving = list(self._places.values()), list(self._leaving.values())
            self._places.clear()
        for sitting in [*leaving, *(place.sitting() for place in places)]:
            if sitting is not None:
                sitting.close()
        self.log.close()

    def __len__(self) -> int:
        return sum(place.taken for place in self._places.values())

    def _fill(self, token: str, place: _Place, make: Callable[[], LiveSession | None]) -> LiveSession | None:
        """Make the sitting of a place, for all who wait for it; the place is given up where none comes of it."""
        try:
            sitting = make()
        except BaseException as error:
            self._give_up(token, place)
            place.future.set_exception(error)
            raise
        if sitting is None:
            self._give_up(token, place)
        place.future.set_result(sitting)
        self._closer.wake()
        return sitting

    def _restored(self, token: str, place: _Place) -> LiveSession | None:
        sitting_id = self.log.sitting_of(token)
        if sitting_id is None:
            return None
        recorded = condition_of(self.log, sitting_id)
        condition = recorded if self._shared.serves(recorded) else DEMO
        found = restore(self.log, sitting_id, self._shared.ranker_of(condition).catalogue.index)
        if found is None:
            return None
        with self._lock:
            self._make_room()
            place.taken = True
        return LiveSession(sitting_id, self._shared, found.choices.consent, found, condition, token)

    def _give_up(self, token: str, place: _Place) -> None:
        with self._lock:
            if self._places.get(hashed(token)) is place:
                del self._places[hashed(token)]

    def _make_room(self) -> None:
        if len(self) >= self._most:
            self._leave(GIVES_WAY_AFTER)
            self._closer.wake()
        if len(self) >= self._most:
            raise FullError(f"All {self._most} places are taken.")

    def _leave(self, idle_for: float) -> None:
        """Take the places of those idle for longer away from them; they are closed outside the lock."""
        for key in [key for key, place in self._places.items() if place.taken and place.idle_for > idle_for]:
            self._leaving[key] = self._places.pop(key).future.result()

    def _close_idle(self) -> float | None:
        """The closer's work: end the sittings that nobody has used for a while, and those that gave way."""
        with self._lock:
            self._leave(self._idle_after)
            leaving = dict(self._leaving)
        for key, sitting in leaving.items():
            sitting.close()
            with self._lock:
                del self._leaving[key]
        return min(LOOK_EVERY, self._idle_after) if self._places else None
