"""What `python -m session capacity` finds, as one object and as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from session.capacity.measuring import STAGES, Load
from session.capacity.model import PAGE, Model, Plan, planned


def found(
    fitted: Sequence[Load],
    checked: Sequence[Load],
    model: Model,
    plan: Plan,
    cores: float,
    apart: Sequence[Load] = (),
) -> dict[str, Any]:
    """All of it as JSON: the loads, the model, what it said of the loads it was not fitted on, and the plan.

    apart: of processes side by side, which are checked by what they take together.
    """
    return {
        "cores": cores,
        "loads": [asdict(load) for load in (*fitted, *checked)],
        "stages": {stage: _of(model, stage) for stage in (*STAGES, PAGE)},
        "sitting": model.sitting,
        "limits": model.limits(cores),
        "checked": [_checked(model, [load]) for load in checked] + ([_checked(model, apart)] if apart else []),
        "plan": asdict(plan) | {"lines": [asdict(line) for line in planned(model, plan)]},
    }


def _of(model: Model, stage: str) -> dict[str, float]:
    """A stage's cost in ms each time, its rate a second, and both together in processor seconds a second."""
    return {"ms": 1000 * model.cost[stage], "rate": model.rate[stage], "cpu": model.takes(stage)}


def _checked(model: Model, loads: Sequence[Load]) -> dict[str, float]:
    sittings, measured = sum(load.sittings for load in loads), sum(load.total for load in loads)
    by_events, wanted = sum(map(model.at, loads)), model.cores(sittings) - sittings * model.takes(PAGE)
    return {
        "sittings": sittings,
        "processes": len(loads),
        "wanted": wanted,
        "predicted": by_events,
        "measured": measured,
        "off": by_events / measured - 1,
    }


def show(report: dict[str, Any]) -> None:
    """Print it as tables on stdout."""
    loads = report["loads"]
    print("processor seconds a second, by stage\n")
    print(f"{'sittings':<14}" + "".join(f"{load['sittings']:>10}" for load in loads))
    for stage in STAGES:
        print(f"{stage:<14}" + "".join(f"{load['cpu'][stage]:>10.3f}" for load in loads))
    print(f"{'all':<14}" + "".join(f"{sum(load['cpu'].values()):>10.3f}" for load in loads))
    print(f"{'rung':<14}" + "".join(f"{load['rung']:>10}" for load in loads))
    print(f"{'frames/s each':<14}" + "".join(f"{load['events']['frames'] / load['sittings']:>10.1f}" for load in loads))
    print(f"{'faces/s each':<14}" + "".join(f"{load['events']['face'] / load['sittings']:>10.1f}" for load in loads))
    print(f"{'frames dropped':<14}" + "".join(f"{load['dropped']:>10.1%}" for load in loads))
    print(f"{'sound dropped':<14}" + "".join(f"{load['sound_dropped']:>10.1%}" for load in loads))
    for name, place in (("median", 0), ("p95", 1)):
        print(f"{f'{name} ms':<14}" + "".join(f"{load['frame_ms'][place]:>10.0f}" for load in loads))
    print(f"{'memory MB':<14}" + "".join(f"{load['memory_mb']:>10.0f}" for load in loads))
    print("\none sitting\n")
    print(f"{'stage':<14}{'ms each':>10}{'a second':>10}{'cores':>10}")
    for stage, one in report["stages"].items():
        print(f"{stage:<14}{one['ms']:>10.2f}{one['rate']:>10.2f}{one['cpu']:>10.4f}")
    print(f"{'all':<14}{'':>20}{report['sitting']:>10.4f}")
    for one in report["checked"]:
        print(
            f"\n{one['sittings']} sittings, processes: {one['processes']}: "
            f"{one['predicted']:.2f} cores predicted from how often each stage ran, "
            f"{one['measured']:.2f} measured ({one['off']:+.0%}); {one['wanted']:.2f} wanted for the full rates"
        )
    print(f"\nsittings that one process on {report['cores']:g} cores bears, by what gives way\n")
    for part, bears in report["limits"].items():
        print(f"{part:<14}{bears:>10.1f}")
    plan = report["plan"]
    print(f"\n{plan['people']} people at once, on paper\n")
    for line in plan["lines"]:
        print(f"{line['what']:<20}{line['value']:>12,.1f} {line['unit']:<8}{line['how']}")
