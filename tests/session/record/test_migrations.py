"""Databases of every age come to the present schema with all they hold, or are refused and left as they are."""

from __future__ import annotations

import hashlib
import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from emotion.message import Message
from session.record import migrate, schema
from session.record.database import Database
from session.record.errors import LogError
from session.record.log import EventLog

ORIGINAL = Path(__file__).with_name("original.sql").read_text(encoding="utf-8")
"""A dump of a database of the time before schemas had versions."""

FIRST, SECOND = "GgRVmOiwkdpNvtIizJrttNH7hwEqpLaQ", "vn1EU5HVBwKFPAsUFkjMpNfpeaHjXYrR"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "attune.db"


@pytest.fixture
def original(file: Path) -> Path:
    """A database of that time; its two sittings are FIRST and SECOND."""
    with sqlite3.connect(file) as connection:
        connection.executescript(ORIGINAL)
    return file


def counted(file: Path) -> dict[str, int]:
    with sqlite3.connect(file) as connection:
        return {
            table.name: connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
            for table in schema.metadata.sorted_tables
            if connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (table.name,)).fetchone()
        }


def test_migrations_lead_to_the_schema_in_the_code(file: Path) -> None:
    with Database(f"sqlite:///{file}").connected().connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), schema.metadata) == []


def test_the_newest_migration_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(migrate.FOLDER))
    assert ScriptDirectory.from_config(config).get_heads() == [schema.REVISION]


def test_the_original_schema_keeps_every_row(original: Path) -> None:
    before = counted(original)
    assert before["comments"] == 1
    EventLog(f"sqlite:///{original}").flush()
    after = counted(original)
    assert {name: after[name] for name in before} == before


def test_what_the_original_held_is_readable(original: Path) -> None:
    log = EventLog(f"sqlite:///{original}")
    sitting = log.sitting_of(FIRST)
    journey = log.journey(sitting)
    assert journey.comments["text"].tolist() == ["such joy"]
    assert journey.states["attention_face"].iloc[-1] == pytest.approx(1.0)
    assert journey.items["change"].iloc[0] == Message("as-written", {"text": "This is your first list."})
    assert journey.items["reason"].map(lambda reason: reason.key).unique().tolist() == ["as-written"]
    agreed = [log.rows(schema.consents, log.sitting_of(secret))[0] for secret in (FIRST, SECOND)]
    assert [row["modalities"] for row in agreed] == [["face", "text"], ["text"]]
    assert [row["keep_comments"] for row in agreed] == [True, False]
    log.close()


def test_an_id_that_was_a_secret_is_one_no_more(original: Path) -> None:
    log = EventLog(f"sqlite:///{original}")
    sitting = log.sitting_of(FIRST)
    assert sitting not in (FIRST, None)
    assert log.sitting_of(sitting) is None
    log.close()
    with sqlite3.connect(original) as connection:
        text = "\n".join(connection.iterdump())
    assert FIRST not in text
    assert hashlib.sha256(FIRST.encode()).hexdigest() in text


def test_a_migrated_sitting_can_be_erased(original: Path) -> None:
    log = EventLog(f"sqlite:///{original}")
    assert log.delete(log.sitting_of(FIRST)) > 5
    log.close()
    with sqlite3.connect(original) as connection:
        left = "\n".join(connection.iterdump())
    assert "such joy" not in left
    assert hashlib.sha256(SECOND.encode()).hexdigest() in left


def refused(file: Path, key: str) -> None:
    """Check that the database is refused in these words and stays as it is, and that nothing recorded is lost."""
    with sqlite3.connect(file) as connection:
        before = list(connection.iterdump())
    log = EventLog(f"sqlite:///{file}")
    log.record(schema.comments, "a", 1.0, text="kept")
    with pytest.raises(LogError) as raised:
        log.flush()
    assert raised.value.message == Message(key)
    log.close()
    with sqlite3.connect(file) as connection:
        assert list(connection.iterdump()) == before
    [left] = file.parent.glob("attune-*.jsonl")
    assert "kept" in left.read_text(encoding="utf-8")


def test_a_newer_database_is_refused(file: Path) -> None:
    EventLog(f"sqlite:///{file}").flush()
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    refused(file, "record-newer")


@pytest.mark.parametrize(
    "spoil",
    [
        "ALTER TABLE states DROP COLUMN attention_told",
        "ALTER TABLE states ADD COLUMN heart FLOAT NOT NULL DEFAULT NULL",
        "DROP TABLE lists",
    ],
)
def test_an_original_with_other_tables_is_refused(original: Path, spoil: str) -> None:
    with sqlite3.connect(original) as connection:
        if "NOT NULL" in spoil:  # SQLite adds such a column only to an empty table
            connection.execute("DELETE FROM states")
        connection.execute(spoil)
    refused(original, "record-foreign")


def test_a_present_database_that_lost_a_column_is_refused(file: Path) -> None:
    EventLog(f"sqlite:///{file}").flush()
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE states DROP COLUMN intent")
    refused(file, "record-foreign")


def test_a_column_of_a_study_that_may_be_empty_is_no_trouble(file: Path) -> None:
    EventLog(f"sqlite:///{file}").flush()
    with sqlite3.connect(file) as connection:
        connection.execute("ALTER TABLE comments ADD COLUMN coded TEXT")
    log = EventLog(f"sqlite:///{file}")
    log.record(schema.comments, "a", 1.0, text="kept")
    log.flush()
    assert [row["text"] for row in log.rows(schema.comments, "a")] == ["kept"]
    log.close()


def test_two_processes_may_open_an_old_database_at_once(original: Path) -> None:
    first, second = Database(f"sqlite:///{original}"), Database(f"sqlite:///{original}")
    with sqlite3.connect(original, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(sa.exc.OperationalError):
            first.connected()
        other.execute("ROLLBACK")
    first.connected()
    second.connected()
    assert counted(original)["comments"] == 1
