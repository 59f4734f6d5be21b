"""What is played is not the person: it is found again in the microphone's sound and taken out of it.

The waveform that is played is known, as it comes from this server. When it arrives at the microphone is known only
roughly: the player, the network and the room add up to some hundred milliseconds. So the delay is searched by
cross-correlation with a whitened spectrum (GCC-PHAT; Knapp & Carter 1976, The generalized correlation method for
estimation of time delay). Then what the room makes of it is estimated band by band, as a filter over the last frames
of each band of a short-time Fourier transform (subband echo cancellation; Gilloire & Vetterli 1992), by regularised
least squares over the window, and taken away. What is left of it is damped where it is not clearly louder than the
estimate leaves unexplained.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import soxr

from emotion.voice.features import SAMPLE_RATE

EARLY, LATE = 1.0, 2.0
"""What is played may arrive so many seconds before or after the player's word lets expect it."""

FRAME, HOP = 512, 128
TAPS_BEFORE, TAPS = 2, 18
"""Frames of 8 ms: the room's filter begins so many before the delay that was found, and is so long."""

RIDGE = 1e-3
"""Of a band's mean power, what regularises its filter."""

HEARD = 6.0
"""The correlation's peak, in its own standard deviations, from which on what is played counts as heard."""

LEFT_OVER = 0.15
"""The share of the estimated echo's power that may be left of it: what the filter cannot follow."""

FLOOR = 0.03
"""The least that a band is damped to, as an amplitude."""

QUIET = 1e-5
"""Root mean square under which nothing is played."""

_WINDOW = np.sqrt(np.hanning(FRAME + 1)[:-1]).astype(np.float32)
_SCALE = float((_WINDOW**2).sum() / HOP)
_BAND = (150.0, 7000.0)


@dataclass(frozen=True, eq=False)
class Playing:
    """What a player plays since a time in s: from the position `at`, in s, of the samples (n,) float32 at 16 kHz.

    samples is called when they are needed. speed: so many times as fast, and higher by as much, as a record does it.
    """

    samples: Callable[[], np.ndarray]
    at: float
    since: float
    speed: float = 1.0

    def between(self, start: float, end: float) -> np.ndarray:
        """What is played from one time to another, zeros before its beginning and after its end."""
        first = round((self.at + (start - self.since) * self.speed) * SAMPLE_RATE)
        length = round((end - start) * SAMPLE_RATE)
        if self.speed == 1.0:
            return _stretch(self.samples(), first, length)
        source = _stretch(self.samples(), first, round(length * self.speed))
        return _stretch(soxr.resample(source, self.speed * SAMPLE_RATE, SAMPLE_RATE), 0, length)


class Played:
    """What was played of late to one person, by the changes that were told."""

    def __init__(self) -> None:
        self._changes: list[tuple[float, Playing | None]] = []

    def note(self, playing: Playing | None, time: float) -> None:
        """At a time in s this is played, or nothing."""
        last = self._changes[-1][1] if self._changes else None
        if playing is not last:
            since = time if playing is None else playing.since
            self._changes = [*(c for c in self._changes if c[0] < since), (since, playing)][-8:]

    def without(self, window: np.ndarray, end: float) -> np.ndarray:
        """A window (n,) float32 at 16 kHz that ended at a time, without what was played in it."""
        start = end - len(window) / SAMPLE_RATE
        lives = self._within(start - LATE, end + EARLY)
        if not any(playing for _, _, playing in lives) or not np.isfinite(window).all():
            return window
        return without(window, np.concatenate([self._samples(*life) for life in lives]))

    def _within(self, start: float, end: float) -> list[tuple[float, float, Playing | None]]:
        """From when to when what was played, over a stretch of time without a gap."""
        changes = [(-np.inf, None), *self._changes]
        ends = [*(time for time, _ in changes[1:]), np.inf]
        lives = [(max(begun, start), min(over, end), p) for (begun, p), over in zip(changes, ends, strict=True)]
        return [life for life in lives if life[0] < life[1]]

    @staticmethod
    def _samples(start: float, end: float, playing: Playing | None) -> np.ndarray:
        return playing.between(start, end) if playing else np.zeros(round((end - start) * SAMPLE_RATE), np.float32)


def without(window: np.ndarray, played: np.ndarray) -> np.ndarray:
    """A window (n,) float32 without what was played in it; played (m,), m > n, may be heard at any place of it."""
    if np.sqrt(np.mean(np.square(played))) < QUIET or len(played) <= len(window):
        return window
    place = _place(window, played)
    if place is None:
        return window
    heard = _spectra(window)
    source = _spectra(_stretch(played, place + TAPS_BEFORE * HOP, len(window)))
    echo = _echo(heard, source)
    rest = heard - echo
    power, left = np.abs(rest) ** 2, LEFT_OVER * np.abs(echo) ** 2
    rest *= np.sqrt(np.clip(1 - left / np.maximum(power, 1e-12), FLOOR**2, 1))
    return _samples_of(rest, len(window))


def _place(window: np.ndarray, played: np.ndarray) -> int | None:
    """Where in what is played the window begins, in samples; None where it is not heard in it."""
    size = 1 << (len(played) + len(window) - 1).bit_length()
    cross = np.conj(np.fft.rfft(window, size)) * np.fft.rfft(played, size)
    hertz = np.fft.rfftfreq(size, 1 / SAMPLE_RATE)
    cross[(hertz < _BAND[0]) | (hertz > _BAND[1])] = 0
    strength = np.abs(cross)
    cross /= np.maximum(strength, 1e-3 * strength.max() + 1e-20)
    likeness = np.abs(np.fft.irfft(cross, size)[: len(played) - len(window) + 1])
    best = int(likeness.argmax())
    return best if likeness[best] > HEARD * np.sqrt(np.mean(likeness**2)) else None


def _stretch(samples: np.ndarray, start: int, length: int) -> np.ndarray:
    found = np.zeros(length, np.float32)
    low, high = max(start, 0), min(start + length, len(samples))
    if low < high:
        found[low - start : high - start] = samples[low:high]
    return found


def _echo(heard: np.ndarray, source: np.ndarray) -> np.ndarray:
    """What of heard (T, F) the last TAPS frames of source (T, F) explain, band by band."""
    padded = np.concatenate([np.zeros((TAPS - 1, source.shape[1]), source.dtype), source])
    frames = np.lib.stride_tricks.sliding_window_view(padded, len(source), axis=0)  # (TAPS, F, T)
    taps = np.ascontiguousarray(frames.transpose(1, 2, 0))  # (F, T, TAPS)
    gram = np.conj(taps.transpose(0, 2, 1)) @ taps
    gram += (RIDGE * np.trace(gram, axis1=1, axis2=2).real / TAPS + 1e-9)[:, None, None] * np.eye(TAPS)
    cross = np.conj(taps.transpose(0, 2, 1)) @ heard.T[:, :, None]
    return (taps @ np.linalg.solve(gram, cross))[:, :, 0].T


def _spectra(samples: np.ndarray) -> np.ndarray:
    """(T, F) complex64: frames of FRAME samples, HOP apart, so that each sample is in FRAME / HOP of them."""
    padded = np.pad(samples.astype(np.float32), (FRAME - HOP, FRAME))
    frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP]
    return np.fft.rfft(frames * _WINDOW, axis=1).astype(np.complex64)


def _samples_of(spectra: np.ndarray, length: int) -> np.ndarray:
    frames = np.fft.irfft(spectra, FRAME, axis=1) * _WINDOW
    whole = np.zeros((len(frames) - 1) * HOP + FRAME)
    for number, frame in enumerate(frames):
        whole[number * HOP : number * HOP + FRAME] += frame
    return (whole[FRAME - HOP : FRAME - HOP + length] / _SCALE).astype(np.float32)
