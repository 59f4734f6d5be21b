"""Participants are enrolled once, assigned evenly and by chance that can be drawn again, and lose no answer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from session.record.errors import LogError
from session.studies import cells, design
from session.studies.design import Status, Study, load
from session.studies.store import Store, abandoned_after

FOLDER = Path(design.__file__).parents[2] / "assets" / "studies"


@pytest.fixture
def study() -> Study:
    return load(FOLDER / "mood-or-habit.yaml")


@pytest.fixture
def store(url: str) -> Store:
    return Store(url)


def sized(study: Study, people: int) -> Study:
    return study.model_copy(update={"people": people})


@pytest.mark.parametrize("count", range(1, 8))
def test_orders_are_balanced_by_place_and_by_what_precedes(count: int) -> None:
    rows = cells.williams(count)
    assert all(sorted(row) == list(range(count)) for row in rows)
    for place in range(count):
        assert len(set(Counter(row[place] for row in rows).values())) == 1
    follows = Counter(pair for row in rows for pair in pairwise(row))
    assert len(follows) == count * (count - 1)
    assert len(set(follows.values())) <= 1


def test_the_same_id_is_the_same_person_however_often_they_come(store: Store, study: Study) -> None:
    first = store.enrol(study, "one", {"PROLIFIC_PID": "one"}, "consent")
    again = {store.enrol(study, "one", {}, "consent").id for _ in range(1000)}
    assert again == {first.id}
    assert len(store.participants(study.name)) == 1
    assert store.enrol(study, "One", {}, "consent").id != first.id


@pytest.mark.parametrize("external_id", ["", "x" * 129, "a\nb", "\x00", "\ud800"])
def test_what_is_no_id_is_refused(store: Store, study: Study, external_id: str) -> None:
    with pytest.raises(ValueError, match="printable"):
        store.enrol(study, external_id, {}, "consent")


@pytest.mark.parametrize("external_id", ["../../x", "'; DROP TABLE participants; --", "Ψ" * 128, "=1+1", "日本"])
def test_any_printable_id_is_kept_as_it_is(store: Store, study: Study, external_id: str) -> None:
    assert store.enrol(study, external_id, {}, "consent").external_id == external_id
    assert [one.external_id for one in store.participants(study.name)] == [external_id]


def test_four_thousand_enrolments_from_fifty_threads_fill_the_cells_evenly(store: Store, study: Study) -> None:
    study = sized(study, 4000)

    def enrol(number: int) -> int:
        person = store.enrol(study, f"p{number}", {}, "consent")
        return store.assign(study, person.id).cell

    with ThreadPoolExecutor(50) as pool:
        found = Counter(pool.map(enrol, [number // 4 for number in range(4000)]))  # each comes four times at once
    people = store.participants(study.name)
    assert len(people) == len({one.external_id for one in people}) == 1000
    of_cell = Counter(one.cell for one in people)
    assert max(of_cell.values()) - min(of_cell.values()) <= 1
    assert found == Counter({cell: 4 * count for cell, count in of_cell.items()})


def test_an_assignment_can_be_drawn_again_from_what_it_names(store: Store, study: Study) -> None:
    for number in range(30):
        store.assign(study, store.enrol(study, f"p{number}", {}, "consent").id)
    for one in store.participants(study.name):
        counts = cells.Counts(**{name: value for name, value in one.assignment.items()})
        drawn = cells.assign(study, counts)
        assert (drawn.cell, drawn.conditions, drawn.seed) == (one.cell, one.conditions, one.seed)
    assert len({one.cell for one in store.participants(study.name)[:3]}) == 3


def test_cells_are_even_among_those_who_complete_though_people_leave_one_condition_more(
    store: Store, study: Study
) -> None:
    study, now, left = sized(study, 60), 0.0, Counter()
    for number in range(200):
        now += abandoned_after(study) + 1
        person = store.assign(study, store.enrol(study, f"p{number}", {}, "consent", now).id, now)
        if person.status == Status.FULL:
            break
        leaves = number % 10 < {"aware": 0, "behaviour": 3, "chance": 6}[person.conditions[0]]
        left[leaves] += 1
        if not leaves:
            store.move(person.id, "consent", "debrief", Status.DONE, now)
    people = store.participants(study.name)
    assert left[True] >= 0.2 * sum(left.values())
    assert Counter(one.conditions[0] for one in people if one.status == Status.DONE) == dict.fromkeys(
        study.conditions, 20
    )
    assert people[-1].status == Status.FULL


def test_answers_are_on_disk_once_given_and_the_newest_counts(store: Store, study: Study, tmp_path: Path) -> None:
    person = store.enrol(study, "one", {}, "consent")
    store.answer(person.id, "before", {"q1": 3, "q2": "=SUM(A1)"})
    store.answer(person.id, "before", {"q1": 4})
    with sqlite3.connect(f"file:{tmp_path / 'attune.db'}?mode=ro", uri=True) as other:
        rows = other.execute("SELECT item, value FROM answers ORDER BY item").fetchall()
    assert [(item, str(value)) for item, value in rows] == [("q1", "4"), ("q2", '"=SUM(A1)"')]
    assert store.answers(person.id) == {("before", "q1"): 4, ("before", "q2"): "=SUM(A1)"}


KILLED = """
import os, sys
from session.studies.store import Store
store, person = Store(sys.argv[1]), int(sys.argv[2])
for number in range(100_000):
    store.answer(person, "step", {f"q{number}": number})
    print(number, flush=True)
"""


def test_a_killed_server_keeps_every_answer_that_was_acknowledged(store: Store, study: Study, url: str) -> None:
    person = store.enrol(study, "one", {}, "consent")
    command = [sys.executable, "-c", KILLED, url, str(person.id)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        acknowledged = [int(running.stdout.readline()) for _ in range(60)]
        running.kill()
        acknowledged += [int(line) for line in running.stdout.read().splitlines()]
    kept = store.answers(person.id)
    assert all(kept["step", f"q{number}"] == number for number in acknowledged)
    assert len(kept) - len(acknowledged) in (0, 1)


def test_who_moves_twice_moves_once_and_who_ended_stays(store: Store, study: Study) -> None:
    person = store.enrol(study, "one", {}, "consent")
    assert store.move(person.id, "consent", "before").step == "before"
    assert store.move(person.id, "consent", "task-1").step == "before"
    ended = store.move(person.id, "before", "before", Status.SCREENED_OUT)
    assert ended.status == Status.SCREENED_OUT
    store.answer(person.id, "before", {"q1": 1})
    assert store.answers(person.id) == {}
    assert store.move(person.id, "before", "task-1").status == Status.SCREENED_OUT


def test_a_period_has_one_sitting(store: Store, study: Study) -> None:
    person = store.enrol(study, "one", {}, "consent")
    assert store.begin_period(person.id, 1, "aware", "first").sitting == "first"
    assert store.begin_period(person.id, 1, "aware", "second").sitting == "first"
    store.end_period(person.id, 1)
    ended = store.periods(person.id)[0].ended
    store.end_period(person.id, 1)
    assert [period.ended for period in store.periods(person.id)] == [ended]


def test_erasing_one_person_leaves_the_others_as_they_were(store: Store, study: Study, tmp_path: Path) -> None:
    people = [store.enrol(study, name, {"PROLIFIC_PID": name}, "consent") for name in ("first-one", "second-one")]
    for person in people:
        store.answer(person.id, "step", {"q1": f"words of {person.external_id}"})
        store.begin_period(person.id, 1, "aware", f"sitting of {person.external_id}")
    other = (store.participant(people[1].id), store.answers(people[1].id), store.periods(people[1].id))
    assert store.erase(people[0].id) == 3
    assert (store.participant(people[1].id), store.answers(people[1].id), store.periods(people[1].id)) == other
    store.close()
    kept = b"".join(part.read_bytes() for part in tmp_path.glob("attune.db*"))
    assert b"first-one" not in kept
    assert b"second-one" in kept


def test_a_database_that_cannot_be_used_is_told_plainly(tmp_path: Path, study: Study) -> None:
    (tmp_path / "no.db").write_text("no database", encoding="utf-8")
    with pytest.raises(LogError) as raised:
        Store(f"sqlite:///{tmp_path / 'no.db'}").enrol(study, "one", {}, "consent")
    assert raised.value.message.key == "record-damaged"
