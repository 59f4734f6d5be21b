"""One sitting's path from signals to the list, free of threads: inputs and a time in, what a page may see out."""

from __future__ import annotations

import time
from collections import deque
from dataclasses import dataclass, field

import numpy as np

from emotion.models import Models
from emotion.trajectory import Trajectory, TrajectorySummary
from emotion.types import MODALITIES, Condition, EmotionState, Modality
from recommender.catalogue.items import Catalogue
from session.record.record import Record
from session.sitting.baselines import BaselineWish
from session.sitting.choices import Choices
from session.sitting.faults import Faults
from session.sitting.meters import STREAMED, meter
from session.sitting.sensing import AudioChunk, Sensing
from session.sitting.shelf import Shelf
from session.types import Health, MeterStatus, Snapshot, TrailPoint

FUSE_EVERY = 0.22
RANK_EVERY = 1.0
IDLE_EVERY = 0.5
"""Seconds between fusions while observations are fresh, between looks at the list, and between fusions otherwise."""

TRAIL_FOR = 180.0
RATE_OVER = 3.0


@dataclass(frozen=True, eq=False)
class Inputs:
    """What arrived since the last step; frame is None when no new one did.

    comments and corrections (valence, arousal) carry their times in s; causes say what the person did, as beginnings
    of sentences, and baseline what they asked of their baseline.
    """

    choices: Choices
    sensing: bool
    frame: np.ndarray | None = None
    audio: list[AudioChunk] = field(default_factory=list)
    comments: list[tuple[str, float]] = field(default_factory=list)
    corrections: list[tuple[float, float, float]] = field(default_factory=list)
    causes: list[str] = field(default_factory=list)
    baseline: list[BaselineWish] = field(default_factory=list)


class Pipeline:
    """Sensing, fusion, trajectory and list of one sitting. Used by one thread at a time."""

    def __init__(
        self, models: Models, catalogue: Catalogue, record: Record, choices: Choices, now: float, version: int = 0
    ) -> None:
        self.faults = Faults()
        self.sensing = Sensing(models)
        self.shelf = Shelf(catalogue, choices, now, version)
        self._record = record
        self._trajectory = Trajectory()
        self._state = EmotionState.unknown_at(now)
        self._summary = TrajectorySummary(time=now)
        self._trail: deque[tuple[TrajectorySummary, EmotionState]] = deque()
        self._seen_at: deque[float] = deque(maxlen=100)
        self._picture: np.ndarray | None = None
        self._fused_at = self._ranked_at = self._noted_at = -float("inf")
        self._frame_ms = self._cycle_ms = 0.0
        self._record.listed(self.shelf.shown, now)

    def step(self, inputs: Inputs, now: float) -> Snapshot:
        """Read what arrived, fuse and rank when that is due or the person did something, and say how all stands."""
        self._forget_what_is_off(inputs)
        self._mind_baselines(inputs, now)
        self._read(inputs, now)
        acted = bool(inputs.comments or inputs.corrections or inputs.causes)
        ranks = acted or now - self._ranked_at >= RANK_EVERY
        started = time.perf_counter()
        if ranks or now - self._fused_at >= FUSE_EVERY:
            with self.faults.watch("Combining what was sensed"):
                self._fuse(now)
        if ranks:
            with self.faults.watch("Making the list"):
                self._rank(inputs, now)
            self._cycle_ms = self._frame_ms + _ms_since(started)
        return self._snapshot(inputs, now)

    def alive(self, now: float) -> bool:
        """Whether anything still fades or is remembered, so that the next step would differ without any new input."""
        return not self._summary.unknown or bool(self.sensing.observations(now))

    def due_in(self, now: float) -> float:
        """Seconds until the next fusion is due."""
        fresh = any(self._state.attention[m] > 0 for m in STREAMED)
        return max(self._fused_at + (FUSE_EVERY if fresh else IDLE_EVERY) - now, 0.0)

    def _forget_what_is_off(self, inputs: Inputs) -> None:
        for modality in MODALITIES:
            off = not inputs.choices.allows(modality) or (modality in STREAMED and not inputs.sensing)
            if off and self.sensing.signals[modality].arrived is not None:
                self.sensing.forget(modality)
                self._fused_at = -float("inf")
            if not inputs.choices.allows(modality):
                self.sensing.baselines.forget(modality)

    def _mind_baselines(self, inputs: Inputs, now: float) -> None:
        baselines = self.sensing.baselines
        for wish in inputs.baseline:
            if wish == BaselineWish.REMOVE and self.sensing.remove_baselines():
                self._record.baseline_of((), now)
            elif wish == BaselineWish.CANCEL:
                baselines.cancel()
            elif wish == BaselineWish.TAKE and inputs.sensing:
                baselines.begin(now)
        if not inputs.sensing and baselines.status(now).left is not None:
            baselines.cancel()
        if self.sensing.take_baseline(now):
            self._record.baseline_of(baselines.status(now).of, now)

    def _read(self, inputs: Inputs, now: float) -> None:
        for comment, at in inputs.comments:
            with self.faults.watch("Reading your comment"):
                self.sensing.read(comment, at)
        for valence, arousal, at in inputs.corrections:
            with self.faults.watch("Taking in your correction"):
                sensed = self.sensing.state(at, without=Modality.TOLD)
                self._record.corrected((valence, arousal), sensed, at)
                self.sensing.tell(valence, arousal, at)
        if inputs.sensing and inputs.choices.consent.microphone:
            with self.faults.watch("Listening to your voice"):
                self.sensing.hear(inputs.audio, now)
        if inputs.frame is not None:
            started = time.perf_counter()
            with self.faults.watch("Reading your face"):
                self.sensing.see(inputs.frame, now)
                self._frame_ms = _ms_since(started)
                self._seen_at.append(now)
                if self.sensing.signals[Modality.FACE].reading.condition != Condition.INVALID:
                    self._picture = inputs.frame

    def _fuse(self, now: float) -> None:
        self._fused_at = now
        self._state = self.sensing.state(now)
        self._summary = self._trajectory.add(self._state)
        if now - self._noted_at >= 1.0:
            self._noted_at = now
            self._record.felt(self._state, self._summary)
            if not self._summary.unknown:
                self._trail.append((self._summary, self._state))
        while self._trail and now - self._trail[0][0].time > TRAIL_FOR:
            self._trail.popleft()

    def _rank(self, inputs: Inputs, now: float) -> None:
        self._ranked_at = now
        changed = self.shelf.update(
            inputs.choices,
            self._summary,
            self._state,
            lambda modality: self.sensing.state(self._state.time, without=modality),
            inputs.causes[-1] if inputs.causes else None,
        )
        if changed:
            self._record.listed(self.shelf.shown, now)

    def _snapshot(self, inputs: Inputs, now: float) -> Snapshot:
        signals, choices, shown = self.sensing.signals, inputs.choices, self.shelf.shown
        meters = {m: meter(m, signals[m], self._state, choices, inputs.sensing, now) for m in MODALITIES}
        if meters[Modality.FACE].status in (MeterStatus.OFF, MeterStatus.LOST):
            self._picture = None
        reading = signals[Modality.FACE].reading
        return Snapshot(
            time=now,
            state=self._state,
            summary=self._summary,
            meters=meters,
            trail=tuple(
                TrailPoint(now - s.time, s.valence, s.arousal, s.uncertainty, state.attention)
                for s, state in self._trail
            ),
            recommendations=shown.recommendations,
            strategy=shown.strategy,
            list_version=shown.version,
            change=shown.change,
            held=choices.held,
            goal=choices.goal,
            controls=choices.controls,
            liked=choices.liked,
            refused=choices.refused,
            loaded=choices.loaded,
            picture=self._picture,
            box=reading.box if reading and self._picture is not None else None,
            baseline=self.sensing.baselines.status(now),
            health=Health(
                face_rate=self._face_rate(now),
                cycle_ms=self._cycle_ms,
                worker_error=self.faults.message,
            ),
        )

    def _face_rate(self, now: float) -> float:
        recent = [at for at in self._seen_at if now - at <= RATE_OVER]
        return (len(recent) - 1) / (now - recent[0]) if recent and now > recent[0] else 0.0


def _ms_since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
