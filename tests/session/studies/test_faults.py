"""Whatever fails, an acknowledged answer is there, none is there twice, and the person is told plainly."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from session.record.errors import LogError
from session.record.log import EventLog
from session.sitting.shared import Shared
from session.studies.clock import leaping
from session.studies.design import Recruiting, Status
from session.studies.erasure import erase
from session.studies.flow import Kind
from session.studies.store import Store
from tests.session.studies.test_participation import Servers, fill, study_of
from tests.session.studies.test_store import KILLED


def integrity(file: Path) -> str:
    with closing(sqlite3.connect(file)) as database:
        return database.execute("PRAGMA integrity_check").fetchone()[0]


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=[pytest.mark.long, pytest.mark.timeout(3600)])])
def test_a_server_killed_at_any_moment_keeps_each_acknowledged_answer_once(
    url: str, tmp_path: Path, kills: int
) -> None:
    study, store, chance = study_of("two-lists"), Store(url), random.Random(0)
    for number in range(kills):
        person = store.enrol(study, f"p{number}", {}, "consent")
        command = [sys.executable, "-c", KILLED, url, str(person.id)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
            acknowledged = [int(running.stdout.readline())]
            time.sleep(chance.uniform(0.0, 0.1))
            running.kill()
            acknowledged += [int(line) for line in running.stdout.read().splitlines()]
        kept = store.answers(person.id)
        assert all(kept["step", f"q{answer}"] == answer for answer in acknowledged)
        assert len(kept) - len(acknowledged) in (0, 1)
    assert integrity(tmp_path / "attune.db") == "ok"
    rows = [(row["external_id"], row["step"], row["item"]) for row in store.answer_rows(study.name)]
    assert len(rows) == len(set(rows))


def test_a_full_disk_is_told_nothing_is_half_written_and_it_goes_on_afterwards(url: str, tmp_path: Path) -> None:
    study, store = study_of("two-lists"), Store(url)
    person = store.enrol(study, "one", {}, "consent")
    store.answer(person.id, "consent", {"agreed": True})
    engine = store._database.connected()
    engine.dispose()

    @sa.event.listens_for(engine, "connect")
    def little_space(connection, _) -> None:
        connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")

    def fill() -> None:
        for number in range(50):
            store.answer(person.id, f"step-{number}", {f"q{n}": "x" * 1000 for n in range(20)})

    with pytest.raises(LogError) as raised:
        fill()
    assert raised.value.message.key == "record-full"
    before = store.answers(person.id)  # the store lets go of the engine that failed, and of its limit with it
    assert before["consent", "agreed"] is True
    assert len(before) % 20 == 1
    store.answer(person.id, "after", {"q": 1})
    assert store.answers(person.id) == before | {("after", "q"): 1}
    assert integrity(tmp_path / "attune.db") == "ok"


@pytest.mark.parametrize("place", ["/proc/attune.db", "{here}/file/attune.db"])
def test_a_place_that_cannot_be_written_is_told(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    store = Store(f"sqlite:///{place.format(here=tmp_path)}")
    with pytest.raises(LogError) as raised:
        store.enrol(study_of("two-lists"), "one", {}, "consent")
    assert raised.value.message.key.startswith("record-")


def test_a_database_that_goes_and_comes_back_holds_all_that_was_acknowledged(url: str, tmp_path: Path) -> None:
    study, store, file = study_of("two-lists"), Store(url), tmp_path / "attune.db"
    person = store.enrol(study, "one", {}, "consent")
    store.answer(person.id, "consent", {"agreed": True})
    with closing(sqlite3.connect(file)) as other:
        other.execute("PRAGMA journal_mode")
        other.execute("BEGIN IMMEDIATE")
        with ThreadPoolExecutor(1) as pool:
            waiting = pool.submit(store.answer, person.id, "consent", {"senses": []})
            time.sleep(0.2)
            assert not waiting.done()
            other.rollback()
            waiting.result(20)
    assert store.answers(person.id) == {("consent", "agreed"): True, ("consent", "senses"): []}


def test_a_clock_set_back_keeps_the_newest_answer_and_nobody_twice(url: str) -> None:
    study, store = study_of("two-lists"), Store(url)
    person = store.enrol(study, "one", {}, "consent", now=2000.0)
    store.answer(person.id, "consent", {"agreed": True}, now=2000.0)
    store.answer(person.id, "consent", {"agreed": False}, now=1000.0)
    assert store.answers(person.id) == {("consent", "agreed"): False}
    assert store.enrol(study, "one", {}, "consent", now=500.0).id == person.id
    assert store.assign(study, person.id, now=500.0).cell is not None
    assert store.move(person.id, "consent", "debrief", Status.DONE, now=400.0).ended == 400.0


def test_a_clock_set_back_lengthens_no_task(shared: Shared, url: str) -> None:
    study, servers = study_of("mood-or-habit"), Servers(shared, url)
    one = servers.come(study)
    while one.step.kind != Kind.TASK:
        fill(one)
        one.go_on()
    with leaping() as leap:
        leap(30)
        assert one.sitting() is not None
        leap(-3600)
        assert one.seconds_left() == 60 * study.task.minutes
        leap(3600 + 60 * study.task.minutes)
        assert one.is_over()
    servers.sittings.close()


def test_two_researchers_at_once_do_each_thing_once(url: str, log: EventLog) -> None:
    study, stores = study_of("two-lists"), [Store(url), Store(url)]
    people = [f"p{number}" for number in range(6)]
    for name in people:
        stores[0].enrol(study, name, {}, "consent", now=0.0)

    def again(act: Callable[[], Any]) -> Any:
        """Who is told that another holds the record tries once more."""
        for _ in range(50):
            try:
                return act()
            except LogError:
                time.sleep(0.05)
        return act()

    def works(store: Store) -> list[str]:
        again(lambda: store.recruit(study.name, Recruiting.PAUSED))
        done = [again(partial(erase, study, name, store, log)) for name in people]
        return [receipt.number for receipt in done if receipt]

    with ThreadPoolExecutor(2) as pool:
        receipts = [number for done in pool.map(works, stores) for number in done]
    assert stores[0].participants(study.name) == []
    assert stores[0].recruiting(study.name) == Recruiting.PAUSED
    assert len(set(receipts)) == len(receipts)
    assert {one.receipt for one in stores[1].erasures(study.name)} == set(receipts)
    assert len(receipts) == len(people)


def test_fifty_people_at_once_lose_and_double_nothing(url: str, tmp_path: Path) -> None:
    study, store = study_of("two-lists"), Store(url)

    def comes(number: int) -> None:
        person = store.enrol(study, f"p{number % 50}", {}, "consent")
        store.answer(person.id, "consent", {"agreed": True, f"q{number // 50}": number})

    with ThreadPoolExecutor(50) as pool:
        list(pool.map(comes, range(150)))
    rows = store.answer_rows(study.name)
    assert len({row["external_id"] for row in rows}) == 50
    assert sorted(row["value"] for row in rows if row["item"] != "agreed") == list(range(150))
    assert len(rows) == 50 + 150
    assert integrity(tmp_path / "attune.db") == "ok"
