"""The server's end of the connections: media as the page Live takes and gives them, without its page."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import av
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError

from session.protocol import Sitting

WITHIN_S = 60.0
"""Seconds in which people have to connect."""

LOOP, CONVERSION = "capacity-network", "capacity-conversion"
THREADS = {LOOP: "network", CONVERSION: "conversion", "video-decoder": "decoding", "audio-decoder": "decoding"}
"""By what its threads are named, what each does; those that send the picture back are the event loop's own."""
SENDING = "asyncio"


class Returned(MediaStreamTrack):
    """A camera's pictures, each handed to a sitting and sent back, as the page does so that people see themselves."""

    kind = "video"

    def __init__(self, source: MediaStreamTrack, sitting: Sitting, converts: ThreadPoolExecutor) -> None:
        super().__init__()
        self._source = source
        self._sitting = sitting
        self._converts = converts

    async def recv(self) -> av.VideoFrame:
        """The next picture, once the sitting has it."""
        frame = await self._source.recv()
        return await asyncio.get_running_loop().run_in_executor(self._converts, self._handed, frame)

    def _handed(self, frame: av.VideoFrame) -> av.VideoFrame:
        picture = frame.to_ndarray(format="bgr24")
        self._sitting.put_frame(picture)
        drawn = av.VideoFrame.from_ndarray(picture, format="bgr24")
        drawn.pts, drawn.time_base = frame.pts, frame.time_base
        return drawn


class Hall:
    """Takes people in; all media run on an event loop of its own, as they do beside Streamlit."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name=LOOP, daemon=True)
        self._thread.start()
        self._converts = ThreadPoolExecutor(thread_name_prefix=CONVERSION)
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

    def bytes(self) -> tuple[int, int]:
        """Bytes received and sent so far, of all connections that there are."""
        return self._run(self._bytes())

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
        self._converts.shutdown()

    def _run(self, doing: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(doing, self._loop).result(WITHIN_S)

    async def _answer(self, offer: dict[str, str], sitting: Sitting) -> dict[str, str]:
        connection = RTCPeerConnection(RTCConfiguration([]))
        self._connections.append(connection)

        def on_track(track: MediaStreamTrack) -> None:
            if track.kind == "video":
                connection.addTrack(Returned(track, sitting, self._converts))
            else:
                task = asyncio.ensure_future(_hear(track, sitting))
                self._listening.add(task)
                task.add_done_callback(self._listening.discard)

        connection.on("track", on_track)
        await connection.setRemoteDescription(RTCSessionDescription(**offer))
        await connection.setLocalDescription(await connection.createAnswer())
        return vars(connection.localDescription)

    async def _bytes(self) -> tuple[int, int]:
        received = sent = 0
        for connection in self._connections:
            transports = [one for one in (await connection.getStats()).values() if one.type == "transport"]
            for transport in {one.id: one for one in transports}.values():
                received += transport.bytesReceived
                sent += transport.bytesSent
        return received, sent

    async def _close(self) -> None:
        for connection in self._connections:
            await connection.close()


async def _hear(track: MediaStreamTrack, sitting: Sitting) -> None:
    with contextlib.suppress(MediaStreamError):
        while True:
            frame = await track.recv()
            samples = frame.to_ndarray()
            if not frame.format.is_planar:
                samples = samples.reshape(-1, len(frame.layout.channels))
            sitting.put_audio(samples, frame.sample_rate)
