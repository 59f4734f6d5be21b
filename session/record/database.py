"""The database behind the record: opened by its URL, brought to the present schema, and really erased from."""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from platformdirs import user_data_path

from session.record.migrate import migrate

BUSY_TIMEOUT_S = 2.0
"""Seconds to wait for whoever holds a lock."""

STATEMENT_TIMEOUT_S = 10.0
"""Seconds a statement may take on a server."""

_compact = partial(json.dumps, separators=(",", ":"))


def default_folder() -> Path:
    """The user's data folder of this app."""
    return user_data_path("attune", False)


def default_url() -> str:
    """ATTUNE_DATABASE_URL, or a SQLite file in the user's data folder."""
    return os.environ.get("ATTUNE_DATABASE_URL") or f"sqlite:///{default_folder() / 'attune.db'}"


class Database:
    """A SQLite file or a PostgreSQL server. Opened at first use and again after `disconnect`, by any thread.

    Every method raises what SQLAlchemy or the operating system raises; `errors.stated` puts it into a message.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.RLock()
        self._engine: sa.Engine | None = None

    @property
    def file(self) -> Path | None:
        """The SQLite file; None for a server, for a database in memory and for what is no URL."""
        try:
            url = sa.make_url(self._url)
        except sa.exc.ArgumentError:
            return None
        named = url.get_backend_name() == "sqlite" and url.database and not url.database.startswith((":", "file:"))
        return Path(url.database) if named else None

    @property
    def shared(self) -> bool:
        """Whether it is a server, which several processes may write to."""
        try:
            return sa.make_url(self._url).get_backend_name() != "sqlite"
        except sa.exc.ArgumentError:
            return False

    @property
    def place(self) -> str:
        """The URL without its password, for the server's log."""
        try:
            return sa.make_url(self._url).render_as_string(hide_password=True)
        except sa.exc.ArgumentError:
            return "ATTUNE_DATABASE_URL"

    def connected(self) -> sa.Engine:
        """The database in its present schema. Raises LogError for one that is newer or belongs to another program."""
        with self._lock:
            if self._engine is not None and self.file is not None and not self.file.exists():
                self.disconnect()  # SQLite would go on writing into the file that was taken away
            if self._engine is None:
                engine = self._made()
                try:
                    migrate(engine)
                except BaseException:
                    engine.dispose()
                    raise
                self._engine = engine
            return self._engine

    def disconnect(self) -> None:
        """Let go of the database; the next use opens it anew, as it may have been moved or put right meanwhile."""
        with self._lock:
            if self._engine is not None:
                self._engine.dispose()
                self._engine = None

    def erase(self, tables: Sequence[sa.Table], having: Mapping[str, Any]) -> int:
        """Erase the rows that have these values, down to their bytes, and return how many there were.

        On SQLite the file, its journal and its index hold nothing of them afterwards. A server is told to reclaim their
        space; how long its own journal and backups keep them is for whoever runs it to set.
        """
        engine = self.connected()
        with engine.begin() as connection:
            erased = sum(
                connection.execute(
                    table.delete().where(*(table.c[name] == value for name, value in having.items()))
                ).rowcount
                for table in tables
            )
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if engine.dialect.name == "sqlite":
                _overwrite(connection)
            else:
                connection.exec_driver_sql(f"VACUUM {', '.join(table.name for table in tables)}")
        return erased

    def _made(self) -> sa.Engine:
        url = sa.make_url(self._url)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        sqlite = url.get_backend_name() == "sqlite"
        if self.file is not None:
            _make_private(self.file)
        engine = sa.create_engine(
            url,
            hide_parameters=True,
            json_serializer=_compact,
            connect_args={"timeout": BUSY_TIMEOUT_S} if sqlite else _for_a_server(),
            pool_pre_ping=not sqlite,
        )
        if sqlite:
            sa.event.listen(engine, "connect", _prepare_sqlite)
        return engine


def _for_a_server() -> dict[str, Any]:
    limits = {"statement_timeout": STATEMENT_TIMEOUT_S, "lock_timeout": BUSY_TIMEOUT_S}
    return {"connect_timeout": 3, "options": " ".join(f"-c {name}={s:.0f}s" for name, s in limits.items())}


def _make_private(file: Path) -> None:
    """Make file and folder, readable by nobody else; SQLite gives its journal the same permissions."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if file.parent == default_folder():
        file.parent.chmod(0o700)
    # Only where there is none yet: to close a file lets go of all of this process' locks on it, and another process
    # then takes SQLite's journal away from under those who write (https://sqlite.org/howtocorrupt.html, 2.2).
    with contextlib.suppress(FileExistsError):
        os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDONLY, 0o600))
    for part in (file, *(file.with_name(file.name + end) for end in ("-wal", "-shm"))):
        if part.exists() and part.stat().st_mode & 0o077:
            with contextlib.suppress(PermissionError):  # somebody else's file
                part.chmod(0o600)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """A killed process keeps all that was committed (WAL), and deleted rows are overwritten with zeros."""
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=NORMAL")
    connection.execute("PRAGMA secure_delete=ON")


def _overwrite(connection: sa.Connection) -> None:
    """Write SQLite's file anew and empty its journal: pages keep copies of rows that were moved, the journal of all.

    Waits BUSY_TIMEOUT_S for whoever reads or writes.
    """
    connection.exec_driver_sql("VACUUM")
    if connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one():
        raise TimeoutError("the journal is locked by a reader")
