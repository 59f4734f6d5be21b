"""Participants of a study on PostgreSQL, enrolled by two servers at once."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter

from session.record.log import EventLog
from session.studies import library
from session.studies.store import Store
from tests.postgres.conftest import Server

ENROLS = """
import sys
from concurrent.futures import ThreadPoolExecutor
from session.studies import library
from session.studies.store import Store
store, study = Store(sys.argv[1]), library.find("mood-or-habit")

def enrol(number):
    person = store.enrol(study, f"p{number}", {}, "consent")
    store.assign(study, person.id)
    store.answer(person.id, "step", {"q1": number})
    store.answer(person.id, "step", {"q1": number})

with ThreadPoolExecutor(8) as pool:
    list(pool.map(enrol, range(60)))
"""


def test_two_processes_enrol_each_person_once_and_fill_the_cells_evenly(
    server: Server, database: str, log: EventLog
) -> None:
    url, study = server.url(database), library.find("mood-or-habit")
    running = [subprocess.Popen([sys.executable, "-c", ENROLS, url]) for _ in range(2)]
    assert [process.wait(120) for process in running] == [0, 0]
    store = Store(url)
    people = store.participants(study.name)
    assert sorted(one.external_id for one in people) == sorted(f"p{number}" for number in range(60))
    assert set(Counter(one.cell for one in people).values()) == {20}
    assert len(store.answer_rows(study.name)) == 60
    assert store.erase(people[0].id) == 2
    assert len(store.participants(study.name)) == 59
    store.close()
