"""A policy that is drawn anew again and again between arms, with known probability: a micro-randomised trial.

Klasnja et al. (2015), Health Psychology 34, 1220-1228.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from recommender.policy.protocol import Policy
from recommender.types import Context, Strategy
from session.condition import Condition


def probabilities(condition: Condition) -> dict[str, float]:
    """How likely each arm is: as stated, or each as likely as any other where none states anything."""
    stated = {name: arm.probability for name, arm in condition.arms.items()}
    whole = sum(stated.values())
    return {name: p / whole if whole else 1 / len(stated) for name, p in stated.items()}


def arm_at(condition: Condition, number: int) -> str:
    """The arm of a condition's decision of this number, from 0: it depends on the seed and the number alone."""
    chances = probabilities(condition)
    return str(np.random.default_rng((condition.seed, number)).choice(list(chances), p=list(chances.values())))


class Randomised:
    """Decides at its first context, and again each `every` seconds after it, which arm's strategy counts."""

    name, version = "randomised", "1"

    def __init__(self, arms: Mapping[str, Policy], condition: Condition) -> None:
        self._arms = arms
        self._condition = condition
        self._chances = probabilities(condition)
        self._began: float | None = None

    def decide(self, context: Context) -> Strategy:
        """The strategy of the arm that counts now, with its propensity; every arm follows the feeling all the time."""
        now = context.trajectory.time
        self._began = now if self._began is None else self._began
        arm = arm_at(self._condition, int(max(now - self._began, 0.0) // self._condition.every))
        strategies = {name: policy.decide(context) for name, policy in self._arms.items()}
        return replace(strategies[arm], policy=self.name, version=self.version, propensity=self._chances[arm])
