"""The event log: what a sitting may keep, written in the background so that no sitting ever waits for a disk."""

from __future__ import annotations

import contextlib
import hashlib
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from emotion.message import Message
from session.record import leftover, schema
from session.record.buffer import Buffer, Row, of_tables
from session.record.database import Database, default_url
from session.record.errors import LogError, is_of_one_row, named, stated
from session.record.journey import Journey, JourneyReader
from session.record.leases import ASK_EVERY, LEASE_S, RENEW_EVERY, Leases
from session.record.pool import Pool
from session.worker import Worker

logger = logging.getLogger(__name__)

FLUSH_EVERY = 0.4
"""Seconds between writes: with the time a write takes, a killed process loses less than its last second."""

RETRY_EVERY = 1.0
"""Seconds between attempts while the database cannot be written."""

BUFFER_ROWS = 50_000
"""So many rows wait in memory while the database cannot be written: some hours of one sitting."""

JOURNEYS = 64
"""So many sittings' journeys are kept in memory, to be read on from where they were read last."""


class EventLog:
    """Rows of many sittings in one database. Safe to use from any thread; recording never raises and never waits.

    Rows are buffered and written by one background thread. While the database cannot be written they stay in a bounded
    buffer, `error` says why, and they are written once it works again; what still waits at the end is left in a file
    beside the database, which the next log takes in. Nothing of a person ever reaches a logger.
    """

    def __init__(
        self,
        url: str | None = None,
        buffer_rows: int = BUFFER_ROWS,
        heard: Callable[[sa.Table, dict[str, Any]], None] | None = None,
    ) -> None:
        """heard: called with each row as it is noted; it must neither raise nor wait."""
        self._heard = heard
        self._database = Database(url or default_url())
        self.pool = Pool(self._database)
        self._buffer = Buffer(buffer_rows)
        self._leftover = leftover.Leftover(self._database)
        self._write_lock = threading.RLock()
        self._trouble: Message | None = None
        self._took_in = False
        self._flushed_at = 0.0
        self._journeys_lock = threading.Lock()
        self._journeys: OrderedDict[str, JourneyReader] = OrderedDict()
        self._leases = Leases() if self._database.shared else None
        self._went_on: Callable[[str], None] | None = None
        self._gone: set[str] = set()
        self._writer = Worker("attune-log", self._write)

    @property
    def error(self) -> Message | None:
        """Why nothing can be written at present and what to do; None when all is well."""
        trouble = self._trouble
        if trouble is None:
            return None
        numbers = {"waiting": len(self._buffer), "lost": self._buffer.lost}
        return Message("record-trouble", {"trouble": trouble, **numbers})

    def when_it_goes_on(self, told: Callable[[str], None]) -> None:
        """Have told(sitting id) called when another process takes a sitting over or asks for it; it must not wait."""
        self._went_on = told

    def begin(self, sitting_id: str) -> None:
        """This process writes a sitting that is new. Never waits."""
        if self._leases is not None:
            self._leases.begin(sitting_id)
            self._writer.wake()

    def take_up(self, sitting_id: str) -> None:
        """This process goes on with a sitting: waits until no other one writes it.

        Raises LogError where another one goes on writing it, or the record cannot be read.
        """
        if self._leases is None:
            return
        until = time.monotonic() + LEASE_S + RENEW_EVERY
        while not self._taken(sitting_id):
            if time.monotonic() > until or self._leases.yields(sitting_id):
                raise LogError(Message("record-elsewhere"))
            time.sleep(ASK_EVERY)
        self._gone.discard(sitting_id)
        self._buffer.open_to(sitting_id)
        self._writer.wake()

    def let_go(self, sitting_id: str) -> None:
        """This process is done with a sitting, and another may take it up once all is written. Never waits."""
        if self._leases is not None:
            self._leases.let_go(sitting_id)
            self._writer.wake()

    def goes_on_elsewhere(self, sitting_id: str) -> bool:
        """Whether another process took a sitting over, so that nothing of it is written here."""
        return sitting_id in self._gone

    def record(self, table: sa.Table, sitting_id: str, monotonic: float, **values: Any) -> None:
        """Note one row that happened at a monotonic time."""
        wall = time.time() - (time.monotonic() - monotonic)
        row = dict.fromkeys(table.c.keys()) | values
        row |= {"sitting_id": sitting_id, "wall": wall, "monotonic": monotonic}
        self._buffer.put(table, row)
        self._writer.wake()
        if self._heard:
            self._heard(table, row)

    def flush(self) -> None:
        """Write all that waits now. Raises LogError when that is not possible."""
        with self._write_lock:
            leaving = self._leases.leaving() if self._leases is not None else set()
            batch = self._buffer.take()
            try:
                self._take_in()
                wanted = self._renew()
                self._insert(batch)
                self._free(leaving)
            except Exception as error:
                self._buffer.put_back()
                raise self._failed(error) from None
            self._buffer.written()
            self._trouble = None
        for sitting_id in wanted:
            if self._went_on is not None:
                self._went_on(sitting_id)

    def rows(self, table: sa.Table, sitting_id: str, after: int = 0, last: int | None = None) -> list[dict[str, Any]]:
        """A sitting's rows of a table, oldest first, stored or waiting.

        after: only those with a greater id; last: no more than so many, the newest. Raises LogError when the database
        cannot be read.
        """
        query = sa.select(table).where(table.c.sitting_id == sitting_id, table.c.id > after)
        waiting = [row for row in self._buffer.waiting(table, sitting_id) if row["id"] > after]
        stored = [dict(row) for row in self._read(query.order_by(table.c.id.desc()).limit(last)).mappings()][::-1]
        known = {row["id"] for row in stored}
        found = stored + [row for row in waiting if row["id"] not in known]
        return found[-last:] if last else found

    def sitting_of(self, token: str) -> str | None:
        """The id of the sitting that this secret finds; None where it finds none. Raises LogError."""
        sought = hashed(token)
        table = schema.sittings
        stored = self._read(sa.select(table.c.sitting_id).where(table.c.token_hash == sought).limit(1)).scalar()
        return stored or self._buffer.sitting_with(table, "token_hash", sought)

    def journey(self, sitting_id: str) -> Journey:
        """A sitting as tables over time; empty ones for an unknown id. Only what is new since the last call is read.

        Raises LogError when the database cannot be read.
        """
        return self._journey_of(sitting_id).read()

    def journey_csv(self, sitting_id: str, say: Callable[[Message], str]) -> str:
        """A sitting as one CSV in the order of time, for a spreadsheet; say puts a message into words.

        Raises LogError when the database cannot be read.
        """
        return self._journey_of(sitting_id).csv(say)

    def delete(self, sitting_id: str) -> int:
        """Erase every row of a sitting, in memory and on disk, and return how many there were.

        Nothing is recorded of this sitting afterwards. Raises LogError when the database cannot be changed, and can
        then be called again; what waits in memory is erased all the same.
        """
        self._buffer.close_to(sitting_id)
        with self._journeys_lock:
            self._journeys.pop(sitting_id, None)
        try:
            return self._erase(schema.OF_SITTINGS, {"sitting_id": sitting_id})
        except LogError:
            self._buffer.open_to(sitting_id)
            raise

    def release(self, sitting_id: str) -> None:
        """Let no secret find a sitting any more; what is recorded of it stays. Raises LogError."""
        self.flush()
        with self._write_lock:
            try:
                with self._database.connected().begin() as connection:
                    of_it = sa.update(schema.sittings).where(schema.sittings.c.sitting_id == sitting_id)
                    connection.execute(of_it.values(token_hash=None))
            except Exception as error:
                raise self._failed(error) from None

    def forget(self, table: sa.Table, sitting_id: str, **having: Any) -> int:
        """Erase a sitting's rows of one table that have these values, as `delete` does all of them."""
        return self._erase([table], {"sitting_id": sitting_id} | having)

    def close(self) -> None:
        """Write what waits, or leave it in a file when that is not possible, and let go of the database."""
        self._writer.close()
        with self._write_lock:
            with contextlib.suppress(LogError):
                self.flush()
            if len(self._buffer):
                self._leave()
            elif self._leases is not None:
                with contextlib.suppress(Exception), self._database.connected().begin() as connection:
                    self._leases.free(connection)
            self._database.disconnect()

    def _erase(self, tables: Sequence[sa.Table], having: dict[str, Any]) -> int:
        def meant(row: Row) -> bool:
            return row[0] in tables and all(row[1].get(name) == value for name, value in having.items())

        with self._write_lock:
            erased = self._buffer.erase(meant)
            self._took_in = False  # another process may have left rows since
            try:
                self._take_in()
                return erased + self._database.erase(tables, having)
            except Exception as error:
                raise self._failed(error) from None

    def _write(self) -> float | None:
        """The writer's work: one flush when it is due."""
        due_in = self._flushed_at + (RETRY_EVERY if self._trouble else FLUSH_EVERY) - time.monotonic()
        if due_in > 0:
            return due_in
        with contextlib.suppress(LogError):  # `error` states it
            self.flush()
        self._flushed_at = time.monotonic()
        if len(self._buffer) or self._trouble:
            return FLUSH_EVERY
        return RENEW_EVERY if self._leases else None

    def _taken(self, sitting_id: str) -> bool:
        assert self._leases is not None
        try:
            with self._database.connected().begin() as connection:
                taken = self._leases.take(connection, sitting_id)
        except Exception as error:
            raise self._failed(error) from None
        if taken:
            self._leases.taken(sitting_id)
        return taken

    def _renew(self) -> set[str]:
        """Renew all leases; what goes on elsewhere, or is wanted there, is no longer this process' to take in."""
        if not self._leases:
            return set()
        with self._database.connected().begin() as connection:
            told, lost, wanted = self._leases.renew(connection)
        self._leases.renewed(told, lost, wanted)
        for sitting_id in lost:
            logger.error("a sitting goes on in another process, and this one writes it no longer")
            self._gone.add(sitting_id)
            self._buffer.close_to(sitting_id)
            self._buffer.erase(lambda row, of=sitting_id: row[1]["sitting_id"] == of)
        return lost | wanted

    def _own(self, connection: sa.Connection, batch: Sequence[Row]) -> list[Row]:
        """A batch without the rows of sittings that went on elsewhere; what remains stays this process' own until the
        transaction ends."""
        if not self._leases:
            return [row for row in batch if row[1]["sitting_id"] not in self._gone]
        _, lost, _ = self._leases.renew(connection)
        return [row for row in batch if row[1]["sitting_id"] not in lost | self._gone]

    def _free(self, leaving: set[str]) -> None:
        if leaving and self._leases is not None:
            with self._database.connected().begin() as connection:
                self._leases.free(connection, leaving)
            for sitting_id in self._leases.freed(leaving):
                self._gone.add(sitting_id)
                self._buffer.close_to(sitting_id)

    def _insert(self, batch: Sequence[Row]) -> None:
        if not batch:
            return
        try:
            with self._database.connected().begin() as connection:
                batch = self._own(connection, batch)
                for table, rows in of_tables(batch, schema.OF_SITTINGS):
                    connection.execute(_insert_once(connection, table), rows)
        except Exception as error:
            if not is_of_one_row(error):
                raise
            self._insert_halves(batch, error)

    def _insert_halves(self, batch: Sequence[Row], error: Exception) -> None:
        """Write a batch that holds a row the database refuses, without that row."""
        if len(batch) == 1:
            logger.error("an entry of %s cannot be recorded: %s", batch[0][0].name, named(error))
            return
        middle = len(batch) // 2
        self._insert(batch[:middle])
        self._insert(batch[middle:])

    def _take_in(self) -> None:
        """Store what an earlier process left, once the database can be written."""
        self._database.connected()
        if not self._took_in:
            for file in self._leftover.files():
                self._insert(leftover.rows_of(file))
                leftover.remove(file)
            self._took_in = True

    def _leave(self) -> None:
        batch = self._buffer.take()
        try:
            file = self._leftover.leave(batch)
            logger.error("%d entries wait in %s for the next start", len(batch), file)
        except OSError as error:
            logger.error("%d entries are lost: %s", len(batch), named(error))
        self._buffer.written()

    def _read(self, query: sa.Select) -> sa.Result:
        try:
            with self._database.connected().connect() as connection:
                return connection.execute(query).freeze()()
        except Exception as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> LogError:
        """What failed, told to the server's log once and to people from now on."""
        trouble = stated(error)
        if self._trouble != trouble:
            logger.error("the record at %s fails: %s, %s", self._database.place, trouble.key, named(error))
        self._trouble = trouble
        self._database.disconnect()
        self._writer.wake()
        return LogError(trouble)

    def _journey_of(self, sitting_id: str) -> JourneyReader:
        with self._journeys_lock:
            reader = self._journeys.pop(sitting_id, None) or JourneyReader(self.rows, sitting_id)
            self._journeys[sitting_id] = reader
            while len(self._journeys) > JOURNEYS:
                self._journeys.popitem(last=False)
            return reader


def hashed(token: str) -> str:
    """What is kept of a sitting's secret: enough to know it again, and nothing to open the sitting with."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _insert_once(connection: sa.Connection, table: sa.Table) -> sa.Insert:
    """Inserts rows, and leaves those that are stored already as they are."""
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    return dialect.insert(table).on_conflict_do_nothing(index_elements=["id"])
