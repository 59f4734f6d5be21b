"""Participants, their periods and their answers: what a method was given is on disk once it returns."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from session.record.database import Database, default_url
from session.record.errors import LogError, stated
from session.record.schema import answers, erasures, participants, periods, recruiting
from session.studies import cells
from session.studies.design import FIELDS, Browsing, ParticipantField, Recruiting, Status, Study

ABANDONED_AFTER = 3600.0
"""Seconds beside the length of the task after which somebody who was not seen no longer holds a place in a cell."""

LONGEST_ID = 128

_LOCK = 4_141_878_384
"""PostgreSQL's advisory lock that all who write take in turn; any fixed number but the migrations' does."""


@dataclass(frozen=True)
class Participant:
    """Somebody who takes part in a study, as they stand; conditions and seed are there once they are assigned."""

    id: int
    study: str
    external_id: str
    link: Mapping[str, str]
    digest: str
    status: Status
    step: str
    cell: int | None
    conditions: tuple[str, ...]
    seed: int | None
    assignment: Mapping[str, Any] | None
    secret: str
    enrolled: float
    seen: float
    ended: float | None
    excluded: str | None = None


@dataclass(frozen=True)
class Erasure:
    """That somebody was erased from a study: so many rows, at a wall time (s)."""

    receipt: str
    rows: int
    wall: float


class ClosedError(Exception):
    """The study takes nobody new at present; state says why."""

    def __init__(self, state: Recruiting) -> None:
        super().__init__(str(state))
        self.state = state


@dataclass(frozen=True)
class Period:
    """A participant's time under one condition: the sitting's id, from and until a wall time (s)."""

    participant: int
    period: int
    condition: str
    sitting: str
    began: float
    ended: float | None


class Store:
    """The tables of studies in the record's database. Safe to use from any thread and from several processes.

    Every method is one transaction that is through when it returns. All raise LogError when that is not possible;
    nothing is changed then.
    """

    def __init__(self, url: str | None = None) -> None:
        self._database = Database(url or default_url())
        self._turns = threading.Lock()

    def enrol(
        self, study: Study, external_id: str, link: Mapping[str, str], step: str, now: float | None = None
    ) -> Participant:
        """The participant of this id: the one who is enrolled already, or a new one at this step.

        Raises ValueError for an id that is empty, too long or not printable, and ClosedError for somebody new where the
        study takes nobody.
        """
        if not external_id or len(external_id) > LONGEST_ID or not external_id.isprintable():
            raise ValueError(f"an id has 1 to {LONGEST_ID} printable characters")
        mine = sa.select(participants).where(
            participants.c.study == study.name, participants.c.external_id == external_id
        )
        known = self._read(mine)
        if known:
            return _participant(known[0])
        now = time.time() if now is None else now
        values = {
            "study": study.name,
            "external_id": external_id,
            "link": dict(link),
            "digest": study.digest,
            "status": str(Status.ACTIVE),
            "step": step,
            "secret": secrets.token_urlsafe(32),
            "enrolled": now,
            "seen": now,
        }
        with self._writing() as connection:
            if connection.execute(mine).first() is None:  # nobody else came in between
                state = _state(connection, study.name)
                if state != Recruiting.OPEN:
                    raise ClosedError(state)
                connection.execute(participants.insert().values(values))
            return _participant(connection.execute(mine).mappings().one())

    def assign(self, study: Study, participant: int, now: float | None = None) -> Participant:
        """Give the participant a cell, unless they have one; where all are full their status says so afterwards."""
        now = time.time() if now is None else now
        with self._writing() as connection:
            known = _one(connection, participant)
            if known.cell is not None or known.status != Status.ACTIVE:
                return known
            full = any(_quota_is_met(connection, study, field, participant, now) for field in study.fields)
            assigned = None if full else cells.assign(study, _counts(connection, study, now))
            values = (
                {"status": str(Status.FULL), "ended": now, "seen": now}
                if assigned is None
                else {
                    "cell": assigned.cell,
                    "conditions": list(assigned.conditions),
                    "seed": assigned.seed,
                    "assignment": assigned.drawn_from,
                    "seen": now,
                }
            )
            return _changed(connection, participant, values)

    def answer(self, participant: int, step: str, given: Mapping[str, Any], now: float | None = None) -> None:
        """Keep answers to items of a step, in place of earlier ones; of who has ended nothing more is kept."""
        now = time.time() if now is None else now
        if not given:
            return
        rows = [
            {"participant": participant, "step": step, "item": i, "value": v, "wall": now} for i, v in given.items()
        ]
        with self._writing() as connection:
            if _one(connection, participant).status == Status.ACTIVE:
                connection.execute(_upsert(connection), rows)
                _changed(connection, participant, {"seen": now})

    def answers(self, participant: int) -> dict[tuple[str, str], Any]:
        """All that a participant answered, by step and item."""
        query = sa.select(answers).where(answers.c.participant == participant).order_by(answers.c.id)
        return {(row["step"], row["item"]): row["value"] for row in self._read(query)}

    def move(
        self, participant: int, source: str, to: str, status: Status = Status.ACTIVE, now: float | None = None
    ) -> Participant:
        """From one step to another, or to how it ended; who stands elsewhere or has ended already stays there."""
        now = time.time() if now is None else now
        with self._writing() as connection:
            known = _one(connection, participant)
            if known.step != source or known.status != Status.ACTIVE:
                return known
            ended = None if status is Status.ACTIVE else now
            return _changed(connection, participant, {"step": to, "status": str(status), "ended": ended, "seen": now})

    def begin_period(self, participant: int, period: int, condition: str, sitting: str) -> Period:
        """Note the sitting of a period, unless one is noted; the one that counts is returned."""
        mine = (periods.c.participant == participant, periods.c.period == period)
        values = {"participant": participant, "period": period, "condition": condition, "sitting": sitting}
        with self._writing() as connection:
            if connection.execute(sa.select(periods.c.id).where(*mine)).first() is None:
                connection.execute(periods.insert().values(began=time.time(), **values))
            return _period(connection.execute(sa.select(periods).where(*mine)).mappings().one())

    def end_period(self, participant: int, period: int) -> None:
        """Note that a period is over, unless it is."""
        mine = (periods.c.participant == participant, periods.c.period == period, periods.c.ended.is_(None))
        with self._writing() as connection:
            connection.execute(periods.update().where(*mine).values(ended=time.time()))

    def periods(self, participant: int) -> list[Period]:
        """A participant's periods in order."""
        query = sa.select(periods).where(periods.c.participant == participant).order_by(periods.c.period)
        return [_period(row) for row in self._read(query)]

    def participant(self, participant: int) -> Participant:
        """A participant as they stand now."""
        return _participant(self._read(sa.select(participants).where(participants.c.id == participant))[0])

    def participants(self, study: str) -> list[Participant]:
        """All participants of a study by its name, as they were enrolled."""
        query = sa.select(participants).where(participants.c.study == study).order_by(participants.c.id)
        return [_participant(row) for row in self._read(query)]

    def answer_rows(self, study: str) -> list[dict[str, Any]]:
        """All answers to a study: external_id, step, item, value, wall."""
        columns = (participants.c.external_id, answers.c.step, answers.c.item, answers.c.value, answers.c.wall)
        joined = answers.join(participants, answers.c.participant == participants.c.id)
        query = sa.select(*columns).select_from(joined).where(participants.c.study == study)
        return [dict(row) for row in self._read(query.order_by(participants.c.id, answers.c.id))]

    def recruiting(self, study: str) -> Recruiting:
        """Whether a study takes new people."""
        with self._connected() as connection:
            return _state(connection, study)

    def recruit(self, study: str, state: Recruiting) -> None:
        """Have a study take new people or not; who takes part already goes on either way."""
        with self._writing() as connection:
            connection.execute(recruiting.delete().where(recruiting.c.study == study))
            connection.execute(recruiting.insert().values(study=study, state=str(state), wall=time.time()))

    def exclude(self, participant: int, reason: str | None) -> Participant:
        """Leave a participant out of the analysis for a reason, or take them in again with None."""
        with self._writing() as connection:
            return _changed(connection, participant, {"excluded": reason})

    def erased(self, study: str, receipt: str, rows: int) -> None:
        """Note that somebody was erased, and nothing of who it was."""
        with self._writing() as connection:
            connection.execute(erasures.insert().values(study=study, receipt=receipt, rows=rows, wall=time.time()))

    def erasures(self, study: str) -> list[Erasure]:
        """Who was erased from a study, in order: that it happened."""
        columns = (erasures.c.receipt, erasures.c.rows, erasures.c.wall)
        query = sa.select(*columns).where(erasures.c.study == study).order_by(erasures.c.id)
        return [Erasure(**row) for row in self._read(query)]

    def erase(self, participant: int) -> int:
        """Erase a participant with all answers and periods, down to the bytes; returns how many rows that were.

        Their sittings are the record's, see EventLog.delete, and are to be erased before.
        """
        try:
            with self._turns:
                rows = self._database.erase([answers, periods], {"participant": participant})
                return rows + self._database.erase([participants], {"id": participant})
        except Exception as error:
            raise self._failed(error) from None

    def close(self) -> None:
        """Let go of the database."""
        self._database.disconnect()

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        """A transaction that nobody else's comes between, on disk at its end."""
        try:
            with self._turns, self._database.connected().connect() as connection:
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("PRAGMA synchronous=FULL")
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
                yield connection
                connection.commit()
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise self._failed(error) from None

    def _read(self, query: sa.Select) -> list[sa.RowMapping]:
        with self._connected() as connection:
            return list(connection.execute(query).mappings())

    @contextmanager
    def _connected(self) -> Iterator[sa.Connection]:
        try:
            with self._database.connected().connect() as connection:
                yield connection
        except (sa.exc.SQLAlchemyError, OSError) as error:
            raise self._failed(error) from None

    def _failed(self, error: Exception) -> LogError:
        self._database.disconnect()
        return LogError(stated(error))


def abandoned_after(study: Study) -> float:
    """Seconds without a sign after which a participant of this study counts as gone."""
    return ABANDONED_AFTER + (60.0 * study.task.minutes if isinstance(study.task, Browsing) else 0.0)


def _counts(connection: sa.Connection, study: Study, now: float) -> cells.Counts:
    c, every = participants.c, range(len(cells.cells(study)))
    there = (c.status == str(Status.ACTIVE)) & (c.seen > now - abandoned_after(study))
    how_many = (sa.func.sum(sa.case((which, 1), else_=0)) for which in (c.status == str(Status.DONE), there))
    query = sa.select(c.cell, *how_many, sa.func.count()).where(c.study == study.name, c.cell.is_not(None))
    found = {cell: counts for cell, *counts in connection.execute(query.group_by(c.cell))}
    done, active, number = ([int(found.get(cell, (0, 0, 0))[which]) for cell in every] for which in range(3))
    return cells.Counts(tuple(done), tuple(active), sum(number))


def _state(connection: sa.Connection, study: str) -> Recruiting:
    found = connection.execute(sa.select(recruiting.c.state).where(recruiting.c.study == study)).scalar()
    return Recruiting(found) if found else Recruiting.OPEN


def _quota_is_met(
    connection: sa.Connection, study: Study, field: ParticipantField, participant: int, now: float
) -> bool:
    """Whether as many people as may take part gave the answer that the participant gave to a field."""
    if not field.quotas:
        return False
    c, given = participants.c, answers.c
    same = (given.step == FIELDS) & (given.item == field.name)
    answer = connection.execute(sa.select(given.value).where(same, given.participant == participant)).scalar()
    if answer not in field.quotas:
        return False
    there = (c.status == str(Status.DONE)) | (
        (c.status == str(Status.ACTIVE)) & (c.seen > now - abandoned_after(study))
    )
    query = sa.select(given.value).select_from(answers.join(participants, given.participant == c.id))
    others = connection.execute(query.where(same, c.study == study.name, c.cell.is_not(None), there)).scalars()
    return sum(value == answer for value in others) >= field.quotas[answer]


def _one(connection: sa.Connection, participant: int) -> Participant:
    query = sa.select(participants).where(participants.c.id == participant)
    return _participant(connection.execute(query).mappings().one())


def _changed(connection: sa.Connection, participant: int, values: Mapping[str, Any]) -> Participant:
    connection.execute(participants.update().where(participants.c.id == participant).values(**values))
    return _one(connection, participant)


def _upsert(connection: sa.Connection) -> sa.Insert:
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert(answers)
    return insert.on_conflict_do_update(
        index_elements=["participant", "step", "item"],
        set_={"value": insert.excluded.value, "wall": insert.excluded.wall},
    )


def _participant(row: Mapping[str, Any]) -> Participant:
    values = dict(row)
    return Participant(**values | {"status": Status(row["status"]), "conditions": tuple(row["conditions"] or ())})


def _period(row: Mapping[str, Any]) -> Period:
    return Period(**{name: value for name, value in row.items() if name != "id"})
