"""What all sittings of a process share."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from emotion.models import Models
from recommender.catalogue.items import Catalogue
from recommender.ranking.ranker import Ranker
from session.condition import DEMO, Condition
from session.record.log import EventLog
from session.record.provenance import UNKNOWN, Provenance
from session.sitting.policies import POLICIES, PolicyFactory, PolicyMaker, Weighted
from session.sitting.said import ToneAlone, Understands


class UnknownPartError(ValueError):
    """A condition names a policy or a catalogue that the server does not have."""


@dataclass(frozen=True, eq=False)
class Shared:
    """Models, ranker, log, what all this is, and what conditions may name; all safe to use from any thread.

    rankers are those of further catalogues, policies how each policy is made from a seed, by name. understanding reads
    comments.
    """

    models: Models
    ranker: Ranker
    log: EventLog
    rankers: Mapping[str, Ranker] = field(default_factory=dict)
    policies: Mapping[str, PolicyFactory] = field(default_factory=lambda: POLICIES)
    provenance: Provenance = UNKNOWN
    understanding: Understands = field(default_factory=ToneAlone)

    @property
    def catalogue(self) -> Catalogue:
        """Everything that can be recommended in the demo."""
        return self.ranker.catalogue

    def ranker_of(self, condition: Condition) -> Ranker:
        """The ranker of a condition's catalogue. Raises UnknownPartError."""
        return _named(condition.catalogue, {DEMO.catalogue: self.ranker, **self.rankers})

    def policy_of(self, condition: Condition) -> PolicyMaker:
        """How the policy of a condition is made. Raises UnknownPartError."""
        make = _named(condition.policy, self.policies)
        return lambda: Weighted.of(make(condition.seed), condition.weights)

    def serves(self, condition: Condition) -> bool:
        """Whether the server has all that a condition names."""
        return condition.catalogue in {DEMO.catalogue, *self.rankers} and condition.policy in self.policies


def _named(name: str, known: Mapping[str, object]) -> object:
    if name not in known:
        raise UnknownPartError(f"nothing here is named {name!r}; there are {', '.join(known)}")
    return known[name]
