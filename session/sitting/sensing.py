"""The signals of one sitting: what each encoder last stated, and the observations that still count."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotion.fusion.freshness import REACH
from emotion.models import Models
from emotion.types import MODALITIES, Condition, EmotionState, Modality, Observation, Reading
from emotion.voice import AudioStream
from session.sitting.baselines import Baselines
from session.sitting.following import Fused

KEPT: dict[Modality, int] = {Modality.FACE: 90, Modality.VOICE: 12, Modality.TEXT: 20, Modality.TOLD: 4}
"""So many observations of a modality are kept at most: more than its reach holds at the highest rate."""


@dataclass(frozen=True)
class AudioChunk:
    """Samples in any layout that AudioStream takes, and the time in s at which they arrived."""

    samples: np.ndarray
    sample_rate: int
    time: float


@dataclass(frozen=True, eq=False)
class Signal:
    """What is known of one modality: when its signal last arrived, and what was last read from it."""

    arrived: float | None = None
    reading: Reading | None = None
    observation: Observation | None = None


class Sensing:
    """Runs the encoders and keeps what they found. Used by one thread; times are seconds on the session's clock."""

    def __init__(self, models: Models) -> None:
        self._models = models
        self._text = models.text_encoder()
        self.baselines = Baselines()
        self._kept = {m: deque[Observation](maxlen=KEPT[m]) for m in MODALITIES}
        self.signals: dict[Modality, Signal] = {m: Signal() for m in MODALITIES}
        self.forget(Modality.FACE)
        self.forget(Modality.VOICE)

    def forget(self, modality: Modality) -> None:
        """Drop all that was sensed of a modality and start its stream afresh."""
        self._kept[modality].clear()
        self.signals[modality] = Signal()
        if modality == Modality.FACE:
            self._face = self._models.face_encoder()
        elif modality == Modality.VOICE:
            self._voice = self._models.voice_encoder()
            self._audio = AudioStream()

    def take_baseline(self, now: float) -> tuple[Modality, ...]:
        """Set the personal baselines that are due; returns of which senses. What these read before no longer counts."""
        found = self.baselines.finish(now)
        for modality in found:
            self._kept[modality].clear()
        return found

    def remove_baselines(self) -> tuple[Modality, ...]:
        """Read the person as anybody again; returns of which senses there was a baseline."""
        had = self.baselines.remove()
        for modality in had:
            self._kept[modality].clear()
        return had

    def see(self, frame: np.ndarray, now: float) -> None:
        """Read a frame, (H, W, 3) uint8 BGR; any other array is stated as invalid."""
        self._arrived(Modality.FACE, now)
        self._take(self._face.encode(frame, now))

    def hear(self, chunks: list[AudioChunk], now: float) -> None:
        """Add audio to the stream, and read the window that is due, if one is."""
        for chunk in chunks:
            self._arrived(Modality.VOICE, chunk.time)
            try:
                self._audio.push(chunk.samples, chunk.sample_rate, chunk.time)
            except ValueError:
                self._take(Reading(Modality.VOICE, chunk.time, Condition.INVALID))
        due = self._audio.window(now)
        if due is not None:
            self._take(self._voice.encode(*due))

    def read(self, comment: str, now: float) -> Observation | None:
        """Read a comment; what it says of the feeling, None where it holds nothing."""
        self._arrived(Modality.TEXT, now)
        return self._take(self._text.encode(comment, now))

    def tell(self, valence: float, arousal: float, time: float) -> Observation:
        """Take in what the person says of themselves."""
        told = Observation(Modality.TOLD, time, quality=1.0, valence=valence, arousal=arousal)
        self._arrived(Modality.TOLD, time)
        self._take(Reading(Modality.TOLD, time, Condition.OK, told))
        return told

    def observations(self, now: float, without: Modality | None = None) -> list[Observation]:
        """What counts at a time, of all modalities or of all but one."""
        for modality, kept in self._kept.items():
            while kept and now - kept[0].time > REACH[modality]:
                kept.popleft()
        return [o for modality, kept in self._kept.items() if modality != without for o in kept]

    def state(self, now: float, without: Modality | None = None) -> EmotionState:
        """What is believed at a time, from all modalities or from all but one."""
        return self._models.fusion.fuse(self.observations(now, without), now)

    def fused(self, now: float, said: Sequence[Observation] = ()) -> Fused:
        """What is believed at a time, and what would be without each modality and without each thing said just now."""
        everything = self.observations(now)
        sensed = [m for m, kept in self._kept.items() if kept]
        sequences = [
            everything,
            *([o for o in everything if o.modality != m] for m in sensed),
            *([o for o in everything if o is not one] for one in said),
        ]
        state, *others = self._models.fusion.fuse_each(sequences, now)
        without = {m: other for m, other in zip(sensed, others[: len(sensed)], strict=True) if state.attention[m] > 0}
        return Fused(state, without, others[len(sensed) :])

    def _arrived(self, modality: Modality, time: float) -> None:
        self.signals[modality] = replace(self.signals[modality], arrived=time)

    def _take(self, reading: Reading) -> Observation | None:
        signal = self.signals[reading.modality]
        if reading.observation is not None:
            reading = replace(reading, observation=self.baselines.read(reading.observation))
            self._kept[reading.modality].append(reading.observation)
            signal = replace(signal, observation=reading.observation)
        self.signals[reading.modality] = replace(signal, reading=reading)
        return reading.observation
