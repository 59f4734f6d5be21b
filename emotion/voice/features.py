"""Speech as the network sees it: a log-mel picture whose loudness is relative to the clip's own peak."""

from __future__ import annotations

import io
from functools import cache

import cv2
import librosa
import numpy as np
import scipy.fft
import scipy.sparse
import soundfile
import soxr

from emotion.errors import CorpusError
from emotion.voice.logmel import CLIP_SECONDS, HOP, MELS, N_FFT, SAMPLE_RATE, TOP_DB, rescale

_POWER_FLOOR = 1e-10  # librosa.power_to_db's amin
_AUDIBLE_DB = 35.0  # under the loudest frame
_MARGIN = 8  # frames kept on both sides of what is audible


@cache
def _filterbank() -> tuple[scipy.sparse.csr_array, np.ndarray]:
    """The mel filters (128, 513), of which 1.5 % are not 0, and the periodic Hann window (1024,), both float32."""
    filters = librosa.filters.mel(sr=SAMPLE_RATE, n_fft=N_FFT, n_mels=MELS)
    window = np.hanning(N_FFT + 1)[:-1].astype(np.float32)
    return scipy.sparse.csr_array(filters), window


def log_mel(samples: np.ndarray) -> np.ndarray:
    """What the network reads of a recording: the log-mel of 3 s from the first sound to the last.

    (n,) float at 16 kHz -> (128, frames) float32 in [0, 1], at most 94 frames. Raises as spectrogram does.
    """
    return spectrogram(without_silence(samples), CLIP_SECONDS)


def without_silence(samples: np.ndarray) -> np.ndarray:
    """(n,) samples at 16 kHz less what lies before the first sound and after the last; a quarter second of it is kept.

    Sound is a frame of 32 ms within 35 dB of the loudest. In steady noise nothing is silent and all is kept.
    """
    samples = np.asarray(samples, np.float32)
    if samples.ndim != 1 or len(samples) < HOP:
        return samples
    power = np.square(samples[: len(samples) // HOP * HOP].reshape(-1, HOP), dtype=np.float64).mean(1)
    audible = np.flatnonzero(power >= power.max() * 10 ** (-_AUDIBLE_DB / 10))
    start, end = max(audible[0] - _MARGIN, 0), audible[-1] + 1 + _MARGIN
    return samples[start * HOP : end * HOP if end < len(power) else None]


def spectrogram(samples: np.ndarray, seconds: float) -> np.ndarray:
    """Log-mel of the first `seconds` of `samples`: (n,) float at 16 kHz -> (128, 1 + n // 512) float32 in [0, 1].

    The same as librosa's melspectrogram(n_fft=1024, hop_length=512, n_mels=128) and power_to_db(ref=max, top_db=80),
    rescaled per clip. A clip without any sound is all zeros. Raises ValueError for an empty or many-dimensional input.
    """
    samples = np.asarray(samples, np.float32)
    if samples.ndim != 1 or not len(samples):
        raise ValueError(f"a spectrogram takes (n,) samples with n > 0, got {samples.shape}")
    filters, window = _filterbank()
    padded = np.pad(samples[: int(seconds * SAMPLE_RATE)], N_FFT // 2)
    frames = np.lib.stride_tricks.sliding_window_view(padded, N_FFT)[::HOP]
    spectrum = scipy.fft.rfft(frames * window, axis=1)
    power = filters @ (spectrum.real**2 + spectrum.imag**2).T
    decibels = 10 * np.log10(np.maximum(power, _POWER_FLOOR))
    return rescale(np.maximum(decibels, decibels.max() - TOP_DB))


def decode_logmel(data: bytes) -> np.ndarray:
    """The log-mel (128, frames) float32 in [0, 1] stored as a grey picture. Raises CorpusError where it is none."""
    picture = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    if picture is None or picture.shape[0] != MELS:
        shape = None if picture is None else picture.shape
        raise CorpusError(f"a stored log-mel is a grey picture {MELS} pixels high, got {shape}")
    return rescale(picture)


def decode_audio(data: bytes) -> np.ndarray:
    """An audio file's bytes as mono float32 at 16 kHz, whatever its rate and channels. Raises CorpusError."""
    try:
        samples, rate = soundfile.read(io.BytesIO(data), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise CorpusError(f"not an audio file that libsndfile reads: {error}") from error
    mono = samples.mean(axis=1)
    return mono if rate == SAMPLE_RATE else soxr.resample(mono, rate, SAMPLE_RATE)
