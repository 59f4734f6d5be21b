"""The composition root: builds all that a server of sittings needs and hands it in. Nothing else makes such things."""

from __future__ import annotations

from dataclasses import dataclass

from emotion.models import Models, load_models
from recommender.catalogue.items import load_catalogue
from recommender.ranking.ranker import Ranker
from recommender.shipped import shipped_ranker
from session.record.log import EventLog
from session.sitting.registry import Sittings
from session.sitting.shared import Shared


@dataclass(frozen=True, eq=False)
class Served:
    """What a server serves: the sittings, and what they share."""

    shared: Shared
    sittings: Sittings


def build(models: Models | None = None, ranker: Ranker | None = None, log: EventLog | None = None) -> Served:
    """Everything, warm: no visitor meets a model or a list that is computed for the first time.

    What is not given is what comes with the demo. Raises ModelNotFoundError and EngineError where weights are missing,
    CatalogueError for a broken catalogue.
    """
    ranker = ranker or shipped_ranker(load_catalogue())
    models = models or load_models()
    models.warm_up()
    shared = Shared(models, ranker, log or EventLog())
    return Served(shared, Sittings(shared))
