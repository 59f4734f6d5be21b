"""The event log: nothing recorded is lost, nothing deleted stays, and no trouble with a disk reaches a sitting."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from emotion.message import Message
from emotion.modalities import FACE, TOLD, VOICE
from emotion.types import Emotion
from recommender.types import Action
from session.record import schema
from session.record.database import Database, default_url
from session.record.errors import LogError
from session.record.log import EventLog
from tests import fakes
from tests.session.conftest import ALL, Begin, stream, until

ROOT = Path(__file__).resolve().parents[3]


def comment(log: EventLog, text: str, sitting: str = "a") -> None:
    log.record(schema.comments, sitting, time.monotonic(), text=text)


def texts(log: EventLog, sitting: str = "a") -> list[str]:
    return [row["text"] for row in log.rows(schema.comments, sitting)]


def stored(file: Path) -> list[str]:
    """What another program finds in the file."""
    with sqlite3.connect(file) as connection:
        return [text for (text,) in connection.execute("SELECT text FROM comments ORDER BY id")]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "attune.db"


@pytest.fixture
def opened(file: Path) -> Iterator[EventLog]:
    log = EventLog(f"sqlite:///{file}")
    comment(log, "before")
    log.flush()
    yield log
    log.close()


def test_rows_are_on_disk_within_a_second(opened: EventLog, file: Path) -> None:
    comment(opened, "soon")
    assert until(lambda: "soon" in stored(file)) < 1.0


def test_waiting_rows_are_read_as_well(opened: EventLog) -> None:
    comment(opened, "written")
    opened.flush()
    comment(opened, "waiting")
    assert texts(opened) == ["before", "written", "waiting"]
    assert texts(opened, "somebody else") == []


def test_wall_and_monotonic_time_belong_together(opened: EventLog) -> None:
    five_seconds_ago = time.monotonic() - 5
    opened.record(schema.comments, "a", five_seconds_ago, text="earlier")
    row = opened.rows(schema.comments, "a")[-1]
    assert row["monotonic"] == five_seconds_ago
    assert row["wall"] == pytest.approx(time.time() - 5, abs=0.1)


def test_the_file_is_wal_and_overwrites_what_is_deleted(opened: EventLog) -> None:
    with opened._database.connected().connect() as connection:
        pragmas = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 1, "secure_delete": 1, "busy_timeout": 2000}


def test_the_place_comes_from_the_environment_or_the_users_folder(monkeypatch, tmp_path: Path) -> None:
    monkeypatch.delenv("ATTUNE_DATABASE_URL", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert default_url().startswith("sqlite:///")
    assert default_url().endswith("attune.db")
    monkeypatch.setenv("ATTUNE_DATABASE_URL", "sqlite:////elsewhere/study.db")
    assert default_url() == "sqlite:////elsewhere/study.db"


def test_a_killed_process_loses_at_most_its_last_second(file: Path) -> None:
    writing = """
import sys, time
from session.record import schema
from session.record.log import EventLog
log = EventLog(sys.argv[1])
for number in range(10_000):
    log.record(schema.comments, "a", time.monotonic(), text=str(number))
    print(time.time(), flush=True)
    time.sleep(0.01)
"""
    command = [sys.executable, "-c", writing, f"sqlite:///{file}"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        times = [float(process.stdout.readline()) for _ in range(150)]
        os.kill(process.pid, signal.SIGKILL)
        killed = time.time()
        times += [float(line) for line in process.stdout]
    kept = {int(text) for text in stored(file)}
    lost = [killed - at for number, at in enumerate(times) if number not in kept]
    assert len(kept) > 30
    assert max(lost, default=0.0) <= 1.0


@pytest.mark.parametrize("trouble", ["read-only", "full", "locked"])
def test_trouble_is_said_and_nothing_is_lost(opened: EventLog, file: Path, monkeypatch, trouble: str) -> None:
    def limited(connection, record) -> None:
        pragma = {"read-only": "query_only=ON", "full": "max_page_count=1", "locked": "busy_timeout=50"}[trouble]
        connection.execute(f"PRAGMA {pragma}")

    sa.event.listen(sa.engine.Engine, "connect", limited)
    other = sqlite3.connect(file, isolation_level=None)
    try:
        if trouble == "locked":
            other.execute("BEGIN EXCLUSIVE")
        opened._database.disconnect()
        kept = ["first", *(f"{number} {'x' * 4000}" for number in range(20))]
        for text in kept:
            comment(opened, text)
        until(lambda: opened.error)
        said = opened.error
        comment(opened, "during")
        assert texts(opened)[-1] == "during"
    finally:
        sa.event.remove(sa.engine.Engine, "connect", limited)
        other.close()
    assert said.key == "record-trouble"
    assert said.parameters["trouble"] == Message(f"record-{trouble}")
    opened._database.disconnect()
    until(lambda: opened.error is None, 5)
    assert stored(file) == ["before", *kept, "during"]


def test_a_folder_that_cannot_be_made_is_said_until_it_can(tmp_path: Path) -> None:
    blocked = tmp_path / "folder"
    blocked.write_text("a file where a folder should be", encoding="utf-8")
    log = EventLog(f"sqlite:///{blocked / 'attune.db'}")
    comment(log, "kept")
    until(lambda: log.error)
    assert log.error.parameters == {"trouble": Message("record-no-folder"), "waiting": 1, "lost": 0}
    blocked.unlink()
    until(lambda: log.error is None, 5)
    assert stored(blocked / "attune.db") == ["kept"]
    log.close()


@pytest.mark.parametrize("url", ["nonsense", "nosuch://host/name"])
def test_a_wrong_address_never_ends_a_sitting(models, ranker, url: str) -> None:
    from session.sitting.live import LiveSession
    from session.sitting.shared import Shared

    log = EventLog(url)
    session = LiveSession("any", Shared(models, ranker, log), ALL)
    session.start()
    until(lambda: log.error is not None)
    assert log.error.parameters["trouble"] == Message("record-no-address")
    session.tell(0.5, 0.5)
    until(lambda: session.snapshot().summary.valence > 0.3)
    session.close()
    log.close()


def test_a_damaged_file_is_said(file: Path) -> None:
    file.write_bytes(b"this is no database at all" * 1000)
    log = EventLog(f"sqlite:///{file}")
    comment(log, "kept")
    until(lambda: log.error)
    assert log.error.parameters["trouble"] == Message("record-damaged")
    file.unlink()
    until(lambda: log.error is None, 5)
    assert stored(file) == ["kept"]
    log.close()


def test_another_process_that_reads_and_goes_leaves_the_journal_to_who_writes(opened: EventLog, file: Path) -> None:
    read = (
        "import sqlite3, sys; d = sqlite3.connect(sys.argv[1]); d.execute('SELECT count(*) FROM comments').fetchone(); "
        "d.close()"
    )
    journal = file.with_name(f"{file.name}-wal")
    for number in range(3):
        other = Database(f"sqlite:///{file}")  # as a study's tables are, beside the record
        with other.connected().connect():
            pass
        opened.record(schema.comments, "one", 0.0, text=f"{number}")
        opened.flush()
        written_to = journal.stat().st_ino
        subprocess.run([sys.executable, "-c", read, str(file)], check=True)
        assert journal.exists(), "the journal that this process writes to is deleted"
        assert journal.stat().st_ino == written_to
    assert [row["text"] for row in opened.rows(schema.comments, "one")] == ["0", "1", "2"]


def test_a_file_taken_away_is_made_anew(opened: EventLog, file: Path) -> None:
    for part in file.parent.glob("attune.db*"):
        part.unlink()
    comment(opened, "after")
    opened.flush()
    assert stored(file) == ["after"]


def test_the_buffer_is_bounded_and_the_loss_is_said(tmp_path: Path) -> None:
    (tmp_path / "folder").write_text("", encoding="utf-8")
    log = EventLog(f"sqlite:///{tmp_path / 'folder' / 'attune.db'}", buffer_rows=5)
    for number in range(12):
        comment(log, str(number))
    until(lambda: log.error)
    assert [row["text"] for row in log._buffer.waiting(schema.comments, "a")] == ["7", "8", "9", "10", "11"]
    assert log.error.parameters["lost"] == 7
    log.close()


def test_a_row_the_database_refuses_does_not_keep_the_others_back(opened: EventLog, file: Path) -> None:
    for text in ("one", None, "two", "\ud800", "three"):
        comment(opened, text)
    opened.flush()
    assert stored(file) == ["before", "one", "two", "three"]
    assert opened.error is None


def test_delete_leaves_no_trace_of_one_and_all_of_the_other(opened: EventLog, file: Path) -> None:
    for number in range(200):
        comment(opened, f"erase-this-{number}", "gone")
        comment(opened, f"keep-this-{number}", "stays")
    opened.flush()
    comment(opened, "erase-this-waiting", "gone")
    assert opened.delete("gone") == 201
    assert texts(opened, "gone") == []
    assert len(texts(opened, "stays")) == 200
    everything = b"".join(part.read_bytes() for part in file.parent.glob("attune.db*"))
    assert b"erase-this" not in everything
    assert everything.count(b"keep-this") == 200
    assert opened.delete("gone") == 0


def test_forget_erases_only_the_rows_meant_wherever_they_are(opened: EventLog, file: Path) -> None:
    for sitting, name, value in (("a", "history", ["film-x"]), ("a", "goal", "lift"), ("b", "history", ["film-y"])):
        opened.record(schema.settings, sitting, 1.0, name=name, value=value)
    opened.flush()
    opened.record(schema.settings, "a", 2.0, name="history", value=["film-z"])
    assert opened.forget(schema.settings, "a", name="history") == 2
    assert [row["name"] for row in opened.rows(schema.settings, "a")] == ["goal"]
    assert [row["value"] for row in opened.rows(schema.settings, "b")] == [["film-y"]]
    left = b"".join(part.read_bytes() for part in file.parent.iterdir())
    assert b"film-x" not in left
    assert b"film-y" in left


def test_delete_says_when_it_could_not(opened: EventLog, file: Path) -> None:
    other = sqlite3.connect(file, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LogError, match="record-locked"):
        opened.delete("a")
    other.close()
    assert opened.delete("a") == 1


def test_delete_is_not_done_while_a_reader_keeps_the_journal(opened: EventLog, file: Path) -> None:
    comment(opened, "erase-this", "gone")
    opened.flush()
    reader = sqlite3.connect(file, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM comments").fetchone()
    with pytest.raises(LogError, match="record-locked"):
        opened.delete("gone")
    reader.close()
    opened.delete("gone")
    assert b"erase-this" not in b"".join(part.read_bytes() for part in file.parent.glob("attune.db*"))


def test_no_picture_sound_or_embedding_is_ever_stored(begin: Begin, log: EventLog, tmp_path: Path) -> None:
    session = begin()
    session.start()
    picture, samples = fakes.frame(Emotion.JOY), fakes.sound(Emotion.JOY, 0.05)

    def send() -> None:
        session.put_frame(picture)
        session.put_audio(samples, 16_000)

    stream(session, send, lambda s: s.meters[VOICE].attention > 0 and s.meters[FACE].attention > 0)
    session.comment("joy")
    session.tell(0.2, 0.2)
    until(lambda: session.snapshot().meters[TOLD].attention > 0)
    session.close()
    log.flush()
    everything = b"".join(part.read_bytes() for part in tmp_path.glob("attune.db*"))
    assert b"joy" in everything
    embedding = fakes.observation(FACE, Emotion.JOY, 0.0).embedding
    assert str(fakes.EMBEDDING_MARK)[:6].encode() not in everything
    assert embedding[:1].tobytes() not in everything
    assert picture.tobytes()[:32] not in everything
    assert samples.tobytes()[:32] not in everything


def test_the_journey_tells_what_happened(begin: Begin, log: EventLog) -> None:
    session = begin()
    session.start()
    stream(session, lambda: session.put_frame(fakes.frame(Emotion.JOY)), lambda s: s.list_version > 1)
    listed = session.snapshot().recommendations
    session.act(listed[0].item.id, Action.OPEN, 1, session.snapshot().list_version)
    session.comment("=1+1 such joy")
    session.tell(-0.4, 0.3)
    session.settle(5.0)
    session.close()
    journey = log.journey(session.id)
    assert journey.states["joy"].iloc[-1] > 0.1
    assert journey.states["time"].is_monotonic_increasing
    assert journey.states["time"].between(0, 60).all()
    assert set(journey.items["item_id"]) >= {r.item.id for r in listed}
    assert journey.items.groupby("version")["rank"].apply(list).map(lambda r: r == list(range(1, 11))).all()
    [opened] = journey.actions.to_dict("records")
    assert (opened["title"], opened["action"], opened["rank"]) == (listed[0].item.title, "open", 1)
    assert journey.comments["text"].tolist() == ["=1+1 such joy"]
    [pair] = journey.corrections.to_dict("records")
    assert (pair["told_valence"], pair["told_arousal"]) == (-0.4, 0.3)
    assert pair["sensed_valence"] > 0.3
