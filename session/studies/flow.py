"""Through which steps a study leads, what each asks, and what follows. Nothing here has a state or waits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from session.studies import design
from session.studies.cells import cells
from session.studies.design import Status, Study

AGREED, SENSES, KEEP = "agreed", "senses", "keep-comments"
"""Items of the consent: whether the person takes part, the senses they agree to, whether comments may be kept."""


class Kind(StrEnum):
    """What is done at a step."""

    CONSENT = "consent"
    FIELDS = "fields"
    QUESTIONNAIRE = "questionnaire"
    TASK = "task"
    DEBRIEF = "debrief"


@dataclass(frozen=True)
class Step:
    """One page of a study, by a name that is its own. period counts from 1, at tasks and what follows each."""

    name: str
    kind: Kind
    instrument: str | None = None
    period: int | None = None


Answers = Mapping[tuple[str, str], object]
"""What was answered, by the names of step and item."""

_PROMPT = re.compile(r"task-(\d+)-prompt-(\d+)")

CONSENT = Step("consent", Kind.CONSENT)
FIELDS = Step(design.FIELDS, Kind.FIELDS)
DEBRIEF = Step("debrief", Kind.DEBRIEF)


def steps(study: Study) -> tuple[Step, ...]:
    """All steps in order, the same for every participant."""
    return tuple(_steps(study))


def _steps(study: Study) -> Iterator[Step]:
    yield CONSENT
    if study.fields:
        yield FIELDS
    for name in study.before:
        yield Step(f"before-{name}", Kind.QUESTIONNAIRE, name)
    for period in range(1, len(cells(study)[0]) + 1):
        yield Step(f"task-{period}", Kind.TASK, period=period)
        for name in study.between:
            yield Step(f"after-task-{period}-{name}", Kind.QUESTIONNAIRE, name, period)
    for name in study.after:
        yield Step(f"after-{name}", Kind.QUESTIONNAIRE, name)
    yield DEBRIEF


def step_named(study: Study, name: str) -> Step:
    """The step of this name, prompts included; the first one where the study has none of it any more."""
    if prompt := _PROMPT.fullmatch(name):
        return prompted(study, int(prompt[1]), int(prompt[2]))
    return next((step for step in steps(study) if step.name == name), CONSENT)


def prompted(study: Study, period: int, number: int) -> Step:
    """The prompt of this number, from 1, amid a period's task. It is no step that one stands at."""
    return Step(f"task-{period}-prompt-{number}", Kind.QUESTIONNAIRE, study.prompt and study.prompt.instrument, period)


def needs_a_condition(step: Step) -> bool:
    """Whether a participant must be assigned before it: all that comes after consent and screening."""
    return step.kind not in (Kind.CONSENT, Kind.FIELDS)


def accepts(study: Study, step: Step, item: str, value: object) -> bool:
    """Whether this is a possible answer to an item of a step."""
    if step.kind == Kind.CONSENT:
        if item == SENSES:
            return isinstance(value, list) and set(value) <= set(study.senses)
        return item in (AGREED, KEEP) and isinstance(value, bool)
    if step.kind == Kind.FIELDS:
        return any(field.name == item and field.holds(value) for field in study.fields)
    if step.kind == Kind.QUESTIONNAIRE:
        asked = study.instruments[step.instrument]
        return any(one.name == item for one in asked.items) and asked.scale.holds(value)
    return False


def missing(study: Study, step: Step, answers: Answers) -> list[str]:
    """The items of a step that still need an answer."""
    if step.kind == Kind.CONSENT:
        needed = [AGREED]
    elif step.kind == Kind.FIELDS:
        needed = [field.name for field in study.fields]
    elif step.kind == Kind.QUESTIONNAIRE:
        needed = [item.name for item in study.instruments[step.instrument].items if not item.optional]
    else:
        needed = []
    return [item for item in needed if (step.name, item) not in answers]


def following(study: Study, step: Step, answers: Answers) -> Step | Status:
    """What comes after a step that is complete: another one, or how the study ends."""
    if step.kind == Kind.CONSENT and not answers[CONSENT.name, AGREED]:
        return Status.NO_CONSENT
    if step.kind == Kind.FIELDS:
        given = [(field, answers[FIELDS.name, field.name]) for field in study.fields]
        if any(field.admits and answer not in field.admits for field, answer in given):
            return Status.SCREENED_OUT
    if step.kind == Kind.DEBRIEF:
        failed = failed_checks(study, answers)
        return Status.FAILED_CHECKS if failed > study.failed_checks_allowed else Status.DONE
    every = steps(study)
    return every[every.index(step) + 1]


def failed_checks(study: Study, answers: Answers) -> int:
    """How many attention checks were answered wrongly, each time it was asked."""
    right = {(check.within, check.name): check.answer for check in study.checks}
    return sum(
        answers.get((step.name, name)) != answer
        for step in steps(study)
        for (within, name), answer in right.items()
        if step.instrument == within
    )
