"""Camera and microphone of a sitting, played from a moving portrait and synthesised speech."""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable

from emotion.samples import moving_portrait, speech
from emotion.voice.features import SAMPLE_RATE
from session.sitting.live import LiveSession
from session.types import Snapshot

CHUNK = SAMPLE_RATE // 20


def stream(session: LiveSession, holds: Callable[[Snapshot], bool], seconds: float = 30.0) -> Snapshot:
    """Camera and microphone at their real rates until the snapshot satisfies something; returns that snapshot."""
    frames, samples = itertools.cycle(list(moving_portrait(30))), speech(seconds + 1)
    began = time.monotonic()
    for number in itertools.count():
        snapshot = session.snapshot()
        if holds(snapshot):
            return snapshot
        assert number < 20 * seconds, f"waited in vain: {snapshot.meters} {snapshot.health}"
        time.sleep(max(began + number / 20 - time.monotonic(), 0))
        session.put_frame(next(frames))
        session.put_audio(samples[number * CHUNK : (number + 1) * CHUNK], SAMPLE_RATE)
