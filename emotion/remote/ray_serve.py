"""Face, voice and words read in replicas of Ray Serve, which ATTUNE_INFERENCE names. Runs in .venv-ray:

    python -m emotion.remote.ray_serve [--host HOST] [--port PORT] [--replicas N]

Requests that come within a few ms run together; a replica that does not answer its check is replaced. With a graphics
card each replica has a share of it. Ray's RAY_ADDRESS joins a cluster that there is; without it one is started here.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import signal
import threading
from collections.abc import Sequence
from typing import Any

import numpy as np

os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # tells its makers nothing

import ray
import torch
from ray import serve
from starlette.requests import Request
from starlette.responses import Response

from emotion.modalities import FACE, TEXT, VOICE, modality_named
from emotion.models import load_models
from emotion.pretrained.settings import Settings, Tier
from emotion.remote.network import SENSES, fingerprint
from emotion.remote.wire import MODELS_HEADER, MOST_BYTES, WireError, pack_prediction, unpack_batch
from emotion.threads import one_thread
from emotion.types import Prediction

PORT = 8010
"""Not Ray Serve's own, 8000, which Flower has too."""

MOST_TOGETHER = 32
WAIT_S = 0.004
"""How long the first request of a batch waits for others."""

CHECK_EVERY_S = 2.0
CHECK_WITHIN_S = 5.0

SIGNALS = {
    FACE: np.full((48, 48), 127, np.uint8),
    VOICE: np.full((128, 100), 0.5, np.float32),
    TEXT: "hello there",
}
"""What a replica of the embedded tier reads to show that it can."""


@serve.deployment(
    max_ongoing_requests=4 * MOST_TOGETHER,
    health_check_period_s=CHECK_EVERY_S,
    health_check_timeout_s=CHECK_WITHIN_S,
    logging_config={"enable_access_log": False},
)
class Reads:
    """One sense's network behind one address."""

    def __init__(self, sense: str) -> None:
        one_thread()
        self._sense = modality_named(sense)
        models = load_models()
        self._network = getattr(models, sense)
        reader = models.readers[self._sense]
        self._models = fingerprint(self._sense, reader)
        self._signal = SIGNALS[self._sense] if reader.tier == Tier.EMBEDDED else None
        self.check_health()

    def check_health(self) -> None:
        """Called by Ray; raises where the network cannot read."""
        if self._signal is not None:
            self._network.predict([self._signal])

    @serve.batch(max_batch_size=MOST_TOGETHER, batch_wait_timeout_s=WAIT_S)
    async def _predict(self, asked: list[Sequence]) -> list[Prediction | ValueError]:
        try:
            return await asyncio.to_thread(self._together, asked)
        except ValueError:  # one of them is of another form; each is then read by itself
            return [await asyncio.to_thread(self._alone, batch) for batch in asked]

    def _together(self, asked: list[Sequence]) -> list[Prediction | ValueError]:
        whole = self._network.predict([signal for batch in asked for signal in batch])
        ends = np.cumsum([len(batch) for batch in asked])
        return [_rows(whole, end - len(batch), end) for batch, end in zip(asked, ends, strict=True)]

    def _alone(self, batch: Sequence) -> Prediction | ValueError:
        try:
            return self._network.predict(batch)
        except ValueError as error:
            return error

    async def __call__(self, request: Request) -> Response:
        """A batch as `wire.pack_batch` packs it; status 409 where other weights are wanted, 400 where it is none."""
        if request.headers.get(MODELS_HEADER) != self._models:
            return Response(status_code=409)
        if int(request.headers.get("content-length", MOST_BYTES + 1)) > MOST_BYTES:
            return Response(status_code=413)
        try:
            batch = unpack_batch(await request.body())
        except WireError:
            return Response(status_code=400)
        found = await self._predict(batch)
        if isinstance(found, ValueError):
            return Response(status_code=400)
        return Response(pack_prediction(found), media_type="application/octet-stream")


def _rows(whole: Prediction, start: int, end: int) -> Prediction:
    parts: dict[str, Any] = {name: None if v is None else v[start:end] for name, v in vars(whole).items()}
    return Prediction(**parts)


def main() -> None:
    """Serve until told to stop."""
    parser = argparse.ArgumentParser(prog="python -m emotion.remote.ray_serve")
    parser.add_argument("--host", default="localhost", help="address to listen on; whoever reaches it can ask")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--replicas", type=int, default=1, help="of each sense")
    options = parser.parse_args()
    ray.init(include_dashboard=False, log_to_driver=False)
    ends = threading.Event()
    for one in (signal.SIGINT, signal.SIGTERM):  # after Ray's own
        signal.signal(one, lambda *_: ends.set())
    serve.start(http_options={"host": options.host, "port": options.port}, logging_config={"enable_access_log": False})
    on_card = torch.accelerator.is_available() and Settings.from_environment().tier == Tier.PRETRAINED
    share = {"num_gpus": 1 / (len(SENSES) * options.replicas)} if on_card else {}
    for sense in SENSES:
        deployment = Reads.options(num_replicas=options.replicas, ray_actor_options={"num_cpus": 0.1, **share})
        serve.run(deployment.bind(str(sense)), name=str(sense), route_prefix=f"/{sense}")
    print(f"ATTUNE_INFERENCE=ray://{options.host}:{options.port}", flush=True)
    ends.wait()
    serve.shutdown()
    ray.shutdown()


if __name__ == "__main__":
    main()
