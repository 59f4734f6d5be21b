"""A model of what sittings take: each stage costs so much whenever it runs, and runs so often.

Fitted on a few measured sittings it says what more would take, and what gives way first. Nothing in it is assumed but
what `Plan` states; what was not measured is not in it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from session.capacity.measuring import EVENTS, STAGES, Load

PAGE = "page"

SERIAL = ("network", "rest", "fusion", "ranking", PAGE)
"""Stages that run Python code nearly all the time, of which a process runs one at a time. The others work in libraries
that let go of the interpreter's lock. What these take is therefore less than one core a process: an upper bound."""


@dataclass(frozen=True)
class Model:
    """cost: processor seconds of a stage each time it runs; rate: how often a second it does in a sitting. memory_mb is
    of a process without sittings, and of each; the rest is of each sitting, per second."""

    cost: dict[str, float]
    rate: dict[str, float]
    memory_mb: tuple[float, float]
    received: float
    sent: float
    rows: float
    stored: float

    @classmethod
    def of(cls, loads: Sequence[Load], page: float = 0.0) -> Model:
        """Fitted on some loads, fewest sittings first.

        How often a stage runs is taken from the load at which it ran most often for each, as on a machine at ease.

        page: processor seconds a second of one open page, which is measured apart.
        """
        first, number = loads[0], sum(load.sittings for load in loads)
        cost, rate = {PAGE: page}, {PAGE: 1.0}
        for stage in STAGES:
            event = EVENTS[stage]
            cost[stage] = sum(one.cpu[stage] for one in loads) / max(sum(one.events[event] for one in loads), 1e-9)
            rate[stage] = max(one.events[event] / one.sittings for one in loads)
        steps = max(loads[-1].sittings - first.sittings, 1)
        each = max(loads[-1].memory_mb - first.memory_mb, 0.0) / steps
        return cls(
            cost,
            rate,
            (first.memory_mb - first.sittings * each, each),
            *(sum(getattr(one, name) for one in loads) / number for name in ("received", "sent", "rows", "stored")),
        )

    def takes(self, stage: str) -> float:
        """Processor seconds a second that a stage of one sitting takes."""
        return self.cost[stage] * self.rate[stage]

    @property
    def sitting(self) -> float:
        """Processor seconds a second that one sitting takes."""
        return sum(map(self.takes, self.cost))

    def cores(self, sittings: int) -> float:
        """Processor seconds a second that so many take where there are as many."""
        return sittings * self.sitting

    def at(self, load: Load) -> float:
        """Processor seconds a second at a load, from how often each stage ran there."""
        return sum(self.cost[stage] * load.events[EVENTS[stage]] for stage in STAGES)

    def limits(self, cores: float) -> dict[str, float]:
        """How many sittings each part of one process on so many cores bears; what gives way first stands first."""
        serial = sum(self.takes(stage) for stage in SERIAL)
        found = {"cores": cores / self.sitting, "event loop": 1 / self.takes("network"), "interpreter": 1 / serial}
        return dict(sorted(found.items(), key=lambda one: one[1]))


@dataclass(frozen=True)
class Plan:
    """What a plan on paper rests on besides the model.

    cores: of a machine; filled: share of a machine or process that is planned with; relayed: share of people whose
    media go through TURN. core_hour and gigabyte are prices, None where none is stated; gpu_faces is how many faces a
    second a graphics card reads, None where nobody measured one.
    """

    people: int = 10_000
    cores: int = 16
    filled: float = 0.7
    relayed: float = 0.2
    core_hour: float | None = None
    gigabyte: float | None = None
    gpu_faces: float | None = None


@dataclass(frozen=True)
class Line:
    """One line of the plan: a quantity, its value, its unit and the arithmetic it comes from."""

    what: str
    value: float
    unit: str
    how: str


def planned(model: Model, plan: Plan) -> list[Line]:
    """What so many people at once take, each line with its arithmetic."""
    people, each = plan.people, model.sitting
    cores = people * each
    machines = math.ceil(cores / plan.cores / plan.filled)
    bears = max(int(plan.filled * min(v for k, v in model.limits(plan.cores).items() if k != "cores")), 1)
    processes = math.ceil(people / bears)
    own, one = model.memory_mb
    inward, outward = (8e-9 * people * rate for rate in (model.received, model.sent))
    memory = (processes * own + people * one) / 1024
    lines = [
        Line("processor", cores, "cores", f"{people} x {each:.3f}"),
        Line("machines", machines, "", f"{cores:.0f} / ({plan.cores} x {plan.filled:.0%})"),
        Line("web processes", processes, "", f"{people} / {bears}, which fill {plan.filled:.0%} of one"),
        Line("memory", memory, "GB", f"{processes} x {own:.0f} + {people} x {one:.1f} MB"),
        Line("media in", inward, "Gbit/s", f"{people} x {8e-6 * model.received:.2f} Mbit/s"),
        Line("media out", outward, "Gbit/s", f"{people} x {8e-6 * model.sent:.2f} Mbit/s"),
        Line("through TURN", plan.relayed * (inward + outward), "Gbit/s", f"{plan.relayed:.0%} of both"),
        Line("record", people * model.rows, "rows/s", f"{people} x {model.rows:.2f}"),
        Line("record an hour", 3.6e-6 * people * model.stored, "GB", f"{people} x {model.stored:.0f} B/s x 3600 s"),
    ]
    if plan.gpu_faces:
        rate, spared = model.rate["face"], model.takes("face")
        cards = people * rate / plan.gpu_faces
        lines.append(Line("or graphics cards", cards, "", f"{people} x {rate:.1f} / {plan.gpu_faces:g} faces a second"))
        lines.append(Line("which spare", people * spared, "cores", f"{people} x {spared:.3f}"))
    if plan.core_hour is not None:
        price = machines * plan.cores * plan.core_hour
        lines.append(Line("cores an hour", price, "", f"{machines} x {plan.cores} x {plan.core_hour:g}"))
    if plan.gigabyte is not None:
        hour = 450 * outward  # 1 Gbit/s is 450 GB an hour
        lines.append(Line("traffic out an hour", hour * plan.gigabyte, "", f"{hour:.0f} GB x {plan.gigabyte:g}"))
    return lines
