"""People without a browser: WebRTC clients that send a portrait and speech, in a process of their own.

    python -m session.capacity.people COUNT

writes an offer each as a line of JSON, reads as many answers, then, line by line, what picture is to be sent, as
[width, height, a second], and ends with stdin. What they send is encoded once beforehand, so that they take little of
the processor that is to be measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Iterator
from fractions import Fraction

import av
import cv2
import numpy as np
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection, RTCSessionDescription

from emotion.samples import moving_portrait, speech
from emotion.voice.features import SAMPLE_RATE

FRAME_RATE = 10
FRAMES = 60
KEY_EVERY = 10
"""A picture that stands for itself comes so often: nobody who sends what is encoded already can be asked for one."""

VIDEO_BITS = {(640, 480): 600_000, (320, 240): 250_000}
"""Bits a second at FRAME_RATE, by the picture's size."""

VIDEO_CLOCK = 90_000
SOUND_RATE = 48_000
CHUNK_S = 0.06
"""As `pages/web/camera.js` asks browsers for."""
SPEECH_S = 20.0


def pictures(width: int, height: int) -> list[bytes]:
    """FRAMES pictures of this size in VP8, the first of which stands for itself."""
    codec = av.CodecContext.create("libvpx", "w")
    codec.width, codec.height, codec.pix_fmt = width, height, "yuv420p"
    codec.time_base, codec.framerate = Fraction(1, FRAME_RATE), Fraction(FRAME_RATE)
    codec.bit_rate, codec.gop_size = VIDEO_BITS[width, height], KEY_EVERY
    codec.options = {"deadline": "realtime", "cpu-used": "8", "lag-in-frames": "0", "auto-alt-ref": "0"}
    seen = (cv2.resize(frame, (width, height), interpolation=cv2.INTER_AREA) for frame in moving_portrait(FRAMES))
    frames = [av.VideoFrame.from_ndarray(frame, format="bgr24") for frame in seen]
    return list(_encoded(codec, frames, 1))


def sounds() -> list[bytes]:
    """SPEECH_S seconds of speech in Opus, in packets of CHUNK_S."""
    codec = av.CodecContext.create("libopus", "w")
    codec.sample_rate, codec.format, codec.layout = SOUND_RATE, "s16", "mono"
    codec.bit_rate, codec.time_base = 32_000, Fraction(1, SOUND_RATE)
    codec.options = {"frame_duration": str(round(1000 * CHUNK_S))}
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

    def __init__(self, kind: str, packets: list[bytes], every: float, clock: int) -> None:
        """every: s between packets; clock: ticks a second by which they are dated."""
        super().__init__()
        self.kind = kind
        self._packets = packets
        self._every = every
        self._clock = clock
        self._sent, self._date = 0, 0.0
        self._due: float | None = None

    def change(self, packets: list[bytes], every: float) -> None:
        """Send these from now on."""
        self._packets, self._every, self._sent = packets, every, 0

    async def recv(self) -> av.Packet:
        """The next packet, once it is due."""
        now = asyncio.get_running_loop().time()
        self._due = now if self._due is None else self._due
        await asyncio.sleep(max(self._due - now, 0))
        packet = av.Packet(self._packets[self._sent % len(self._packets)])
        packet.pts, packet.time_base = round(self._date * self._clock), Fraction(1, self._clock)
        self._sent, self._date, self._due = self._sent + 1, self._date + self._every, self._due + self._every
        return packet


async def come(count: int) -> None:
    """So many people connect and stay until stdin ends."""
    seen, heard = {size: pictures(*size) for size in VIDEO_BITS}, sounds()
    size = next(iter(seen))
    connections = [RTCPeerConnection(RTCConfiguration([])) for _ in range(count)]
    cameras = [Played("video", seen[size], 1 / FRAME_RATE, VIDEO_CLOCK) for _ in connections]
    for connection, camera in zip(connections, cameras, strict=True):
        connection.addTrack(camera)
        connection.addTrack(Played("audio", heard, CHUNK_S, SOUND_RATE))
        await connection.setLocalDescription(await connection.createOffer())
        print(json.dumps(vars(connection.localDescription)), flush=True)
    for connection in connections:
        answer = await asyncio.to_thread(sys.stdin.readline)
        await connection.setRemoteDescription(RTCSessionDescription(**json.loads(answer)))
    while asked := await asyncio.to_thread(sys.stdin.readline):
        width, height, rate = json.loads(asked)
        for camera in cameras:
            camera.change(seen[width, height], 1 / rate)
    for connection in connections:
        await connection.close()


if __name__ == "__main__":
    asyncio.run(come(int(sys.argv[1])))
