"""Every row is written exactly once: through failures in mid-batch, lost connections, and the end of the process."""

from __future__ import annotations

import json
import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from session.record import schema
from session.record.errors import LogError, is_of_one_row, stated
from session.record.log import EventLog


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "attune.db"


@pytest.fixture
def log(file: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{file}")
    log.flush()
    yield log
    log.close()


def comment(log: EventLog, text: object) -> None:
    log.record(schema.comments, "a", time.monotonic(), text=text)


def stored(file: Path) -> list[str]:
    with sqlite3.connect(file) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM comments ORDER BY id")]


def blocked(file: Path) -> sqlite3.Connection:
    """A connection that keeps everybody else from writing until it is closed."""
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    return other


def test_a_failure_after_half_a_batch_stores_no_row_twice(log: EventLog, file: Path, monkeypatch) -> None:
    insert, calls = log._insert, []

    def failing_at_the_third(batch) -> None:
        calls.append(len(batch))
        if len(calls) == 3:
            raise sa.exc.OperationalError("", {}, sqlite3.OperationalError())
        insert(batch)

    monkeypatch.setattr(log, "_insert", failing_at_the_third)
    log._writer.close()
    for text in ("one", "two", None, "three"):  # None is refused, so the batch is halved: one and two are stored first
        comment(log, text)
    with pytest.raises(LogError):
        log.flush()
    assert calls == [4, 2, 2]
    log.flush()
    assert stored(file) == ["one", "two", "three"]


def test_a_connection_that_is_gone_is_no_refused_row() -> None:
    gone = sqlite3.InterfaceError("connection is closed")
    assert not is_of_one_row(sa.exc.InterfaceError("INSERT", {}, gone))
    assert is_of_one_row(sa.exc.IntegrityError("INSERT", {}, sqlite3.IntegrityError()))
    assert is_of_one_row(sa.exc.ProgrammingError("INSERT", {}, sqlite3.ProgrammingError("cannot bind")))


def test_a_value_that_no_database_takes_costs_its_own_row_only(log: EventLog, file: Path) -> None:
    for text in ("one", object(), "two"):
        comment(log, text)
    log.flush()
    assert stored(file) == ["one", "two"]


def test_rows_that_wait_at_the_end_are_written_by_the_next_start(log: EventLog, file: Path) -> None:
    other = blocked(file)
    log.record(schema.steps, "a", 1.0, packed=b"\x00\xff")
    for number in range(20):
        comment(log, f"{number} \u2028 ä")
    log.close()
    other.close()
    [left] = file.parent.glob("attune-*.jsonl")
    assert stat.S_IMODE(left.stat().st_mode) == 0o600
    assert stored(file) == []

    again = EventLog(f"sqlite:///{file}")
    again.flush()
    assert stored(file) == [f"{number} \u2028 ä" for number in range(20)]
    assert again.rows(schema.steps, "a")[0]["packed"] == b"\x00\xff"
    assert list(file.parent.glob("attune-*.jsonl")) == []
    again.close()


def test_a_start_that_is_killed_after_taking_rows_in_does_not_double_them(log: EventLog, file: Path) -> None:
    other = blocked(file)
    comment(log, "once")
    log.close()
    other.close()
    [left] = file.parent.glob("attune-*.jsonl")
    copy = left.read_bytes()
    EventLog(f"sqlite:///{file}").flush()
    left.write_bytes(copy)
    EventLog(f"sqlite:///{file}").flush()
    assert stored(file) == ["once"]


def test_what_was_left_is_erased_with_its_sitting(log: EventLog, file: Path) -> None:
    other = blocked(file)
    comment(log, "my secret")
    log.close()
    other.close()
    again = EventLog(f"sqlite:///{file}")
    assert again.delete("a") == 1
    again.close()
    assert b"my secret" not in b"".join(part.read_bytes() for part in file.parent.iterdir() if part.is_file())


def test_where_the_folder_cannot_be_written_rows_are_left_with_the_user(tmp_path: Path, users_folder: Path) -> None:
    (tmp_path / "folder").write_text("a file where a folder should be", encoding="utf-8")
    url = f"sqlite:///{tmp_path / 'folder' / 'attune.db'}"
    log = EventLog(url)
    comment(log, "kept")
    log.close()
    [left] = users_folder.glob("attune-*.jsonl")
    assert json.loads(left.read_text(encoding="utf-8"))[1]["text"] == "kept"

    elsewhere = EventLog(f"sqlite:///{tmp_path / 'other.db'}")
    elsewhere.flush()
    assert left.exists(), "what was left belongs to one database only"
    elsewhere.close()
    (tmp_path / "folder").unlink()
    EventLog(url).flush()
    assert stored(tmp_path / "folder" / "attune.db") == ["kept"]


def test_a_trouble_that_only_readers_meet_ends_by_itself(log: EventLog, file: Path) -> None:
    whole = file.read_bytes()
    log._database.disconnect()
    file.write_bytes(b"no database at all" * 1000)
    with pytest.raises(LogError):
        log.rows(schema.comments, "a")
    assert log.error is not None
    file.write_bytes(whole)
    deadline = time.monotonic() + 5
    while log.error is not None:
        assert time.monotonic() < deadline
        time.sleep(0.02)


class Server(Exception):
    """A driver's error with a SQLSTATE."""

    def __init__(self, sqlstate: str | None, words: str = "disk full, database is locked, permission denied") -> None:
        super().__init__(words)
        self.sqlstate = sqlstate


@pytest.mark.parametrize(
    ("sqlstate", "key"),
    [
        ("53100", "record-full"),
        ("57014", "record-slow"),
        ("55P03", "record-locked"),
        ("08006", "record-unreachable"),
        (None, "record-unreachable"),
        ("42703", "record-foreign"),
        ("22003", "record-unusable"),
    ],
)
def test_a_servers_error_is_told_by_its_code_and_not_by_its_words(sqlstate: str | None, key: str) -> None:
    assert stated(sa.exc.OperationalError("SELECT", {}, Server(sqlstate))).key == key
