"""The command line of capacity."""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from session.capacity.apart import measure_apart
from session.capacity.measuring import Load, measure
from session.capacity.model import Model, Plan
from session.capacity.report import found, show
from session.sitting.ladder import RUNGS
from session.sitting.room import cores

FITTED = (1, 2, 4)
CHECKED = 8
SECONDS = 20.0


def add_to(commands: argparse._SubParsersAction) -> None:
    """Add the command `capacity`."""
    command = commands.add_parser("capacity", help="what a sitting takes of the processor, and what many would")
    command.add_argument("--sittings", type=int, nargs="+", default=FITTED, help="measure so many, the model's own")
    command.add_argument(
        "--check", type=int, nargs="*", default=(CHECKED,), help="measure these too, to check the model"
    )
    command.add_argument(
        "--rung", type=int, choices=range(len(RUNGS)), help="hold all there on the ladder, 0 at the top"
    )
    command.add_argument(
        "--processes", type=int, default=1, help="measure the most sittings again, in so many processes"
    )
    command.add_argument("--seconds", type=float, default=SECONDS, help="of each measurement")
    command.add_argument("--from", type=Path, nargs="+", dest="files", help="measure nothing: loads of earlier --json")
    command.add_argument("--page", type=float, default=0.0, help="cores of one open page: python -m scripts.page_cost")
    command.add_argument("--json", action="store_true", help="one JSON object on stdout")
    plan = command.add_argument_group("the plan on paper")
    plan.add_argument("--people", type=int, default=Plan.people)
    plan.add_argument("--machine-cores", type=int, default=Plan.cores)
    plan.add_argument("--filled", type=float, default=Plan.filled, help="share of a machine that is planned with")
    plan.add_argument("--relayed", type=float, default=Plan.relayed, help="share of people behind TURN")
    plan.add_argument("--core-hour", type=float, help="price of a core for an hour")
    plan.add_argument("--gigabyte", type=float, help="price of a gigabyte sent out")
    plan.add_argument("--gpu-faces", type=float, help="faces a second that a graphics card reads")


def run(chosen: argparse.Namespace) -> int:
    """Measure, fit, check and plan; always 0."""
    counts = sorted({*chosen.sittings, *chosen.check})
    loads = _read(chosen.files) if chosen.files else measure(counts, chosen.seconds, rung=chosen.rung)
    apart = []
    if chosen.processes > 1:
        apart = measure_apart(counts[-1], chosen.processes, chosen.seconds, chosen.rung)
    fitted = [load for load in loads if load.sittings in chosen.sittings]
    checked = [load for load in loads if load.sittings not in chosen.sittings]
    plan = Plan(
        chosen.people,
        chosen.machine_cores,
        chosen.filled,
        chosen.relayed,
        chosen.core_hour,
        chosen.gigabyte,
        chosen.gpu_faces,
    )
    report = found(fitted, checked, Model.of(fitted, chosen.page), plan, cores(), apart)
    print(json.dumps(report)) if chosen.json else show(report)
    return 0


def _read(files: Sequence[Path]) -> list[Load]:
    """The loads of some reports, fewest sittings first."""
    loads = [load for file in files for load in json.loads(file.read_text(encoding="utf-8"))["loads"]]
    return sorted((Load(**load) for load in loads), key=lambda load: load.sittings)
