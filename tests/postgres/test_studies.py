"""Participants of a study on PostgreSQL, enrolled by two servers at once."""

from __future__ import annotations

import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from session.record.errors import LogError
from session.record.log import EventLog
from session.studies import library
from session.studies.store import Store
from tests.postgres.conftest import Server

ENROLS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from session.studies import library
from session.studies.store import Store
store, people = Store(sys.argv[1]), int(sys.argv[2])
study = library.find("mood-or-habit").model_copy(update={"people": people})

def enrol(number):
    person = store.enrol(study, f"p{number}", {}, "consent")
    store.assign(study, person.id)
    store.answer(person.id, "step", {"q1": number})

with ThreadPoolExecutor(int(sys.argv[3])) as pool:
    list(pool.map(enrol, range(people)))
"""

GONE_FOR = 30.0
"""Seconds for which the server is away."""


@pytest.mark.parametrize(
    ("people", "threads"), [(60, 8), pytest.param(2000, 25, marks=[pytest.mark.long, pytest.mark.timeout(1800)])]
)
def test_two_processes_enrol_each_person_once_and_fill_the_cells_evenly(
    server: Server, database: str, log: EventLog, people: int, threads: int
) -> None:
    url, study = server.url(database), library.find("mood-or-habit")
    command = [sys.executable, "-c", ENROLS, url, str(people), str(threads)]
    running = [subprocess.Popen(command) for _ in range(2)]
    assert [process.wait(1500) for process in running] == [0, 0]
    store = Store(url)
    found = store.participants(study.name)
    assert sorted(one.external_id for one in found) == sorted(f"p{number}" for number in range(people))
    of_cell = Counter(one.cell for one in found).values()
    assert max(of_cell) - min(of_cell) <= 1
    assert len(store.answer_rows(study.name)) == people
    assert store.erase(found[0].id) == 2
    assert len(store.participants(study.name)) == people - 1
    store.close()


def test_what_was_acknowledged_is_there_once_after_the_server_was_away(
    server: Server, database: str, log: EventLog
) -> None:
    study, store = library.find("two-lists"), Store(server.url(database))
    person, told, until = store.enrol(study, "one", {}, "consent"), [], time.monotonic() + GONE_FOR + 10
    acknowledged = []

    def answers() -> None:
        """As a person does who is told that it was not kept: gives the same answer again."""
        number = 0
        while time.monotonic() < until:
            try:
                store.answer(person.id, "step", {f"q{number}": number})
            except LogError as error:
                told.append(error.message.key)
                time.sleep(0.2)
            else:
                acknowledged.append(number)
                number += 1
                time.sleep(0.02)

    with ThreadPoolExecutor(1) as pool:
        going_on = pool.submit(answers)
        time.sleep(2)
        server.stop()
        before = len(acknowledged)
        time.sleep(GONE_FOR)
        server.start()
        going_on.result()
    assert set(told) == {"record-unreachable"}
    assert len(acknowledged) > before > 0
    kept = store.answers(person.id)
    assert {item: value for (_, item), value in kept.items()} == {f"q{number}": number for number in acknowledged}
    assert len(store.answer_rows(study.name)) == len(acknowledged)
    store.close()
