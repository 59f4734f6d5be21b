"""The engines that come with the demo, as they were saved."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from recommender.engines.baselines import Popularity
from recommender.engines.contract import Engine
from recommender.engines.fair.engine import FAIR
from recommender.engines.mgce.engine import MGCE
from recommender.engines.uim.engine import UiM

MODELS = Path(__file__).resolve().parents[2] / "assets" / "models" / "engines"

ENGINES: Mapping[str, type[Engine]] = {"mgce": MGCE, "fair": FAIR, "uim": UiM, "crowd": Popularity}
"""The engines that come with the demo, by their folder under MODELS."""


def engines_by_term(engines: Mapping[str, Engine]) -> dict[str, tuple[Engine, ...]]:
    """Which of ENGINES stand behind which term, each with an equal say; any other `Engine` can join or take a place.

    MGCE's score is base + interest + conformity, and each of the three speaks for itself here.
    """
    mgce = engines["mgce"]
    return {
        "sequence": (mgce.base, engines["fair"]),
        "interest": (mgce.alone("interest"), engines["uim"]),
        "conformity": (mgce.alone("conformity"), engines["crowd"]),
    }


def load(folder: Path = MODELS) -> dict[str, Engine]:
    """ENGINES as they were saved under folder. Raises EngineError where one is missing."""
    return {name: kind.load(folder / name) for name, kind in ENGINES.items()}


def load_engines(folder: Path = MODELS) -> Mapping[str, tuple[Engine, ...]]:
    """The engines that come with the demo, by the term they stand behind. Raises EngineError where one is missing."""
    return engines_by_term(load(folder))
