"""Is there speech? Nothing else is shown to the voice network."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from silero_vad import load_silero_vad

from emotion.types import Condition
from emotion.voice.features import SAMPLE_RATE

FRAME = 512  # samples; 32 ms, what silero-vad looks at
FLOOR_DBFS = -120.0  # the level of digital silence
SILENT_DBFS = -65.0  # the loudest tenth of a second under this is no sound at all
QUIET_DBFS = -45.0  # without speech, the hiss of a quiet room under this counts as silence, over it as noise
SPEECH = 0.5  # silero-vad's own threshold
LEAST_SOUND_SECONDS = 0.2  # of frames taken for speech; fewer are a click or a cough, so the window is noise
LEAST_SPEECH_SECONDS = 0.6  # an emotion is not read off less
_INVALID_SHARE = 0.1
_SHORTEST_SECONDS = 0.5
_LOUD_PEAK = 0.25  # quiet microphones are raised to this peak for the gate, by at most _MOST_GAIN
_MOST_GAIN = 10.0
_MARGIN = 8  # frames of 32 ms kept on both sides of the speech
_FULL_SCALE = 0.985  # resampling moves clipped samples a little


@dataclass(frozen=True)
class Heard:
    """What the gate found in a window. speech is the stretch that holds all speech, None unless the condition is OK."""

    condition: Condition
    level: float  # dBFS, of the speech where there is any
    quality: float = 0.0
    speech: np.ndarray | None = None


@cache
def shared_gate() -> SpeechGate:
    """The one gate of the process."""
    return SpeechGate()


class SpeechGate:
    """silero-vad over whole windows. Thread-safe: it keeps no state between windows.

    The package's sequence export is used: the same outputs as its streaming model in one call, half the time.
    """

    def __init__(self) -> None:
        self._vad = load_silero_vad(sequence=True)

    def probabilities(self, samples: np.ndarray) -> np.ndarray:
        """Probability of speech for every 32 ms of (n,) float32 at 16 kHz."""
        return self._vad.audio_forward(samples)

    def listen(self, window: np.ndarray) -> Heard:
        """The condition of a window (n,) float at 16 kHz, its level and quality, and the speech in it."""
        window = np.asarray(window)
        if window.ndim != 1 or not np.issubdtype(window.dtype, np.floating):
            return Heard(Condition.INVALID, FLOOR_DBFS)
        finite = np.isfinite(window)
        if (~finite).sum() > _INVALID_SHARE * len(window):
            return Heard(Condition.INVALID, FLOOR_DBFS)
        samples = np.where(finite, window, 0).astype(np.float32)
        if len(samples) < _SHORTEST_SECONDS * SAMPLE_RATE:
            return Heard(Condition.TOO_SHORT, _decibels(_power(samples)))
        frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME)
        power = np.square(frames, dtype=np.float64).mean(1)
        if _decibels(np.sort(power)[-3:].mean()) < SILENT_DBFS:
            return Heard(Condition.SILENT, _decibels(power.mean()))
        gain = np.clip(_LOUD_PEAK / max(np.abs(samples).max(), 1e-6), 1, _MOST_GAIN)
        spoken = self.probabilities((samples * gain).astype(np.float32))[: len(frames)] > SPEECH
        seconds = spoken.sum() * FRAME / SAMPLE_RATE
        if seconds < LEAST_SPEECH_SECONDS:
            level = _decibels(power.mean())
            unspoken = Condition.SILENT if level < QUIET_DBFS else Condition.NOISE
            return Heard(Condition.TOO_SHORT if seconds >= LEAST_SOUND_SECONDS else unspoken, level)
        places = np.flatnonzero(spoken)
        start, end = max(places[0] - _MARGIN, 0), places[-1] + 1 + _MARGIN
        level = _decibels(power[spoken].mean())
        return Heard(Condition.OK, level, _quality(samples, power, spoken), samples[start * FRAME : end * FRAME])


def _quality(samples: np.ndarray, power: np.ndarray, spoken: np.ndarray) -> float:
    """How much a reading may be trusted, in [0, 1]: the product of three shares.

    Speech: 1 from 1.5 s on. Signal-to-noise ratio against the quietest frames: 0.2 at 0 dB to 1 at 20 dB.
    Clipping: 1 without, 0 where a tenth of the samples is at full scale.
    """
    enough = min(spoken.sum() * FRAME / SAMPLE_RATE / 1.5, 1.0)
    noise = power[~spoken].mean() if (~spoken).sum() >= 5 else np.quantile(power, 0.1)
    ratio = _decibels(power[spoken].mean()) - _decibels(noise)
    clear = np.interp(ratio, (0, 20), (0.2, 1.0))
    clipped = (np.abs(samples) >= _FULL_SCALE).mean()
    return float(enough * clear * max(1 - 10 * clipped, 0.0))


def _power(samples: np.ndarray) -> float:
    return float(np.square(samples, dtype=np.float64).mean()) if len(samples) else 0.0


def _decibels(power: float) -> float:
    """dBFS of a mean square, at least FLOOR_DBFS."""
    return float(max(10 * np.log10(max(power, 1e-30)), FLOOR_DBFS))
