"""Long sittings without a browser: stream camera and microphone at their real rates and watch the memory."""

from __future__ import annotations

import gc
import itertools
import tempfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from scipy.stats import theilslopes

from emotion.message import Message
from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Models
from emotion.samples import COMMENTS, moving_portrait, speech
from recommender.ranking.ranker import Ranker
from recommender.types import Action
from session.capacity.hall import Hall
from session.capacity.looks import Looks
from session.record.log import EventLog
from session.serve import build
from session.sitting.live import LiveSession
from session.streaming import streaming
from session.types import Consent

MOST_GROWTH = 0.05
"""Share by which memory may grow after the first minute."""

FRAMES = 300
SPEECH_S = 30.0
ACTS_EVERY_S = 20.0
MB = 1024**2


@dataclass(frozen=True)
class Soaked:
    """What a run found: resident memory in MB at the end of each minute, and the first sitting's own counts.

    packets: of the track of which most came, where people sent over WebRTC; a packet's number begins anew at 65,536.
    unseen: the most sittings to which no frame came in one of the minutes.
    """

    memory: tuple[float, ...]
    frames: int
    face_rate: float
    worker_error: Message | None
    log_error: str | None
    packets: int = 0
    unseen: int = 0

    @property
    def growth(self) -> float:
        """Largest growth of memory after the first minute, as a share of the memory then."""
        return max(self.memory) / self.memory[0] - 1

    @property
    def slope(self) -> float:
        """Share by which memory grows in 60 of the minutes: the median of all slopes in the second half (Sen 1968)."""
        late = self.memory[len(self.memory) // 2 :]
        return 60 * float(theilslopes(late).slope) / late[0] if len(late) > 1 else 0.0

    @property
    def passed(self) -> bool:
        """Whether memory stayed, nothing failed and nobody was lost."""
        failed = self.worker_error is not None or self.log_error is not None
        return self.growth <= MOST_GROWTH and not failed and not self.unseen


def soak(
    minutes: float,
    models: Models | None = None,
    ranker: Ranker | None = None,
    minute_s: float = 60.0,
    people: int = 0,
) -> Soaked:
    """Stream for so many minutes of minute_s seconds each, printing a line after each; to the demo's own by default.

    people: so many send over WebRTC from a process of their own, each to a sitting; 0: one sitting is fed in this one.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = EventLog(f"sqlite:///{Path(folder) / 'soak.db'}")
        served = build(models, ranker, log)
        served.shared.models.warm_up()
        sittings = [served.sittings.begin(Consent.to(FACE, VOICE, TEXT)) for _ in range(max(people, 1))]
        with _connected(sittings) if people else _fed(sittings) as hall:
            looks = Looks(sittings, hall)
            minutes_seen = [_watched(sittings, looks, minute_s, number + 1) for number in range(max(2, round(minutes)))]
            packets = hall.packets() if hall else 0
        health = sittings[0].snapshot().health
        served.sittings.close()
    counts = health.frames_received, health.face_rate, health.worker_error, health.log_error
    memory, unseen = zip(*minutes_seen, strict=True)
    return Soaked(memory, *counts, packets, max(unseen))


@contextmanager
def _fed(sittings: Sequence[LiveSession]) -> Iterator[None]:
    with streaming(sittings, list(moving_portrait(FRAMES)), speech(SPEECH_S), beside=[_act]):
        yield


@contextmanager
def _connected(sittings: list[LiveSession]) -> Iterator[Hall]:
    hall, stop = Hall(), threading.Event()
    acting = [threading.Thread(target=_act, args=(sitting, stop), daemon=True) for sitting in sittings]
    try:
        for sitting in sittings:
            sitting.start()
        hall.take_in(sittings)
        for one in acting:
            one.start()
        yield hall
    finally:
        stop.set()
        hall.close()


def _watched(sittings: Sequence[LiveSession], looks: Looks, seconds: float, minute: int) -> tuple[float, int]:
    """Look at the sittings as pages do for so many seconds; the resident memory in MB after them, and to how many of
    them no frame came."""
    before = [sitting.snapshot().health.frames_received for sitting in sittings]
    looks.go_on(seconds)
    gc.collect()
    used = psutil.Process().memory_info().rss / MB
    snapshots = [sitting.snapshot() for sitting in sittings]
    counts = [one.health.frames_received for one in snapshots]
    unseen = sum(now == then for now, then in zip(counts, before, strict=True))
    snapshot = snapshots[0]
    attention = " ".join(f"{m} {share:.2f}" for m, share in snapshot.state.attention.items())
    print(
        f"minute {minute:3d}: {used:7.1f} MB, {snapshot.health.face_rate:4.1f} frames/s, "
        f"cycle {snapshot.health.cycle_ms:5.1f} ms, list {snapshot.list_version}, rung {snapshot.health.rung}, "
        f"{len(sittings) - unseen} of {len(sittings)} seen, {attention}",
        flush=True,
    )
    return used, unseen


def _act(session: LiveSession, stop: threading.Event) -> None:
    """What a person does meanwhile: comments, likes, corrections, and a look at the reasons."""
    for number in itertools.count():
        if stop.wait(ACTS_EVERY_S):
            return
        first = session.snapshot().recommendations[0].item.id
        session.comment(COMMENTS[number % len(COMMENTS)])
        session.explain(first)
        session.act(first, Action.LIKE if number % 3 else Action.NO)
        if number % 5 == 4:
            session.tell(0.5, -0.3)
