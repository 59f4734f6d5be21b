"""The ranking that comes with the demo."""

from __future__ import annotations

from recommender.catalogue.items import Catalogue
from recommender.engines.emotion_graph.served import load_feelings
from recommender.engines.shipped import load_engines
from recommender.ranking.ranker import Ranker


def shipped_ranker(catalogue: Catalogue) -> Ranker:
    """A new ranker of a catalogue with the engines and feelings that come with the demo.

    Raises EngineError where one of them is missing.
    """
    return Ranker(catalogue, load_engines(), feelings=load_feelings())
