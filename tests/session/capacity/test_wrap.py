"""The numbers of RTP packets begin anew after 65,535, some 20 minutes into a sitting; nothing of it is lost there."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest
from aiortc import MediaStreamTrack, RTCConfiguration, RTCPeerConnection

from session.capacity.people import CHUNK_S, FRAME_RATE, SOUND_RATE, VIDEO_CLOCK, Played, pictures, sounds

FIRST = 65_500
"""The number of the first packet; a sitting begins at a random one."""

FRAMES = 150
FASTER = 4
"""What is sent is dated as always, and comes so many times as fast."""

WITHIN_S = 60.0


class Fast(Played):
    """Packets at FASTER times their rate."""

    async def recv(self):
        packet = await super().recv()
        self._due -= self._every * (1 - 1 / FASTER)
        return packet


async def came(track: MediaStreamTrack) -> tuple[list[int], int, int]:
    """The dates of FRAMES decoded frames of a track sent from one end of a connection to the other, in ticks of its
    clock; how many packets came, and how many were lost."""
    sends, receives = (RTCPeerConnection(RTCConfiguration([])) for _ in range(2))
    dates, done = [], asyncio.get_running_loop().create_future()

    async def listen(coming: MediaStreamTrack) -> None:
        while len(dates) < FRAMES:
            dates.append((await coming.recv()).pts)
        done.set_result(None)

    receives.on("track", lambda coming: asyncio.ensure_future(listen(coming)))
    sends.addTrack(track)
    await sends.setLocalDescription(await sends.createOffer())
    await receives.setRemoteDescription(sends.localDescription)
    await receives.setLocalDescription(await receives.createAnswer())
    await sends.setRemoteDescription(receives.localDescription)
    await asyncio.wait_for(done, WITHIN_S)
    stats = [one for one in (await receives.getStats()).values() if one.type == "inbound-rtp"]
    for connection in (sends, receives):
        await connection.close()
    return dates, sum(one.packetsReceived for one in stats), sum(one.packetsLost for one in stats)


@pytest.mark.parametrize("kind", ["video", "audio"])
def test_no_frame_is_missing_where_the_numbers_begin_anew(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aiortc.rtcrtpsender.random_sequence_number", lambda: FIRST)

    async def run() -> tuple[list[int], int, int]:
        if kind == "video":
            return await came(Fast(kind, pictures(320, 240), 1 / FRAME_RATE, VIDEO_CLOCK))
        return await came(Fast(kind, sounds(), CHUNK_S, SOUND_RATE))

    dates, packets, lost = asyncio.run(run())
    assert FIRST + packets > 65_536 + 50, "the numbers began anew"
    assert lost == 0
    between = VIDEO_CLOCK // FRAME_RATE if kind == "video" else round(CHUNK_S * SOUND_RATE)
    assert {after - before for before, after in pairwise(dates)} == {between}
