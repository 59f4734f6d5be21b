"""ESMR as it is served: it follows engagement while stable, its agent while low, the rules always."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from recommender.errors import EngineError
from recommender.policy.agent import FEATURES, Agent, drawn
from recommender.policy.esmr import ESMRPolicy
from recommender.policy.iso import COMPANY, VERY_NEGATIVE, IsoPolicy
from recommender.policy.persistence import Persistence, likely_low
from recommender.policy.strategies import JUMP, LEAST, STRATEGIES, allowed, spread_out, targets
from recommender.policy.trees import Trees
from recommender.ranking.terms import Opening
from recommender.types import Goal, Strategy
from tests.recommender.made import context, feels

LOW = (-0.6, -0.2)


def decided(seed: int, valence: float, arousal: float, seconds: float = 200.0, goal: Goal = Goal.FOR_YOU) -> Strategy:
    """What it decides for somebody who has felt so for a while."""
    policy = ESMRPolicy(seed)
    return [policy.decide(context(feels(valence, arousal, time=time), goal)) for time in np.arange(0.0, seconds, 5.0)][
        -1
    ]


def test_a_low_mood_persists_only_after_a_while_and_until_it_is_over() -> None:
    persistence = Persistence(1, dwell=60.0)
    found = []
    for time, valence in ((0, -0.6), (30, -0.6), (61, -0.6), (70, -0.14), (80, 0.2), (100, -0.6)):
        low = likely_low(np.array([-valence]), np.array([0.1]), np.array([0.3]))
        found.append(bool(persistence.update(low, float(time))[0]))
    assert found == [False, False, True, True, False, False]


def test_who_is_hardly_known_is_not_taken_for_low() -> None:
    sure, unsure = (likely_low(np.array([0.3]), np.array([sd]), np.array([0.3]))[0] for sd in (0.05, 2.0))
    assert sure > 0.95
    assert unsure < 0.6


def test_it_says_when_a_low_mood_persists() -> None:
    assert decided(0, *LOW).why.key == "why-esmr-persists"
    assert decided(0, *LOW, seconds=40.0).why.key == "why-esmr-stable"
    assert decided(0, 0.5, 0.1).why.key == "why-esmr-stable"


def test_while_a_mood_is_stable_the_chance_to_be_opened_counts_item_by_item() -> None:
    assert decided(0, 0.5, 0.1).weights["opening"] == Opening.weight
    assert decided(0, *LOW).weights["opening"] == 0
    assert decided(0, 0.5, 0.1, goal=Goal.LIFT).weights["opening"] == 0, "a goal of one's own goes before it"


@pytest.mark.parametrize("goal", [Goal.MATCH, Goal.LIFT])
def test_a_goal_of_ones_own_is_followed(goal: Goal) -> None:
    usual = IsoPolicy()
    given = [context(feels(*LOW, time=time), goal) for time in np.arange(0.0, 100.0, 5.0)]
    wanted = [usual.decide(one) for one in given][-1]
    assert replace(decided(3, *LOW, seconds=100.0, goal=goal), policy="iso", version=wanted.version) == wanted


def test_chances_are_logged_and_none_is_below_the_least() -> None:
    found = [decided(seed, *LOW) for seed in range(60)]
    assert all(LEAST <= one.propensity < 1 for one in found)
    assert len({one.why for one in found}) >= 4


def test_despair_is_not_fed_and_nobody_is_made_to_jump() -> None:
    for seed in range(40):
        strategy = decided(seed, -0.8, -0.5)
        assert strategy.gentle
        assert strategy.why.parameters["aim"].key not in ("aim-match-stays", "aim-match-moves", "aim-lift-moves")


def test_the_strategy_stands_while_nothing_changes() -> None:
    policy = ESMRPolicy(5)
    found = [policy.decide(context(feels(*LOW, time=time), Goal.FOR_YOU)) for time in np.arange(100.0, 160.0, 1.0)]
    assert len({one.why for one in found[5:50]}) == 1


def test_aims_stay_on_the_plane_within_reach_and_out_of_gloom() -> None:
    random = np.random.default_rng(0)
    valence, arousal = random.uniform(-1, 1, (2, 300))
    aims, may = targets(valence, arousal), allowed(valence, arousal)
    assert (np.abs(aims) <= 1).all()
    assert (aims[:, :, 1] <= arousal[:, None] + JUMP + 1e-9).all()
    assert (aims[:, STRATEGIES.index("company"), 0] >= COMPANY).all()
    assert not may[valence < VERY_NEGATIVE, STRATEGIES.index("match")].any()
    assert may.any(axis=1).all()


def test_chances_are_spread_over_what_may_be() -> None:
    may = np.array([[True, False, True, True, False, False]])
    chances = spread_out(np.array([[1.0, 0, 0, 0, 0, 0]]), may)
    assert chances[0] == pytest.approx([1 - 2 * LEAST, 0, LEAST, LEAST, 0, 0])
    often = np.bincount(drawn(np.repeat(chances, 4000, axis=0), np.random.default_rng(0)), minlength=6) / 4000
    assert often == pytest.approx(chances[0], abs=0.02)


def test_an_agent_is_read_as_it_was_written(tmp_path) -> None:
    random = np.random.default_rng(0)
    shapes = ((len(FEATURES), 8), (8, 6))
    agent = Agent(
        tuple(random.standard_normal(shape).astype(np.float32) for shape in shapes),
        tuple(random.standard_normal(shape[1]).astype(np.float32) for shape in shapes),
    )
    agent.save(tmp_path / "agent.safetensors")
    seen, may = random.standard_normal((5, len(FEATURES))), np.ones((5, 6), bool)
    again = Agent.load(tmp_path / "agent.safetensors")
    np.testing.assert_array_equal(again.probabilities(seen, may), agent.probabilities(seen, may))
    with pytest.raises(EngineError, match="none"):
        Agent.load(tmp_path / "none.safetensors")


def test_trees_go_left_up_to_the_threshold() -> None:
    trees = Trees(
        column=np.array([[1, 0, 0]]),
        threshold=np.array([[0.5, 0.0, 0.0]]),
        child=np.array([[1, 2, 1, 1, 2, 2]]),
        value=np.array([[0.0, -1.0, 3.0]]),
        depth=np.array([1]),
    )
    assert trees.score(np.array([[9.0, 0.5], [9.0, 0.6]], np.float32)).tolist() == [-1.0, 3.0]
