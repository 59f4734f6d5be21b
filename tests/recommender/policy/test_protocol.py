"""What every policy keeps to."""

from __future__ import annotations

import copy
from typing import ClassVar

import pytest

from emotion.trajectory import TrajectorySummary
from pages.texts import LANGUAGES, texts
from recommender.policy.esmr import ESMRPolicy
from recommender.policy.iso import IsoPolicy
from recommender.policy.protocol import Policy
from recommender.policy.wandering import Wandering
from recommender.ranking.terms import TERMS
from recommender.types import Controls, Goal, Strategy
from tests.recommender.made import context, feels

SITTING = [
    context(TrajectorySummary(time=0.0)),
    context(feels(0.5, 0.2, time=1.0)),
    context(feels(0.51, 0.2, time=2.0)),
    context(feels(-0.7, -0.3, time=30.0), Goal.LIFT),
    context(feels(-0.7, -0.3, time=120.0, negative_for=90.0), Goal.CALM, controls=Controls(mood=0.5)),
    context(TrajectorySummary(time=200.0), Goal.STEADY),
]


class PolicyContract:
    """Inherited by the tests of every policy."""

    policy: ClassVar[type[Policy]]

    def decided(self) -> list[Strategy]:
        policy = self.policy()
        return [policy.decide(given) for given in SITTING]

    def test_strategies_tell_who_decided_them_and_how_likely_that_was(self) -> None:
        policy = self.policy()
        assert policy.name
        assert policy.version
        for strategy in self.decided():
            assert (strategy.policy, strategy.version) == (policy.name, policy.version)
            assert 0 < strategy.propensity <= 1

    def test_they_weigh_every_term_and_none_below_nothing(self) -> None:
        for strategy in self.decided():
            assert {term.name for term in TERMS} <= set(strategy.weights)
            assert all(weight >= 0 for weight in strategy.weights.values())

    def test_why_has_words_in_every_language(self) -> None:
        assert all(texts(language).say(strategy.why) for strategy in self.decided() for language in LANGUAGES)

    def test_the_same_sitting_twice_is_decided_the_same_by_value(self) -> None:
        first, second = self.decided(), self.decided()
        assert first == second
        assert not any(one is other for one, other in zip(first, second, strict=True))

    def test_a_copy_decides_as_the_original_would_and_leaves_it_alone(self) -> None:
        policy = self.policy()
        policy.decide(SITTING[1])
        fork = copy.deepcopy(policy)
        ahead = fork.decide(SITTING[3])
        assert policy.decide(SITTING[3]) == ahead

    @pytest.mark.parametrize("given", SITTING)
    def test_the_target_lies_on_the_plane(self, given) -> None:
        strategy = self.policy().decide(given)
        assert all(-1 <= value <= 1 for point in (strategy.target, *strategy.path) for value in point)


class TestIsoPolicy(PolicyContract):
    policy = IsoPolicy


class TestWandering(PolicyContract):
    policy = Wandering


class TestESMRPolicy(PolicyContract):
    policy = ESMRPolicy
