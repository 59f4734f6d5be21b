"""The record on a real PostgreSQL: the same schema, the same promises."""

from __future__ import annotations

import logging
import time
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from emotion.message import Message
from emotion.types import Emotion
from recommender.catalogue.items import Catalogue
from recommender.ranking.ranker import Ranker
from recommender.types import Action
from session.record import schema
from session.record.errors import LogError
from session.record.log import EventLog
from session.record.replay import ReplayedSitting
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from tests import fakes
from tests.postgres.conftest import Server
from tests.session.conftest import ALL, stream, until


def comment(log: EventLog, text: object, sitting: str = "a") -> None:
    log.record(schema.comments, sitting, time.monotonic(), text=text)


def texts(log: EventLog, sitting: str = "a") -> list[str]:
    return [row["text"] for row in log.rows(schema.comments, sitting)]


def test_migrations_lead_to_the_schema_in_the_code(log: EventLog) -> None:
    with log._database.connected().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_a_sitting_is_kept_taken_up_replayed_and_erased(log: EventLog, server: Server, database: str) -> None:
    catalogue: Catalogue = fakes.catalogue()
    shared = Shared(fakes.FakeModels(), Ranker(catalogue), log)
    sittings = Sittings(shared)
    session, other = sittings.begin(ALL), sittings.begin(ALL)
    session.start()
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.list_version > 1)
    first = session.snapshot().recommendations[0].item.id
    session.act(first, Action.LIKE, 1, session.snapshot().list_version)
    session.comment("such joy")
    session.settle(5.0)
    sittings.close()

    again = Sittings(Shared(shared.models, shared.ranker, EventLog(server.url(database))))
    taken_up = again.find(session.token)
    assert taken_up.snapshot().choices.liked == {first}
    replayed = ReplayedSitting(again.log, session.id, shared)
    assert [moment for moment in replayed.moments if not moment.equal] == []
    assert len(again.log.journey(session.id).comments) == 1
    assert again.delete(session.token) > 10
    assert again.find(session.token) is None
    assert again.find(other.token) is not None
    again.close()


def test_erasure_takes_rows_out_of_the_tables_and_lets_their_space_be_reclaimed(
    log: EventLog, server: Server, database: str
) -> None:
    for number in range(500):
        comment(log, f"erase-this-{number} " + "x" * 1000)
        comment(log, f"keep-this-{number}", "stays")
    log.flush()
    assert log.delete("a") == 500
    assert texts(log) == []
    assert len(texts(log, "stays")) == 500
    with server.connect(database) as connection:
        connection.execute("SELECT pg_stat_force_next_flush()")
        connection.execute("CREATE EXTENSION IF NOT EXISTS pgstattuple")
        [dead] = connection.execute("SELECT dead_tuple_count FROM pgstattuple('comments')").fetchone()
    assert dead == 0


def test_a_row_the_server_refuses_does_not_keep_the_others_back(log: EventLog) -> None:
    for text in ("one", None, "two", object(), "three", "nul \x00 byte", "four"):
        comment(log, text)
    log.flush()
    assert texts(log) == ["one", "two", "three", "four"]


def test_a_server_that_goes_away_loses_no_row_and_doubles_none(log: EventLog, server: Server) -> None:
    comment(log, "before")
    log.flush()
    server.stop()
    try:
        comment(log, "during")
        until(lambda: log.error is not None)
        assert log.error.parameters["trouble"] == Message("record-unreachable")
        with pytest.raises(LogError):
            log.rows(schema.comments, "a")
    finally:
        server.start()
    until(lambda: log.error is None, 10)
    assert texts(log) == ["before", "during"]


def test_a_table_that_is_locked_is_told_and_written_later(log: EventLog, server: Server, database: str) -> None:
    with server.connect(database) as connection, connection.transaction():
        connection.execute("LOCK TABLE comments IN ACCESS EXCLUSIVE MODE")
        comment(log, "waits")
        with pytest.raises(LogError, match="record-locked"):
            log.flush()
    until(lambda: log.error is None, 10)
    assert texts(log) == ["waits"]


def test_a_statement_that_takes_too_long_is_given_up(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("session.record.database.STATEMENT_TIMEOUT_S", 1.0)
    log._database.disconnect()
    with pytest.raises(LogError, match="record-slow"):
        log._read(sa.select(sa.func.pg_sleep(5)))


@pytest.mark.parametrize(("name", "other"), [("postgres@", "nobody@"), ("/test_", "/none_"), ("host=/", "host=/none/")])
def test_a_server_that_lets_nobody_in_is_told(server: Server, database: str, tmp_path: Path, name, other) -> None:
    log = EventLog(server.url(database).replace(name, other, 1))
    with pytest.raises(LogError, match="record-unreachable"):
        log.flush()


def test_nothing_of_a_person_reaches_a_log_when_the_server_refuses_a_row(
    log: EventLog, server: Server, database: str, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with server.connect(database) as connection:
        connection.execute("ALTER TABLE comments ADD CONSTRAINT short CHECK (length(text) < 5)")
    comment(log, "my secret is a divorce")
    log.flush()
    assert "cannot be recorded" in caplog.text
    assert "secret" not in caplog.text


def test_a_newer_database_is_refused(log: EventLog, server: Server, database: str) -> None:
    with server.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    log._database.disconnect()
    with pytest.raises(LogError, match="record-newer"):
        log.flush()
