"""Every model of the benchmark by its name. Modules are imported when they are asked for: some are heavy."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from recommender.engines.base import Engine
from recommender.errors import EngineError

MODELS = {
    "popularity": "recommender.benchmark.baselines:Popularity",
    "item_knn": "recommender.benchmark.baselines:ItemKNN",
    "markov": "recommender.benchmark.baselines:Markov",
    "ease": "recommender.benchmark.baselines:EASE",
}
"""name -> module:class, the baselines first; a blend comes last, since it is built of the others."""


def engine_class(name: str) -> type[Engine]:
    """The class of a model. Raises EngineError for a name that is not in MODELS."""
    if name not in MODELS:
        raise EngineError(f"there is no model {name!r}; there are {', '.join(MODELS)}")
    module, _, attribute = MODELS[name].partition(":")
    return getattr(import_module(module), attribute)


def make(name: str, **settings: Any) -> Engine:
    """A model that is not fitted yet."""
    return engine_class(name)(**settings)
