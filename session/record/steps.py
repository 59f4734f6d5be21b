"""The feelings that one look at the list was made from, as bytes that give back the very same numbers."""

from __future__ import annotations

import json
import struct
import zlib

import numpy as np

from emotion.modalities import MODALITIES
from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, INTENTS
from session.sitting.following import Feelings

_SCALARS = ("valence", "arousal", "uncertainty", "valence_trend", "arousal_trend", "volatility", "negative_for")
_HEAD = struct.Struct("<d?B")
_TOLD, _SAID = 1, 2
_KNOWN = struct.Struct(f"<{len(_SCALARS)}d{len(EMOTIONS) + len(INTENTS)}f")


def pack(feelings: Feelings) -> bytes:
    """The feelings as bytes: which modalities had a part, then each summary that differs from the first one's.

    A summary takes 10 bytes where nothing is known and 126 otherwise, before compression.
    """
    now = _summary(feelings.now)
    own = {str(m): _summary(summary) for m, summary in feelings.without.items()}
    own = {name: summary for name, summary in own.items() if summary != now}
    names = json.dumps([sorted(map(str, feelings.without)), list(own), sorted(map(str, feelings.present))]).encode()
    return zlib.compress(struct.pack("<H", len(names)) + names + now + b"".join(own.values()), 9)


def unpack(packed: bytes) -> Feelings:
    """The feelings that `pack` made bytes of. A modality that there no longer is is left out."""
    data = zlib.decompress(packed)
    [length] = struct.unpack_from("<H", data)
    all_of, own, present = json.loads(data[2 : 2 + length])
    reader = _Reader(data, 2 + length)
    now = reader.summary()
    different = {name: reader.summary() for name in own}
    return Feelings(
        now=now,
        without={m: different.get(m, now) for m in _there(all_of)},
        present=frozenset(_there(present)),
    )


def _there(names: list[str]) -> list[Modality]:
    return [modality for modality in MODALITIES if str(modality) in names]


def _summary(summary: TrajectorySummary) -> bytes:
    head = _HEAD.pack(summary.time, summary.unknown, _TOLD * summary.told + _SAID * summary.said)
    if summary.unknown:
        return head
    numbers = (getattr(summary, name) for name in _SCALARS)
    return head + _KNOWN.pack(*numbers, *summary.probabilities.tolist(), *summary.intent.tolist())


class _Reader:
    """Reads summaries one after the other."""

    def __init__(self, data: bytes, start: int) -> None:
        self._data = data
        self._at = start

    def summary(self) -> TrajectorySummary:
        time, unknown, flags = self._take(_HEAD)
        told, said = bool(flags & _TOLD), bool(flags & _SAID)
        if unknown:
            return TrajectorySummary(time=time, told=told, said=said)
        numbers = self._take(_KNOWN)
        scalars, arrays = numbers[: len(_SCALARS)], np.array(numbers[len(_SCALARS) :], np.float32)
        return TrajectorySummary(
            time=time,
            probabilities=arrays[: len(EMOTIONS)],
            intent=arrays[len(EMOTIONS) :],
            unknown=False,
            told=told,
            said=said,
            **dict(zip(_SCALARS, scalars, strict=True)),
        )

    def _take(self, struct_: struct.Struct) -> tuple:
        values = struct_.unpack_from(self._data, self._at)
        self._at += struct_.size
        return values
