"""How a piece sounds as a whole: the brighter and the more even in loudness, the more energetic it is to be.

Energetic recordings are bright and closely packed, calm ones are dark and breathe (Schubert 2004, Modeling perceived
emotion with continuous musical features, Music Perception 21, 561; Eerola et al. 2013). Each ensemble is brought
towards what is wanted, so that which instruments play does not say another thing than how they play.
"""

from __future__ import annotations

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft, rfftfreq

from recommender.studio.recording import RATE

DARKEST, BRIGHTEST = 230.0, 950.0
"""Hz: the middle of the spectrum, on a scale of octaves, of what is to sound darkest and brightest."""

STEEPEST = 3.5
"""dB an octave by which the spectrum is tilted at most."""

LEAST, MOST = 2.0, 8.0
"""dB: the standard deviation of loudness in time of what is most and least energetic."""

WIDEST = 12.0
"""dB by which loudness is changed at most."""

_PIVOT, _HIGHEST = 450.0, 10_000.0
_STEP_S = 0.05


def mixed(sound: np.ndarray, valence: float, arousal: float) -> np.ndarray:
    """A waveform (T,) or (T, C) float at RATE as it is to sound at a place on the affect plane, each in [-1, 1]."""
    lift = (np.clip(0.9 * arousal + 0.5 * valence, -1, 1) + 1) / 2
    tilted = _tilted(np.asarray(sound, np.float32), DARKEST * (BRIGHTEST / DARKEST) ** lift)
    return _evened(tilted, LEAST * (MOST / LEAST) ** ((1 - arousal) / 2))


def _tilted(sound: np.ndarray, wanted: float) -> np.ndarray:
    """With the middle of its spectrum at `wanted` Hz, or as near to it as STEEPEST allows."""
    size = next_fast_len(len(sound), real=True)
    spectrum = rfft(sound, size, axis=0)
    hertz = rfftfreq(size, 1 / RATE).astype(np.float32)
    octaves = np.log2(np.clip(hertz, 50, _HIGHEST) / _PIVOT)
    edges = np.linspace(octaves[0], octaves[-1], 80)
    power = np.histogram(octaves, edges, weights=(np.abs(spectrum) ** 2).reshape(len(hertz), -1).sum(axis=1))[0]
    middles, goal = (edges[1:] + edges[:-1]) / 2, np.log2(wanted / _PIVOT)
    steeps = np.linspace(-STEEPEST, STEEPEST, 71)
    weights = (power + 1e-12) * 10 ** (steeps[:, None] * middles / 10)
    centres = (weights * middles).sum(axis=1) / weights.sum(axis=1)
    steep = np.float32(steeps[np.abs(centres - goal).argmin()])
    return irfft((spectrum.T * 10 ** (steep * octaves / 20)).T, size, axis=0)[: len(sound)]


def _evened(sound: np.ndarray, wanted: float) -> np.ndarray:
    """With a loudness that moves by `wanted` dB, or at most twice as much as it did."""
    step = round(_STEP_S * RATE)
    count = len(sound) // step
    power = (sound[: count * step].reshape(count, -1) ** 2).mean(axis=1)
    decibels = 10 * np.log10(np.convolve(power, [0.25, 0.5, 0.25], mode="same") + 1e-12)
    sounds = decibels > decibels.max() - 35
    middle, moves = np.median(decibels[sounds]), max(decibels[sounds].std(), 0.1)
    share = np.clip(wanted / moves, 0.15, 2) - 1
    gains = 10 ** (np.clip(share * (decibels - middle), -WIDEST, WIDEST) / 20)
    places = (np.arange(count) + 0.5) * step
    return (sound.T * np.interp(np.arange(len(sound)), places, gains)).T
