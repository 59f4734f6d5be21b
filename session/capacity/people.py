"""People without a browser: WebRTC clients that send a portrait and speech, in a process of their own.

    python -m session.capacity.people COUNT

writes an offer each as a line of JSON, reads as many answers, and ends with stdin. What they
send is encoded once beforehand, so that they take little of the processor that is to be measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from fractions import Fraction

import av
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.contrib.media import MediaBlackhole

from emotion.samples import moving_portrait, speech
from emotion.voice.features import SAMPLE_RATE

FRAME_RATE = 15
FRAMES = 60
KEY_EVERY = 15
"""A picture that stands for itself comes so often: nobody who sends what is encoded already can be asked for one."""

VIDEO_BITS = 800_000
SOUND_RATE = 48_000
CHUNK_S = 0.02
SPEECH_S = 20.0


def pictures() -> list[bytes]:
    """FRAMES pictures of 640x480 in VP8, the first of which stands for itself."""
    codec = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = 640, 480, "yuv420p"
    codec.time_base, codec.framerate = Fraction(1, FRAME_RATE), Fraction(FRAME_RATE)
    codec.bit_rate, codec.gop_size = VIDEO_BITS, KEY_EVERY
    codec.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "auto-alt-ref": "0"}
    frames = [av.VideoFrame.from_ndarray(frame, format="bgr24") for frame in moving_portrait(FRAMES)]
    return list(_encoded(codec, frames, 1))


def sounds() -> list[bytes]:
    """SPEECH_S seconds of speech in Opus, in chunks of 20 ms."""
    codec = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.format, codec.layout = SOUND_RATE, "s16", "mono"
    codec.bit_rate, codec.time_base = 32_000, Fraction(1, SOUND_RATE)
    samples = np.repeat(speech(SPEECH_S), SOUND_RATE // SAMPLE_RATE)
    length = round(CHUNK_S * SOUND_RATE)
    frames = []
    for start in range(0, len(samples) - length, length):
        chunk = (32_767 * samples[start : start + length]).astype(np.int16)[None]
        frames.append(av.AudioFrame.from_ndarray(chunk, format="s16", layout="mono"))
        frames[-1].sample_rate = SOUND_RATE
    return list(_encoded(codec, frames, length))


def _encoded(codec: av.CodecContext, frames: list, step: int) -> Iterator[bytes]:
    for number, frame in enumerate(frames):
        frame.pts, frame.time_base = number * step, codec.time_base
        yield from (bytes(packet) for packet in codec.encode(frame))


class Played(MediaStreamTrack):
    """Packets over and over, at their rate."""

    def __init__(self, kind: str, packets: list[bytes], every: Fraction) -> None:
        super().__init__()
        self.kind = kind
        self._packets = packets
        self._every = every
        self._sent = 0
        self._began: float | None = None

    async def recv(self) -> av.Packet:
        """The next packet, once it is due."""
        now = asyncio.get_running_loop().time()
        self._began = now if self._began is None else self._began
        await asyncio.sleep(max(self._began + self._sent * float(self._every) - now, 0))
        packet = av.Packet(self._packets[self._sent % len(self._packets)])
        packet.pts, packet.time_base = self._sent, self._every
        self._sent += 1
        return packet


async def come(count: int) -> None:
    """So many people connect and stay until stdin ends."""
    seen, heard = pictures(), sounds()
    connections = [RTCPeerConnection(RTCConfiguration([])) for _ in range(count)]
    sinks = []
    for connection in connections:
        connection.addTrack(Played("video", seen, Fraction(1, FRAME_RATE)))
        connection.addTrack(Played("audio", heard, Fraction(1, round(1 / CHUNK_S))))
        sink = MediaBlackhole()
        connection.on("track", sink.addTrack)
        sinks.append(sink)
        await connection.setLocalDescription(await connection.createOffer())
        print(json.dumps(vars(connection.localDescription)), flush=True)
    for connection, sink in zip(connections, sinks, strict=True):
        answer = await asyncio.to_thread(sys.stdin.readline)
        await connection.setRemoteDescription(RTCSessionDescription(**json.loads(answer)))
        await sink.start()
    await asyncio.to_thread(sys.stdin.read)
    for connection in connections:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(come(int(sys.argv[1])))
