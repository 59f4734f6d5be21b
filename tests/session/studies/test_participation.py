"""One person's way through a study, and that it goes on where it was whatever happens to browser and server."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from emotion.modalities import TEXT
from recommender.types import Action
from session.condition import Condition
from session.record import schema
from session.record.errors import LogError
from session.record.log import EventLog
from session.record.restore import condition_of
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from session.studies import design, flow
from session.studies.design import Browsing, Finishing, Status, Study, load
from session.studies.flow import Kind
from session.studies.participation import NotYetError, Participation
from session.studies.store import Store

FOLDER = Path(design.__file__).parents[2] / "assets" / "studies"

AGREES = {"agreed": True, "senses": ["text"], "keep-comments": False}

Come = Callable[..., Participation]


def study_of(name: str, **changes: Any) -> Study:
    study = load(FOLDER / f"{name}.yaml")
    return study.model_copy(update=changes)


class Servers:
    """A server that can be killed and started anew on the same database."""

    def __init__(self, shared: Shared, url: str) -> None:
        self._shared, self._url = shared, url
        self.store, self.sittings = Store(url), Sittings(shared)

    def restart(self) -> None:
        self.sittings.close()
        self._shared = Shared(self._shared.models, self._shared.ranker, EventLog(self._url))
        self.store, self.sittings = Store(self._url), Sittings(self._shared)

    def come(self, study: Study, external_id: str = "one") -> Participation:
        return Participation(study, self.store, self.sittings, external_id, {"PROLIFIC_PID": external_id})


@pytest.fixture
def servers(shared: Shared, url: str) -> Iterator[Servers]:
    servers = Servers(shared, url)
    yield servers
    servers.sittings.close()


def fill(one: Participation) -> None:
    """Answer all that the present step asks, rightly."""
    step, study = one.step, one.study
    if step.kind == Kind.CONSENT:
        one.answer(AGREES)
    elif step.kind == Kind.FIELDS:
        one.answer({field.name: (field.admits or tuple(field.options))[0] for field in study.fields})
    elif step.kind == Kind.QUESTIONNAIRE:
        asked = study.instruments[step.instrument]
        right = {check.name: check.answer for check in study.checks if check.within == asked.name}
        if asked.scale.kind != "text":
            one.answer({item.name: right.get(item.name, asked.scale.low) for item in asked.items})


def rate(one: Participation) -> None:
    """Like what is on the list until the task has enough."""
    session = one.sitting()
    for recommendation in session.settle(5.0).recommendations[: one.items_left(session)]:
        session.act(recommendation.item.id, Action.LIKE)
    session.settle(5.0)


def to_the_end(servers: Servers, study: Study, between: Callable[[], None] = lambda: None) -> Participation:
    """Go through all of a study of rating tasks, coming anew at each step."""
    for _ in flow.steps(study):
        one = servers.come(study)
        fill(one)
        if one.step.kind == Kind.TASK:
            rate(one)
        between()
        one = servers.come(study)
        one.go_on()
    return servers.come(study)


def test_the_steps_stand_in_the_order_of_the_file() -> None:
    assert [step.name for step in flow.steps(study_of("two-lists"))] == [
        "consent",
        "before-affective-slider",
        "task-1",
        "after-task-1-affective-slider",
        "after-task-1-satisfaction",
        "task-2",
        "after-task-2-affective-slider",
        "after-task-2-satisfaction",
        "after-sus",
        "after-free-text",
        "debrief",
    ]
    assert flow.steps(study_of("mood-or-habit"))[1] == flow.FIELDS


def test_a_whole_way_ends_with_the_code_and_every_row_on_disk(servers: Servers, log: EventLog) -> None:
    study = study_of("two-lists")
    one = to_the_end(servers, study)
    assert one.participant.status == Status.DONE
    assert one.code == study.all_codes()[Status.DONE]
    given = servers.store.answers(one.participant.id)
    for step in flow.steps(study):
        assert flow.missing(study, step, given) == []
    periods = servers.store.periods(one.participant.id)
    assert [period.condition for period in periods] == list(one.participant.conditions)
    assert sorted(one.participant.conditions) == ["aware", "behaviour"]
    for period in periods:
        assert period.ended is not None
        assert condition_of(log, period.sitting) == study.condition(
            period.condition, one.participant.seed + period.period
        )
        assert len(log.rows(schema.actions, period.sitting)) == 8
        assert log.rows(schema.consents, period.sitting)[0]["modalities"] == [TEXT.name]
        assert log.rows(schema.consents, period.sitting)[0]["keep_comments"] is False
        assert log.rows(schema.sittings, period.sitting)[0]["token_hash"] is None


def test_a_server_that_restarts_at_every_step_changes_nothing(servers: Servers) -> None:
    study = study_of("two-lists")
    one = to_the_end(servers, study, servers.restart)
    assert one.participant.status == Status.DONE
    assert len(servers.store.participants(study.name)) == 1
    periods = servers.store.periods(one.participant.id)
    assert len({period.sitting for period in periods}) == len(periods) == 2


def test_who_comes_again_has_the_same_sitting_and_what_they_answered(servers: Servers) -> None:
    study = study_of("two-lists")
    one = servers.come(study)
    for _ in range(2):
        fill(one)
        one.go_on()
    first = one.sitting()
    assert servers.come(study).sitting() is first
    assert servers.come(study).step == one.step
    servers.restart()
    assert servers.come(study).sitting().id == first.id


def test_a_task_may_be_to_hear_or_read_to_the_end(servers: Servers) -> None:
    study = study_of("two-lists", task=Finishing(kind="finish", items=2))
    one = servers.come(study)
    while one.step.kind != Kind.TASK:
        fill(one)
        one.go_on()
    first, second = (one.item.id for one in one.sitting().settle(5.0).recommendations[:2])
    for item, action, left in (
        (first, Action.LIKE, 2),
        (first, Action.FINISH, 1),
        (first, Action.FINISH, 1),
        (second, Action.OPEN, 1),
        (second, Action.FINISH, 0),
    ):
        assert not one.is_over()
        one.sitting().act(item, action)
        one.sitting().settle(5.0)
        assert servers.come(study).items_left(one.sitting()) == left
    assert one.is_over()


def test_nobody_goes_on_from_what_is_not_complete(servers: Servers) -> None:
    study = study_of("two-lists")
    one = servers.come(study)
    with pytest.raises(NotYetError) as raised:
        one.go_on()
    assert raised.value.items == ["agreed"]
    one.answer(AGREES)
    one.go_on()
    one.answer({"arousal": 40})
    with pytest.raises(NotYetError) as raised:
        one.go_on()
    assert raised.value.items == ["pleasure"]
    one.answer({"pleasure": 60})
    one.go_on()
    with pytest.raises(NotYetError):
        one.go_on()
    assert one.step.name == "task-1"


@pytest.mark.parametrize(
    "wrong", [{"arousal": 101}, {"arousal": "4"}, {"nothing": 4}, {"arousal": None}, {"arousal": float("nan")}]
)
def test_what_is_no_answer_is_refused(servers: Servers, wrong: dict[str, Any]) -> None:
    one = servers.come(study_of("two-lists"))
    one.answer(AGREES)
    one.go_on()
    with pytest.raises(ValueError, match="does not answer"):
        one.answer(wrong)


def test_each_ending_has_its_code(servers: Servers) -> None:
    study = study_of("mood-or-habit", people=3, task=Browsing(kind="browse", minutes=0.001))
    ended: dict[str, Participation] = {}

    refuses = ended["no-consent"] = servers.come(study, "refuses")
    refuses.answer({"agreed": False})
    refuses.go_on()

    young = ended["screened-out"] = servers.come(study, "young")
    fill(young)
    young.go_on()
    young.answer({"age": "under-18"})
    young.go_on()

    def through(name: str, **spoilt: int) -> Participation:
        one = servers.come(study, name)
        while one.participant.status == Status.ACTIVE:
            fill(one)
            if one.step.instrument == "trust":
                one.answer(spoilt)
            if one.step.kind == Kind.TASK and one.sitting():
                time.sleep(one.seconds_left())
            one.go_on()
        return one

    ended["failed-checks"] = through("careless", attention=5)
    for number in range(3):
        ended["done"] = through(f"careful-{number}", attention=2)
    ended["full"] = through("late")
    broken = ended["technical-failure"] = servers.come(study, "broken")
    broken.fail()

    assert {name: one.participant.status for name, one in ended.items()} == {name: name for name in ended}
    codes = {one.code for one in ended.values()}
    assert len(codes) == 6
    assert None not in codes
    assert sorted(p.conditions[0] for p in servers.store.participants(study.name) if p.status == Status.DONE) == [
        "aware",
        "behaviour",
        "chance",
    ]


def test_no_code_before_the_sittings_last_row_is_on_disk(servers: Servers, monkeypatch: pytest.MonkeyPatch) -> None:
    study = study_of("two-lists")
    one = servers.come(study)
    for _ in range(2):
        fill(one)
        one.go_on()
    rate(one)

    def fails(*_: object) -> None:
        raise LogError("full")

    with monkeypatch.context() as broken:
        broken.setattr(servers.sittings.log, "release", fails)
        with pytest.raises(LogError):
            one.go_on()
    assert servers.come(study).step.name == "task-1"
    assert servers.store.periods(one.participant.id)[0].ended is None
    one = servers.come(study)
    one.go_on()
    assert one.step.name == "after-task-1-affective-slider"


class Killed(BaseException):
    """The server is gone."""


@pytest.mark.parametrize("half_written", [False, True])
def test_a_server_killed_before_it_noted_the_task_leaves_no_second_sitting(
    servers: Servers, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, half_written: bool
) -> None:
    study, one = study_of("two-lists"), servers.come(study_of("two-lists"))
    while one.step.kind != Kind.TASK:
        fill(one)
        one.go_on()

    def dies(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as killed:
        killed.setattr(servers.store, "begin_period", dies)
        with pytest.raises(Killed):
            one.sitting()
    servers.restart()
    if half_written:
        with sqlite3.connect(tmp_path / "attune.db") as database:
            database.execute("DELETE FROM consents")
    first = servers.come(study).sitting().id
    servers.restart()
    one = servers.come(study)
    assert one.sitting().id == first == servers.store.periods(one.participant.id)[0].sitting
    assert not one.is_over()
    rate(one)
    assert one.is_over()


def test_the_senses_of_the_condition_are_those_of_the_study(servers: Servers) -> None:
    study = study_of("two-lists")
    one = servers.come(study)
    with pytest.raises(ValueError, match="senses"):
        one.answer(AGREES | {"senses": ["face", "text"]})
    for _ in range(2):
        fill(one)
        one.go_on()
    condition = one.sitting().condition
    assert condition == Condition(
        weights=study.conditions[one.participant.conditions[0]].weights,
        senses=("text",),
        views=("why", "journey", "correct"),
        controls=("mood", "taste", "novelty", "crowd"),
        seed=one.participant.seed + 1,
    )
