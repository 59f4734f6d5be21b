"""The comparison of policies in a simulated world, and its claims, as the command prints them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from recommender.simulation.benchmark import claims
from recommender.simulation.comparison import Setting, compare, result


def measure(setting: Setting, seeds: int, everything: bool = False) -> dict[str, Any]:
    """The object that `simulate --json` prints.

    {"setting", "policies": {name: {"hazard_vs_engagement", "hazard_vs_none", "rmssd", "engagement", "valence_change":
    [value, low, high], "negative_share", "harmed_share", "diversity"}}, "claims": [{"claim", "must", "found",
    "holds"}], "seconds"}. everything: also the claims that need other worlds. Raises RecommenderError where weights are
    missing.
    """
    began = time.monotonic()
    found = result(compare(setting, range(seeds)))
    found["claims"] = claims.of_comparison(found)
    if everything:
        found["claims"] += claims.of_everything(setting, range(seeds))
    return found | {"seconds": time.monotonic() - began}


def lines(found: dict[str, Any]) -> Iterator[str]:
    """The object as tables to read."""
    setting = found["setting"]
    yield (
        f"{setting['people']} people, {setting['days']} days, {setting['seeds']} seeds; moods {setting['family']}, "
        f"effects {setting['effects']}, assumptions {setting['off']:.0%} off; best fixed: {setting['best_fixed']}"
    )
    names = ("hazard_vs_engagement", "hazard_vs_none", "rmssd", "engagement")
    titles = ("recovery / engagement", "recovery / nothing", "RMSSD", "opened a prompt")
    yield f"{'':<13}" + "".join(f"{title:<23}" for title in titles) + f"{'negative':>9}{'harmed':>8}{'different':>11}"
    for policy, one in found["policies"].items():
        shown = "".join(f"{one[name][0]:.3f} [{one[name][1]:.3f}, {one[name][2]:.3f}]   " for name in names)
        yield f"{policy:<13}{shown}{one['negative_share']:>9.1%}{one['harmed_share']:>8.1%}{one['diversity']:>11.1f}"
    for claim in found["claims"]:
        holds = "holds" if claim["holds"] else "DOES NOT HOLD"
        yield f"{holds:<14} {claim['claim']}: {_short(claim['found'])}, must: {claim['must']}"
    yield f"{found['seconds']:.0f} s"


def _short(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name} {_short(one)}" for name, one in value.items())
    if isinstance(value, list):
        return "[" + ", ".join(map(_short, value)) + "]"
    return f"{value:.3f}"
