"""The policy says where to go, moves when the feeling does, and stands still when it doesn't."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest

from emotion.modalities import FACE, MODALITIES, TOLD
from emotion.mood import mood_of
from emotion.trajectory import Trajectory, TrajectorySummary
from emotion.types import EMOTIONS, INTENTS, EmotionState, Intent
from recommender.policy.iso import CALMED, COMPANY, DEAD_BAND, LIFTED, IsoPolicy, strategy_for
from recommender.ranking.ranker import Ranker
from recommender.types import EXPLICIT, Controls, Goal, Strategy
from tests.recommender.made import context, feels, random_catalogue, said

GRIEF, LOW, ANXIOUS, CHEERFUL = (-0.75, -0.35), (-0.35, -0.3), (-0.5, 0.55), (0.65, 0.4)


def state(time: float, valence: float, arousal: float, *, told: bool = False, uncertainty: float = 0.3) -> EmotionState:
    leading = TOLD if told else FACE
    return EmotionState(
        time=time,
        probabilities=np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32),
        valence=float(np.clip(valence, -1, 1)),
        arousal=float(np.clip(arousal, -1, 1)),
        uncertainty=float(np.clip(uncertainty, 0, 1)),
        intent=np.full(len(INTENTS), 1 / len(INTENTS), np.float32),
        attention={modality: float(modality is leading) for modality in MODALITIES},
        led=float(told),
    )


class Sitting:
    """A trajectory and a policy that are fed states, with the strategy after each."""

    def __init__(self, goal: Goal = Goal.MATCH) -> None:
        self.trajectory, self.policy, self.goal = Trajectory(), IsoPolicy(), goal
        self.strategies: list[tuple[float, Strategy]] = []

    def feed(self, one: EmotionState, said: bool = False) -> Strategy:
        strategy = self.policy.decide(context(self.trajectory.add(one, said), self.goal))
        self.strategies.append((one.time, strategy))
        return strategy

    def changes(self, after: float = 0.0) -> list[float]:
        """When the strategy became another one."""
        pairs = zip(self.strategies, self.strategies[1:], strict=False)
        return [time for (_, old), (time, new) in pairs if new != old and time > after]


def distance(a: tuple[float, float], b: tuple[float, float]) -> float:
    return math.dist(a, b)


class TestGoals:
    def test_match_aims_at_the_feeling(self) -> None:
        strategy = strategy_for(context(feels(*CHEERFUL)))
        assert strategy.target == pytest.approx(CHEERFUL)
        assert strategy.name == "match"

    @pytest.mark.parametrize(("goal", "feeling", "end"), [(Goal.LIFT, GRIEF, LIFTED), (Goal.CALM, ANXIOUS, CALMED)])
    def test_the_path_leads_from_the_feeling_to_the_end_in_small_steps(self, goal, feeling, end) -> None:
        strategy = strategy_for(context(feels(*feeling), goal))
        assert strategy.path[0] == pytest.approx(feeling)
        assert strategy.path[-1] == pytest.approx(end)
        assert strategy.target == strategy.path[1]
        left = [distance(point, end) for point in strategy.path]
        assert left == sorted(left, reverse=True)
        assert left[1] > 0.3, "the first step is not the last"

    def test_a_lift_from_grief_aims_at_company_not_at_gloom_or_slapstick(self) -> None:
        valence, arousal = strategy_for(context(feels(*GRIEF), Goal.LIFT)).target
        assert COMPANY <= valence <= 0.1
        assert arousal < 0.1

    def test_lift_never_aims_below_a_feeling_that_is_brighter_still(self) -> None:
        assert strategy_for(context(feels(0.9, 0.4), Goal.LIFT)).target[0] >= 0.9

    def test_calm_never_aims_above_a_feeling_that_is_calmer_still(self) -> None:
        assert strategy_for(context(feels(0.4, -0.8), Goal.CALM)).target[1] <= -0.8 + 1e-9

    def test_steady_pulls_half_way_to_the_middle_from_every_side(self) -> None:
        for feeling in (GRIEF, ANXIOUS, CHEERFUL):
            strategy = strategy_for(context(feels(*feeling), Goal.STEADY))
            assert distance(strategy.path[-1], (0.2, 0.0)) == pytest.approx(distance(feeling, (0.2, 0.0)) / 2)

    def test_every_goal_asks_for_something_else(self) -> None:
        targets = [strategy_for(context(feels(*GRIEF), goal)).target for goal in EXPLICIT]
        assert all(distance(a, b) > 0.05 for n, a in enumerate(targets) for b in targets[:n])


class TestForYou:
    @pytest.mark.parametrize(
        ("feeling", "goal"),
        [
            *((place, Goal.MATCH) for place in (CHEERFUL, (0.3, -0.5), (0.0, 0.0), (-0.1, 0.5))),
            *((place, Goal.LIFT) for place in (GRIEF, (-0.4, 0.1), (-0.3, -0.7))),
            *((place, Goal.CALM) for place in (ANXIOUS, (-0.6, 0.65))),
        ],
    )
    def test_it_matches_at_ease_lightens_what_is_low_and_calms_what_is_tense(self, feeling, goal: Goal) -> None:
        chosen = strategy_for(context(feels(*feeling), Goal.FOR_YOU))
        assert chosen == strategy_for(context(feels(*feeling), goal))

    def test_who_is_low_gets_company_first_and_then_what_is_lighter(self) -> None:
        steps = [strategy_for(context(feels(*LOW, negative_for=s), Goal.FOR_YOU)).target for s in (0.0, 90.0, 240.0)]
        assert distance(LOW, steps[0]) < 0.4
        assert steps[0][0] < steps[1][0] < steps[2][0]

    def test_nothing_harsh_comes_to_somebody_very_low(self) -> None:
        assert strategy_for(context(feels(*GRIEF), Goal.FOR_YOU)).gentle

    def test_unknown_it_is_what_many_enjoy(self) -> None:
        assert strategy_for(context(None, Goal.FOR_YOU)) == strategy_for(context(None, Goal.MATCH))


class TestStrength:
    def test_a_low_mood_that_lasts_makes_steps_larger_and_the_mood_weigh_more(self) -> None:
        fresh, lasting, long = (
            strategy_for(context(feels(*ANXIOUS, negative_for=seconds), Goal.CALM)) for seconds in (0.0, 90.0, 240.0)
        )
        steps = [distance(s.path[0], s.target) for s in (fresh, lasting, long)]
        assert steps[0] < steps[1] < steps[2]
        weights = [s.weights["affect"] for s in (fresh, lasting, long)]
        assert weights[0] < weights[1] < weights[2]
        assert "for a while" in said(lasting.why)
        assert "for a while" not in said(fresh.why)

    def test_matching_a_low_mood_for_long_lightens_it(self) -> None:
        fresh, long = (strategy_for(context(feels(*GRIEF, negative_for=seconds))) for seconds in (0.0, 240.0))
        assert long.target[0] > fresh.target[0]

    def test_what_is_harsh_is_left_out_when_a_very_low_mood_lasts_or_is_to_be_lifted(self) -> None:
        assert strategy_for(context(feels(*GRIEF, negative_for=90.0))).gentle
        assert strategy_for(context(feels(*GRIEF), Goal.LIFT)).gentle
        assert not strategy_for(context(feels(*GRIEF))).gentle
        assert not strategy_for(context(feels(*CHEERFUL), Goal.LIFT)).gentle

    def test_the_less_certain_the_less_the_mood_weighs(self) -> None:
        weights = [strategy_for(context(feels(0.4, 0.2, uncertainty=u))).weights["affect"] for u in (0.0, 0.5, 1.0)]
        assert weights[0] > weights[1] > weights[2] > 0

    def test_controls_multiply_their_groups_and_nothing_else(self) -> None:
        plain = strategy_for(context(feels(*CHEERFUL)))
        turned = strategy_for(context(feels(*CHEERFUL), controls=Controls(mood=0.0, taste=2.0, novelty=0.5, crowd=1.5)))
        ratio = {name: turned.weights[name] / plain.weights[name] for name in plain.weights if plain.weights[name]}
        assert ratio == pytest.approx(
            {"affect": 0, "feeling": 0, "intent": 0, "went": 0, "taste": 2, "interest": 2, "sequence": 2, "wish": 2}
            | {"rules": 0, "novelty": 0.5, "conformity": 1.5, "diversity": 1}
        )

    def test_curiosity_asks_for_the_new(self) -> None:
        usual, curious = (strategy_for(context(feels(0.1, 0.0, intent=i))) for i in (None, Intent.EXPLORE))
        assert curious.weights["novelty"] > 2 * usual.weights["novelty"]
        assert curious.weights["conformity"] < usual.weights["conformity"]


class TestUnknown:
    @pytest.mark.parametrize("goal", Goal)
    def test_it_says_so_and_falls_back_on_goal_taste_conformity_and_novelty(self, goal: Goal) -> None:
        strategy = strategy_for(context(None, goal))
        assert strategy.name == "unknown"
        assert "can't tell how you feel" in said(strategy.why)
        assert strategy.path == ()
        assert strategy.weights["affect"] < strategy.weights["conformity"]
        assert strategy.weights["taste"] > 0
        assert strategy.weights["novelty"] > 0

    def test_the_goal_still_counts(self) -> None:
        lift, calm = (strategy_for(context(None, goal)) for goal in (Goal.LIFT, Goal.CALM))
        assert lift.target[1] > calm.target[1]
        assert lift.intent != calm.intent
        assert strategy_for(context(None, Goal.MATCH)).intent == ()


class TestIntent:
    def test_the_goal_speaks_up_while_the_person_does_not(self) -> None:
        strategy = strategy_for(context(feels(*ANXIOUS), Goal.CALM))
        assert INTENTS[int(np.argmax(strategy.intent))] is Intent.RELAX
        assert sum(strategy.intent) == pytest.approx(1)

    def test_what_the_person_wants_comes_first(self) -> None:
        strategy = strategy_for(context(feels(*ANXIOUS, intent=Intent.BE_DISTRACTED), Goal.CALM))
        assert INTENTS[int(np.argmax(strategy.intent))] is Intent.BE_DISTRACTED


@pytest.fixture(scope="module")
def ranker() -> Ranker:
    return Ranker(random_catalogue(300))


class TestSteadiness:
    @pytest.mark.parametrize("goal", Goal)
    @pytest.mark.parametrize(("noise", "rate"), [(0.05, 1.0), (0.1, 2.0), (0.1, 5.0)])
    def test_a_noisy_constant_feeling_keeps_one_top_ten(self, ranker, goal, noise, rate) -> None:
        random = np.random.default_rng(7)
        sitting, listed = Sitting(goal), set()
        for number in range(int(60 * rate)):
            time = number / rate
            valence, arousal, uncertainty = random.normal((0.3, -0.1, 0.3), noise)
            strategy = sitting.feed(state(time, valence, arousal, uncertainty=uncertainty))
            if number % 5 == 0:
                given = context(sitting.trajectory.summary, goal)
                listed.add(tuple(r.item.id for r in ranker.rank(given, strategy)))
        assert len(listed) == 1

    @pytest.mark.parametrize("seed", range(4))
    def test_strong_noise_settles_within_seconds_and_then_stands_still(self, seed: int) -> None:
        random = np.random.default_rng(seed)
        sitting = Sitting()
        for time in np.arange(0, 60, 0.25):
            sitting.feed(state(float(time), random.normal(0.3, 0.2), random.normal(-0.1, 0.2)))
        assert len(sitting.changes()) <= 1

    def test_while_nothing_changes_strategies_are_equal(self) -> None:
        policy = IsoPolicy()
        first = policy.decide(context(feels(0.3, 0.1, time=1.0)))
        assert policy.decide(context(feels(0.32, 0.08, time=2.0))) == first

    def test_a_real_change_is_followed_within_seconds(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 60, 0.25):
            sitting.feed(state(float(time), *(CHEERFUL if time < 30 else GRIEF)))
        after = sitting.changes(after=29.9)
        assert after
        assert after[0] - 30 < 5
        arrived = next(t for t, s in sitting.strategies if t > 30 and distance(s.target, GRIEF) < 0.3)
        assert arrived - 30 < 14
        assert len(after) <= 2, "it comes to rest"

    def test_a_moment_of_another_feeling_moves_nothing(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 60, 0.25):
            sitting.feed(state(float(time), *(GRIEF if 30 <= time < 31.5 else CHEERFUL)))
        assert sitting.changes() == []

    def test_falling_certainty_and_a_feeling_that_is_lost_move_nothing(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 60, 0.5):
            sitting.feed(state(float(time), *CHEERFUL, uncertainty=time / 60))
        known = sitting.strategies[-1][1]
        for time in np.arange(60, 200, 0.5):
            assert sitting.feed(EmotionState.unknown_at(float(time))) == known
        assert sitting.changes() == []

    def test_a_low_mood_that_is_said_once_takes_one_planned_step_in_ninety_seconds(self) -> None:
        sitting = Sitting(Goal.LIFT)
        for time in np.arange(0, 90, 0.5):
            sitting.feed(state(float(time), *GRIEF, uncertainty=0.2 + time / 200), said=time == 0)
        assert sitting.changes() == [60.0]

    def test_the_first_reading_waits_a_moment_and_a_word_does_not(self) -> None:
        for speaks, taken_up_at in ((False, 1.5), (True, 0.0)):
            sitting = Sitting()
            sitting.policy.decide(context(None))
            for time in np.arange(0, 10, 0.5):
                sitting.feed(state(float(time), *CHEERFUL), said=speaks and time == 0)
            assert next(t for t, s in sitting.strategies if s.name == "match") == taken_up_at

    def test_a_slow_drift_is_followed_too(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 90, 0.5):
            share = min(time / 60, 1.0)
            sitting.feed(state(float(time), 0.6 - 1.1 * share, 0.2))
        assert sitting.strategies[-1][1].target[0] == pytest.approx(-0.5, abs=DEAD_BAND)

    def test_a_correction_counts_at_once(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 20, 0.5):
            sitting.feed(state(float(time), -0.6, 0.6))
        strategy = sitting.feed(state(20.1, 0.4, -0.4, told=True), said=True)
        assert strategy.target == pytest.approx((0.4, -0.4))

    def test_even_a_small_correction_counts_at_once(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 20, 0.5):
            sitting.feed(state(float(time), 0.1, 0.0))
        assert sitting.feed(state(20.1, 0.2, 0.0, told=True), said=True).target == pytest.approx((0.2, 0.0))
        assert sitting.feed(state(21.1, 0.3, 0.1, told=True), said=True).target == pytest.approx((0.3, 0.1))

    def test_what_is_said_beside_a_face_counts_at_once(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 20, 0.5):
            sitting.feed(state(float(time), *CHEERFUL))
        assert sitting.feed(state(20.1, *GRIEF), said=True).target == pytest.approx(GRIEF)

    def test_a_mood_that_swings_gets_a_steadier_target_than_it_is_itself(self) -> None:
        sitting = Sitting()
        for time in np.arange(0, 120, 0.5):
            sitting.feed(state(float(time), 0.1 + 0.7 * (-1) ** int(time / 5), 0.0))
        late = [s for t, s in sitting.strategies if t > 40]
        spread = max(s.target[0] for s in late) - min(s.target[0] for s in late)
        assert spread < 0.5, "the mood itself swings by 1.4"
        assert "steady course" in said(late[-1].why)

    def test_a_feeling_that_is_lost_goes_on_to_count_until_another_is_found(self) -> None:
        policy = IsoPolicy()
        known = policy.decide(context(feels(*CHEERFUL, time=1.0)))
        assert policy.decide(context(TrajectorySummary(time=90.0))) == known
        found = [policy.decide(context(feels(*GRIEF, time=float(time)))) for time in range(91, 96)]
        assert found[0] == known
        assert found[-1].target == pytest.approx(GRIEF)

    def test_goal_and_controls_count_at_once(self) -> None:
        policy = IsoPolicy()
        summary = feels(*GRIEF, time=1.0)
        policy.decide(context(summary))
        assert policy.decide(context(summary, Goal.LIFT)).name == "lift"
        turned = policy.decide(context(summary, Goal.LIFT, controls=Controls(mood=0.0)))
        assert turned.weights["affect"] == 0


class TestWhy:
    @pytest.mark.parametrize("goal", Goal)
    @pytest.mark.parametrize("feeling", [GRIEF, ANXIOUS, CHEERFUL, (0.0, 0.0), (0.3, -0.5), None])
    def test_it_is_one_plain_sentence(self, goal: Goal, feeling) -> None:
        why = said(strategy_for(context(feels(*feeling) if feeling else None, goal)).why)
        assert why[0].isupper()
        assert why.endswith(".")
        assert why.count(".") == 1
        assert not {"valence", "arousal", "affect", "target"} & set(why.lower().replace(":", " ").split())

    def test_it_names_the_mood_by_the_word_that_is_used_everywhere(self) -> None:
        for place, emotion in enumerate(EMOTIONS):
            summary = replace(feels(*GRIEF), probabilities=np.eye(len(EMOTIONS), dtype=np.float32)[place])
            assert strategy_for(context(summary)).why.parameters["feels"] == mood_of(emotion)

    def test_the_word_stays_while_the_feeling_does(self) -> None:
        policy = IsoPolicy()
        first = policy.decide(context(feels(*GRIEF)))
        flickers = replace(feels(*GRIEF), time=5.0, probabilities=np.eye(len(EMOTIONS), dtype=np.float32)[0])
        assert policy.decide(context(flickers)) == first


def test_planning_a_strategy_changes_nothing_it_is_given() -> None:
    given = context(feels(*GRIEF, intent=Intent.RELAX), Goal.LIFT)
    before = given.trajectory.intent.copy()
    strategy = strategy_for(given)
    strategy_for(replace(given, goal=Goal.CALM))
    np.testing.assert_array_equal(given.trajectory.intent, before)
    assert strategy_for(given) == strategy


def test_a_smile_does_not_end_the_grief_of_somebody_who_has_told_of_a_death() -> None:
    smiling = context(feels(*CHEERFUL), Goal.FOR_YOU)
    found = strategy_for(replace(smiling, mourns=True))
    assert strategy_for(smiling).path[0] == pytest.approx(CHEERFUL)
    assert found.path[0][0] < 0
    assert found.name == Goal.LIFT
    assert found.why.key == "why-grief"


def test_in_grief_only_words_move_the_list() -> None:
    policy = IsoPolicy()
    told = policy.decide(replace(context(replace(feels(*LOW), said=True), Goal.FOR_YOU), mourns=True))
    for second in range(120):
        smiling = replace(feels(*CHEERFUL), time=float(second))
        assert policy.decide(replace(context(smiling, Goal.FOR_YOU), mourns=True)) == told
    after = policy.decide(replace(context(replace(feels(*GRIEF), said=True, time=130.0), Goal.FOR_YOU), mourns=True))
    assert after.path[0] == pytest.approx(GRIEF)
