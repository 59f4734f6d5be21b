"""All sittings of this process, by the unguessable id that stands in a person's address bar."""

from __future__ import annotations

import re
import secrets
import threading

from session.record.record import restore
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.types import Consent

IDLE_AFTER = 600.0
"""Seconds without any input or look after which a sitting is closed; its id still finds it in the log."""

MOST_SITTINGS = 64
GIVES_WAY_AFTER = 60.0
"""When all places are taken, a sitting that has been idle for so many seconds gives way to a new one."""

_ID = re.compile(r"[A-Za-z0-9_-]{22,64}")


class FullError(Exception):
    """Every place is taken by somebody who is there."""


class Sittings:
    """Makes, finds, deletes and ends sittings; nothing of one is ever seen by another. Safe to use from any thread."""

    def __init__(
        self,
        shared: Shared,
        most: int = MOST_SITTINGS,
        idle_after: float = IDLE_AFTER,
    ) -> None:
        self.log = shared.log
        self._shared = shared
        self._most = most
        self._idle_after = idle_after
        self._lock = threading.Lock()
        self._live: dict[str, LiveSession] = {}

    def begin(self, consent: Consent) -> LiveSession:
        """A new sitting with an id of 192 random bits. Raises FullError when there is no place for one."""
        with self._lock:
            self._make_room()
            return self._keep(LiveSession(secrets.token_urlsafe(24), self._shared, consent))

    def find(self, sitting_id: str) -> LiveSession | None:
        """The sitting of this id: the live one, or one taken up again from the log; None for an unknown id.

        One taken up has its history, goal, sliders and consent; it does not sense until it is started.
        Raises FullError when there is no place for one.
        """
        with self._lock:
            live = self._live.get(sitting_id)
            if live is not None or not _ID.fullmatch(sitting_id):
                return live
            restored = restore(self.log, sitting_id)
            if restored is None:
                return None
            self._make_room()
            return self._keep(LiveSession(sitting_id, self._shared, restored.choices.consent, restored))

    def delete(self, sitting_id: str) -> int:
        """End a sitting and erase all that is stored of it; returns how many entries that were.

        Raises LogError, whose message is plain, when the log cannot be changed; the sitting has ended all the same.
        """
        with self._lock:
            live = self._live.pop(sitting_id, None)
            if live is not None:
                live.close()
            return self.log.delete(sitting_id)

    def close_idle(self) -> None:
        """End the sittings that nobody has used for a while; done by itself whenever a sitting begins."""
        with self._lock:
            self._close_idle(self._idle_after)

    def close(self) -> None:
        """End all sittings and write what is still to be recorded."""
        with self._lock:
            self._close_idle(-1.0)
        self.log.close()

    def __len__(self) -> int:
        return len(self._live)

    def _keep(self, session: LiveSession) -> LiveSession:
        self._live[session.id] = session
        return session

    def _make_room(self) -> None:
        self._close_idle(self._idle_after)
        if len(self._live) >= self._most:
            self._close_idle(GIVES_WAY_AFTER)
        if len(self._live) >= self._most:
            raise FullError(f"All {self._most} places are taken at the moment; please try again in a minute.")

    def _close_idle(self, idle_for: float) -> None:
        for session in [s for s in self._live.values() if s.idle_for > idle_for]:
            del self._live[session.id]
            session.close()
