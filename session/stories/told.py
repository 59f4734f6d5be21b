"""A story while it is told: a real sitting whose face and voice are written, on a clock that stops, races and leaps."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from emotion.modalities import FACE, TEXT, VOICE
from emotion.modality import Arrival
from emotion.models import Models
from emotion.types import Reading
from recommender.types import Action
from session.player import Player
from session.sitting.live import LiveSession
from session.sitting.loop import Loop
from session.sitting.shared import Shared
from session.stories.memory import StoryLog
from session.stories.script import Deed, Story
from session.stories.trace import reading
from session.types import Consent, Snapshot

STEP = 0.25
"""Seconds of the story between two looks at it; a voice is read once a second."""

STEPS_A_SECOND = round(1 / STEP)

BEHIND = 3.0
"""Who is so many seconds behind looks only once a second, so that a leap takes a moment."""

SPEEDS = (1.0, 2.0, 4.0)

WRITTEN = (FACE, VOICE)
"""The senses whose readings a story states. Words, and what the person tells of themselves, are read as anybody's."""


class AsWritten:
    """The receiver of a sense whose signals are readings already."""

    def read(self, arrived: Sequence[Arrival], now: float) -> list[Reading]:
        """These readings."""
        return [signal for signal, _ in arrived]


class SteppedLoop(Loop):
    """The work of a sitting that its owner has done step by step: no thread does it."""

    def reached(self) -> None:
        """The next step takes it up."""

    def settle(self, timeout: float) -> Snapshot:
        """The sitting once all that was done is worked in, which is done here and now."""
        self.step()
        return self.snapshot()

    def step(self) -> None:
        """Work in what has arrived by now."""
        self._work()


class StorySitting(LiveSession):
    """A sitting that goes on only by `goes_to`; what the audience does in it counts like what the story does."""

    def __init__(self, story: Story, shared: Shared, language: str) -> None:
        sitting_id = secrets.token_urlsafe(9)
        own = replace(shared, models=_written(shared.models), log=StoryLog(sitting_id))
        self._time = self._began = time.monotonic()
        self._story = story
        self._language = language
        self._steps = 0
        super().__init__(sitting_id, own, Consent.to(FACE, VOICE, TEXT), clock=lambda: self._time, loop=SteppedLoop)
        self.start()
        self.set_goal(story.goal)
        self._step(-1.0)

    @property
    def position(self) -> float:
        """How far it has gone, in s."""
        return self._steps * STEP

    def goes_to(self, position: float) -> None:
        """Live on until a time in s since the story began."""
        while (self._steps + 1) * STEP <= position:
            before = self.position
            self._steps += STEPS_A_SECOND if position - before > BEHIND else 1
            self._time = self._began + self.position
            self._step(before)

    def _step(self, before: float) -> None:
        """Sense what is there to be sensed now, and do what was to be done since before."""
        since = self.position
        self.put(FACE, reading(self._story, FACE, since, self._time))
        if int(since) > int(before):
            self.put(VOICE, reading(self._story, VOICE, since, self._time))
        for deed in self._story.deeds_between(before, since):
            self._do(deed)
        self._loop.step()

    def _do(self, deed: Deed) -> None:
        if deed.says is not None:
            self.comment(deed.says[self._language])
        if deed.feels is not None:
            self.tell(*deed.feels)
        if deed.wants is not None:
            self.set_goal(deed.wants)
        if deed.holds is not None:
            self.hold(deed.holds)
        acts = ((deed.likes, Action.LIKE), (deed.refuses, Action.NO), (deed.opens, Action.OPEN))
        for rank, action in acts:
            listed = self.snapshot().recommendations
            if rank is not None and rank <= len(listed):
                self.act(listed[rank - 1].item.id, action, rank)


class ToldStory:
    """A story that is played, paused, sped up and leapt through. Safe to use from any thread."""

    def __init__(
        self, story: Story, shared: Shared, language: str, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self.story = story
        self._shared = shared
        self._language = language
        self._clock = clock
        self._lock = threading.Lock()
        self.player = Player().toggled(clock(), story.seconds)
        self.sitting = StorySitting(story, shared, language)

    @property
    def position(self) -> float:
        """How far it has been told, in s."""
        return self.sitting.position

    @property
    def chapter(self) -> int:
        """The number, from 1, of the chapter it is in."""
        return self.story.chapter_at(self.position)

    @property
    def over(self) -> bool:
        """Whether it has been told to its end."""
        return self.position + STEP > self.story.seconds

    @property
    def said(self) -> str | None:
        """What the person wrote last; None where they wrote nothing yet."""
        says = [deed.says for deed in self.story.deeds_between(-1.0, self.position) if deed.says is not None]
        return says[-1][self._language] if says else None

    def look(self) -> StorySitting:
        """The sitting, told on to where the story stands now."""
        with self._lock:
            return self._told_to(self.player.at(self._clock(), self.story.seconds))

    def toggle(self) -> None:
        """Pause where it plays, go on where it rests, begin anew where it is over."""
        with self._lock:
            rests = Player(0.0, self.player.speed) if self.over else self.player
            self.player = rests.toggled(self._clock(), self.story.seconds)

    def speed(self, speed: float) -> None:
        """Tell it so many times as fast."""
        with self._lock:
            self.player = self.player.sped(speed, self._clock(), self.story.seconds)

    def leap(self, chapter: int) -> StorySitting:
        """Go to the beginning of a chapter, counted from 1. Raises IndexError for one there is not."""
        with self._lock:
            self.player = self.player.moved(self.story.begins(chapter), self._clock())
            return self._told_to(self.player.position)

    def close(self) -> None:
        """End it; nothing of it is left."""
        self.sitting.close()

    def _told_to(self, position: float) -> StorySitting:
        if position + STEP <= self.sitting.position:
            self.sitting.close()
            self.sitting = StorySitting(self.story, self._shared, self._language)
        self.sitting.goes_to(position)
        return self.sitting


def _written(models: Models) -> Models:
    """The same models, with senses that take a story's readings as they are."""
    modalities = (replace(m, receiver=lambda _: AsWritten()) if m in WRITTEN else m for m in models.modalities)
    return replace(models, modalities=tuple(modalities))
