"""Who does not count by the rules that a study's file states before anybody takes part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from session.studies import flow
from session.studies.design import Study

FEWEST_ITEMS = 4
"""A questionnaire of so many choices or more, all answered alike, is not read."""


def reasons(
    study: Study, given: Mapping[tuple[str, str], Any], seconds: float | None, acts: list[int], known: float | None
) -> Iterator[str]:
    """By which rules somebody who ended does not count.

    given: their answers; seconds: from link to end; acts: how many things they did in each task; known: the share of
    states in which something could be read, None where nothing was sensed.
    """
    rules = study.exclude
    if rules.faster_than is not None and seconds is not None and seconds < rules.faster_than:
        yield f"faster than {rules.faster_than:g} s"
    if rules.fewer_acts is not None and acts and min(acts) < rules.fewer_acts:
        yield f"fewer than {rules.fewer_acts} acts in a task"
    if rules.known_less is not None and known is not None and known < rules.known_less:
        yield f"less than {rules.known_less:g} of the time sensed"
    if rules.same_answers and any(_alike(study, step, given) for step in flow.steps(study)):
        yield "the same answer to every item"


def _alike(study: Study, step: flow.Step, given: Mapping[tuple[str, str], Any]) -> bool:
    if step.instrument is None or study.instruments[step.instrument].scale.kind != "choice":
        return False
    checks = {check.name for check in study.checks if check.within == step.instrument}
    items = [item for item in study.instruments[step.instrument].items if item.name not in checks]
    answers = [given.get((step.name, item.name)) for item in items]
    # Where no item is reversed, one answer to all may be meant.
    mixed = len({item.reversed for item in items}) == 2
    return len(items) >= FEWEST_ITEMS and mixed and None not in answers and len(set(answers)) == 1
