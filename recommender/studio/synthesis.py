"""Plays a score without any instrument but sums of sines: for a piece that is made while somebody waits."""

from __future__ import annotations

from functools import cache

import numpy as np
import soxr

from recommender.studio.recording import RATE
from recommender.studio.score import PERCUSSION, Note, Score

INNER_RATE = RATE // 2
"""Samples a second at which it sounds; nothing here reaches above half of that."""

RELEASE_S = 0.35
_ATTACK_S = {"melody": 0.02, "chords": 0.06, "bass": 0.02}
_LOUD = {"melody": 1.0, "chords": 0.45, "bass": 0.8, "drums": 0.35}


def played(score: Score, brightness: float) -> np.ndarray:
    """The waveform (T,) float32 of a score at RATE; brightness in [0, 1]: how strong the upper partials are."""
    sound = np.zeros(round((score.length + 2) * INNER_RATE), np.float32)
    steep = round(2.4 - 1.4 * brightness, 1)
    for part in score.parts:
        for note in part.notes:
            begins = score.seconds(note.start)
            lasts = round(score.seconds(note.start + note.length) - begins, 1)
            wave = _drum(note.pitch) if part.channel == PERCUSSION else _tone(note.pitch, lasts, part.name, steep)
            first = round(begins * INNER_RATE)
            room = sound[first : first + len(wave)]
            room += wave[: len(room)] * _force(note) * _LOUD[part.name]
    return soxr.resample(sound, INNER_RATE, RATE, quality="MQ").astype(np.float32)


def _force(note: Note) -> float:
    return (note.velocity / 127) ** 1.5


@cache
def _drum(pitch: int) -> np.ndarray:
    """A low thump for what lies low, a short hiss for all else."""
    times = np.arange(round(0.25 * INNER_RATE)) / INNER_RATE
    if pitch <= 36:
        return (np.sin(2 * np.pi * (50 * times + 3 * np.exp(-times * 30))) * np.exp(-times * 16)).astype(np.float32)
    hiss = np.diff(np.random.default_rng(pitch).standard_normal(len(times) + 1))
    return (0.25 * hiss * np.exp(-times * (30 if pitch < 42 else 55))).astype(np.float32)


def _tone(pitch: int, lasts: float, part: str, steep: float) -> np.ndarray:
    times = np.arange(round((max(lasts, 0.1) + RELEASE_S) * INNER_RATE)) / INNER_RATE
    hertz = 440 * 2 ** ((pitch - 69) / 12)
    partials = [n for n in range(1, 7) if n * hertz < INNER_RATE * 0.45]
    wave = sum(np.sin(2 * np.pi * n * hertz * times) / n**steep for n in partials)
    swells = np.minimum(times / _ATTACK_S[part], 1)
    fades = np.clip((times[-1] - times) / RELEASE_S, 0, 1)
    return (wave * swells * fades * np.exp(-times * 0.7)).astype(np.float32)
