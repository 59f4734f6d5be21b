"""How a study goes while it runs: how full its cells are, where people left, what could be sensed of them."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from session.record import schema
from session.record.log import EventLog
from session.studies import cells, flow
from session.studies.design import Recruiting, Status, Study
from session.studies.store import Erasure, Participant, Store, abandoned_after

LATEST = 50
"""So many of the latest sittings tell how well sensing works."""


@dataclass(frozen=True)
class Cell:
    """A cell of the design: its conditions in order, who completed it, who is at it now, who is to complete it."""

    conditions: tuple[str, ...]
    done: int
    active: int
    quota: int


@dataclass(frozen=True)
class Sensing:
    """Of the latest sittings: how many, the share of their states in which something could be read, how sure those
    were (mean uncertainty), and the mean attention paid to each sense."""

    sittings: int
    known: float
    uncertainty: float
    attention: Mapping[str, float]


@dataclass(frozen=True)
class Progress:
    """A study at one moment. left: at which steps people left, by how many; agreed: how many agreed to each sense."""

    recruiting: Recruiting
    cells: tuple[Cell, ...]
    endings: Mapping[str, int]
    left: Mapping[str, int]
    consented: int
    agreed: Mapping[str, int]
    sensing: Sensing | None
    people: tuple[Participant, ...]
    erasures: tuple[Erasure, ...]


def progress(study: Study, store: Store, log: EventLog, now: float | None = None) -> Progress:
    """A study as it stands. Raises LogError where the database can't be read."""
    now = time.time() if now is None else now
    people = store.participants(study.name)
    gone = now - abandoned_after(study)
    there = [one for one in people if one.status == Status.ACTIVE and one.seen > gone]
    left = [one for one in people if one.status == Status.ACTIVE and one.seen <= gone]
    rows = [row for row in store.answer_rows(study.name) if row["step"] == flow.CONSENT.name]
    agreed = Counter(sense for row in rows if row["item"] == flow.SENSES for sense in row["value"])
    return Progress(
        store.recruiting(study.name),
        tuple(
            Cell(
                conditions,
                sum(one.cell == number and one.status == Status.DONE for one in people),
                sum(one.cell == number for one in there),
                quota,
            )
            for number, (conditions, quota) in enumerate(zip(cells.cells(study), cells.quotas(study), strict=True))
        ),
        Counter("left" if one in left else str(one.status) for one in people),
        Counter(one.step for one in left),
        sum(row["item"] == flow.AGREED and row["value"] is True for row in rows),
        {sense: agreed[sense] for sense in study.senses},
        _sensing(people, store, log),
        tuple(people),
        tuple(store.erasures(study.name)),
    )


def _sensing(people: list[Participant], store: Store, log: EventLog) -> Sensing | None:
    periods = [period for one in people[-LATEST:] for period in store.periods(one.id)][-LATEST:]
    states = [row for period in periods for row in log.rows(schema.states, period.sitting)]
    if not states:
        return None
    known = [row for row in states if not row["unknown"]]
    senses = {name for row in known for name in row["attention"]}
    return Sensing(
        len(periods),
        len(known) / len(states),
        sum(row["uncertainty"] for row in known) / len(known) if known else 1.0,
        {name: sum(row["attention"].get(name, 0.0) for row in known) / len(known) for name in sorted(senses)},
    )
