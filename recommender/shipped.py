"""The ranking that comes with the demo."""

from __future__ import annotations

from pathlib import Path

from recommender.catalogue.items import Catalogue
from recommender.engines.emotion_graph.served import load_feelings
from recommender.engines.shipped import load_engines
from recommender.policy.agent import SHIPPED
from recommender.policy.trees import Trees
from recommender.ranking.ranker import Ranker
from recommender.ranking.rulebook import FILE, read_rules


def shipped_ranker(catalogue: Catalogue, rules: Path = FILE) -> Ranker:
    """A new ranker of a catalogue with the engines, feelings, engagement model and rules that come with the demo.

    rules: the file that states them.
    Raises EngineError where one of them is missing, RuleError for rules that mean nothing.
    """
    trees = Trees.load(SHIPPED / "engagement.safetensors")
    return Ranker(catalogue, load_engines(), feelings=load_feelings(), rulebook=read_rules(rules), trees=trees)
