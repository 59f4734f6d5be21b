"""The event log: what a sitting may keep, written in the background so that no sitting ever waits for a disk."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
import time
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path

from session.record import schema
from session.record.errors import LogError, in_plain_words
from session.record.journey import Journey, read_journey
from session.worker import Worker

logger = logging.getLogger(__name__)

FLUSH_EVERY = 0.4
"""Seconds between writes: with the time a write takes, a killed process loses less than its last second."""

RETRY_EVERY = 1.0
"""Seconds between attempts while the database cannot be written."""

BUFFER_ROWS = 50_000
"""So many rows wait in memory while the database cannot be written: some hours of one sitting."""

BUSY_TIMEOUT_S = 2.0

Row = tuple[sa.Table, dict[str, Any]]


def default_url() -> str:
    """ATTUNE_DATABASE_URL, or a SQLite file in the user's data folder."""
    return os.environ.get("ATTUNE_DATABASE_URL") or f"sqlite:///{user_data_path('attune', False) / 'attune.db'}"


class EventLog:
    """Rows of many sittings in one database. Safe to use from any thread; recording never raises and never waits.

    Rows are buffered and written by one background thread. While the database cannot be written they stay in a bounded
    buffer, `error` says why, and they are written once it works again.
    """

    def __init__(self, url: str | None = None, buffer_rows: int = BUFFER_ROWS) -> None:
        self._url = url or default_url()
        self._rows: deque[Row] = deque()
        self._buffer_rows = buffer_rows
        self._buffer_lock = threading.Lock()
        self._database_lock = threading.RLock()
        self._engine: sa.Engine | None = None
        self._file: Path | None = None
        self._error: str | None = None
        self._lost = 0
        self._flushed_at = 0.0
        self._writer = Worker("attune-log", self._write)

    @property
    def error(self) -> str | None:
        """Why nothing can be written at present and what to do, in plain words; None when all is well."""
        if self._error is None:
            return None
        lost = f" {self._lost} older entries are lost." if self._lost else ""
        return f"{self._error} Until then the last {len(self._rows)} entries wait in memory.{lost}"

    def record(self, table: sa.Table, sitting_id: str, monotonic: float, **values: Any) -> None:
        """Note one row that happened at a monotonic time."""
        wall = time.time() - (time.monotonic() - monotonic)
        row = {"sitting_id": sitting_id, "wall": wall, "monotonic": monotonic, **values}
        with self._buffer_lock:
            self._rows.append((table, row))
            while len(self._rows) > self._buffer_rows:
                self._rows.popleft()
                self._lost += 1
        self._writer.wake()

    def flush(self) -> None:
        """Write all that waits now. Raises LogError when that is not possible."""
        with self._database_lock:
            batch = self._taken()
            try:
                if batch:
                    self._insert(batch)
            except Exception as error:
                self._put_back(batch)
                raise self._stated(error) from error
            self._error = None
            self._lost = 0

    def rows(self, table: sa.Table, sitting_id: str) -> list[dict[str, Any]]:
        """A sitting's rows of a table, oldest first: those in the database, if it can be read, and those waiting."""
        with self._database_lock:
            try:
                with self._connected().connect() as connection:
                    found = connection.execute(
                        sa.select(table).where(table.c.sitting_id == sitting_id).order_by(table.c.id)
                    )
                    stored = [dict(row) for row in found.mappings()]
            except Exception as error:
                self._stated(error)
                stored = []
            with self._buffer_lock:
                waiting = [row for of, row in self._rows if of is table and row["sitting_id"] == sitting_id]
        return stored + waiting

    def journey(self, sitting_id: str) -> Journey:
        """A sitting as tables over time; empty ones for an unknown id."""
        return read_journey(lambda table: self.rows(table, sitting_id))

    def journey_csv(self, sitting_id: str) -> str:
        """A sitting as one CSV in the order of time, for a spreadsheet."""
        return self.journey(sitting_id).to_csv()

    def delete(self, sitting_id: str) -> int:
        """Erase every row of a sitting, in memory and on disk, and return how many there were.

        Raises LogError when the database cannot be changed; what waits in memory is erased all the same.
        """
        return self._erase(schema.metadata.sorted_tables, {"sitting_id": sitting_id})

    def forget(self, table: sa.Table, sitting_id: str, **having: Any) -> int:
        """Erase a sitting's rows of one table that have these values, as `delete` does all of them."""
        return self._erase([table], {"sitting_id": sitting_id} | having)

    def _erase(self, tables: Sequence[sa.Table], having: dict[str, Any]) -> int:
        def meant(row: Row) -> bool:
            return row[0] in tables and all(row[1].get(name) == value for name, value in having.items())

        with self._database_lock:
            with self._buffer_lock:
                kept = deque(row for row in self._rows if not meant(row))
                erased = len(self._rows) - len(kept)
                self._rows = kept
            try:
                engine = self._connected()
                with engine.begin() as connection:
                    for table in tables:
                        rows = table.delete().where(*(table.c[name] == value for name, value in having.items()))
                        erased += connection.execute(rows).rowcount
                if engine.dialect.name == "sqlite":
                    _empty_journal(engine)
            except Exception as error:
                raise self._stated(error) from error
        return erased

    def close(self) -> None:
        """Write what waits, as far as possible, and let go of the database."""
        self._writer.close()
        try:
            self.flush()
        except LogError as error:
            logger.error("%d entries were not recorded: %s", len(self._rows), error)
        with self._database_lock:
            self._disconnect()

    def _write(self) -> float | None:
        """The writer's work: one flush when it is due."""
        due_in = self._flushed_at + (RETRY_EVERY if self._error else FLUSH_EVERY) - time.monotonic()
        if due_in > 0:
            return due_in
        with contextlib.suppress(LogError):  # `error` states it
            self.flush()
        self._flushed_at = time.monotonic()
        return FLUSH_EVERY if self._rows else None

    def _taken(self) -> list[Row]:
        with self._buffer_lock:
            batch = list(self._rows)
            self._rows.clear()
        return batch

    def _put_back(self, batch: Sequence[Row]) -> None:
        with self._buffer_lock:
            self._rows.extendleft(reversed(batch))
            while len(self._rows) > self._buffer_rows:
                self._rows.popleft()
                self._lost += 1

    def _insert(self, batch: Sequence[Row]) -> None:
        try:
            with self._connected().begin() as connection:
                for table in schema.metadata.sorted_tables:
                    rows = [row for of, row in batch if of is table]
                    if rows:
                        connection.execute(table.insert(), rows)
        except Exception as error:
            if not _is_of_one_row(error):
                raise
            self._insert_halves(batch, error)

    def _insert_halves(self, batch: Sequence[Row], error: Exception) -> None:
        """Write a batch that holds a row the database refuses, without that row."""
        if len(batch) == 1:
            logger.error("An entry of %s cannot be recorded: %s", batch[0][0].name, error)
            return
        middle = len(batch) // 2
        self._insert(batch[:middle])
        self._insert(batch[middle:])

    def _connected(self) -> sa.Engine:
        """The database, made and given its tables at first use, so that a missing folder can be put right later."""
        if self._engine is not None and self._file is not None and not self._file.exists():
            self._disconnect()  # SQLite would go on writing into the file that was taken away
        if self._engine is None:
            url = sa.make_url(self._url)
            sqlite = url.get_backend_name() == "sqlite"
            if sqlite and url.database and not url.database.startswith("file:"):
                self._file = Path(url.database)
                self._file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            engine = sa.create_engine(url, connect_args={"timeout": BUSY_TIMEOUT_S} if sqlite else {})
            if sqlite:
                sa.event.listen(engine, "connect", _prepare_sqlite)
            self._engine = engine
            schema.metadata.create_all(engine)
        return self._engine

    def _stated(self, error: Exception) -> LogError:
        if self._error is None:
            logger.error("The event log at %s fails: %s", self._place(), error)
        self._error = in_plain_words(error, self._place())
        self._disconnect()
        return LogError(self._error)

    def _disconnect(self) -> None:
        """Let go of the database; the next use opens it anew, as it may have been moved or put right meanwhile."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def _place(self) -> str:
        try:
            url = sa.make_url(self._url)
        except sa.exc.ArgumentError:
            return "ATTUNE_DATABASE_URL"
        return url.database or url.render_as_string(hide_password=True)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """A killed process keeps all that was committed (WAL), and deleted rows are overwritten with zeros."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _is_of_one_row(error: Exception) -> bool:
    """Whether the database refused a value, rather than to work at all."""
    refusals = (sa.exc.IntegrityError, sa.exc.DataError, sa.exc.InterfaceError, UnicodeError)
    return isinstance(error, refusals) or type(error) is sa.exc.StatementError


def _empty_journal(engine: sa.Engine) -> None:
    """Erase SQLite's write-ahead log, which keeps what was deleted. Waits BUSY_TIMEOUT_S for whoever reads it."""
    with engine.connect() as connection:
        if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one():
            raise TimeoutError("the journal is locked by a reader")
