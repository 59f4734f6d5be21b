"""Blocks, quotas of answers, and who does not count by a study's own rules."""

from __future__ import annotations

from collections import Counter

import pytest
from pydantic import ValidationError

from session.studies import cells
from session.studies.design import Exclusion, Status, Study
from session.studies.exclusion import reasons
from session.studies.store import Store
from tests.session.studies.test_participation import study_of


def test_each_block_holds_every_condition_equally_often(url: str) -> None:
    store, study = Store(url), study_of("mood-or-habit", block=6, people=60)
    drawn = [store.assign(study, store.enrol(study, f"p{n}", {}, "consent").id).cell for n in range(24)]
    blocks = [drawn[start : start + 6] for start in range(0, 24, 6)]
    assert all(Counter(block) == {0: 2, 1: 2, 2: 2} for block in blocks)
    assert len({tuple(block) for block in blocks}) > 1


def test_a_full_cell_is_left_out_of_its_block() -> None:
    study = study_of("mood-or-habit", block=3, people=6)
    full = cells.Counts((2, 0, 0), (0, 0, 0), 5)
    assert cells.assign(study, full).cell != 0
    with pytest.raises(ValidationError, match="equally often"):
        Study.model_validate(study.model_dump() | {"block": 4})


def test_no_more_than_its_quota_of_an_answer_takes_part(url: str) -> None:
    study = study_of("mood-or-habit")
    field = study.fields[0].model_copy(update={"quotas": {"18-29": 2}})
    study, store = study.model_copy(update={"fields": (field,)}), Store(url)
    ended = []
    for number, age in enumerate(["18-29", "18-29", "30-49", "18-29", "30-49"]):
        person = store.enrol(study, f"p{number}", {}, "about-you")
        store.answer(person.id, "about-you", {"age": age})
        ended.append(store.assign(study, person.id).status)
    assert ended == [Status.ACTIVE] * 3 + [Status.FULL, Status.ACTIVE]


def test_rules_exclude_who_is_too_fast_does_nothing_is_not_sensed_or_answers_all_alike() -> None:
    rules = Exclusion(faster_than=60, fewer_acts=2, known_less=0.5, same_answers=True)
    study = study_of("two-lists", exclude=rules)
    alike = {("after-sus", f"q{n}"): 3 for n in range(1, 11)}
    assert list(reasons(study, alike, 30.0, [5, 1], 0.2)) == [
        "faster than 60 s",
        "fewer than 2 acts in a task",
        "less than 0.5 of the time sensed",
        "the same answer to every item",
    ]
    assert list(reasons(study, alike | {("after-sus", "q1"): 4}, 90.0, [5, 2], 0.9)) == []
    assert list(reasons(study, {}, None, [], None)) == []
    assert list(reasons(study_of("two-lists"), alike, 1.0, [0], 0.0)) == []
