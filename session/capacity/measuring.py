"""What some sittings take of the processor, by stage, while real WebRTC clients are sensed."""

from __future__ import annotations

import json
import resource
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotion.modalities import FACE, TEXT, VOICE
from emotion.models import Models
from recommender.ranking.ranker import Ranker
from session.capacity.hall import THREADS, Hall, Traffic
from session.capacity.looks import Looks
from session.record import schema
from session.record.log import EventLog
from session.serve import build
from session.sitting.live import LiveSession
from session.sitting.timings import FRAME, FUSION, RANKING
from session.types import Consent

WARM_S, SETTLED_S = 6.0, 16.0
"""Seconds before each measurement, in which all come to be sensed, and to the bottom of the ladder where need be."""

STAGES = ("network", "pictures", "sound", "face", "voice", "fusion", "ranking", "rest")
"""All that is told apart. network: ICE, DTLS, SRTP and RTP; pictures and sound: decoding them; face: the frame made
into an array, too; rest: mailboxes, snapshots, the record, and all that has no name."""

TIMED = {"face": "face", "voice": "voice", "fusion": FUSION, "ranking": RANKING}
"""The stages that a sitting times itself, by the names it has for them."""

EVENTS = {stage: stage for stage in TIMED} | {
    "network": "packets",
    "pictures": "frames",
    "sound": "sittings",
    "rest": "sittings",
}
"""What each stage runs for: what arrives, or, once a second, that there is a sitting."""


@dataclass(frozen=True)
class Load:
    """A measurement of `sittings` at once, all per second and over all of them.

    rung: place on the ladder at the end. cpu: processor seconds by stage; events: how often there was what each runs
    for. dropped: share of the frames that were due to be read and were not; sound_dropped: of sound.
    frame_ms: median and 95th percentile from a frame's arrival to the list made with it. memory_mb: resident, at its
    highest. received and sent: bytes of media; rows and stored: rows of the record and their bytes as JSON.
    """

    sittings: int
    seconds: float
    rung: int
    cpu: dict[str, float]
    events: dict[str, float]
    dropped: float
    sound_dropped: float
    frame_ms: tuple[float, float]
    memory_mb: float
    received: float
    sent: float
    rows: float
    stored: float

    @property
    def total(self) -> float:
        """Processor seconds a second."""
        return sum(self.cpu.values())


def measure(
    counts: Sequence[int],
    seconds: float,
    models: Models | None = None,
    ranker: Ranker | None = None,
    rung: int | None = None,
) -> list[Load]:
    """One load for each of these growing counts of sittings, each over so many seconds; on the demo's own by default.

    rung: where on the ladder all are held; None: where the processor has them go, as in the demo. Nobody is refused.
    Raises TimeoutError where people cannot connect and RuntimeError where a connection breaks.
    """
    with tempfile.TemporaryDirectory() as folder:
        log = EventLog(f"sqlite:///{Path(folder) / 'capacity.db'}")
        served = build(models, ranker, log)
        served.shared.models.warm_up()
        hall, sittings, loads = Hall(), [], []
        looks = Looks(sittings, hall, rung)
        try:
            for count in counts:
                joining = [served.sittings.begin(Consent.to(FACE, VOICE, TEXT)) for _ in range(count - len(sittings))]
                for sitting in joining:
                    sitting.start()
                sittings += joining
                hall.take_in(joining)
                looks.go_on(WARM_S if rung is not None else SETTLED_S)
                before = _Counts.of(sittings, hall, log)
                looks.go_on(seconds)
                loads.append(_Counts.of(sittings, hall, log).since(before, sittings))
        finally:
            hall.close()
            served.sittings.close()
    return loads


Threads = Mapping[int, tuple[str, float]]
"""The stage and the processor seconds so far of each thread that lives, by its native id."""


def spent_since(before: Threads, now: Threads) -> Counter[str]:
    """What the threads that live now took since, by stage; what others took that have ended is known of none."""
    spent: Counter[str] = Counter()
    for thread, (stage, seconds) in now.items():
        spent[stage] += seconds - before.get(thread, (stage, 0.0))[1]
    return spent


@dataclass(frozen=True)
class _Counts:
    """All that was counted until a moment."""

    time: float
    cpu: Counter[str]
    threads: Threads
    events: Counter[str]
    traffic: Traffic
    rows: int
    stored: int
    waits: dict[str, int]

    @classmethod
    def of(cls, sittings: Sequence[LiveSession], hall: Hall, log: EventLog) -> _Counts:
        # What counting itself takes is not counted: the processor's clock is read first before and last after.
        log.flush()
        rows = [row for one in sittings for table in schema.OF_SITTINGS for row in log.rows(table, one.id)]
        stored = sum(len(json.dumps(row, default=str)) for row in rows)
        traffic = hall.traffic()
        events: Counter[str] = Counter()
        cpu: Counter[str] = Counter()
        for one in sittings:
            parts, health = one.timings.read(), one.snapshot().health
            events.update({stage: parts[name].count for stage, name in TIMED.items() if name in parts})
            cpu.update({stage: parts[name].cpu_s for stage, name in TIMED.items() if name in parts})
            events.update(
                frames=health.frames_received,
                frames_dropped=health.frames_dropped,
                sound=round(1000 * health.audio_seconds_received),
                sound_dropped=round(1000 * health.audio_seconds_dropped),
            )
        waits = {one.id: parts.count for one in sittings if (parts := one.timings.read().get(FRAME))}
        threads: dict[int, tuple[str, float]] = {}
        for thread in threading.enumerate():
            stage = next((does for name, does in THREADS.items() if thread.name.startswith(name)), None)
            if stage and thread.ident and thread.native_id:
                threads[thread.native_id] = stage, time.clock_gettime(time.pthread_getcpuclockid(thread.ident))
        cpu["own"] = time.clock_gettime(time.pthread_getcpuclockid(threading.get_ident()))
        cpu["all"] = time.process_time()
        return cls(time.monotonic(), cpu, threads, events, traffic, len(rows), stored, waits)

    def since(self, before: _Counts, sittings: Sequence[LiveSession]) -> Load:
        """What happened between two moments, per second."""
        seconds = self.time - before.time
        cpu = {stage: self.cpu[stage] - before.cpu[stage] for stage in (*STAGES, "own", "all")}
        cpu |= spent_since(before.threads, self.threads)
        cpu["rest"] = cpu.pop("all") - cpu.pop("own") - sum(cpu[stage] for stage in STAGES if stage != "rest")
        events = {name: self.events[name] - before.events[name] for name in self.events}
        packets, received, sent = (now - then for now, then in zip(self.traffic, before.traffic, strict=True))
        each = {name: events.get(name, 0) / seconds for name in ("frames", *TIMED)}
        new = {name: count - before.waits.get(name, 0) for name, count in self.waits.items()}
        waits = [ms for one in sittings for ms in list(one.timings.read()[FRAME].recent)[-max(new[one.id], 1) :]]
        return Load(
            sittings=len(sittings),
            seconds=seconds,
            rung=max(one.health.rung for one in sittings),
            cpu={stage: spent / seconds for stage, spent in cpu.items()},
            events=each | {"packets": packets / seconds, "sittings": len(sittings)},
            dropped=events["frames_dropped"] / max(events["frames_dropped"] + events["face"], 1),
            sound_dropped=events["sound_dropped"] / max(events["sound"], 1),
            frame_ms=(float(np.median(waits)), float(np.percentile(waits, 95))),
            memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
            received=received / seconds,
            sent=sent / seconds,
            rows=(self.rows - before.rows) / seconds,
            stored=(self.stored - before.stored) / seconds,
        )
