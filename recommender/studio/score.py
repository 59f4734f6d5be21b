"""A piece as it is written down: notes by part, in beats, and the tempo they are played at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

PERCUSSION = 9
"""The channel that General MIDI keeps for drums; there a note's pitch names the instrument."""


@dataclass(frozen=True)
class Note:
    """start and length in beats, pitch as a MIDI number, velocity from 1 to 127."""

    start: float
    length: float
    pitch: int
    velocity: int


@dataclass(frozen=True)
class Part:
    """What one instrument plays. program: from 0, as General MIDI numbers them; channel from 0 to 15."""

    name: str
    program: int
    channel: int
    notes: tuple[Note, ...]


@dataclass(frozen=True)
class Score:
    """A whole piece. tempi: (beat, beats a minute) from there on, the first at beat 0; ends at `beats`."""

    parts: tuple[Part, ...]
    tempi: tuple[tuple[float, float], ...]
    beats: float

    def seconds(self, beat: float) -> float:
        """When a beat sounds, in s from the beginning."""
        ends = [begins for begins, _ in self.tempi[1:]] + [np.inf]
        return sum(
            (min(beat, end) - begins) * 60 / tempo
            for (begins, tempo), end in zip(self.tempi, ends, strict=True)
            if begins < beat
        )

    @property
    def length(self) -> float:
        """How long it takes, in s."""
        return self.seconds(self.beats)

    @property
    def melody(self) -> tuple[Note, ...]:
        """The notes of the part that leads."""
        return self.parts[0].notes

    def pitched(self) -> Iterator[Note]:
        """Every note that has a pitch."""
        for part in self.parts:
            if part.channel != PERCUSSION:
                yield from part.notes
