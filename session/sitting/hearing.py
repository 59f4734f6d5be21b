"""What a person says aloud, turned into words on a thread of its own, so that sensing never waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable

from emotion.message import Message
from emotion.modality import Arrival
from emotion.speech.recogniser import Recogniser, Words
from emotion.speech.utterances import Utterances
from emotion.voice.receiver import Sound
from session.sitting.faults import Faults
from session.sitting.mailbox import Bounded
from session.worker import Worker

WAITING_S = 10.0
"""So many seconds of sound wait at most while an utterance is turned into words; the oldest are dropped."""

LATEST = 3.0
"""An utterance that ended longer ago, in s, is dropped unheard: its words would come too late to be understood."""

LISTEN_EVERY_S = 0.25
"""Seconds of sound the thread is woken for."""

LINGERS = 2.0
"""Seconds after which, without more sound, the thread ends and what it held of the sound is gone."""


class Hearing:
    """One sitting's end of the recogniser. Sound waits in a bounded box; neither it nor any word is kept or noted."""

    def __init__(
        self, name: str, recogniser: Recogniser, tell: Callable[[Words], None], clock: Callable[[], float]
    ) -> None:
        """tell is handed what was heard, on the thread that heard it."""
        self.faults = Faults()
        self._recogniser = recogniser
        self._tell = tell
        self._clock = clock
        self._box = Bounded[Arrival](WAITING_S)
        self._utterances = Utterances()
        self._forgotten = threading.Event()
        self._worker = Worker(name, self._work)

    def put(self, sound: Sound, time: float, seconds: float) -> None:
        """Hand in a chunk of sound so many seconds long that ended at a time in s. Any thread."""
        self._box.put(Arrival(sound, time), seconds)
        if self._box.waiting >= LISTEN_EVERY_S:
            self._worker.wake()

    def forget(self) -> None:
        """Drop what was heard so far; what is being turned into words is not told. Any thread."""
        self._forgotten.set()
        self._box.take_all()
        self._worker.wake()

    def close(self) -> None:
        """End for good; nothing that was heard is left when this returns."""
        self._forgotten.set()
        self._box.close()
        self._worker.close()
        self._utterances = Utterances()

    def _work(self) -> float | None:
        arrived = self._box.take_all()
        if self._forgotten.is_set() or not arrived:
            self._forgotten.clear()
            self._utterances = Utterances()
        with self.faults.watch(Message("doing-hear")):
            for one in arrived:
                self._take(one)
        return LINGERS if arrived else None

    def _take(self, arrived: Arrival) -> None:
        ended = self._utterances.push(arrived, arrived.time)
        if ended is None or self._forgotten.is_set() or self._clock() - ended.end > LATEST:
            return
        words = self._recogniser.hear(ended.speech)
        if words is not None and not self._forgotten.is_set() and not self._worker.closed:
            self._tell(words)
