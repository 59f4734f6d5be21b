"""A camera and a microphone without either, which stream to a sitting at their real rates until they are stopped."""

from __future__ import annotations

import itertools
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

import numpy as np

from emotion.voice.features import SAMPLE_RATE
from session.sitting.live import LiveSession

FRAME_RATE = 15
CHUNK_S = 0.02


@contextmanager
def streaming(
    sessions: Sequence[LiveSession],
    frames: Sequence[np.ndarray],
    samples: np.ndarray,
    beside: Sequence[Callable[[LiveSession, threading.Event], None]] = (),
) -> Iterator[None]:
    """Sense each of these sittings from frames and 16 kHz samples (n,), over and over, as long as the block runs.

    beside: what else goes on in each, on a thread of its own, until the event is set.
    """
    stop = threading.Event()
    work = (partial(_send_frames, frames), partial(_send_sound, samples), *beside)
    senders = [
        threading.Thread(target=send, args=(session, stop), daemon=True) for session in sessions for send in work
    ]
    for session in sessions:
        session.start()
    for sender in senders:
        sender.start()
    try:
        yield
    finally:
        stop.set()
        for sender in senders:
            sender.join()


def _send_frames(frames: Sequence[np.ndarray], session: LiveSession, stop: threading.Event) -> None:
    for frame in itertools.cycle(frames):
        if stop.wait(1 / FRAME_RATE):
            return
        session.put_frame(frame)


def _send_sound(samples: np.ndarray, session: LiveSession, stop: threading.Event) -> None:
    length, due = round(CHUNK_S * SAMPLE_RATE), time.monotonic()
    for start in itertools.cycle(range(0, len(samples) - length, length)):
        due += CHUNK_S
        if stop.wait(max(due - time.monotonic(), 0)):
            return
        session.put_audio(samples[start : start + length], SAMPLE_RATE)
