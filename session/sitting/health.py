"""How the server does over all its sittings, for whoever runs it; nothing in it is of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import torch

from emotion.modalities import FACE, VOICE
from session.sitting.live import LiveSession
from session.sitting.timings import FRAME


@dataclass(frozen=True)
class Pace:
    """Median and 95th percentile, in ms on the clock, of how long a part took of late."""

    median: float
    p95: float

    @classmethod
    def of(cls, times: Sequence[float]) -> Pace | None:
        """Of so many times in ms; None of none."""
        return cls(*map(float, np.percentile(times, (50, 95)))) if times else None


@dataclass(frozen=True)
class ServerHealth:
    """The server at a moment: sittings that there are and may be, those sensed, and who waits for a place; cores in use
    and to be had; whether there is a graphics card; the pace of each part; shares of what arrived that was dropped, and
    None where nothing did."""

    sittings: int
    most: int
    sensed: int
    waiting: int
    used: float | None
    cores: float
    accelerated: bool = field(default_factory=torch.accelerator.is_available)
    paces: dict[str, Pace] = field(default_factory=dict)
    frames_dropped: float | None = None
    sound_dropped: float | None = None


def paces(sittings: Sequence[LiveSession]) -> dict[str, Pace]:
    """The pace of each part that ran, over the last times of all these sittings."""
    times: dict[str, list[float]] = {}
    for sitting in sittings:
        for name, part in sitting.timings.read().items():
            times.setdefault(name, []).extend(part.recent)
    return {name: pace for name, own in times.items() if (pace := Pace.of(own))}


def dropped(sittings: Sequence[LiveSession]) -> tuple[float | None, float | None]:
    """The share of frames and of sound that arrived in these sittings and was dropped; None where none arrived."""
    states = [sitting.health for sitting in sittings]
    return (
        _share([(one.frames_dropped, one.frames_received) for one in states]),
        _share([(one.audio_seconds_dropped, one.audio_seconds_received) for one in states]),
    )


def was_sensed(sitting: LiveSession) -> bool:
    """Whether anything that streams in was ever read of a sitting."""
    return not {FACE.name, VOICE.name}.isdisjoint(sitting.timings.read())


def slowest(sittings: Sequence[LiveSession]) -> float:
    """The worst 95th percentile, in ms, from a frame's arrival to the list made with it; 0 where none arrived."""
    found = [Pace.of(one.timings.read()[FRAME].recent) for one in sittings if FRAME in one.timings.read()]
    return max((pace.p95 for pace in found if pace), default=0.0)


def _share(pairs: Sequence[tuple[float, float]]) -> float | None:
    whole = sum(received for _, received in pairs)
    return sum(part for part, _ in pairs) / whole if whole else None
