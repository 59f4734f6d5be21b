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

OF_THE_FEELING = ("affect", "feeling", "intent")
"""The terms through which a feeling of now moves the list."""

OF_REACTIONS = "went"
"""The term through which feelings of before do; where none of now counts, neither do these."""


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
        weights = {term: 0.0 if term == OF_REACTIONS else weight for term, weight in weights.items()}
        return replace(strategy, weights=weights, gentle=True, why=Message("why-behaviour"), chosen="behaviour")


class Chosen:
    """Several policies, of which the person's choice decides; each follows the feeling from when it was first chosen.

    Where the context names none of them, the usual one decides.
    """

    def __init__(self, makers: Mapping[str, PolicyMaker], usual: str) -> None:
        self._makers, self._usual = makers, usual
        self._made = {usual: makers[usual]()}

    @property
    def name(self) -> str:
        """The usual one's."""
        return self._made[self._usual].name

    @property
    def version(self) -> str:
        """The usual one's."""
        return self._made[self._usual].version

    def decide(self, context: Context) -> Strategy:
        """The strategy of the policy that was chosen."""
        name = context.policy if context.policy in self._makers else self._usual
        if name not in self._made:
            self._made[name] = self._makers[name]()
        return {own: policy.decide(context) for own, policy in self._made.items()}[name]
