"""How the server does over all its sittings, for whoever runs it; nothing in it is of a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import torch

from emotion.modalities import FACE, VOICE
from session.sitting.ladder import RUNGS
from session.sitting.live import LiveSession
from session.sitting.timings import FRAME, KEPT, Pace


@dataclass(frozen=True)
class ServerHealth:
    """The server at a moment: sittings that there are and may be, those sensed, and who waits for a place; cores in use
    and to be had; whether there is a graphics card; the pace of each part; shares of what arrived that was dropped, and
    None where nothing did. rung: how much is read of each at present, by its place."""

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
    rung: int = 0


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


def noted(sitting: LiveSession, rung: int, waiting: int) -> dict[str, object]:
    """How one sitting did of late, for its record: the rung it is on now, times and shares."""
    frames, sound = dropped([sitting])
    health = sitting.health
    return {
        "rung": rung,
        **asdict(RUNGS[rung]),
        "face_rate": round(health.face_rate, 2),
        "frames_dropped": None if frames is None else round(frames, 4),
        "sound_dropped": None if sound is None else round(sound, 4),
        "paces": {name: [round(pace.median, 1), round(pace.p95, 1)] for name, pace in sitting.paces().items()},
        "waiting": waiting,
        "accelerated": torch.accelerator.is_available(),
    }


def was_sensed(sitting: LiveSession) -> bool:
    """Whether anything that streams in was ever read of a sitting."""
    return not {FACE.name, VOICE.name}.isdisjoint(sitting.timings.read())


def slowest(sittings: Sequence[LiveSession], last: int = KEPT) -> float:
    """The worst 95th percentile, in ms, from a frame's arrival to the list made with it, of so many of the last frames
    of each; 0 where none arrived."""
    found = [Pace.of(list(part.recent)[-last:]) for one in sittings if (part := one.timings.read().get(FRAME))]
    return max((pace.p95 for pace in found if pace), default=0.0)


def _share(pairs: Sequence[tuple[float, float]]) -> float | None:
    whole = sum(received for _, received in pairs)
    return sum(part for part, _ in pairs) / whole if whole else None
