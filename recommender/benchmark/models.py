"""Every model of the benchmark by its name, and the settings that val chose for it on a data set."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from recommender.engines.contract import Engine
from recommender.errors import EngineError

MODELS = {
    "popularity": "recommender.engines.baselines:Popularity",
    "item_knn": "recommender.engines.baselines:ItemKNN",
    "markov": "recommender.engines.baselines:Markov",
    "ease": "recommender.engines.baselines:EASE",
    "als": "recommender.benchmark.factorisation:ALS",
    "bpr": "recommender.benchmark.factorisation:BPR",
    "sasrec_bce": "recommender.engines.sequence:SASRecBCE",
    "sasrec_ce": "recommender.engines.sequence:SASRecCE",
    "linear_sequence": "recommender.engines.linear:LinearSequence",
    "content_walk": "recommender.engines.content_walk:ContentWalk",
    "fair": "recommender.engines.fair.engine:FAIR",
    "uim": "recommender.engines.uim.engine:UiM",
    "mgce": "recommender.engines.mgce.engine:MGCE",
    "diffmm": "recommender.engines.diffmm.engine:DiffMM",
    "blend": "recommender.engines.blend:Blend",
}
"""name -> module:class, the baselines first; a blend comes last, since it is built of the others. Modules are imported
when they are asked for: some are heavy."""

_BY_ORDER = {"activity": 0.0, "content": 0.0, "second": 0.0, "carried": 0.0, "prior": 1e-6}
"""What content_walk is left with where order says much and content little."""

_LATEST_FIRST = _BY_ORDER | {"fade": 0.65, "popular": 0.7}

_SMALLER_STEPS = {"tokens": 2000, "average": 0.99, "rate": 0.0015}
"""Three times as many steps an epoch as by default, each of a third of the rows."""

_SHORT = {"tokens": 2000, "average": 0.98, "dropout": 0.3}
"""For few rows: smaller steps, so that there are enough of them, and more dropout."""

SETTINGS: Mapping[str, Mapping[str, Mapping[str, Any]]] = {
    "movielens_1m": {
        "sasrec_bce": _SMALLER_STEPS | {"epochs": 24},
        "sasrec_ce": {"epochs": 24},
        "content_walk": _LATEST_FIRST,
        "fair": _SMALLER_STEPS | {"epochs": 18},
        "uim": _SMALLER_STEPS | {"epochs": 16},
        "distilled": _SMALLER_STEPS | {"epochs": 10, "asked": 16, "labels": 6000},
    },
    "movielens_1m_tenths": {"content_walk": _LATEST_FIRST, "uim": _SMALLER_STEPS | {"epochs": 10}},
    "movielens_100k": {
        "linear_sequence": {"keeps": (0.95,), "regularisation": 800.0},
        "content_walk": _BY_ORDER | {"fade": 0.8, "popular": 0.5},
        "fair": _SHORT | {"epochs": 8, "patience": 3},
        "uim": _SHORT | {"epochs": 30, "patience": 4},
        "distilled": _SHORT | {"epochs": 30, "asked": 16, "labels": 6000},
        "mgce": _SHORT | {"epochs": 8, "base": {"keeps": (0.95,), "regularisation": 800.0}},
    },
    "amazon_beauty_5core": {
        "sasrec_ce": {"tokens": 1000, "average": 0.99, "rate": 0.001, "dropout": 0.5, "epochs": 40},
        "content_walk": {
            "activity": 0.0,
            "popular": 0.3,
            "fade": 0.6,
            "content": 6.0,
            "second": 0.0,
            "carried": 1.0,
            "prior": 1e-5,
        },
    },
    "amazon_baby": {
        "ease": {"regularisation": 100.0},
        "content_walk": {"activity": 0.5, "second": 0.1, "prior": 1e-5},
        "diffmm": {"together": 1.0, "sharpness": 0.0, "usual": 0.2, "rate": 1e-3, "epochs": 6},
    },
    "tiktok": {"ease": {"regularisation": 30.0}},
}
"""data set -> model -> settings, where others than the model's defaults were better on val. Those of `distilled`, which
`distil` fits, are taken over from its neighbours."""


def engine_class(name: str) -> type[Engine]:
    """The class of a model. Raises EngineError for a name that is not in MODELS."""
    if name not in MODELS:
        raise EngineError(f"there is no model {name!r}; there are {', '.join(MODELS)}")
    module, _, attribute = MODELS[name].partition(":")
    return getattr(import_module(module), attribute)


def settings_for(name: str, dataset: str) -> dict[str, Any]:
    """The settings of a model on a data set that differ from its defaults."""
    return dict(SETTINGS.get(dataset, {}).get(name, {}))


def make(name: str, **settings: Any) -> Engine:
    """A model that is not fitted yet."""
    return engine_class(name)(**settings)
