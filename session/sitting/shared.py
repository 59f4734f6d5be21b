"""What all sittings of a process share."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from weakref import WeakKeyDictionary

from emotion.models import Models
from emotion.speech.recogniser import Recogniser
from recommender.catalogue.items import Catalogue
from recommender.ranking.ranker import Ranker
from session.condition import DECIDERS, DEMO, Condition, Side
from session.record.log import EventLog
from session.record.provenance import UNKNOWN, Provenance
from session.sitting.arranged import Arrangement, Chance, Draft
from session.sitting.policies import POLICIES, Chosen, PolicyFactory, PolicyMaker, Unweighed, Weighted
from session.sitting.randomised import Randomised
from session.sitting.said import ToneAlone, Understands
from session.sitting.turns import NO_TURNS


class UnknownPartError(ValueError):
    """A condition names a policy or a catalogue that the server does not have."""


@dataclass(frozen=True, eq=False)
class Shared:
    """Models, ranker, log, what all this is, and what conditions may name; all safe to use from any thread.

    rankers are those of further catalogues, policies how each policy is made from a seed, by name. understanding reads
    the comments of those who are shown the demo's catalogue. recogniser turns speech into words, where there is one.
    turns are held while a sitting is worked on.
    """

    models: Models
    ranker: Ranker
    log: EventLog
    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    policies: Mapping[str, PolicyFactory] = field(default_factory=lambda: POLICIES)
    provenance: Provenance = UNKNOWN
    understanding: Understands = field(default_factory=ToneAlone)
    recogniser: Recogniser | None = None
    turns: AbstractContextManager[object] = NO_TURNS
    _among: WeakKeyDictionary[Ranker, Understands] = field(default_factory=WeakKeyDictionary, init=False)

    @property
    def catalogue(self) -> Catalogue:
        """Everything that can be recommended in the demo."""
        return self.ranker.catalogue

    def ranker_of(self, condition: Condition) -> Ranker:
        """The ranker of a condition's catalogue. Raises UnknownPartError."""
        return self.ranker if condition.catalogue == DEMO.catalogue else _named(condition.catalogue, self.rankers)

    def understanding_of(self, condition: Condition) -> Understands:
        """Who reads comments under a condition: they know the names in its catalogue. Raises UnknownPartError."""
        ranker = self.ranker_of(condition)
        if ranker is self.ranker:
            return self.understanding
        if ranker not in self._among:
            self._among[ranker] = self.understanding.among(ranker.catalogue.items)
        return self._among[ranker]

    def policy_of(self, condition: Condition) -> PolicyMaker:
        """How the policy of a condition is made. Raises UnknownPartError."""
        if condition.arms:
            arms = {name: self._side(arm, condition.seed) for name, arm in condition.arms.items()}
            return lambda: Randomised({name: make() for name, make in arms.items()}, condition)
        if condition.policy_may_be_chosen:
            names = {condition.policy, *(name for name in DECIDERS if name in self.policies)}
            makers = {name: self._side(Side(name, condition.weights), condition.seed) for name in names}
            return lambda: Chosen(makers, condition.policy)
        make = self._side(Side(condition.policy, condition.weights), condition.seed)
        return (lambda: Unweighed(make())) if condition.ranking == "chance" else make

    def arrangement_of(self, condition: Condition) -> Arrangement | None:
        """How a condition's lists are put together, where that is not by their terms alone. Raises UnknownPartError."""
        if condition.rival is not None:
            return Draft(self._side(condition.rival, condition.seed)(), condition.seed)
        return Chance(condition.seed) if condition.ranking == "chance" else None

    def serves(self, condition: Condition) -> bool:
        """Whether the server has all that a condition names."""
        sides = [condition.policy, *(one.policy for one in (condition.rival, *condition.arms.values()) if one)]
        there = condition.catalogue == DEMO.catalogue or condition.catalogue in self.rankers
        return there and all(one in self.policies for one in sides)

    def _side(self, side: Side, seed: int) -> PolicyMaker:
        make = _named(side.policy, self.policies)
        return lambda: Weighted.of(make(seed), side.weights)


def _named(name: str, known: Mapping[str, object]) -> object:
    if name not in known:
        raise UnknownPartError(f"nothing here is named {name!r}; there are {', '.join(known)}")
    return known[name]
