"""Servers are killed amid a study: who is shown the code has every row on disk, and nobody is doubled."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from session.record import schema
from session.record.log import EventLog
from session.studies import flow
from session.studies.design import Status, Study
from session.studies.store import Participant, Store
from tests.session.studies.test_faults import integrity
from tests.session.studies.test_participation import study_of

SERVES = """
import sys
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from session.studies.participation import Participation
from session.studies.pilot import pilot
from session.studies.store import Store
from tests import fakes
from tests.session.studies.test_participation import study_of

goes_on = Participation.go_on

def shown(self):
    goes_on(self)
    if self.code:
        print(self.participant.external_id, self.code, flush=True)

Participation.go_on = shown
url, people, at_once = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
shared = Shared(fakes.FakeModels(), Ranker(fakes.catalogue()), EventLog(url))
sittings = Sittings(shared)
print("serves", flush=True)
pilot(study_of("two-lists", people=2 * people), people, 1, Store(url), sittings, at_once=at_once)
sittings.close()
"""
"""A server on which simulated people go through a study, each step as after a reload; it prints each code it shows."""


def serve(url: str, people: int, at_once: int, seconds: float | None) -> Iterator[tuple[str, str]]:
    """(participant, code) of all codes that a server shows, which is killed after so many seconds of serving."""
    command = [sys.executable, "-c", SERVES, url, str(people), str(at_once)]
    root = Path(__file__).resolve().parents[3]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as running:
        assert running.stdout.readline() == "serves\n"
        if seconds is not None:
            time.sleep(seconds)
            running.kill()
        lines = running.stdout.read().splitlines(keepends=True)
    assert seconds is not None or running.returncode == 0
    yield from (tuple(line.split()) for line in lines if line.endswith("\n"))


def lacking(study: Study, store: Store, log: EventLog, one: Participant) -> list[str]:
    """What is not on disk of somebody who completed a study."""
    given, periods = store.answers(one.id), store.periods(one.id)
    found = [f"{step.name}: {item}" for step in flow.steps(study) for item in flow.missing(study, step, given)]
    if [period.condition for period in periods] != list(one.conditions):
        found.append("a period")
    for period in periods:
        acted = {row["item_id"] for row in log.rows(schema.actions, period.sitting) if row["action"] in ("like", "no")}
        if period.ended is None or len(acted) < study.task.items:
            found.append(f"what was done in period {period.period}")
        if not log.rows(schema.lists, period.sitting):
            found.append(f"the lists of period {period.period}")
    return found


@pytest.mark.parametrize(
    ("people", "kills"), [(8, 2), pytest.param(1000, 20, marks=[pytest.mark.long, pytest.mark.timeout(7200)])]
)
def test_nobody_who_is_complete_there_is_incomplete_here(url: str, tmp_path: Path, people: int, kills: int) -> None:
    study, chance, shown = study_of("two-lists"), random.Random(0), set()
    for _ in range(kills):
        shown |= set(serve(url, people, min(people, 50), chance.uniform(0.2, 6.0)))
    shown |= set(serve(url, people, min(people, 50), None))
    store, log = Store(url), EventLog(url)
    them = store.participants(study.name)
    assert sorted(one.external_id for one in them) == sorted({f"pilot-1-{number}" for number in range(people)})
    done = {one.external_id: one for one in them if one.status == Status.DONE}
    assert len(done) > people / 3
    code = study.all_codes()[Status.DONE]
    assert {name for name, own in shown if own == code} <= done.keys()
    assert {name: found for name, one in done.items() if (found := lacking(study, store, log, one))} == {}
    rows = [(row["external_id"], row["step"], row["item"]) for row in store.answer_rows(study.name)]
    assert len(rows) == len(set(rows))
    assert integrity(tmp_path / "attune.db") == "ok"
    log.close()
