"""Lists by chance and lists drafted from two rankings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from emotion.message import Message
from recommender.types import Action
from session.condition import Condition, Side
from session.record import schema
from session.record.log import EventLog
from session.record.replay import ReplayedSitting
from session.sitting.arranged import TEAMS, draft
from session.sitting.live import LiveSession
from session.sitting.randomised import arm_at, probabilities
from session.sitting.shared import Shared
from tests.session.conftest import ALL

BEHAVIOUR = {"affect": 0.0, "feeling": 0.0, "intent": 0.0}


@pytest.fixture
def begun(shared: Shared) -> Iterator:
    sessions: list[LiveSession] = []

    def begin(condition: Condition) -> LiveSession:
        sessions.append(LiveSession(f"arranged-{len(sessions)}", shared, ALL, condition=condition))
        return sessions[-1]

    yield begin
    for session in sessions:
        session.close()


def ids(session: LiveSession) -> list[str]:
    return [one.item.id for one in session.settle(5.0).recommendations]


def test_each_side_picks_as_many_and_first_as_often() -> None:
    rankings = (["a", "b", "c", "d", "e", "f"], ["a", "x", "y", "z", "u", "v"])
    firsts: Counter[str] = Counter()
    for seed in range(400):
        ranks, teams = draft(rankings, {}, {}, 6, np.random.default_rng(seed))
        assert sorted(ranks.values()) == [1, 2, 3, 4, 5, 6]
        assert Counter(teams.values()) == {"first": 3, "second": 3}
        firsts[teams["a"]] += 1
        for team, ranking in zip(TEAMS, rankings, strict=True):
            own = sorted(ranks[one] for one in ranks if teams[one] == team)
            picks = [one for place in own for one in ranks if ranks[one] == place]
            assert picks == [one for one in ranking if teams.get(one) == team]
    assert 150 < firsts["first"] < 250


def test_equal_rankings_share_the_credit_whoever_picks() -> None:
    """Somebody who takes the first three of a list prefers neither of two equal rankings."""
    ranking, lead = [f"i{n}" for n in range(20)], []
    for seed in range(600):
        ranks, teams = draft((ranking, ranking), {}, {}, 10, np.random.default_rng(seed))
        taken = Counter(teams[one] for one, rank in ranks.items() if rank <= 3)
        lead.append(taken["first"] - taken["second"])
    assert abs(np.mean(lead)) < 3 * np.std(lead) / np.sqrt(len(lead))


def test_what_keeps_its_rank_keeps_its_team() -> None:
    rankings = (["a", "b", "c"], ["x", "y", "z"])
    ranks, teams = draft(rankings, {"y": 1, "b": 4}, {"y": "second", "b": "first"}, 4, np.random.default_rng(0))
    assert (ranks["y"], ranks["b"]) == (1, 4)
    assert (teams["y"], teams["b"]) == ("second", "first")
    assert {ranks["a"], ranks["x"]} == {2, 3}


def test_a_ranking_that_has_no_more_leaves_its_turns_to_the_other() -> None:
    ranks, teams = draft((["a", "b", "c"], ["a"]), {}, {}, 4, np.random.default_rng(1))
    assert set(ranks) == set(teams) == {"a", "b", "c"}


def test_a_drafted_list_is_recorded_with_its_teams_and_replayed(begun, shared: Shared, log: EventLog) -> None:
    session = begun(Condition(rival=Side(weights=BEHAVIOUR), seed=5))
    first = ids(session)
    session.tell(0.9, 0.8)
    ids(session)
    session.act(first[0], Action.LIKE)
    ids(session)
    session.close()
    log.flush()
    rows = log.rows(schema.lists, session.id)
    assert all({item["team"] for item in row["items"]} <= set(TEAMS) for row in rows)
    assert {item["team"] for row in rows for item in row["items"]} == set(TEAMS)
    replayed = ReplayedSitting(log, session.id, shared)
    assert replayed.condition == session.condition
    assert all(moment.equal for moment in replayed.moments)


def test_a_list_by_chance_is_the_seeds_and_no_feelings(begun) -> None:
    one, same, other = (begun(Condition(ranking="chance", seed=seed)) for seed in (1, 1, 2))
    assert ids(one) == ids(same) != ids(other)
    before = ids(one)
    one.tell(-0.9, 0.9)
    assert ids(one) == before
    snapshot = one.snapshot()
    assert snapshot.strategy.why == Message("why-chance")
    assert {value for shown in snapshot.recommendations for value in shown.terms.values()} == {0.0}
    assert one.explain(before[3]).explanation


def test_every_item_is_as_likely_in_a_list_by_chance(shared: Shared) -> None:
    condition = Condition(ranking="chance")
    context = LiveSession("context", shared, ALL)._loop._pipeline.list.shown.context
    counts: Counter[str] = Counter()
    for seed in range(300):
        chosen = Condition(ranking="chance", seed=seed)
        strategy = shared.policy_of(condition)().decide(context)
        arranged = shared.arrangement_of(chosen).arrange(shared.ranker, context, (strategy, None), None, 1, 10)
        counts.update(list(arranged.ranks))
    expected = 300 * 10 / len(counts)
    chi_square = sum((count - expected) ** 2 / expected for count in counts.values())
    assert chi_square < len(counts) + 4 * np.sqrt(2 * len(counts))


def test_arms_are_drawn_with_the_probabilities_that_are_stated() -> None:
    arms = {"often": Side(probability=3.0), "seldom": Side("wandering", probability=1.0)}
    condition = Condition(arms=arms, seed=7)
    assert probabilities(condition) == {"often": 0.75, "seldom": 0.25}
    drawn = Counter(arm_at(condition, number) for number in range(2000))
    assert drawn["often"] / 2000 == pytest.approx(0.75, abs=0.04)
    assert probabilities(Condition(arms={"a": Side(), "b": Side()})) == {"a": 0.5, "b": 0.5}


def test_a_randomised_sitting_follows_its_arms_and_records_their_propensity(shared: Shared, log: EventLog) -> None:
    arms = {"plain": Side(weights=BEHAVIOUR), "aware": Side()}
    condition = Condition(arms=arms, every=60.0, seed=3)
    policy = shared.policy_of(condition)()
    session = LiveSession("randomised", shared, ALL, condition=condition)
    context = session._loop._pipeline.list.shown.context
    from dataclasses import replace

    began = context.trajectory.time
    for number in range(8):
        now = replace(context, trajectory=replace(context.trajectory, time=began + 60.0 * number + 1))
        if number == 0:
            policy.decide(context)
        strategy = policy.decide(now)
        assert strategy.propensity == 0.5
        assert (strategy.weights["affect"] == 0) == (arm_at(condition, number) == "plain")
    session.close()
    log.flush()
    row = log.rows(schema.lists, session.id)[0]
    assert (row["policy"], row["propensity"]) == ("randomised", 0.5)


def test_a_condition_with_sides_comes_back_from_json() -> None:
    made = Condition(rival=Side("wandering", {"affect": 0.5}), seed=1)
    assert Condition.from_json(made.as_json()) == made
    arms = Condition(arms={"a": Side(probability=0.2), "b": Side("wandering", probability=0.8)}, every=30.0)
    assert Condition.from_json(arms.as_json()) == arms
