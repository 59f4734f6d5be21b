"""The server's end of the connections: media as the page Live takes them, without its page."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from typing import Any, NamedTuple

from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from session.protocol import Sitting

WITHIN_S = 60.0
"""Seconds in which people have to connect."""

LOOP = "capacity-network"
THREADS = {LOOP: "network", "video-decoder": "pictures", "audio-decoder": "sound"}
"""By what its threads are named, what each does."""


class Traffic(NamedTuple):
    """Packets received, and bytes received and sent."""

    packets: int
    received: int
    sent: int


class Hall:
    """Takes people in; all media run on an event loop of its own, as they do beside Streamlit."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=LOOP, daemon=True)
        self._thread.start()
        self._connections: list[RTCPeerConnection] = []
        self._people: list[subprocess.Popen[str]] = []
        self._listening: set[asyncio.Task[None]] = set()

    def take_in(self, sittings: list[Sitting]) -> None:
        """As many people as there are sittings connect, each to one. Raises TimeoutError, RuntimeError."""
        command = [sys.executable, "-m", "session.capacity.people", str(len(sittings))]
        people = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        assert people.stdin is not None
        assert people.stdout is not None
        self._people.append(people)
        for sitting in sittings:
            offer = people.stdout.readline()
            if not offer:
                raise RuntimeError("the people ended before they were connected")
            people.stdin.write(json.dumps(self._run(self._answer(json.loads(offer), sitting))) + "\n")
        people.stdin.flush()
        until = time.monotonic() + WITHIN_S
        while (states := {connection.connectionState for connection in self._connections}) != {"connected"}:
            if states & {"failed", "closed"}:
                raise RuntimeError("a connection broke, as on a machine that is too busy to answer within seconds")
            if time.monotonic() > until:
                raise TimeoutError(f"not all of {len(self._connections)} people connected within {WITHIN_S:g} s")
            time.sleep(0.05)

    def ask(self, width: int, height: int, rate: float) -> None:
        """Have all people send pictures of this size, so many a second."""
        for people in self._people:
            assert people.stdin is not None
            people.stdin.write(json.dumps([width, height, rate]) + "\n")
            people.stdin.flush()

    def traffic(self) -> Traffic:
        """Of all connections that there are, so far."""
        return self._run(self._traffic())

    def packets(self) -> int:
        """RTP packets that came so far of the track of which most came."""
        return self._run(self._packets())

    def close(self) -> None:
        """End all connections and the people."""
        for people in self._people:
            with contextlib.suppress(BrokenPipeError):
                people.communicate(timeout=WITHIN_S)
        self._run(self._close())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.run_until_complete(self._loop.shutdown_default_executor())
        self._loop.close()

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(WITHIN_S)

    async def _answer(self, offer: dict[str, str], sitting: Sitting) -> dict[str, str]:
        connection = RTCPeerConnection(RTCConfiguration([]))
        self._connections.append(connection)

        def on_track(track: MediaStreamTrack) -> None:
            task = asyncio.ensure_future((_see if track.kind == "video" else _hear)(track, sitting))
            self._listening.add(task)
            task.add_done_callback(self._listening.discard)

        connection.on("track", on_track)
        await connection.setRemoteDescription(RTCSessionDescription(**offer))
        await connection.setLocalDescription(await connection.createAnswer())
        return vars(connection.localDescription)

    async def _traffic(self) -> Traffic:
        packets = received = sent = 0
        for connection in self._connections:
            transports = [one for one in (await connection.getStats()).values() if one.type == "transport"]
            for transport in {one.id: one for one in transports}.values():
                packets += transport.packetsReceived
                received += transport.bytesReceived
                sent += transport.bytesSent
        return Traffic(packets, received, sent)

    async def _packets(self) -> int:
        stats = [one for connection in self._connections for one in (await connection.getStats()).values()]
        return max((one.packetsReceived for one in stats if one.type == "inbound-rtp"), default=0)

    async def _close(self) -> None:
        for connection in self._connections:
            await connection.close()


async def _see(track: MediaStreamTrack, sitting: Sitting) -> None:
    with contextlib.suppress(MediaStreamError):
        while True:
            frame = await track.recv()
            sitting.put_frame(lambda frame=frame: frame.to_ndarray(format="bgr24"))


async def _hear(track: MediaStreamTrack, sitting: Sitting) -> None:
    with contextlib.suppress(MediaStreamError):
        while True:
            frame = await track.recv()
            samples = frame.to_ndarray()
            if not frame.format.is_planar:
                samples = samples.reshape(-1, len(frame.layout.channels))
            sitting.put_audio(samples, frame.sample_rate)
