"""One person's sitting, live: any thread hands in signals and choices, one worker thread turns them into snapshots."""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import asdict, replace

import numpy as np

from emotion.message import Message
from emotion.modalities import FACE, TEXT, TOLD, VOICE
from emotion.modality import Arrival, Modality
from emotion.voice.receiver import Sound
from recommender.errors import UnknownItemError
from recommender.types import Action, Controls, Event, Goal, Loaded
from session.record.record import Record, Restored
from session.sitting.act import Act, as_they_are
from session.sitting.baselines import BaselineWish
from session.sitting.choices import Choices
from session.sitting.mailbox import Bounded, Newest
from session.sitting.pipeline import Inputs, Pipeline
from session.sitting.shared import Shared
from session.sitting.shown import Shown
from session.sitting.why import explain_shown
from session.types import Consent, SittingExplanation, Snapshot
from session.worker import Worker

logger = logging.getLogger(__name__)

FRAME_EVERY = 1 / 15
"""Seconds between frames that are read, at least; the other frames of a faster camera are dropped."""

AUDIO_CAPACITY_S = 30.0
LISTEN_EVERY_S = 0.2
"""Seconds of sound the worker is woken for; chunks of 20 ms each would wake it needlessly often."""

SIGNAL_CAPACITY = 20
COMMENT_LIMIT = 100_000
"""So many characters of a comment are taken; the encoder reads as many of them as its model can."""

WATCHED_FOR = 20.0
"""The thread of a sitting that nothing reaches and nobody looks at ends after so many seconds, until either happens."""

STALE_AFTER = 1.0
NOT_A_FRAME = np.empty(0, np.uint8)
"""Stands in for what is no array at all; the encoder states it as invalid."""


class LiveSession:
    """A sitting from start to close. Every method may be called from any thread and none waits for a model.

    Threads cross in three places only: the mailboxes (media callbacks and pages put, the worker takes), the choices
    (pages replace them under a lock, the worker reads them) and the snapshot (the worker replaces it under the same
    lock, pages read it). All else belongs to the worker. Its thread exists while sensing is on and somebody is there,
    and otherwise only as long as there is something to do.
    """

    def __init__(
        self,
        sitting_id: str,
        shared: Shared,
        consent: Consent,
        restored: Restored | None = None,
    ) -> None:
        """Begin a sitting the person agreed to, or take up a restored one, whose own consent then counts."""
        now = time.monotonic()
        self.id = sitting_id
        self._shared = shared
        self._record = Record(shared.log, sitting_id)
        self._lock = threading.Lock()
        self._choices = restored.choices if restored else Choices(consent)
        self._acts: deque[Act] = deque(maxlen=SIGNAL_CAPACITY)
        self._baseline: deque[BaselineWish] = deque(maxlen=SIGNAL_CAPACITY)
        self._sensing = False
        self._frames = Newest[Arrival]()
        self._audio = Bounded[Arrival](AUDIO_CAPACITY_S)
        self._boxes = {m: Bounded[Arrival](SIGNAL_CAPACITY) for m in shared.models.modalities}
        self._boxes |= {FACE: self._frames, VOICE: self._audio}
        self._next_frame_at = self._reached_at = now
        self._record.begun(now)
        if restored is None:
            self._record.agreed(consent, now)
        version = restored.list_version if restored else 0
        self._pipeline = Pipeline(shared, self._record, self._choices, now, version)
        if restored and restored.told:
            valence, arousal, told_at = restored.told
            self._pipeline.sensing.receive(TOLD, [Arrival((valence, arousal), told_at)], now)
        self._shown: deque[Shown] = deque(maxlen=3)
        self._worker = Worker(f"attune-{sitting_id[:6]}", self._work)
        self._publish(self._pipeline.step(Inputs(self._choices, sensing=False), now))

    def start(self) -> None:
        """Sense what arrives from now on, as far as the person agreed."""
        with self._lock:
            self._sensing = not self._worker.closed
        self._reached()

    def pause(self) -> None:
        """Stop sensing and drop what was sensed; typed words, choices and the list go on working."""
        with self._lock:
            self._sensing = False
        for modality, box in self._boxes.items():
            if modality.streamed:
                box.take_all()
        self._reached()

    def close(self) -> None:
        """End the sitting for good: its thread is gone and no picture is left when this returns."""
        self.pause()
        if self._worker.close():
            self._work()  # what was told a moment ago is still recorded

    @property
    def closed(self) -> bool:
        """Whether the sitting has ended; it then ignores all it is given."""
        return self._worker.closed

    @property
    def sensing(self) -> bool:
        """Whether sensing is on."""
        return self._sensing

    @property
    def consent(self) -> Consent:
        """What the person agrees to at present."""
        return self._choices.consent

    @property
    def idle_for(self) -> float:
        """Seconds since anything reached the sitting or somebody looked at it."""
        return time.monotonic() - self._reached_at

    def put_frame(self, bgr: np.ndarray) -> None:
        """Hand in a frame, (H, W, 3) uint8 BGR, which is copied. It takes the place of one not read yet."""
        if self._takes(FACE):
            frame = bgr.copy() if isinstance(bgr, np.ndarray) else NOT_A_FRAME
            self._frames.put(Arrival(frame, time.monotonic()))
            self._reached()

    def put_audio(self, samples: np.ndarray, sample_rate: int) -> None:
        """Hand in a chunk that ends now, in any layout AudioStream takes. The oldest are dropped beyond 30 s."""
        if self._takes(VOICE):
            length = max(getattr(samples, "shape", ()), default=0)
            # What cannot be measured counts as a millisecond, so that it is bounded too.
            seconds = max(length / sample_rate if sample_rate > 0 else 0.0, 0.001)
            self._audio.put(Arrival(Sound(samples, sample_rate), time.monotonic()), seconds)
            if self._audio.waiting >= LISTEN_EVERY_S:
                self._reached()

    def put(self, modality: Modality, signal: object) -> None:
        """Hand in a signal of any modality, in the form its receiver takes. The oldest are dropped beyond 20."""
        if self._takes(modality):
            self._boxes[modality].put(Arrival(signal, time.monotonic()))
            self._reached()

    def comment(self, text: str) -> None:
        """Hand in what the person wrote. Without consent to text it is neither read nor kept."""
        if not self._takes(TEXT):
            return
        # Lone surrogates and NUL cannot be stored by every database.
        text = text[:COMMENT_LIMIT].encode("utf-8", "replace").decode().replace("\x00", " ")
        now = time.monotonic()
        if self.consent.keep_comments and text.strip():
            self._record.commented(text, now)
        self._boxes[TEXT].put(Arrival(text, now))
        self._reached()

    def tell(self, valence: float, arousal: float) -> None:
        """Hand in what the person says of themselves, each in [-1, 1] (beyond is clipped).

        Raises ValueError when either is not a finite number.
        """
        if not (math.isfinite(valence) and math.isfinite(arousal)):
            raise ValueError(f"valence and arousal must be finite, got {valence} and {arousal}")
        if not self.closed:
            told = (float(np.clip(valence, -1, 1)), float(np.clip(arousal, -1, 1)))
            self._boxes[TOLD].put(Arrival(told, time.monotonic()))
            self._reached()

    def ask_baseline(self, wish: BaselineWish) -> None:
        """Take a personal baseline while sensing is on, cancel the one being taken, or remove those set."""
        if not self.closed:
            with self._lock:
                self._baseline.append(wish)
            self._reached()

    def set_goal(self, goal: Goal) -> None:
        """Choose what the list should do with the feeling."""
        said = Message("change-goal", {"goal": str(goal)})
        if goal != self._choices.goal and self._set(said, goal=goal):
            self._record.chose("goal", str(goal), time.monotonic())

    def set_controls(self, controls: Controls) -> None:
        """Move the sliders; the list is made anew at once."""
        if controls != self._choices.controls and self._set(Message("change-slider"), controls=controls):
            self._record.chose("controls", asdict(controls), time.monotonic())

    def hold(self, held: bool) -> None:
        """Freeze the list shown, or let it follow again; sensing goes on either way."""
        said = Message("change-held" if held else "change-let-go")
        if held != self._choices.held and self._set(said, held=held):
            self._record.chose("hold", held, time.monotonic())

    def act(self, item_id: str, action: Action) -> None:
        """Note what the person did with an item. Raises UnknownItemError for an item the catalogue does not hold."""
        item = self._shared.catalogue.item(item_id)
        event = Event(item_id, action, time.monotonic())
        said = Message(f"change-{action}", {"title": item.title})
        if self._choose(said, lambda c: c.with_event(event), lambda c: c.without_event(event)):
            snapshot = self._snapshot
            rank = next((r.rank for r in snapshot.recommendations if r.item.id == item_id), None)
            self._record.acted(item, action, rank, snapshot.list_version, event.time)

    def bring(self, loaded: Loaded) -> None:
        """Take a history the person brought along, in place of any before; ids of no item are dropped."""
        known = Loaded(
            *(tuple(i for i in ids if i in self._shared.catalogue.index) for ids in (loaded.enjoyed, loaded.passed))
        )
        if known != self._choices.loaded and self._set(Message("change-history-brought"), loaded=known):
            self._record.brought(known, time.monotonic())

    def drop_history(self) -> None:
        """Forget the history the person brought along, here and in the log.

        Raises LogError, whose message is plain, when the log cannot be changed; it no longer counts all the same.
        """
        self._set(Message("change-history-taken"), loaded=Loaded())
        self._record.forget_history()

    def set_consent(self, consent: Consent) -> None:
        """Replace what the person agrees to; what was sensed without agreement from now on is dropped at once."""
        if consent != self.consent and self._set(Message("change-consent"), consent=consent):
            self._record.agreed(consent, time.monotonic())
            for modality, box in self._boxes.items():
                if not consent.allows(modality):
                    box.take_all()

    def snapshot(self) -> Snapshot:
        """The sitting as it stands; never waits."""
        now = time.monotonic()
        with self._lock:
            snapshot = self._snapshot
            fades = self._sensing or self._fades
        self._reached_at = now
        if fades and now - snapshot.time > STALE_AFTER:
            self._worker.wake()
        return snapshot

    def explain(self, item_id: str) -> SittingExplanation:
        """Why an item of the list stands where it does, and where it would stand without each modality.

        Lists that were shown a moment ago are looked through as well, as the list may change between two calls.
        Raises UnknownItemError when none of them holds the item.
        """
        with self._lock:
            recent = tuple(reversed(self._shown))
        for shown in recent:
            if item_id in shown.item_ids:
                return explain_shown(self._shared.ranker, shown, item_id)
        raise UnknownItemError(f"no list of the last moments holds {item_id!r:.80}; take an id from a new snapshot")

    def _set(self, said: Message, **chosen: object) -> bool:
        """Replace one of the choices; False once closed."""
        [(name, new)] = chosen.items()
        old = getattr(self._choices, name)

        def undone(choices: Choices) -> Choices:
            return replace(choices, **{name: old}) if getattr(choices, name) == new else choices

        return self._choose(said, lambda choices: replace(choices, **chosen), undone)

    def _choose(
        self, said: Message, change: Callable[[Choices], Choices], undone: Callable[[Choices], Choices] = as_they_are
    ) -> bool:
        """Replace the choices, so that the next snapshot shows them, and have the list follow; False once closed."""
        if self.closed:
            return False
        with self._lock:
            self._choices = change(self._choices)
            self._snapshot = _with_choices(self._snapshot, self._choices)
            self._acts.append(Act(said, time.monotonic(), undone))
        self._reached()
        return True

    def _reached(self) -> None:
        self._reached_at = time.monotonic()
        self._worker.wake()

    def _work(self) -> float | None:
        """The worker's work: one step, and in how many seconds the next is due."""
        now = time.monotonic()
        try:
            self._publish(self._pipeline.step(self._take_inputs(now), now))
            return self._due_in(now)
        except Exception:  # the steps state what fails in them; this keeps anything else from ending the sitting
            logger.exception("A step of the sitting failed")
            return STALE_AFTER

    def _take_inputs(self, now: float) -> Inputs:
        with self._lock:
            choices, sensing = self._choices, self._sensing
            acts, baseline = list(self._acts), list(self._baseline)
            self._acts.clear()
            self._baseline.clear()
        due = {m: box.take_all() for m, box in self._boxes.items() if m != FACE or now >= self._next_frame_at}
        if due.get(FACE):
            self._next_frame_at = now + FRAME_EVERY
        return Inputs(choices=choices, sensing=sensing, signals=due, acts=acts, baseline=baseline)

    def _takes(self, modality: Modality) -> bool:
        sensed = self._sensing or not modality.streamed
        return sensed and not self.closed and self._choices.allows(modality)

    def _publish(self, snapshot: Snapshot) -> None:
        health = replace(
            snapshot.health,
            frames_received=int(self._frames.received),
            frames_dropped=int(self._frames.dropped),
            audio_seconds_received=self._audio.received,
            audio_seconds_dropped=self._audio.dropped,
            log_error=self._record.error,
        )
        shown, fades = self._pipeline.list.shown, self._pipeline.alive(snapshot.time)
        with self._lock:
            self._fades = fades
            self._snapshot = _with_choices(replace(snapshot, health=health), self._choices)
            if self._shown and self._shown[-1].version == shown.version:
                self._shown.pop()
            self._shown.append(shown)

    def _due_in(self, now: float) -> float | None:
        if not self._sensing or now - self._reached_at > WATCHED_FOR:
            return None
        due = self._pipeline.due_in(now)
        return min(due, max(self._next_frame_at - now, 0.0)) if self._frames.waiting else due


def _with_choices(snapshot: Snapshot, choices: Choices) -> Snapshot:
    """The snapshot with what the person chose just now, so that a page shows it without waiting for the list."""
    return replace(
        snapshot,
        held=choices.held,
        goal=choices.goal,
        controls=choices.controls,
        liked=choices.liked,
        refused=choices.refused,
        loaded=choices.loaded,
    )
