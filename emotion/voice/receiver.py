"""The sound of one sitting's microphone, read window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.encoder import Encoder
from emotion.modalities.voice import VOICE
from emotion.modality import Arrival
from emotion.types import Condition, Reading
from emotion.voice.gate import shared_gate
from emotion.voice.playback import Played, Playing
from emotion.voice.speaker import Sitter
from emotion.voice.stream import HOP_SECONDS, AudioStream


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples in any layout that AudioStream takes, and their rate in Hz; playing: what the person is played then.

    only_me: whether other voices than the person's are to be told from it.
    """

    samples: np.ndarray
    sample_rate: int
    playing: Playing | None = None
    only_me: bool = False


class VoiceReceiver:
    """Gathers chunks of sound, and has a window of 3 s read every `every` s, without what was played in it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._stream = AudioStream()
        self._played = Played()
        self._sitter: Sitter | None = None

    @property
    def every(self) -> float:
        """Seconds of new sound between windows."""
        return self._stream.hop

    @every.setter
    def every(self, seconds: float) -> None:
        self._stream.hop = seconds

    def read(self, arrived: Sequence[Arrival], now: float) -> list[Reading]:
        """Add Sound to the stream; the reading of the window that is due, if one is, and of what is no sound."""
        readings = []
        for sound, time in arrived:
            self._played.note(sound.playing, time)
            self._mind(sound.only_me)
            try:
                self._stream.push(sound.samples, sound.sample_rate, time)
            except ValueError:
                readings.append(Reading(VOICE, time, Condition.INVALID))
        due = self._stream.window(now)
        if due is None:
            return readings
        window, end = due
        window = self._played.without(window, end)
        return [*readings, self._other(window, end) or self._encoder.encode(window, end)]

    def _mind(self, only_me: bool) -> None:
        """Learn the person's voice from now on, or forget it."""
        if only_me != (self._sitter is not None):
            self._sitter = Sitter() if only_me else None

    def _other(self, window: np.ndarray, end: float) -> Reading | None:
        """That somebody else speaks, where that is so."""
        if self._sitter is None:
            return None
        heard = shared_gate().listen(window)
        if heard.speech is None or not self._sitter.is_other(heard.speech, HOP_SECONDS):
            return None
        return Reading(VOICE, end, Condition.SOMEONE_ELSE, level=heard.level)
