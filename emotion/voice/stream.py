"""A live microphone as one steady signal: any rate and layout in, the last seconds of mono 16 kHz out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import soxr

from emotion.voice.features import CLIP_SECONDS, SAMPLE_RATE

HOP_SECONDS = 1.0
GAP_SECONDS = 0.5  # a chunk this late was preceded by lost audio
STALE_SECONDS = 2.0  # no window is given so long after the last chunk
_MOST_CHANNELS = 32
_INVALID_SHARE = 0.1  # of a chunk; fewer bad samples are silenced and the rest is used
_RATES = (4_000, 384_000)  # Hz


@dataclass
class AudioCount:
    """What has passed through a stream, in samples of the source unless said otherwise."""

    samples: int = 0
    invalid: int = 0  # NaN or infinite
    clipped: int = 0  # at or beyond full scale
    seconds: float = 0.0  # of audio received
    elapsed: float = 0.0  # s on the clock between the first chunk's start and the last chunk's end

    @property
    def missing(self) -> float:
        """Seconds of audio that the clock says should have come and did not; at least 0."""
        return max(self.elapsed - self.seconds, 0.0)


class AudioStream:
    """The last seconds of one microphone, by default 3. One instance per session; used by one thread at a time.

    A resampler keeps its state from chunk to chunk, so chunk edges leave no clicks; it holds back at most 0.1 s.
    Memory does not grow.
    """

    def __init__(self, seconds: float = CLIP_SECONDS, hop: float = HOP_SECONDS) -> None:
        """seconds: how far back it reaches; hop: of how much new audio there is a window."""
        self.count = AudioCount()
        self.hop = hop
        self._ring = np.zeros(int(seconds * SAMPLE_RATE), np.float32)
        self._filled = 0
        self._fresh = 0.0  # seconds of audio since the last window
        self._rate = 0
        self._resampler: soxr.ResampleStream | None = None
        self._began = 0.0
        self._end = 0.0

    def push(self, samples: np.ndarray, sample_rate: int, time: float) -> None:
        """Adds a chunk that ended at `time` (s).

        samples: (n,) mono, (channels, n) planar or (n, channels); integers of full scale or floats in [-1, 1]
        (beyond is clipped and counted). NaN and infinite samples become silence where they are few; where they are
        more than a tenth of the chunk the whole chunk is marked NaN, so that an encoder sees an invalid signal.
        Raises ValueError for another shape, type or rate.
        """
        mono = to_mono(samples)
        if not _RATES[0] <= sample_rate <= _RATES[1]:
            raise ValueError(f"sample_rate must lie in {_RATES} Hz, got {sample_rate}")
        if not len(mono):
            return
        finite = np.isfinite(mono)
        invalid = len(mono) - int(finite.sum())
        mono = np.where(finite, mono, 0).astype(np.float32)
        clipped = int((np.abs(mono) >= 0.999).sum())
        duration = len(mono) / sample_rate
        self._keep_time(time, duration)
        self._tally(len(mono), invalid, clipped, duration)
        out = self._resample(np.clip(mono, -1, 1), sample_rate)
        if invalid > _INVALID_SHARE * len(mono):
            out = np.full_like(out, np.nan)
        self._append(out)
        self._fresh += duration

    def window(self, now: float) -> tuple[np.ndarray, float] | None:
        """The last seconds (less at the start) as (n,) float32 and the time of their end, once per hop of new audio.

        None while no hop of new audio has come, or when the last chunk is more than 2 s old.
        """
        if self._fresh < self.hop - 1e-6 or now - self._end > STALE_SECONDS:
            return None
        self._fresh = 0.0
        return self._ring[len(self._ring) - self._filled :].copy(), self._end

    def _keep_time(self, time: float, duration: float) -> None:
        """Puts silence where the clock says that audio was lost, so that words said far apart do not join."""
        if not self.count.samples:
            self._began = time - duration
        elif time - duration - self._end > GAP_SECONDS:
            gap = min(time - duration - self._end, len(self._ring) / SAMPLE_RATE)
            self._append(np.zeros(int(gap * SAMPLE_RATE), np.float32))
            self._resampler = None
        self._end = max(self._end, time) if self.count.samples else time

    def _tally(self, samples: int, invalid: int, clipped: int, duration: float) -> None:
        self.count.samples += samples
        self.count.invalid += invalid
        self.count.clipped += clipped
        self.count.seconds += duration
        self.count.elapsed = self._end - self._began

    def _resample(self, mono: np.ndarray, rate: int) -> np.ndarray:
        if rate == SAMPLE_RATE:
            self._resampler = None
            return mono
        if self._resampler is None or rate != self._rate:
            self._resampler = soxr.ResampleStream(rate, SAMPLE_RATE, 1, dtype="float32")
            self._rate = rate
        return self._resampler.resample_chunk(mono)

    def _append(self, new: np.ndarray) -> None:
        new = new[-len(self._ring) :]
        if len(new):
            self._ring[: -len(new)] = self._ring[len(new) :]
            self._ring[-len(new) :] = new
            self._filled = min(self._filled + len(new), len(self._ring))


def to_mono(samples: np.ndarray) -> np.ndarray:
    """Any layout (see AudioStream.push) as (n,) float32 with full scale at 1; the mean of the channels."""
    samples = np.asarray(samples)
    if np.issubdtype(samples.dtype, np.unsignedinteger):
        half = (np.iinfo(samples.dtype).max + 1) / 2
        samples = (samples.astype(np.float64) - half) / half
    elif np.issubdtype(samples.dtype, np.signedinteger):
        samples = samples / (np.iinfo(samples.dtype).max + 1.0)
    elif not np.issubdtype(samples.dtype, np.floating):
        raise ValueError(f"samples must be integers or floats, got {samples.dtype}")
    if samples.ndim == 2 and min(samples.shape) <= _MOST_CHANNELS:
        samples = samples.mean(axis=int(np.argmin(samples.shape)))
    if samples.ndim != 1:
        raise ValueError(f"samples must be (n,), (channels, n) or (n, channels), got {samples.shape}")
    return samples.astype(np.float32)


def deinterleave(packed: np.ndarray, channels: int) -> np.ndarray:
    """The packed samples of PyAV's `frame.to_ndarray()`, (1, n * channels) or (n * channels,), as (channels, n)."""
    return np.asarray(packed).reshape(-1, channels).T
