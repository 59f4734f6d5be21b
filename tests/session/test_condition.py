"""A sitting is held under its condition."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from emotion.message import Message
from emotion.modalities import FACE, TEXT
from emotion.types import Emotion
from recommender.ranking.ranker import Ranker
from session.condition import DEMO, Condition
from session.sitting.live import LiveSession
from session.sitting.shared import Shared, UnknownPartError
from tests import fakes
from tests.session.conftest import ALL, stream

BEHAVIOUR = Condition(weights={"affect": 0.0, "feeling": 0.0, "intent": 0.0})


def begun(shared: Shared, condition: Condition) -> LiveSession:
    return LiveSession("conditioned", shared, ALL, condition=condition)


def test_a_condition_comes_back_from_json() -> None:
    made = Condition("wandering", {"affect": 0.5}, ("text",), "other", ("mood",), ("why",), 7)
    assert Condition.from_json(json.loads(json.dumps(made.as_json()))) == made
    assert Condition.from_json({}) == DEMO


def test_a_name_that_no_condition_has_and_a_negative_weight_are_refused() -> None:
    with pytest.raises(ValueError, match="a condition has no colour"):
        Condition.from_json({"colour": "red"})
    with pytest.raises(ValueError, match="can't be negative"):
        Condition(weights={"affect": -1.0})


def test_behaviour_only_is_the_same_list_for_any_feeling_and_does_not_say_it_follows_one(shared: Shared) -> None:
    lists = []
    for emotion in (Emotion.SADNESS, Emotion.JOY):
        session = begun(shared, BEHAVIOUR)
        session.start()
        felt = stream(session, lambda e=emotion, s=session: s.put_frame(fakes.frame(e)), lambda s: s.list_version > 1)
        assert felt.strategy.why == Message("why-behaviour")
        assert all(r.terms[name] == 0 for r in felt.recommendations for name in BEHAVIOUR.weights)
        lists.append([r.item.id for r in felt.recommendations])
        session.close()
    assert lists[0] == lists[1]


def test_a_policy_by_chance_is_the_same_for_the_same_seed(shared: Shared) -> None:
    aims = {}
    for seed in range(6):
        policy = shared.policy_of(Condition("wandering", seed=seed))()
        again = shared.policy_of(Condition("wandering", seed=seed))()
        context = begun(shared, DEMO)._loop._pipeline.list.shown.context
        moments = [replace(context, trajectory=replace(context.trajectory, time=60.0 * minute)) for minute in range(20)]
        aims[seed] = [policy.decide(moment).target for moment in moments]
        assert [again.decide(moment).target for moment in moments] == aims[seed]
    assert len({tuple(targets) for targets in aims.values()}) == 6
    assert all(len(set(targets)) > 3 for targets in aims.values())


def test_senses_that_a_condition_leaves_out_are_not_agreed_to(shared: Shared) -> None:
    session = begun(shared, Condition(senses=("text",)))
    assert session.consent.agreed == {TEXT}
    session.set_consent(ALL)
    assert session.consent.agreed == {TEXT}
    session.start()
    session.put_frame(fakes.frame(Emotion.JOY))
    assert session.snapshot().meters[FACE].attention == 0
    session.close()


def test_another_catalogue_is_listed_from(shared: Shared) -> None:
    few = Ranker(fakes.catalogue(12))
    session = begun(replace(shared, rankers={"few": few}), Condition(catalogue="few"))
    assert {r.item.id for r in session.snapshot().recommendations} <= set(few.catalogue.index)
    session.close()


@pytest.mark.parametrize("condition", [Condition(policy="none"), Condition(catalogue="none")])
def test_what_the_server_does_not_know_is_refused(shared: Shared, condition: Condition) -> None:
    with pytest.raises(UnknownPartError, match="nothing here is named 'none'"):
        begun(shared, condition)
