"""One sitting's path from signals to the list, free of threads: inputs and a time in, what a page may see out."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence

from emotion.message import Message
from emotion.modalities import FACE, TEXT
from emotion.modality import Arrival, Modality
from emotion.trajectory import TrajectorySummary
from emotion.types import EmotionState
from recommender.understanding.understood import Understood
from session.condition import DEMO, Condition
from session.record.record import Record
from session.sitting.act import Act
from session.sitting.baselines import BaselineWish
from session.sitting.choices import Choices
from session.sitting.faults import Faults
from session.sitting.following import Feelings, Follower
from session.sitting.inputs import Inputs
from session.sitting.ladder import RUNGS
from session.sitting.learning import Learning
from session.sitting.list_maker import ListMaker
from session.sitting.meters import is_lost, meter
from session.sitting.onlooking import Onlooking
from session.sitting.replying import Replying
from session.sitting.said import UNDERSTOOD, Heavy, aloud, meant
from session.sitting.saying import Saying
from session.sitting.sensing import Sensing
from session.sitting.shared import Shared
from session.sitting.timings import FRAME, FUSION, RANKING, Timings
from session.sitting.usual import Usual
from session.types import Health, Heard, MeterStatus, Snapshot, TrailPoint

FUSE_EVERY = 0.22
RANK_EVERY = 1.0
IDLE_EVERY = 0.5
"""Seconds between fusions while observations are fresh, between looks at the list, and between fusions otherwise."""

TRAIL_FOR = 180.0
RATE_OVER = 3.0

HEARD_FOR = 20.0
"""Seconds for which the page is told what was said aloud; then it is gone."""


class Pipeline:
    """Sensing, fusion, trajectory and list of one sitting. Used by one thread at a time."""

    def __init__(
        self,
        shared: Shared,
        record: Record,
        choices: Choices,
        now: float,
        version: int = 0,
        condition: Condition = DEMO,
        earlier: Sequence[str] = (),
    ) -> None:
        self.faults = Faults()
        self.timings = Timings()
        self.sensing = Sensing(shared.models)
        ranker, policy = shared.ranker_of(condition), shared.policy_of(condition)
        self.learning = Learning(shared.log, record)
        self.list = ListMaker(ranker, policy, choices, now, version, earlier, shared.arrangement_of(condition))
        self._record = record
        self._follower = Follower(now, self.sensing.modalities)
        self._agreed = choices.consent.agreed
        self._understanding = shared.understanding_of(condition)
        self._understood: Understood | None = None
        self._heard: tuple[Heard, float] | None = None
        self._heavy = Heavy.of(choices, now)
        self._saying = Saying()
        self._replying = Replying()
        self._onlooking = Onlooking(shared.models.onlookers)
        self._state = EmotionState.unknown_at(now)
        self._trail: deque[tuple[TrajectorySummary, EmotionState]] = deque()
        self._usual = Usual()
        self._seen_at: deque[float] = deque(maxlen=100)
        self._fused_at = self._ranked_at = self._noted_at = -float("inf")
        self._frame_ms = self._cycle_ms = 0.0
        self._record.starts(choices, version, earlier, now)
        self._record.listed(self.list.shown, now)

    def step(self, inputs: Inputs, now: float) -> Snapshot:
        """Read what arrived, fuse and rank when that is due or the person did something, and say how all stands."""
        began = time.perf_counter()
        self.sensing.space(RUNGS[inputs.rung].hop)
        self._forget_what_is_off(inputs, now)
        self.learning.mind(inputs.choices.consent, self.sensing, now)
        self._hear(inputs, now)
        self._mind_baselines(inputs, now)
        acts = [*self._read(inputs, now), *inputs.acts]
        choices = self._heavy.on(inputs.choices)
        ranks = bool(acts) or now - self._ranked_at >= RANK_EVERY
        started = time.perf_counter()
        if ranks or now - self._fused_at >= FUSE_EVERY:
            with self.faults.watch(Message("doing-fuse")), self.timings.of(FUSION):
                self._fuse(acts, now)
        if ranks:
            with self.faults.watch(Message("doing-list")), self.timings.of(RANKING):
                self._rank(choices, acts, now)
            self._cycle_ms = self._frame_ms + _ms_since(started)
        if inputs.signals.get(FACE):
            waited = now - inputs.signals[FACE][-1].time
            self.timings.took(FRAME, 1000 * waited + _ms_since(began))
        return self._snapshot(inputs, now)

    @property
    def feelings(self) -> Feelings:
        """How the feeling stands, and how it would stand without each modality."""
        return self._follower.feelings

    def alive(self, now: float) -> bool:
        """Whether anything still fades or is remembered, so that the next step would differ without any new input."""
        waits = self.list.waits_until is not None
        return waits or not self.feelings.now.unknown or bool(self.sensing.observations(now))

    def due_in(self, now: float) -> float:
        """Seconds until the next fusion is due."""
        fresh = any(share > 0 for modality, share in self._state.attention.items() if modality.streamed)
        return max(self._fused_at + (FUSE_EVERY if fresh else IDLE_EVERY) - now, 0.0)

    def answers_in(self, now: float) -> float | None:
        """Seconds until a touch is to be answered; None where none waits."""
        until = self.list.waits_until
        return None if until is None else max(until - now, 0.0)

    def forget(self) -> None:
        """Drop all that was sensed."""
        for modality in self.sensing.modalities:
            self.sensing.forget(modality)
        self._heard = None

    def _forget_what_is_off(self, inputs: Inputs, now: float) -> None:
        for modality in self.sensing.modalities:
            if is_lost(modality, self.sensing.signals[modality], now):
                self.sensing.drop_raw(modality)
            if not inputs.senses(modality) and self.sensing.signals[modality].arrived is not None:
                self.sensing.forget(modality)
                self._fused_at = -float("inf")
            if not inputs.choices.allows(modality):
                self.sensing.baselines.forget(modality)
                if modality in self._agreed:
                    self._follower.forget(modality)
                    self._usual = Usual()
                    self._fused_at = -float("inf")
        self._agreed = inputs.choices.consent.agreed

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
        rested = self.sensing.take_baseline(now)
        if rested:
            self._record.baseline_of(baselines.status(now).of, now)
            self.learning.rested(rested, self.sensing)

    def _read(self, inputs: Inputs, now: float) -> list[Act]:
        """Read what arrived of each modality; as acts, what the person said of the feeling themselves."""
        acts: list[Act] = []
        for modality in self.sensing.modalities:
            arrived = inputs.signals.get(modality, ())
            if not arrived or not inputs.senses(modality):
                continue
            with self.faults.watch(Message("doing-read", {"modality": modality.label})):
                if modality.streamed:
                    self._read_stream(modality, arrived, now)
                else:
                    with self.timings.of(modality.name):
                        acts += [self._read_said(modality, said, now) for said in arrived]
        return acts

    def _read_said(self, modality: Modality, said: Arrival, now: float) -> Act:
        if modality.leads:
            self.learning.told(said.signal, self.sensing, said.time)
            self._record.corrected(said.signal, self.sensing.state(said.time, without=modality), said.time)
        after = Message(f"change-after-{modality}")
        understood = self._understanding.read(said.signal[:UNDERSTOOD]) if modality == TEXT else None
        if understood is None:
            return Act(after, said.time, observation=self.sensing.receive(modality, [said], now))
        self._understood = understood
        self._heavy = self._heavy.after(understood, now)
        if meant(understood) is None:
            return Act(after, said.time)
        return Act(after, said.time, observation=self.sensing.receive(modality, [said], now, meant(understood)))

    def _hear(self, inputs: Inputs, now: float) -> None:
        """Read what the person said aloud, as far as they agree to that; it asks nothing of the list by itself."""
        hears = inputs.choices.consent.hears and inputs.sensing
        if self._heard and (not hears or now - self._heard[1] > HEARD_FOR):
            self._heard = None
        if not hears:
            return
        for words, at in inputs.aloud:
            with self.faults.watch(Message("doing-hear")):
                text = words.text[:UNDERSTOOD]
                understood = self._understanding.read(text)
                asks = understood is not None and bool(understood.request)
                self._heard = Heard(text, asks), now
                if understood is not None:
                    self._heavy = self._heavy.after_hearing(understood, now)
                counts = aloud(understood, words.certainty)
                if counts is not None:
                    self.sensing.receive(TEXT, [Arrival(text, at)], now, counts)

    def _read_stream(self, modality: Modality, arrived: Sequence[Arrival], now: float) -> None:
        started, worked, before = time.perf_counter(), time.thread_time(), self.sensing.signals[modality].reading
        self.sensing.receive(modality, arrived, now)
        read = self.sensing.signals[modality].reading is not before
        self.timings.took(modality.name, _ms_since(started), time.thread_time() - worked, counts=read)
        if modality == FACE:
            self._frame_ms = _ms_since(started)
            self._seen_at.append(now)

    def _fuse(self, acts: list[Act], now: float) -> None:
        self._fused_at = now
        fused = self.sensing.fused(now, [act.observation for act in acts if act.observation is not None])
        self._state = fused.state
        summary = self._follower.add(fused, self.sensing.named).now
        if now - self._noted_at >= 1.0:
            self._noted_at = now
            self._record.felt(self._state, summary)
            if not summary.unknown:
                self._trail.append((summary, self._state))
                self._usual.add(summary)
        while self._trail and now - self._trail[0][0].time > TRAIL_FOR:
            self._trail.popleft()

    def _rank(self, choices: Choices, acts: list[Act], now: float) -> None:
        self._ranked_at = now
        self._record.looked(choices, self.feelings, now)
        if self.list.update(choices, self.feelings, acts):
            self._record.listed(self.list.shown, now)

    def _snapshot(self, inputs: Inputs, now: float) -> Snapshot:
        signals, choices, shown = self.sensing.signals, inputs.choices, self.list.shown
        despairs = self._heavy.despairs(choices)
        meters = {m: meter(m, signals[m], self._state, choices, inputs.sensing, now) for m in signals}
        face = signals[FACE].reading
        gone = meters[FACE].status in (MeterStatus.OFF, MeterStatus.LOST)
        return Snapshot(
            time=now,
            state=self._state,
            summary=self.feelings.now,
            meters=meters,
            trail=tuple(
                TrailPoint(now - s.time, s.valence, s.arousal, s.uncertainty, state.attention)
                for s, state in self._trail
            ),
            usual=self._usual.place,
            recommendations=shown.recommendations,
            strategy=shown.strategy,
            list_version=shown.version,
            list_since=shown.since,
            change=shown.change,
            reply=self._replying.update(shown, self.feelings.now, self._understood, self._heavy.grieves, despairs),
            said=self._saying.update(now, self.feelings.now, meters),
            heard=self._heard[0] if self._heard else None,
            onlookers=self._onlooking.update(now, signals, meters),
            choices=choices,
            understood=self._understood,
            crisis=despairs,
            box=face.box if face and not gone else None,
            baseline=self.sensing.baselines.status(now),
            health=self._health(inputs, now),
        )

    def _health(self, inputs: Inputs, now: float) -> Health:
        received = inputs.received
        return Health(
            rung=inputs.rung,
            frames_received=received.frames,
            frames_dropped=received.frames_dropped,
            audio_seconds_received=received.audio_seconds,
            audio_seconds_dropped=received.audio_seconds_dropped,
            face_rate=self._face_rate(now),
            cycle_ms=self._cycle_ms,
            log_error=self._record.error,
            worker_error=self.faults.message,
        )

    def _face_rate(self, now: float) -> float:
        recent = [at for at in self._seen_at if now - at <= RATE_OVER]
        return (len(recent) - 1) / (now - recent[0]) if recent and now > recent[0] else 0.0


def _ms_since(started: float) -> float:
    return 1000 * (time.perf_counter() - started)
