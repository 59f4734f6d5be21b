"""How the server does, for Prometheus to ask: figures over all sittings, in which nothing is of a person.

The page Health shows the same. A proxy keeps this address from everybody else, see `deploy/nginx.conf`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.metrics_core import Metric
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from session.sitting.health import ServerHealth

PATH = "/metrics"

FIGURES = {
    "sittings": "Sittings that there are.",
    "most": "Sittings that there may be.",
    "sensed": "Sittings whose camera or microphone is read.",
    "waiting": "People who wait for a place.",
    "used": "Processor cores in use by this process.",
    "cores": "Processor cores that this process may use.",
    "rung": "How much is read of each sitting, by its place on the ladder, 0 the most.",
    "frames_dropped": "Share of the frames that were due to be read and were not.",
    "sound_dropped": "Share of the sound that arrived and was not read.",
}
"""The numbers of ServerHealth that are told, each as `attune_` and its name, where there is one."""


def route(health: Callable[[], ServerHealth]) -> Route:
    """Answers PATH with the figures of a moment, in Prometheus' text format."""
    registry = CollectorRegistry()
    registry.register(_Figures(health))

    def answer(_: Request) -> Response:
        return Response(generate_latest(registry), headers={"content-type": CONTENT_TYPE_LATEST})

    return Route(PATH, answer)


class _Figures(Collector):
    """Reads them when they are asked for, so that nothing is kept up to date for nobody."""

    def __init__(self, health: Callable[[], ServerHealth]) -> None:
        self._health = health

    def describe(self) -> Iterator[Metric]:
        """Nothing: to be registered is not to be asked."""
        return iter(())

    def collect(self) -> Iterator[Metric]:
        """The families of metrics at this moment."""
        health = self._health()
        for name, says in FIGURES.items():
            value = getattr(health, name)
            if value is not None:
                yield GaugeMetricFamily(f"attune_{name}", says, value)
        paces = GaugeMetricFamily("attune_pace_seconds", "How long a part took of late.", labels=("part", "quantile"))
        for part, pace in health.paces.items():
            paces.add_metric((part, "0.5"), pace.median / 1000)
            paces.add_metric((part, "0.95"), pace.p95 / 1000)
        yield paces
