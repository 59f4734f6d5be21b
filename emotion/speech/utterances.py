"""A live microphone as utterances: speech from its first word to a pause."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from emotion.modality import Arrival
from emotion.voice.features import SAMPLE_RATE
from emotion.voice.gate import FRAME, LEAST_SPEECH_SECONDS, SPEECH, SpeechGate, shared_gate
from emotion.voice.playback import Played
from emotion.voice.stream import AudioStream

HOP = 0.25
"""Seconds of new sound after which it is looked whether somebody speaks."""

PAUSE = 0.5
"""Seconds without speech that end an utterance."""

LONGEST = 8.0
"""Seconds after which an utterance is cut, pause or not."""

MARGIN = 0.3
"""Seconds that are kept before the first and after the last speech."""

CONTEXT = 16
"""Frames of 32 ms that the gate hears again before what is new."""

QUIET_PEAK, MOST_GAIN = 0.25, 10.0
"""Quiet sound is raised to this peak for the gate, by at most so many times."""


@dataclass(frozen=True, eq=False)
class Utterance:
    """Speech (n,) float32 at 16 kHz, without what was played in it, and the time in s at which it ended."""

    speech: np.ndarray
    end: float


class Utterances:
    """Cuts one microphone's sound into utterances. Used by one thread; memory does not grow."""

    def __init__(self, gate: SpeechGate | None = None) -> None:
        self._gate = gate or shared_gate()
        self._stream = AudioStream(LONGEST + 2 * MARGIN + 2 * HOP, HOP)
        self._played = Played()
        self._seen = self._began = self._last = -np.inf
        self._spoken = 0.0

    @property
    def speaking(self) -> bool:
        """Whether an utterance has begun and not ended."""
        return self._spoken > 0

    def push(self, arrived: Arrival, now: float) -> Utterance | None:
        """Add a chunk of Sound that ended at its time; the utterance that ends with it, if one does.

        Sound in a form that AudioStream does not take is passed over.
        """
        sound, time = arrived
        self._played.note(sound.playing, time)
        try:
            self._stream.push(sound.samples, sound.sample_rate, time)
        except ValueError:
            return None
        due = self._stream.window(now)
        return None if due is None else self._look(*due)

    def _look(self, window: np.ndarray, end: float) -> Utterance | None:
        self._listen(window, end)
        over = self._spoken and (end - self._last >= PAUSE or end - self._began >= LONGEST)
        if not over:
            return None
        spoken, self._spoken = self._spoken, 0.0
        if spoken < LEAST_SPEECH_SECONDS:
            return None
        start, stop = self._began - MARGIN, min(self._last + MARGIN, end)
        first, last = (round(len(window) + (at - end) * SAMPLE_RATE) for at in (start, stop))
        speech = window[max(first, 0) : max(last, 0)]
        return Utterance(self._played.without(speech, stop), self._last)

    def _listen(self, window: np.ndarray, end: float) -> None:
        """Note since when and until when somebody speaks in what is new of a window."""
        since = max(self._seen, end - len(window) / SAMPLE_RATE)
        new = int((end - since) * SAMPLE_RATE) // FRAME + 1
        heard = window[-(new + CONTEXT) * FRAME :]
        heard = heard[len(heard) % FRAME :]
        self._seen = end
        if not len(heard) or not np.isfinite(heard).all():
            return
        gain = np.clip(QUIET_PEAK / max(float(np.abs(heard).max()), 1e-6), 1, MOST_GAIN)
        speaks = self._gate.probabilities((heard * gain).astype(np.float32))[-new:] > SPEECH
        for back, speech in zip(range(len(speaks), 0, -1), speaks, strict=True):
            if speech:
                at = end - (back - 1) * FRAME / SAMPLE_RATE
                if not self._spoken:
                    self._began = at - FRAME / SAMPLE_RATE
                self._last = at
                self._spoken += FRAME / SAMPLE_RATE
