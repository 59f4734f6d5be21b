"""How a piece sounds as a whole: the more even its level and the brighter, the more energetic it is to be; the brighter
and the crisper its tones begin, the more pleasant.

Energetic recordings are bright and closely packed, calm ones are dark and breathe (Schubert 2004, Modeling perceived
emotion with continuous musical features, Music Perception 21, 561; Eerola et al. 2013). Happiness is played brightly
and with fast attacks, sadness darkly and with slow ones, anger with fast ones as well (Juslin & Laukka 2003,
Psychological Bulletin 129, 770, table 7). Each ensemble is brought towards what is wanted, so that which instruments
play does not say another thing than how they play.
"""

from __future__ import annotations

import numpy as np
from scipy.fft import irfft, next_fast_len, rfft, rfftfreq

from recommender.studio.recording import RATE

DARKEST, BRIGHTEST = 230.0, 950.0
"""Hz: the middle of the spectrum, on a scale of octaves, of what is to sound darkest and brightest."""

STEEPEST = 4.5
"""dB an octave by which the spectrum is tilted at most."""

LEAST, MOST = 0.3, 0.8
"""The standard deviation of the level in time, as a share of its mean, of what is most and least energetic."""

WIDEST = 12.0
"""dB by which the level is changed at most."""

CRISPEST, SOFTEST = 6.0, -9.0
"""dB by which the treble of a tone's beginning is lifted and held down at most."""

_PIVOT, _HIGHEST = 450.0, 10_000.0
_STEP_S = 0.02
_TREBLE_HZ, _ATTACK_S, _AROUND_S = 1500.0, 0.005, 0.2
_CRISPER = 2.5


def mixed(sound: np.ndarray, valence: float, arousal: float) -> np.ndarray:
    """A waveform (T,) or (T, C) float at RATE as it is to sound at a place on the affect plane, each in [-1, 1]."""
    lift = (np.clip(0.3 * arousal + 0.9 * valence, -1, 1) + 1) / 2
    tilted = _tilted(np.asarray(sound, np.float32), DARKEST * (BRIGHTEST / DARKEST) ** lift)
    crisper = _CRISPER * valence * (1 if valence > 0 else (1 - arousal) / 2)
    return _evened(_struck(tilted, crisper), LEAST * (MOST / LEAST) ** ((1 - arousal) / 2))


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


def _struck(sound: np.ndarray, crisper: float) -> np.ndarray:
    """With the treble of what begins lifted above what rings on; below 0: held down to it."""
    from scipy.signal import butter, sosfilt  # here, as it takes long to import and serving begins without it

    treble = sosfilt(butter(2, _TREBLE_HZ, "high", fs=RATE, output="sos"), sound, axis=0).astype(np.float32)
    step = round(_ATTACK_S * RATE)
    count, around = len(sound) // step, round(_AROUND_S / _ATTACK_S) + 1
    force = np.sqrt((treble[: count * step].reshape(count, -1) ** 2).mean(axis=1)) + 1e-5
    force = np.convolve(force, [0.25, 0.5, 0.25], mode="same")
    gains = (force / np.convolve(force, np.full(around, 1 / around), mode="same")) ** crisper
    gains = np.clip(gains, 10 ** (SOFTEST / 20), 10 ** (CRISPEST / 20)) - 1
    places = (np.arange(count) + 0.5) * step
    return sound + (treble.T * np.interp(np.arange(len(sound)), places, gains).astype(np.float32)).T


def _evened(sound: np.ndarray, wanted: float) -> np.ndarray:
    """With a level that moves by `wanted` of its mean, or as near to it as WIDEST and twice what it did allow."""
    step = round(_STEP_S * RATE)
    count = len(sound) // step
    power = (sound[: count * step].reshape(count, -1) ** 2).mean(axis=1)
    decibels = 10 * np.log10(power + 1e-12)
    slowly = 10 * np.log10(np.convolve(power, [0.25, 0.5, 0.25], mode="same") + 1e-12)
    away = slowly - np.median(slowly[slowly > slowly.max() - 35])

    def gains(share: float) -> np.ndarray:
        """In dB, by which what lies `away` comes to `share` of that."""
        return np.clip((share - 1) * away, -WIDEST, WIDEST)

    low, high = 0.0, 2.0
    for _ in range(10):
        share = (low + high) / 2
        level = 10 ** ((decibels + gains(share)) / 20)
        low, high = (share, high) if level.std() < wanted * level.mean() else (low, share)
    places = (np.arange(count) + 0.5) * step
    return (sound.T * np.interp(np.arange(len(sound)), places, 10 ** (gains(low) / 20))).T
