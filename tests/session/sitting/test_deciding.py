"""Who decides what the list is for can be chosen in the demo, is recorded and replayed, and nobody else's to choose."""

from __future__ import annotations

import pytest

from emotion.message import Message
from recommender.types import Goal
from session.condition import DEMO, Condition, Side
from session.record.log import EventLog
from session.record.replay import ReplayedSitting
from session.record.restore import restore
from session.sitting.live import LiveSession
from session.sitting.shared import Shared
from session.stories.told import SteppedLoop
from session.studies.conditions import StudyCondition
from tests.fakes import Clock
from tests.session.conftest import ALL


def begun(shared: Shared, condition: Condition = DEMO, clock: Clock | None = None) -> LiveSession:
    return LiveSession("deciding", shared, ALL, condition=condition, clock=clock or Clock(), loop=SteppedLoop)


def test_the_learnt_agent_decides_from_when_it_is_chosen_until_the_rules_are_again(shared: Shared) -> None:
    clock = Clock()
    session = begun(shared, clock=clock)
    session.tell(0.5, 0.3)
    assert session.settle(0.0).strategy.policy == "iso"
    session.set_policy("esmr")
    chosen = session.settle(0.0)
    assert (chosen.strategy.policy, chosen.choices.policy) == ("esmr", "esmr")
    assert chosen.strategy.why.key == "why-esmr-stable"
    assert 0.05 <= chosen.strategy.propensity < 1
    clock.now += 5
    session.tell(-0.6, -0.3)
    assert session.settle(0.0).strategy.policy == "esmr"
    session.set_goal(Goal.CALM)
    assert session.settle(0.0).strategy.name == "calm", "a goal of one's own comes first"
    session.set_policy("iso")
    assert session.settle(0.0).strategy.policy == "iso"


def test_the_choice_is_recorded_and_replayed_and_a_what_if_overrules_it(shared: Shared, log: EventLog) -> None:
    clock = Clock()
    session = begun(shared, clock=clock)
    session.tell(0.5, 0.3)
    session.set_policy("esmr")
    clock.now += 5
    session.tell(-0.6, -0.3)
    last = session.settle(0.0)
    session.close()
    log.flush()
    restored = restore(log, session.id, session.catalogue.index)
    assert restored is not None
    assert restored.choices.policy == "esmr"
    replayed = ReplayedSitting(log, session.id, shared)
    assert all(moment.equal for moment in replayed.moments)
    assert replayed.moments[-1].shown.strategy == last.strategy
    otherwise = ReplayedSitting(log, session.id, shared, DEMO.decided_by("iso"))
    assert {moment.shown.strategy.policy for moment in otherwise.moments} == {"iso"}


@pytest.mark.parametrize(
    "condition",
    [
        StudyCondition().condition(("text",), 1),
        Condition(ranking="chance"),
        Condition(rival=Side("wandering")),
        Condition(arms={"a": Side(), "b": Side("wandering")}),
        Condition(controls=("mood",)),
        DEMO.decided_by("esmr"),
    ],
)
def test_where_a_condition_settles_who_decides_nobody_chooses(shared: Shared, condition: Condition) -> None:
    session = begun(shared, condition)
    with pytest.raises(ValueError, match="nobody can choose"):
        session.set_policy("esmr")
    assert session.snapshot().choices.policy == ""


def test_only_who_is_named_can_be_chosen(shared: Shared) -> None:
    with pytest.raises(ValueError, match="nobody can choose 'wandering'"):
        begun(shared).set_policy("wandering")


def test_the_change_says_why(shared: Shared) -> None:
    session = begun(shared)
    session.tell(-0.6, -0.3)
    before = session.settle(0.0)
    session.set_policy("esmr")
    after = session.settle(0.0)
    if after.list_version > before.list_version:
        assert after.change.parameters["cause"] == Message("change-policy", {"policy": "esmr"})
