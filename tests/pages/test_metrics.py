"""What Prometheus is told of the server: figures over all sittings, as they are when it asks."""

from __future__ import annotations

from dataclasses import fields, replace

from prometheus_client.parser import text_string_to_metric_families
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.web import metrics
from session.sitting.health import ServerHealth
from session.sitting.timings import Pace

QUIET = ServerHealth(sittings=0, most=64, sensed=0, waiting=0, used=None, cores=2.0, accelerated=False)


def asked(client: TestClient) -> dict[str, dict[tuple[str, ...], float]]:
    """The value of each metric, by its name and the values of its labels."""
    answer = client.get(metrics.PATH)
    assert answer.status_code == 200
    families = text_string_to_metric_families(answer.text)
    return {one.name: {tuple(s.labels.values()): s.value for s in one.samples} for one in families}


def test_it_is_told_how_the_server_does_now() -> None:
    now = [QUIET]
    client = TestClient(Starlette(routes=[metrics.route(lambda: now[0])]))
    quiet = asked(client)
    assert quiet["attune_sittings"] == {(): 0.0}
    assert quiet["attune_cores"] == {(): 2.0}
    assert not {"attune_used", "attune_frames_dropped"} & set(quiet), "what nothing is known of is not told"
    now[0] = replace(QUIET, sittings=3, used=1.25, frames_dropped=0.01, paces={"face": Pace(8.0, 20.0)})
    busy = asked(client)
    assert (busy["attune_sittings"], busy["attune_used"]) == ({(): 3.0}, {(): 1.25})
    assert busy["attune_pace_seconds"] == {("face", "0.5"): 0.008, ("face", "0.95"): 0.02}


def test_every_number_of_the_server_is_told() -> None:
    told = {*metrics.FIGURES, "paces"}
    assert told == {one.name for one in fields(ServerHealth)} - {"accelerated"}
