"""Brings a database to the present schema, or refuses one that it does not know."""

from __future__ import annotations

from pathlib import Path

import sqlalchemy as sa

from emotion.message import Message
from session.record import schema
from session.record.errors import LogError

ORIGINAL = "0001"
"""The schema of databases from the time before schemas had versions."""

FOLDER = Path(__file__).parent / "migrations"

_LOCK = 4_141_878_383
"""PostgreSQL's advisory lock that two processes migrating the same database take in turn; any fixed number does."""


def migrate(engine: sa.Engine) -> None:
    """Carry a database of an older version over, in one transaction; make the tables of an empty one.

    Raises LogError for a database that is newer than this version of the app or that holds other tables under the same
    names; nothing of it is changed then.
    """
    with engine.begin() as connection:
        if _revision(connection) != schema.REVISION:
            _take_turns(connection)
            _upgrade(connection)
        _refuse_other_tables(connection)


def _revision(connection: sa.Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    return connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()


def _take_turns(connection: sa.Connection) -> None:
    """Keep other processes from migrating until the transaction ends."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))


def _upgrade(connection: sa.Connection) -> None:
    from alembic import command  # slow to import, and seldom needed
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.attributes["connection"] = connection
    inspector = sa.inspect(connection)
    if inspector.has_table("sittings") and not inspector.has_table("alembic_version"):
        command.stamp(config, ORIGINAL)
    try:
        command.upgrade(config, schema.REVISION)
    except CommandError:
        raise LogError(Message("record-newer")) from None


def _refuse_other_tables(connection: sa.Connection) -> None:
    """Raise LogError unless each table has all columns, and none besides that a row must fill."""
    inspector = sa.inspect(connection)
    for table in schema.metadata.sorted_tables:
        there = {column["name"]: column for column in inspector.get_columns(table.name)}
        besides = [there[name] for name in there.keys() - set(table.c.keys())]
        missing = set(table.c.keys()) - there.keys()
        if missing or any(not column["nullable"] and column["default"] in (None, "NULL") for column in besides):
            raise LogError(Message("record-foreign"))
