"""All sittings of this process, by the secret that only the browser of the person who began one knows."""

from __future__ import annotations

import os
import secrets
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field

from session.condition import DEMO, Condition
from session.record.log import hashed
from session.record.restore import condition_of, restore
from session.sitting.easing import Easing
from session.sitting.health import ServerHealth, dropped, paces, slowest, was_sensed
from session.sitting.line import Line
from session.sitting.live import LiveSession
from session.sitting.room import Room, cores
from session.sitting.shared import Shared
from session.types import Consent
from session.worker import Worker

IDLE_AFTER = 600.0
"""Seconds without any input or look after which a sitting is closed; its token still finds it in the log."""

LOOK_EVERY = 10.0
"""Seconds between looks for idle sittings, at most."""

SENSED_EVERY = 2.0
"""Seconds between looks at how those who are sensed do."""

MOST_SITTINGS = 64
GIVES_WAY_AFTER = 60.0
"""When all places are taken, a sitting that has been idle for so many seconds gives way to a new one."""

SENSED_WITHIN = 20.0
"""Seconds after which who was admitted and is not sensed is no longer waited for."""

LONGEST_TOKEN = 200

PLACES_VARIABLE = "ATTUNE_SITTINGS"


class FullError(Exception):
    """Every place is taken by somebody who is there, or the processor has no room for one more.

    number: in the line of those who wait, 1 for who is next; 0 for who has no place in it.
    """

    def __init__(self, said: str = "", number: int = 0) -> None:
        super().__init__(said)
        self.number = number


def places() -> int:
    """How many sittings there may be at most, as ATTUNE_SITTINGS says; MOST_SITTINGS unless it does.

    Raises ValueError when it holds anything but a number of at least 1.
    """
    said = os.environ.get(PLACES_VARIABLE, "").strip() or str(MOST_SITTINGS)
    if not said.isdecimal() or int(said) < 1:
        raise ValueError(f"{PLACES_VARIABLE} must be a number of sittings, got {said!r:.50}")
    return int(said)


@dataclass(eq=False)
class _Place:
    """A place for one sitting, which is there once it is built or found. taken: it counts among the places."""

    taken: bool = True
    future: Future[LiveSession | None] = field(default_factory=Future)
    since: float = field(default_factory=time.monotonic)

    def sitting(self) -> LiveSession | None:
        """Waits while the sitting is made; None where it could not be."""
        return None if self.future.exception() else self.future.result()

    def made(self) -> LiveSession | None:
        """The sitting where there is one already; never waits."""
        return self.sitting() if self.future.done() else None

    @property
    def idle_for(self) -> float:
        """Seconds since anybody used the sitting; 0 while it is being made."""
        sitting = self.made()
        return sitting.idle_for if sitting else 0.0


class Sittings:
    """Makes, finds, deletes and ends sittings; nothing of one is ever seen by another. Safe to use from any thread.

    A sitting has an id, under which it is recorded and which opens nothing, and a token, which opens it. Nobody waits
    while somebody else's sitting is built, restored, ended or erased: the lock is held for looks at the places only.
    """

    def __init__(
        self, shared: Shared, most: int = MOST_SITTINGS, idle_after: float = IDLE_AFTER, room: Room | None = None
    ) -> None:
        """most: bound of all sittings; room: what says whether one more can be sensed, None where none is refused."""
        self.log = shared.log
        self._room = room
        self._easing = Easing(room) if room else None
        self._line = Line()
        self._lacks_room = False
        self._shared = shared
        self._most = most
        self._idle_after = idle_after
        self._lock = threading.Lock()
        self._places: dict[str, _Place] = {}
        self._leaving: dict[str, LiveSession] = {}
        self._ending: set[str] = set()
        self._closer = Worker("attune-closer", self._close_idle)
        self.log.when_it_goes_on(self._leave_to_another)

    def begin(self, consent: Consent, condition: Condition = DEMO, token: str | None = None) -> LiveSession:
        """A new sitting, which `token` finds again, by default one of 192 random bits.

        Where a sitting of this token is there already, it is that one. Raises FullError where there is no room; who
        gave a token then waits in line, and asks again with it.
        """
        own, token = token is not None, token or secrets.token_urlsafe(24)
        sitting_id = secrets.token_urlsafe(9)
        with self._lock:
            known = self._places.get(hashed(token))
            if known is None:
                self._admit(consent, hashed(token) if own else None)
                place = self._places[hashed(token)] = _Place()
        if known is not None:
            return known.future.result() or self.begin(consent, condition, token)
        return self._fill(token, place, lambda: self._begun(sitting_id, consent, condition, token))

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
        return self._end(token, self.log.delete, gives=False) or 0

    def release(self, token: str) -> None:
        """End a sitting for good: what is recorded stays, and the token finds it no more. Raises LogError."""
        self._end(token, self.log.release)

    def leave_line(self, token: str) -> None:
        """Wait no longer for a place."""
        with self._lock:
            self._line.leave(hashed(token))

    def watch(self, token: str, alive: bool) -> None:
        """Tell a sitting that is there whether its page is connected; never waits."""
        place = self._places.get(hashed(token))
        sitting = place.made() if place else None
        if sitting is not None:
            sitting.watch(alive)

    def _end(self, token: str, settle: Callable[[str], int | None], gives: bool = True) -> int | None:
        """End a sitting, then settle what is recorded of it; nobody finds it meanwhile."""
        key = hashed(token)
        with self._lock:
            place = self._places.pop(key, None)
            self._ending.add(key)
        try:
            sitting = place.sitting() if place else None
            if sitting is not None:
                if not gives:
                    sitting.withhold()
                sitting.close()
            sitting_id = sitting.id if sitting else self.log.sitting_of(token)
            settled = settle(sitting_id) if sitting_id else None
            if sitting_id:
                self.log.let_go(sitting_id)
            return settled
        finally:
            with self._lock:
                self._ending.discard(key)

    def health(self) -> ServerHealth:
        """How all of them do; keeps none of them awake."""
        with self._lock:
            sensed = self._sensed()
            used = self._room.used() if self._room else None
            taken, waiting = len(self), len(self._line)
        frames, sound = dropped(sensed)
        return ServerHealth(
            taken,
            self._most,
            len(sensed),
            waiting,
            used,
            cores(),
            paces=paces(sensed),
            frames_dropped=frames,
            sound_dropped=sound,
            rung=self._easing.ladder.at if self._easing else 0,
        )

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

    def _begun(self, sitting_id: str, consent: Consent, condition: Condition, token: str) -> LiveSession:
        self.log.begin(sitting_id)
        return LiveSession(sitting_id, self._shared, consent, None, condition, token)

    def _leave_to_another(self, sitting_id: str) -> None:
        """End a sitting here that goes on in another process."""
        with self._lock:
            for key, place in self._places.items():
                sitting = place.made()
                if sitting is not None and sitting.id == sitting_id:
                    sitting.withhold()
                    self._leaving[key] = sitting
                    del self._places[key]
                    break
        self._closer.wake()

    def _restored(self, token: str, place: _Place) -> LiveSession | None:
        sitting_id = self.log.sitting_of(token)
        if sitting_id is None:
            return None
        self.log.take_up(sitting_id)
        try:
            return self._taken_up(token, place, sitting_id)
        except BaseException:
            self.log.let_go(sitting_id)
            raise

    def _taken_up(self, token: str, place: _Place, sitting_id: str) -> LiveSession | None:
        recorded = condition_of(self.log, sitting_id)
        condition = recorded if self._shared.serves(recorded) else DEMO
        found = restore(self.log, sitting_id, self._shared.ranker_of(condition).catalogue.index)
        if found is None:
            self.log.let_go(sitting_id)
            return None
        with self._lock:
            self._make_room()
            place.taken = True
        return LiveSession(sitting_id, self._shared, found.choices.consent, found, condition, token)

    def _give_up(self, token: str, place: _Place) -> None:
        with self._lock:
            if self._places.get(hashed(token)) is place:
                del self._places[hashed(token)]

    def _admit(self, consent: Consent, key: str | None) -> None:
        """Let one more in, or raise FullError with their number in line; without a key nobody waits for them."""
        number = self._line.ask(key) if key else 1 + len(self._line)
        first = number == 1
        try:
            if first:
                self._lacks_room = False
            self._make_room()
            if first:
                self._lacks_room = not self._bears(consent)
            if not first or self._lacks_room:
                raise FullError(f"{len(self)} sittings are as many as can be sensed well.")
        except FullError as full:
            raise FullError(str(full), number if key else 0) from None
        if key:
            self._line.leave(key)

    def _bears(self, consent: Consent) -> bool:
        """Whether one more of this consent can be sensed beside those who are; who is not to be sensed needs little."""
        if self._room is None or not any(modality.streamed for modality in consent.agreed):
            return True
        now, sensed, coming = time.monotonic(), [], 0
        for place in self._places.values():
            sitting = place.made()
            if sitting is not None and sitting.sensing:
                sensed.append(sitting)
            elif place.taken and now - place.since < SENSED_WITHIN and not (sitting and was_sensed(sitting)):
                coming += 1
        return self._room.allows(len(sensed), coming, slowest(sensed))

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
        """The closer's work: mind how those who are sensed do, and end the sittings that nobody has used for a while
        and those that gave way."""
        with self._lock:
            sensed = self._sensed()
            if self._easing is not None:
                # That all places are taken is nothing that reading less would mend.
                self._easing.look(sensed, len(self._line) if self._lacks_room else 0)
            self._leave(self._idle_after)
            leaving = dict(self._leaving)
        for key, sitting in leaving.items():
            sitting.close()
            with self._lock:
                del self._leaving[key]
                if key not in self._places:
                    self.log.let_go(sitting.id)
        every = SENSED_EVERY if sensed else LOOK_EVERY
        return min(every, self._idle_after) if self._places else None

    def _sensed(self) -> list[LiveSession]:
        there = (place.made() for place in self._places.values())
        return [sitting for sitting in there if sitting is not None and sitting.sensing]
