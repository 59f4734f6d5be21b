"""What all sittings of a process share."""

from __future__ import annotations

from dataclasses import dataclass

from emotion.models import Models
from recommender.catalogue.items import Catalogue
from recommender.policy.iso import IsoPolicy
from recommender.ranking.ranker import Ranker
from session.record.log import EventLog
from session.sitting.list_maker import PolicyMaker


@dataclass(frozen=True, eq=False)
class Shared:
    """Models, ranker, log, and how a policy is made; all safe to use from any thread."""

    models: Models
    ranker: Ranker
    log: EventLog
    policy: PolicyMaker = IsoPolicy

    @property
    def catalogue(self) -> Catalogue:
        """Everything that can be recommended."""
        return self.ranker.catalogue
