"""All that waits for a sitting's worker: signals of each modality, what the person did, and what they asked for."""

from __future__ import annotations

from collections.abc import Iterable

from emotion.modalities import FACE, VOICE
from emotion.modality import Arrival, Modality
from session.sitting.act import Act
from session.sitting.baselines import BaselineWish
from session.sitting.choices import Choices
from session.sitting.inputs import Inputs, Received
from session.sitting.ladder import RUNGS
from session.sitting.mailbox import Bounded, Newest

AUDIO_CAPACITY_S = 30.0
CAPACITY = 20


class Mailboxes:
    """Any thread puts, only the worker takes. Nothing stays in mailboxes that are closed."""

    def __init__(self, modalities: Iterable[Modality], now: float) -> None:
        self.rung = 0
        self.frames = Newest[Arrival]()
        self.audio = Bounded[Arrival](AUDIO_CAPACITY_S)
        self._signals = {m: Bounded[Arrival](CAPACITY) for m in modalities} | {FACE: self.frames, VOICE: self.audio}
        self.acts = Bounded[Act](CAPACITY)
        self.aloud = Bounded[Arrival](CAPACITY)
        self.wishes = Bounded[BaselineWish](CAPACITY)
        self._next_frame_at = now
        self._frame_waits_since: float | None = None
        self._replaced = 0.0
        self._missed = 0

    def put(self, modality: Modality, signal: object, time: float, size: float = 1.0) -> None:
        """Add a signal in the form that the modality's receiver takes; sound is as large as it is long, in s."""
        if modality == FACE and self._frame_waits_since is None:
            self._frame_waits_since = time
        self._signals[modality].put(Arrival(signal, time), size)

    def drop(self, modalities: Iterable[Modality]) -> None:
        """Drop the signals that wait of some modalities."""
        for modality in modalities:
            self._signals[modality].take_all()
            if modality == FACE:
                self._frame_waits_since = None

    def drop_streams(self) -> None:
        """Drop the signals that wait of all that streams in."""
        self.drop(modality for modality in self._signals if modality.streamed)
        self.aloud.take_all()

    def take(self, choices: Choices, sensing: bool, now: float) -> Inputs:
        """What is due by now; the boxes it comes from are empty after."""
        due = {m: box.take_all() for m, box in self._signals.items() if m != FACE or now >= self._next_frame_at}
        if due.get(FACE):
            self._count_missed(now)
        acts, baseline, aloud = self.acts.take_all(), self.wishes.take_all(), self.aloud.take_all()
        return Inputs(choices, sensing, due, acts, baseline, self._received(), aloud, self.rung)

    def due_in(self, now: float) -> float:
        """Seconds until a frame that waits is due; endless without one."""
        return max(self._next_frame_at - now, 0.0) if self.frames.waiting else float("inf")

    def close_streams(self) -> None:
        """Drop what streamed in, and take no more of it."""
        for modality, box in self._signals.items():
            if modality.streamed:
                box.close()
        self.aloud.close()

    def _count_missed(self, now: float) -> None:
        """A frame is read now; what fell due since the first that it stands for was missed."""
        every = 1 / RUNGS[self.rung].faces
        due, self._frame_waits_since = max(self._next_frame_at, self._frame_waits_since or now), None
        replaced, self._replaced = self.frames.dropped - self._replaced, self.frames.dropped
        self._missed += min(int((now - due) / every + 1e-6), int(replaced))
        self._next_frame_at = max(self._next_frame_at + every, now)

    def _received(self) -> Received:
        return Received(int(self.frames.received), self._missed, self.audio.received, self.audio.dropped)
