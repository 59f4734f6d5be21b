"""From a waveform to a file: loudness, fades, and Opus in Ogg."""

from __future__ import annotations

import io
import warnings

import av
import numpy as np

RATE = 48_000
"""Samples a second, which is what Opus works at."""

LOUDNESS = -16.0
"""LUFS, as ITU-R BS.1770 measures it."""

NEAR = 0.2
"""LUFS beside LOUDNESS that are left as they are."""

PEAKS = (0.84, 0.74, 0.64, 0.54, 0.44, 0.34)
"""The highest sample, what is louder being drawn in softly; the first counts with which nothing clips when decoded."""

BITS_A_SECOND = 48_000
FADE_IN_S, FADE_OUT_S = 0.02, 1.5


def recorded(sound: np.ndarray) -> bytes:
    """A waveform (T,) or (T, 2) float at RATE, mastered within the first of PEAKS that does, as an Ogg file of Opus."""
    for peak in PEAKS:
        file = opus(mastered(sound, peak))
        if np.abs(decoded(file)).max() <= 1:
            break
    return file


def mastered(sound: np.ndarray, peak: float = PEAKS[0]) -> np.ndarray:
    """A waveform (T,) or (T, C) float at RATE as float32 at LOUDNESS, faded in and out, within peak."""
    from pyloudnorm import Meter, normalize  # half a second, of which the pages know nothing

    sound = np.asarray(sound, np.float64)
    meter = Meter(RATE)
    for _ in range(3):  # drawing peaks in takes a little loudness away
        loudness = meter.integrated_loudness(sound)
        if abs(loudness - LOUDNESS) < NEAR and np.abs(sound).max() <= peak:
            break
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that it would clip, which `_limited` sees to
            sound = _limited(normalize.loudness(sound, loudness, LOUDNESS), peak)
    steps = np.arange(len(sound)) / RATE
    fade = np.clip(np.minimum(steps / FADE_IN_S, (steps[-1] - steps) / FADE_OUT_S), 0, 1)
    return (sound.T * np.sin(fade * np.pi / 2)).T.astype(np.float32)


def opus(sound: np.ndarray) -> bytes:
    """A waveform (T,) or (T, 2) float32 at RATE as an Ogg file of Opus at BITS_A_SECOND."""
    held = io.BytesIO()
    planar = np.ascontiguousarray(np.atleast_2d(sound.T), np.float32)
    layout = "mono" if len(planar) == 1 else "stereo"
    with av.open(held, "w", format="ogg", options={"fflags": "bitexact"}) as file:
        stream = file.add_stream("libopus", rate=RATE, layout=layout, options={"b": str(BITS_A_SECOND)})
        stream.bit_rate = BITS_A_SECOND
        frame = av.AudioFrame.from_ndarray(_interleaved(planar), format="flt", layout=layout)
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            file.mux(packet)
    return held.getvalue()


def decoded(file: bytes) -> np.ndarray:
    """The waveform (T, C) float32 at RATE of an Ogg file of Opus."""
    with av.open(io.BytesIO(file)) as opened:
        frames = [frame.to_ndarray() for frame in opened.decode(audio=0)]
    return np.concatenate(frames, axis=1).T.astype(np.float32)


def _interleaved(planar: np.ndarray) -> np.ndarray:
    return np.ascontiguousarray(planar.T.reshape(1, -1))


def _limited(sound: np.ndarray, peak: float) -> np.ndarray:
    """Samples beyond two thirds of peak bent towards it, everything below left as it is."""
    knee = peak * 2 / 3
    loud = np.abs(sound) > knee
    bent = knee + (peak - knee) * np.tanh((np.abs(sound[loud]) - knee) / (peak - knee))
    limited = sound.copy()
    limited[loud] = np.sign(sound[loud]) * bent
    return limited
