"""The sound of one sitting's microphone, read window by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.encoder import Encoder
from emotion.modalities.voice import VOICE
from emotion.modality import Arrival
from emotion.types import Condition, Reading
from emotion.voice.playback import Played, Playing
from emotion.voice.stream import AudioStream


@dataclass(frozen=True, eq=False)
class Sound:
    """Samples in any layout that AudioStream takes, and their rate in Hz; playing: what the person is played then."""

    samples: np.ndarray
    sample_rate: int
    playing: Playing | None = None


class VoiceReceiver:
    """Gathers chunks of sound, and has a window of 3 s read once a second, without what was played in it."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._stream = AudioStream()
        self._played = Played()

    def read(self, arrived: Sequence[Arrival], now: float) -> list[Reading]:
        """Add Sound to the stream; the reading of the window that is due, if one is, and of what is no sound."""
        readings = []
        for sound, time in arrived:
            self._played.note(sound.playing, time)
            try:
                self._stream.push(sound.samples, sound.sample_rate, time)
            except ValueError:
                readings.append(Reading(VOICE, time, Condition.INVALID))
        due = self._stream.window(now)
        if due is None:
            return readings
        window, end = due
        return [*readings, self._encoder.encode(self._played.without(window, end), end)]
