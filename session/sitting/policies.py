"""Policies that a condition may name, and what it makes of their weights."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from emotion.message import Message
from recommender.policy.esmr import ESMRPolicy
from recommender.policy.iso import IsoPolicy
from recommender.policy.protocol import Policy
from recommender.policy.wandering import Wandering
from recommender.types import Context, Strategy

PolicyMaker = Callable[[], Policy]
"""Makes a policy that has decided nothing yet."""

PolicyFactory = Callable[[int], Policy]
"""Makes such a policy from a seed."""

POLICIES: Mapping[str, PolicyFactory] = {"iso": lambda seed: IsoPolicy(), "wandering": Wandering, "esmr": ESMRPolicy}

OF_THE_FEELING = ("affect", "feeling", "intent", "went")
"""The terms through which a feeling moves the list."""


class Unweighed:
    """A policy whose weights are nothing, for lists that are drawn by chance."""

    def __init__(self, policy: Policy) -> None:
        self.name, self.version = policy.name, policy.version
        self._policy = policy

    def decide(self, context: Context) -> Strategy:
        """The policy's strategy, with nothing weighed; it says that chance decides."""
        strategy = self._policy.decide(context)
        nothing = dict.fromkeys(strategy.weights, 0.0)
        return replace(strategy, weights=nothing, gentle=True, why=Message("why-chance"), chosen="chance")


class Weighted:
    """A policy whose weights are multiplied, term by term.

    Where no feeling counts any more, everybody is spared what is harsh, as a list must not tell who feels low.
    """

    def __init__(self, policy: Policy, weights: Mapping[str, float]) -> None:
        self.name, self.version = policy.name, policy.version
        self._policy = policy
        self._weights = weights

    @classmethod
    def of(cls, policy: Policy, weights: Mapping[str, float]) -> Policy:
        """The policy itself where no weights are given."""
        return cls(policy, weights) if weights else policy

    def decide(self, context: Context) -> Strategy:
        """The policy's strategy with its weights multiplied; where no feeling counts any more, it says so."""
        strategy = self._policy.decide(context)
        weights = {term: weight * self._weights.get(term, 1.0) for term, weight in strategy.weights.items()}
        counts = any(weights.get(term) for term in OF_THE_FEELING)
        if counts:
            return replace(strategy, weights=weights)
        return replace(strategy, weights=weights, gentle=True, why=Message("why-behaviour"), chosen="behaviour")
