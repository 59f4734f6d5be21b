"""Nothing of a person leaves the record: not where it fails, not after it is erased, not to others here."""

from __future__ import annotations

import logging
import sqlite3
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from session.record import schema
from session.record.errors import LogError
from session.record.log import EventLog
from tests.session.conftest import until

SECRET, SITTING = "my secret is a divorce", "sitting-xyz"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "record" / "attune.db"


@pytest.fixture
def log(file: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{file}")
    log.flush()
    yield log
    log.close()


def comment(log: EventLog, text: str = SECRET, sitting: str = SITTING) -> None:
    log.record(schema.comments, sitting, time.monotonic(), text=text)


def bytes_of(file: Path) -> bytes:
    return b"".join(part.read_bytes() for part in sorted(file.parent.iterdir()))


class Broken:
    """Ways in which a record fails, each a context that a test enters by name."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._other: sqlite3.Connection | None = None

    def locked(self) -> None:
        self._other = sqlite3.connect(self._file, isolation_level=None)
        self._other.execute("BEGIN EXCLUSIVE")

    def full(self) -> None:
        self._prepare("max_page_count=1")

    def read_only(self) -> None:
        self._prepare("query_only=ON")

    def damaged(self) -> None:
        self._file.write_bytes(b"no database at all" * 1000)

    def wrong_schema(self) -> None:
        with sqlite3.connect(self._file) as connection:
            connection.execute("ALTER TABLE comments ADD COLUMN must TEXT NOT NULL DEFAULT NULL")

    def refusing(self) -> None:
        with sqlite3.connect(self._file) as connection:
            connection.execute("CREATE TRIGGER refuse BEFORE INSERT ON comments BEGIN SELECT RAISE(ABORT, 'no'); END")

    def _prepare(self, pragma: str) -> None:
        self._pragma = lambda connection, record: connection.execute(f"PRAGMA {pragma}")
        sa.event.listen(sa.engine.Engine, "connect", self._pragma)

    def mend(self) -> None:
        if self._other is not None:
            self._other.close()
        if hasattr(self, "_pragma"):
            sa.event.remove(sa.engine.Engine, "connect", self._pragma)


@pytest.mark.parametrize("trouble", ["locked", "full", "read_only", "damaged", "wrong_schema", "refusing"])
def test_no_failure_writes_anything_of_a_person_to_a_log(
    log: EventLog, file: Path, trouble: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    broken = Broken(file)
    log._database.disconnect()
    getattr(broken, trouble)()
    try:
        comment(log, SECRET + "x" * 500_000)
        for work in (log.flush, lambda: log.delete(SITTING), lambda: log.rows(schema.comments, SITTING), log.close):
            try:
                work()
            except LogError:
                logging.getLogger("a page").exception("what Streamlit does with an exception nobody catches")
    finally:
        broken.mend()
    said = caplog.text + "".join(capfd.readouterr())
    assert "the record at" in said or "cannot be recorded" in said
    assert "secret" not in said
    assert SITTING not in said


def damage(log: EventLog, file: Path) -> None:
    until(lambda: log._writer._thread is None)  # it might open the file again
    log._database.disconnect()
    file.write_bytes(b"no database at all" * 1000)


def test_what_is_said_to_a_person_names_no_place_of_the_server(log: EventLog, file: Path) -> None:
    damage(log, file)
    with pytest.raises(LogError) as raised:
        log.rows(schema.comments, SITTING)
    assert str(file.parent) not in repr(raised.value.message)
    assert str(file.parent) not in repr(log.error)
    assert str(file.parent) not in str(raised.value)


def test_a_record_that_cannot_be_read_is_not_an_empty_one(log: EventLog, file: Path) -> None:
    comment(log)
    log.flush()
    damage(log, file)
    for read in (lambda: log.rows(schema.comments, SITTING), lambda: log.journey(SITTING), lambda: log.sitting_of("x")):
        with pytest.raises(LogError, match="record-damaged"):
            read()


def test_files_and_folder_are_the_users_own(log: EventLog, file: Path) -> None:
    comment(log)
    log.flush()
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    parts = [part for part in file.parent.iterdir() if part.is_file()]
    assert {part.name for part in parts} == {"attune.db", "attune.db-wal", "attune.db-shm"}
    assert {stat.S_IMODE(part.stat().st_mode) for part in parts} == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(tmp_path: Path) -> None:
    file = tmp_path / "attune.db"
    sqlite3.connect(file).execute("CREATE TABLE other (id INTEGER)").connection.close()
    file.chmod(0o644)
    log = EventLog(f"sqlite:///{file}")
    log.flush()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    log.close()


def test_deletion_leaves_no_byte_of_one_and_every_row_of_the_others(log: EventLog, file: Path) -> None:
    def rows_of_others() -> list[tuple]:
        with sqlite3.connect(file) as connection:
            return connection.execute("SELECT * FROM comments WHERE sitting_id = 'stays' ORDER BY id").fetchall()

    for number in range(300):
        comment(log, f"{SECRET} {number} " + "y" * (number * 17 % 6000))
        comment(log, f"kept {number}", "stays")
        comment(log, f"another {number}", "another")
    log.flush()
    log.delete("another")  # moves rows between pages, which leaves copies of them behind
    before = rows_of_others()
    comment(log, f"{SECRET} waiting")
    assert log.delete(SITTING) == 301
    assert rows_of_others() == before
    assert SECRET.encode() not in bytes_of(file)
    assert SITTING.encode() not in bytes_of(file)


def test_a_deletion_that_failed_can_be_repeated(log: EventLog, file: Path) -> None:
    comment(log)
    log.flush()
    broken = Broken(file)
    broken.locked()
    with pytest.raises(LogError, match="record-locked"):
        log.delete(SITTING)
    broken.mend()
    assert SECRET.encode() in bytes_of(file)
    assert log.delete(SITTING) == 1
    assert SECRET.encode() not in bytes_of(file)


def test_nothing_is_recorded_of_a_sitting_once_it_is_deleted(log: EventLog, file: Path) -> None:
    log.delete(SITTING)
    comment(log)
    log.flush()
    assert SECRET.encode() not in bytes_of(file)


def test_a_sitting_that_could_not_be_deleted_is_recorded_on(log: EventLog, file: Path) -> None:
    broken = Broken(file)
    broken.locked()
    with pytest.raises(LogError):
        log.delete(SITTING)
    broken.mend()
    comment(log, "goes on")
    log.flush()
    assert [row["text"] for row in log.rows(schema.comments, SITTING)] == ["goes on"]


def test_a_journey_held_in_memory_goes_with_the_sitting(log: EventLog) -> None:
    comment(log)
    assert len(log.journey(SITTING).comments) == 1
    log.delete(SITTING)
    assert log.journey(SITTING).comments.empty
