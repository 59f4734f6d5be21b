"""The signals of one sitting: what each encoder last stated, and the observations that still count."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from emotion.modality import Arrival, Modality, Receiver, Spaced
from emotion.models import Models
from emotion.tilt import NONE, Tilt
from emotion.types import Emotion, EmotionState, Observation, Reading
from session.sitting.baselines import Baselines
from session.sitting.following import Fused
from session.sitting.ladder import RUNGS
from session.sitting.said import Meant
from session.sitting.steadied import Steadied, steadied


@dataclass(frozen=True, eq=False)
class Signal:
    """What is known of one modality: when its signal last arrived, what was last read from it, and what it says.

    read: the last observation as its encoder made it, observation: as it is read of this person.
    """

    arrived: float | None = None
    reading: Reading | None = None
    read: Observation | None = None
    observation: Observation | None = None
    says: Steadied | None = None


class Sensing:
    """Hands each modality its signals and keeps what was found in them.

    Used by one thread; times are seconds on the session's clock.
    """

    def __init__(self, models: Models) -> None:
        self._models = models
        self.modalities = models.modalities
        self.baselines = Baselines(self.modalities)
        self.tilts: Mapping[Modality, Tilt] = {}
        self._receivers: dict[Modality, Receiver] = {}
        self._every = RUNGS[0].hop
        self._renewed: set[Modality] = set()
        self._kept = {m: deque[Observation](maxlen=m.kept) for m in self.modalities}
        self.signals: dict[Modality, Signal] = {}
        for modality in self.modalities:
            self.forget(modality)

    def space(self, every: float) -> None:
        """Read what is read in windows once every so many seconds."""
        if every != self._every:
            self._every = every
            for receiver in self._receivers.values():
                self._spaced(receiver)

    def forget(self, modality: Modality) -> None:
        """Drop all that was sensed of a modality and start its stream afresh."""
        self._kept[modality].clear()
        self.signals[modality] = Signal()
        self._renew(modality)

    def drop_raw(self, modality: Modality) -> None:
        """Drop what a receiver still holds of a stream that has stopped; what was read of it fades by itself."""
        if modality not in self._renewed:
            self._renew(modality)

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

    def receive(
        self, modality: Modality, arrived: Sequence[Arrival], now: float, meant: Meant | None = None
    ) -> Observation | None:
        """Take in signals of a modality, at least one, and read what is due of it; what the last reading observed.

        meant: what to make of an observation, where more is known than its encoder knows.
        """
        self.signals[modality] = replace(self.signals[modality], arrived=arrived[-1].time)
        self._renewed.discard(modality)
        observation = None
        for reading in self._receivers[modality].read(arrived, now):
            if meant is not None and reading.observation is not None:
                reading = replace(reading, observation=meant(reading.observation))
            observation = self._take(reading)
        return observation

    def observations(self, now: float, without: Modality | None = None) -> list[Observation]:
        """What counts at a time, of all modalities or of all but one."""
        for modality, kept in self._kept.items():
            while kept and now - kept[0].time > modality.reach:
                kept.popleft()
        return [o for modality, kept in self._kept.items() if modality != without for o in kept]

    @property
    def named(self) -> dict[Modality, Emotion]:
        """The emotion that each sense names by itself."""
        return {m: signal.says.emotion for m, signal in self.signals.items() if signal.says is not None}

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
        return Fused(state, without, others[len(sensed) :], [one.modality for one in said])

    def _renew(self, modality: Modality) -> None:
        self._receivers[modality] = self._spaced(modality.receiver(self._models))
        self._renewed.add(modality)

    def _spaced(self, receiver: Receiver) -> Receiver:
        if isinstance(receiver, Spaced):
            receiver.every = self._every
        return receiver

    def _take(self, reading: Reading) -> Observation | None:
        signal = self.signals[reading.modality]
        if reading.observation is not None:
            read = reading.observation
            tilted = self.tilts.get(reading.modality, NONE).apply(read)
            reading = replace(reading, observation=self.baselines.read(tilted))
            self._kept[reading.modality].append(reading.observation)
            says = steadied(signal.says, reading.observation)
            signal = replace(signal, read=read, observation=reading.observation, says=says)
        self.signals[reading.modality] = replace(signal, reading=reading)
        return reading.observation
