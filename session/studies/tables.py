"""What was collected in a study as tables, one row an observation; each names the participant it is of."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

import pandas as pd

from session.record import schema
from session.record.log import EventLog
from session.record.provenance import Provenance
from session.sitting.randomised import arm_at, probabilities
from session.studies import exclusion, flow
from session.studies.design import Study
from session.studies.store import Participant, Period, Store


def tables(study: Study, store: Store, log: EventLog) -> dict[str, pd.DataFrame]:
    """Each table that has any row, by name. Raises LogError where the database can't be read."""
    people = store.participants(study.name)
    periods = [(person, period) for person in people for period in store.periods(person.id)]
    given = store.answer_rows(study.name)
    made = {
        "participants": [_person(study, store, log, person, store.answers(person.id)) for person in people],
        "conditions": [_of(person, period, began=period.began, ended=period.ended) for person, period in periods],
        "answers": [_answer(study, row) for row in given],
        "scores": [row for person in people for row in _scores(study, person, store.answers(person.id))],
        "states": [row for one in periods for row in _states(log, *one)],
        "lists": [row for one in periods for row in _lists(log, *one)],
        "impressions": [row for one in periods for row in _plain(log, schema.impressions, *one)],
        "decisions": [row for one in periods for row in _decisions(study, log, *one)],
        "events": [row for one in periods for row in _plain(log, schema.actions, *one)],
    }
    return {name: pd.DataFrame(rows).convert_dtypes() for name, rows in made.items() if rows}


def versions(study: Study, store: Store, log: EventLog) -> list[dict[str, Any]]:
    """Under which versions of code, models and catalogue the sittings were held, and how many under each."""
    people = store.participants(study.name)
    periods = [period for person in people for period in store.periods(person.id)]
    rows = [row for period in periods for row in log.rows(schema.sittings, period.sitting)]
    names = list(Provenance.__dataclass_fields__)
    found = [tuple(row[name] for name in names) for row in rows]
    return [dict(zip(names, one, strict=True)) | {"sittings": found.count(one)} for one in dict.fromkeys(found)]


def _person(
    study: Study, store: Store, log: EventLog, person: Participant, given: dict[tuple[str, str], Any]
) -> dict[str, Any]:
    return {
        "participant_id": person.external_id,
        "status": str(person.status),
        "step": person.step,
        "cell": person.cell,
        "condition_order": " ".join(person.conditions) or None,
        "seed": person.seed,
        "study_digest": person.digest,
        "enrolled": person.enrolled,
        "ended": person.ended,
        "senses": " ".join(given.get((flow.CONSENT.name, flow.SENSES), ())) or None,
        "excluded": _excluded(study, store, log, person, given),
        "failed_checks": flow.failed_checks(study, given) if study.checks and person.ended else None,
        **{f"field_{_column(field.name)}": given.get((flow.FIELDS.name, field.name)) for field in study.fields},
    }


def _excluded(study: Study, store: Store, log: EventLog, person: Participant, given: dict) -> str | None:
    """Why the person does not count: the researcher's word, or else the file's rules."""
    if person.excluded or person.ended is None:
        return person.excluded
    periods = store.periods(person.id)
    states = [row for period in periods for row in log.rows(schema.states, period.sitting)]
    known = sum(not row["unknown"] for row in states) / len(states) if states else None
    acts = [len(log.rows(schema.actions, period.sitting)) for period in periods]
    found = exclusion.reasons(study, given, person.ended - person.enrolled, acts, known)
    return "; ".join(found) or None


def _answer(study: Study, row: dict[str, Any]) -> dict[str, Any]:
    step = flow.step_named(study, row["step"])
    value = row["value"]
    number = value if isinstance(value, int | float) and not isinstance(value, bool) else None
    text = None if number is not None else " ".join(value) if isinstance(value, list) else str(value)
    return {
        "participant_id": row["external_id"],
        "step": row["step"],
        "period": step.period,
        "instrument": step.instrument,
        "item": row["item"],
        "number": number,
        "words": text,
        "wall": row["wall"],
    }


def _scores(study: Study, person: Participant, given: dict[tuple[str, str], Any]) -> Iterator[dict[str, Any]]:
    for step in (flow.step_named(study, name) for name in dict.fromkeys(name for name, _ in given)):
        own = {item: value for (name, item), value in given.items() if name == step.name}
        if step.instrument and own:
            for score, value in study.instruments[step.instrument].scored(own).items():
                yield {
                    "participant_id": person.external_id,
                    "step": step.name,
                    "period": step.period,
                    "condition": person.conditions[step.period - 1] if step.period and person.conditions else None,
                    "instrument": step.instrument,
                    "score": score,
                    "value": value,
                }


def _of(person: Participant, period: Period, **values: Any) -> dict[str, Any]:
    return {
        "participant_id": person.external_id,
        "period": period.period,
        "condition": period.condition,
        "sitting_id": period.sitting,
        **values,
    }


def _plain(log: EventLog, table: Any, person: Participant, period: Period) -> Iterator[dict[str, Any]]:
    for row in log.rows(table, period.sitting):
        own = {name: value for name, value in row.items() if name not in ("id", "sitting_id", "monotonic", "wall")}
        yield _of(person, period, time=row["wall"] - period.began, **own)


def _states(log: EventLog, person: Participant, period: Period) -> Iterator[dict[str, Any]]:
    for row in _plain(log, schema.states, person, period):
        attention = {f"attention_{name}": share for name, share in row.pop("attention").items()}
        yield {name: value for name, value in row.items() if name != "intent"} | attention


def _decisions(study: Study, log: EventLog, person: Participant, period: Period) -> Iterator[dict[str, Any]]:
    """Every decision between a condition's arms, drawn again from its seed; anew after a server's restart."""
    condition = study.condition(period.condition, (person.seed or 0) + period.period)
    if not condition.arms:
        return
    begun = [row["wall"] for row in log.rows(schema.sittings, period.sitting)]
    end = max([period.ended or 0.0, *begun, *(row["wall"] for row in log.rows(schema.actions, period.sitting))])
    chances, count = probabilities(condition), 0
    for start, until in zip(begun, [*begun[1:], end], strict=True):
        for number in range(math.ceil(max(until - start, 0.0) / condition.every)):
            arm, count = arm_at(condition, number), count + 1
            at = start + number * condition.every
            span = {"time": at - period.began, "until": min(at + condition.every, until) - period.began}
            yield _of(person, period, decision=count, arm=arm, propensity=chances[arm], **span)


def _lists(log: EventLog, person: Participant, period: Period) -> Iterator[dict[str, Any]]:
    for row in log.rows(schema.lists, period.sitting):
        for item in row["items"]:
            yield _of(
                person,
                period,
                time=row["wall"] - period.began,
                list_version=row["version"],
                policy=row["policy"],
                propensity=row["propensity"],
                change=row["change"]["key"],
                **{name: item.get(name) for name in ("rank", "previous_rank", "title", "kind")},
                **({"team": item["team"]} if "team" in item else {}),
                score_of_item=item.get("score"),
                item_id=item["id"],
                **{f"term_{_column(name)}": value for name, value in item["terms"].items()},
            )


def _column(name: str) -> str:
    return name.replace("-", "_")
