"""A sitting's worker: turns what waits in the mailboxes into snapshots, on a thread of its own."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace

from session.sitting.act import Act
from session.sitting.choices import Choices
from session.sitting.explanations import Explanations
from session.sitting.faults import log_fault
from session.sitting.inputs import Inputs
from session.sitting.mailboxes import Mailboxes
from session.sitting.pipeline import Pipeline
from session.sitting.turns import NO_TURNS
from session.types import Health, Snapshot
from session.worker import Worker

WATCHED_FOR = 20.0
"""The thread of a sitting that nothing reaches and nobody looks at ends after so many seconds, until either happens."""

LEFT_AFTER = 10.0
"""Sensing rests once the person's page has not been connected for so many seconds."""

STALE_AFTER = 1.0


def monotonic() -> float:
    """The clock that sittings live by, in s."""
    return time.monotonic()


class Loop:
    """Threads cross in three places only: the mailboxes (any thread puts, the worker takes), the choices (pages replace
    them under a lock, the worker reads them) and the snapshot (the worker replaces it under the same lock, pages read
    it). All else belongs to the worker. Its thread exists while sensing is on and somebody is there, and otherwise only
    as long as there is something to do.
    """

    def __init__(
        self,
        name: str,
        pipeline: Pipeline,
        boxes: Mailboxes,
        explanations: Explanations,
        choices: Choices,
        clock: Callable[[], float] = monotonic,
        turns: AbstractContextManager[object] = NO_TURNS,
    ) -> None:
        """turns: held during each step."""
        now = clock()
        self.boxes = boxes
        self._clock = clock
        self._turns = turns
        self._pipeline = pipeline
        self._explanations = explanations
        self._changed = threading.Condition()
        self._choices = choices
        self._wants_sensing = self._closed = False
        self._left_at: float | None = None
        self._given = self._answered = 0
        self._reached_at = now
        self._worker = Worker(name, self._work)
        self._publish(pipeline.step(Inputs(choices, sensing=False), now), 0)

    @property
    def choices(self) -> Choices:
        """What the person chose so far."""
        return self._choices

    @property
    def closed(self) -> bool:
        """Whether all has ended."""
        return self._closed

    @property
    def sensing(self) -> bool:
        """Whether what streams in is sensed: wanted, and the person has not left."""
        left = self._left_at is not None and self._clock() - self._left_at >= LEFT_AFTER
        return self._wants_sensing and not left

    @property
    def idle_for(self) -> float:
        """Seconds since anything reached the sitting or somebody looked at it."""
        return self._clock() - self._reached_at

    @property
    def health(self) -> Health:
        """As it stood at the last step."""
        return self._snapshot.health

    def sense(self, on: bool) -> None:
        """Have what streams in sensed from now on, or no more; what was sensed is then dropped."""
        with self._changed:
            self._wants_sensing = on and not self._closed
        if not on:
            self.boxes.drop_streams()
        self.reached()

    def watch(self, alive: bool) -> None:
        """Whether the person's page is connected."""
        with self._changed:
            if alive:
                self._left_at = None
            elif self._left_at is None:
                self._left_at = self._clock()
        self.reached()

    def do(self, note: Callable[[], None], change: Callable[[Choices], Choices], put: Callable[[], None]) -> bool:
        """What the person does: note it, change the choices, put what is to be worked in. None of the three may wait.

        The next snapshot has the new choices. Once closed nothing is done; returns whether it was.
        """
        with self._changed:
            if self._closed:
                return False
            note()
            self._choices = change(self._choices)
            self._snapshot = replace(self._snapshot, choices=self._choices)
            put()
            self._given += 1
        self.reached()
        return True

    def work_in(self, act: Act, change: Callable[[Choices], Choices], note: Callable[[], None]) -> bool:
        """What the person does where the list is to answer it; as `do`."""
        return self.do(note, change, lambda: self.boxes.acts.put(act))

    def reached(self) -> None:
        """Something arrived."""
        self._reached_at = self._clock()
        self._worker.wake()

    def snapshot(self) -> Snapshot:
        """The sitting as it stands; never waits."""
        now = self._clock()
        with self._changed:
            snapshot, fades = self._snapshot, self._wants_sensing or self._fades
        self._reached_at = now
        if fades and now - snapshot.time > STALE_AFTER:
            self._worker.wake()
        return snapshot

    def settle(self, timeout: float) -> Snapshot:
        """The sitting once all that the person did so far is worked in; waits for that up to timeout s."""
        with self._changed:
            given = self._given
            self._changed.wait_for(lambda: self._answered >= given or self._closed, timeout)
        return self.snapshot()

    def close(self) -> None:
        """End for good: nothing that streamed in is left when this returns, nor later."""
        with self._changed:
            self._closed, self._wants_sensing = True, False
        self.boxes.close_streams()
        if self._worker.close():
            self._work()  # what was told a moment ago is still recorded

    def _work(self) -> float | None:
        """The worker's work: one step, once it has a turn, and in how many seconds the next is due."""
        with self._turns:
            now = self._clock()
            try:
                with self._changed:
                    choices, given = self._choices, self._given
                self._publish(self._pipeline.step(self.boxes.take(choices, self.sensing, now), now), given)
                return self._due_in(now)
            except Exception as error:  # what fails in a step is stated there; all else may not end the sitting
                log_fault("a step of the sitting", error)
                return STALE_AFTER
            finally:
                if self._closed:
                    self._pipeline.forget()

    def _publish(self, snapshot: Snapshot, answered: int) -> None:
        shown, fades = self._pipeline.list.shown, self._pipeline.alive(snapshot.time)
        self._explanations.show(shown)
        with self._changed:
            self._fades, self._answered = fades, answered
            self._snapshot = replace(snapshot, choices=self._choices)
            self._changed.notify_all()

    def _due_in(self, now: float) -> float | None:
        if not self._wants_sensing or now - self._reached_at > WATCHED_FOR:
            return self._pipeline.answers_in(now)
        return min(self._pipeline.due_in(now), self.boxes.due_in(now))
