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

PEAK = 0.84
"""The highest sample, -1.5 dBFS: what is louder is drawn in softly, so that nothing clips after decoding either."""

BITS_A_SECOND = 48_000
FADE_IN_S, FADE_OUT_S = 0.02, 1.5


def mastered(sound: np.ndarray) -> np.ndarray:
    """A waveform (T,) or (T, C) float at RATE as float32 at LOUDNESS, faded in and out, within PEAK."""
    from pyloudnorm import Meter, normalize  # half a second, of which the pages know nothing

    sound = np.asarray(sound, np.float64)
    meter = Meter(RATE)
    for _ in range(3):  # drawing peaks in takes a little loudness away
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)  # that it would clip, which `_limited` sees to
            sound = _limited(normalize.loudness(sound, meter.integrated_loudness(sound), LOUDNESS))
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


def _limited(sound: np.ndarray) -> np.ndarray:
    """Peaks beyond two thirds of PEAK bent towards it, everything below left as it is."""
    knee = PEAK * 2 / 3
    size = np.abs(sound)
    bent = knee + (PEAK - knee) * np.tanh((size - knee) / (PEAK - knee))
    return np.where(size > knee, np.sign(sound) * bent, sound)
