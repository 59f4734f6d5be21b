"""What is claimed of ESMR, each claim beside what it must reach, and whether it does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from scipy.stats import kendalltau

from recommender.benchmark.excursion import recovered
from recommender.benchmark.off_policy import coverage
from recommender.policy.strategies import STRATEGIES
from recommender.simulation.benchmark.causes import found_again, named_by_chance
from recommender.simulation.comparison import (
    POLICIES,
    Setting,
    Shipped,
    chooser_of,
    compare,
    load_shipped,
    play,
    result,
)
from recommender.simulation.moods import FAMILIES
from recommender.simulation.outcomes import compared

NULL_SEEDS = 100
SMALL = {"people": 40, "days": 10}
"""Of the worlds that are simulated a hundred times."""


def of_comparison(found: dict[str, Any]) -> list[dict[str, Any]]:
    """The claims that one comparison judges: {"claim", "must", "found", "holds"} each."""
    policies = found["policies"]
    ours, engagement = policies["esmr"], policies["engagement"]
    ratio, low, _ = ours["hazard_vs_engagement"]
    none_low, random_high = ours["hazard_vs_none"][1], policies["random"]["hazard_vs_none"][2]
    calmer = 1 - ours["rmssd"][0] / engagement["rmssd"][0]
    kept = ours["engagement"][0] / engagement["engagement"][0]
    return [
        _claim("recovery", "1.25, lower bound over 1.10", ours["hazard_vs_engagement"], ratio >= 1.25 and low > 1.1),
        _claim("recovery-none", "lower bound over 1", ours["hazard_vs_none"], none_low > 1),
        _claim("recovery-random", "above random's interval", [none_low, random_high], none_low > random_high),
        _claim("volatility", "0.10 less", calmer, calmer >= 0.10),
        _claim("engagement", "0.95 of engagement only", kept, kept >= 0.95),
        _claim("harmed", "0.05 at most", ours["harmed_share"], ours["harmed_share"] <= 0.05),
    ]


def of_everything(setting: Setting, seeds: Sequence[int]) -> list[dict[str, Any]]:
    """The claims that need other worlds, or made-up ones whose truth is known."""
    shipped = load_shipped()
    quiet = _without_gain(shipped)
    taus = list(_orders(setting, seeds, shipped))
    paths = list(_paths(setting, seeds, shipped))
    covers = coverage()
    found, missed = recovered(), 1 - recovered(effect=0.0)
    again, by_chance = found_again(), named_by_chance()
    return [
        _claim("causes", "F1 0.8 of planted drivers", again, again >= 0.8),
        _claim("no-causes", "named in 0.05 of shuffled runs at most", by_chance, by_chance <= 0.05),
        _claim("null", "0.93 of 100 seeds without a gain", quiet, quiet >= 0.93),
        _claim("paths", "0.98 of the best fixed path in iso, null and direct", paths, min(paths) >= 0.98),
        _claim("order", "tau 0.8 between families, and 30 % off", taus, min(taus) >= 0.8),
        _claim("off-policy", "0.90 to 0.98", covers, all(0.9 <= one <= 0.98 for one in covers.values())),
        _claim("excursion", "0.93 found, 0.93 not found", [found, missed], min(found, missed) >= 0.93),
    ]


def _without_gain(shipped: Shipped) -> float:
    """The share of seeds of the world where items do nothing in which ESMR is not said to help.

    Other people stand behind each row here: with the same people and the same luck nothing would differ at all.
    """
    setting = replace(Setting(effects="null"), **SMALL)
    gains = 0
    for seed in range(NULL_SEEDS):
        played = {}
        for place, name in enumerate(("none", "engagement", "esmr")):
            of_row = seed + place * NULL_SEEDS
            world = setting.world(shipped.population, of_row)
            chooser = chooser_of(name, world, shipped, STRATEGIES[0], of_row)
            played[name] = play(world, chooser, shipped.forecaster, setting.days)
        esmr = compared(played)["esmr"]
        gains += esmr["hazard_vs_none"][1] > 1 and esmr["hazard_vs_engagement"][1] > 1
    return 1 - gains / NULL_SEEDS


def _orders(setting: Setting, seeds: Sequence[int], shipped: Shipped) -> Iterator[float]:
    """Kendall's tau of the policies' recovery, of each other world with the setting's own."""
    own = _recovery(setting, seeds, shipped)
    others = [replace(setting, family=family) for family in FAMILIES if family != setting.family]
    for other in (*others, replace(setting, off=0.3)):
        yield float(kendalltau(own, _recovery(other, seeds, shipped)).statistic)


def _recovery(setting: Setting, seeds: Sequence[int], shipped: Shipped) -> list[float]:
    policies = result(compare(setting, seeds, POLICIES, shipped))["policies"]
    return [policies[name]["hazard_vs_none"][0] for name in POLICIES]


def _paths(setting: Setting, seeds: Sequence[int], shipped: Shipped) -> Iterator[float]:
    """ESMR's recovery over that of the best fixed strategy, in each world of known effects."""
    for effects in ("iso", "null", "direct"):
        rows = ("none", "engagement", "best_fixed", "esmr")
        policies = result(compare(replace(setting, effects=effects), seeds, rows, shipped))["policies"]
        yield policies["esmr"]["hazard_vs_none"][0] / policies["best_fixed"]["hazard_vs_none"][0]


def _claim(name: str, must: str, found: Any, holds: bool) -> dict[str, Any]:
    return {"claim": name, "must": must, "found": found, "holds": bool(holds)}
