"""Which process writes a sitting, where several share a server's record: one at a time, by leases that run out."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterable

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from session.record import schema

LEASE_S = 6.0
"""Seconds for which a sitting is a process' own after it last said so, by the database's clock."""

RENEW_EVERY = 2.0
"""Seconds between two times that it says so, where nothing is written; with each write it does anyway."""

ASK_EVERY = 0.2
"""Seconds between two tries of a process to take a sitting up that another one has."""

YIELDS_FOR = 30.0
"""For so many seconds a process does not ask back for a sitting that went on elsewhere."""

_TABLE = schema.leases


class Leases:
    """The sittings that this process holds. Safe to use from any thread; what takes a connection waits for the server.

    A process that wants a sitting takes its lease where that is free or has run out, and asks for it otherwise; who
    holds it is told with the next renewal, writes what waits and lets go. Renewal and rows are one transaction, which
    keeps the lease locked: whoever has lost it writes nothing more of that sitting.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.holder = secrets.token_hex(16)
        self._clock = clock
        self._lock = threading.Lock()
        self._held: set[str] = set()
        self._new: set[str] = set()
        self._leaving: set[str] = set()
        self._went: dict[str, float] = {}

    def __len__(self) -> int:
        return len(self._held)

    def begin(self, sitting_id: str) -> None:
        """Hold a sitting that no other process can know of; the server is told with the next renewal."""
        with self._lock:
            self._held.add(sitting_id)
            self._new.add(sitting_id)

    def take(self, connection: sa.Connection, sitting_id: str) -> bool:
        """Whether a sitting is this process' own now; where it is another's it is asked for."""
        with self._lock:
            self._leaving.discard(sitting_id)
            if sitting_id in self._new:
                return True
        inserted = postgresql.insert(_TABLE).values(
            sitting_id=sitting_id, holder=self.holder, until=_from_now(LEASE_S), wanted=False
        )
        own = sa.or_(_TABLE.c.holder == self.holder, _TABLE.c.until < _from_now(0))
        renewed = {name: inserted.excluded[name] for name in ("holder", "until", "wanted")}
        taken = inserted.on_conflict_do_update(index_elements=["sitting_id"], set_=renewed, where=own)
        if connection.execute(taken.returning(_TABLE.c.holder)).scalar() is None:
            if not self.yields(sitting_id):
                connection.execute(_of([sitting_id], sa.update(_TABLE)).values(wanted=True))
            return False
        return True

    def taken(self, sitting_id: str) -> None:
        """What `take` did is stored."""
        with self._lock:
            self._held.add(sitting_id)
            self._went.pop(sitting_id, None)

    def yields(self, sitting_id: str) -> bool:
        """Whether a sitting went from here a moment ago, so that it is not asked back for."""
        with self._lock:
            return self._clock() - self._went.get(sitting_id, -YIELDS_FOR) < YIELDS_FOR

    def renew(self, connection: sa.Connection) -> tuple[set[str], set[str], set[str]]:
        """Renew all: these sittings, of which those are this process' own no longer, and those another one asks for."""
        with self._lock:
            held, new = set(self._held), self._held & self._new
        if not held:
            return set(), set(), set()
        if new:
            rows = [{"sitting_id": one, "holder": self.holder, "until": 0.0, "wanted": False} for one in sorted(new)]
            connection.execute(postgresql.insert(_TABLE).on_conflict_do_nothing(), rows)
        renewed = _of(held, sa.update(_TABLE)).where(_TABLE.c.holder == self.holder).values(until=_from_now(LEASE_S))
        found = connection.execute(renewed.returning(_TABLE.c.sitting_id, _TABLE.c.wanted)).all()
        own = {row.sitting_id for row in found}
        return held, held - own, {row.sitting_id for row in found if row.wanted}

    def renewed(self, told: Collection[str], lost: Collection[str], wanted: Collection[str]) -> None:
        """What `renew` did is stored: of these sittings the server was told."""
        with self._lock:
            self._held.difference_update(lost)
            self._new -= set(told)
            self._went |= dict.fromkeys([*lost, *wanted], self._clock())
            self._went = {one: at for one, at in self._went.items() if self._clock() - at < YIELDS_FOR}

    def let_go(self, sitting_id: str) -> None:
        """Hold a sitting no longer, once all that waits of it is written: see `leaving`."""
        with self._lock:
            if sitting_id in self._held:
                self._leaving.add(sitting_id)

    def leaving(self) -> set[str]:
        """The sittings to let go of after the rows that wait at the time of this call are written."""
        with self._lock:
            return set(self._leaving)

    def free(self, connection: sa.Connection, sitting_ids: Iterable[str] | None = None) -> None:
        """Let others have some sittings, or all."""
        mine = sa.delete(_TABLE).where(_TABLE.c.holder == self.holder)
        connection.execute(mine if sitting_ids is None else _of(sitting_ids, mine))

    def freed(self, sitting_ids: Iterable[str]) -> set[str]:
        """What `free` did is stored; the sittings that this process holds no longer."""
        with self._lock:
            gone = self._leaving & set(sitting_ids)  # but those that were taken up again meanwhile
            self._held -= gone
            self._leaving -= gone
            return gone


def _of(sitting_ids: Iterable[str], statement: sa.Update | sa.Delete) -> sa.Update | sa.Delete:
    return statement.where(_TABLE.c.sitting_id.in_(sorted(sitting_ids)))


def _from_now(seconds: float) -> sa.ColumnElement[float]:
    """So many seconds from now, by the database's clock."""
    return sa.cast(sa.extract("epoch", sa.func.clock_timestamp()), sa.Double) + seconds
