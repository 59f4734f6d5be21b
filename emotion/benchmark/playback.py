"""Whether what is played is taken for the person's voice: pieces that come with the demo, heard in made rooms.

Each second a window of 3 s is read as it is live. A mixture is a piece from a random place, at one of SPEEDS, in a room
with a random reverberation, late by a random time that the receiver is not told, at one of LEVELS under its waveform,
with the hiss of a microphone; each is read alone and with somebody who speaks.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import soundfile
from scipy.signal import fftconvolve, resample_poly

from emotion.encoder import MODEL_DIR
from emotion.types import Condition
from emotion.voice.features import SAMPLE_RATE, decode_audio
from emotion.voice.gate import shared_gate
from emotion.voice.playback import EARLY, LATE, Played, Playing

MUSIC = MODEL_DIR.parent / "studio" / "music"

LEVELS = (-25.0, -20.0, -15.0, -10.0, -5.0)
"""dB of what reaches the microphone against the waveform."""

SPEECH_LEVELS = (-32.0, -20.0)
"""dBFS of somebody's speech, as a root mean square over its own length."""

SPEEDS = (1.0, 1.0, 1.0, 0.75, 1.25, 1.5)
"""Those that the player offers; most people leave it as it is."""

HISS = -65.0
LATENCY = (-0.4, 1.2)
"""s by which what is played comes earlier or later than the player's word lets expect."""

STRETCH = 20.0
REVERBERATION = (0.15, 0.6)


def benchmark(music: Path, speech: Path | None, seed: int = 0, minutes: float = 30.0) -> dict:
    """Over so many minutes of playback: false observations in 10 minutes of playback alone, with the gate and without,
    and the share of windows read in speech alone that is still read over playback, by level.

    speech: a Parquet file with `audio`; None: the shipped sample.
    """
    random = np.random.default_rng(seed)
    pieces = sorted(music.glob("*.opus"))
    voices = _voices(speech)
    rounds = max(int(60 * minutes / STRETCH / len(LEVELS)), 1)
    found = {level: _level(level, rounds, pieces, voices, random) for level in LEVELS}
    seconds = rounds * len(LEVELS) * (STRETCH - 2)
    alone, ungated = (sum(one[name] for one in found.values()) for name in ("false", "ungated"))
    kept, spoken = (sum(one[name] for one in found.values()) for name in ("kept", "spoken"))
    return {
        "minutes": seconds / 60,
        "false_in_10_minutes": 600 * alone / seconds,
        "false_without": 600 * ungated / seconds,
        "kept": kept / max(spoken, 1),
        "levels": {str(level): one | {"kept": one["kept"] / max(one["spoken"], 1)} for level, one in found.items()},
    }


def print_playback(report: dict) -> None:
    """The figures as a table, one level a line."""
    print(f"{report['minutes']:.0f} minutes of playback, in windows of 3 s, one a second")
    print("  dB   taken for a voice   the same ungated   speech still read   ungated")
    for level, one in report["levels"].items():
        ungated = one["kept_ungated"] / max(one["spoken"], 1)
        print(f"{level:>5}{one['false']:>17}{one['ungated']:>19}{one['kept']:>19.2f}{ungated:>13.2f}")
    print(
        f"in 10 minutes {report['false_in_10_minutes']:.2f} taken for a voice ({report['false_without']:.2f} ungated)"
    )
    print(f"of speech over playback {report['kept']:.3f} is still read")


def _level(
    level: float, rounds: int, pieces: Sequence[Path], voices: Sequence[np.ndarray], random: np.random.Generator
) -> dict[str, int]:
    counts = dict.fromkeys(("false", "ungated", "kept", "kept_ungated", "spoken"), 0)
    for _ in range(rounds):
        piece = decode_audio(pieces[random.integers(len(pieces))].read_bytes())
        echo, played = heard_of(piece, level, random, SPEEDS[random.integers(len(SPEEDS))])
        said = spoken(voices, len(echo), random)
        hiss = _at(random.standard_normal(len(echo)), HISS)
        for end in range(3 * SAMPLE_RATE, len(echo) + 1, SAMPLE_RATE):
            part = slice(end - 3 * SAMPLE_RATE, end)
            at = end / SAMPLE_RATE
            alone, both, clean = (echo + hiss)[part], (echo + hiss + said)[part], (said + hiss)[part]
            counts["ungated"] += _reads(alone)
            counts["false"] += _reads(played.without(alone, at))
            if _reads(clean):
                counts["spoken"] += 1
                counts["kept"] += _reads(played.without(both, at))
                counts["kept_ungated"] += _reads(both)
    return counts


def heard_of(
    piece: np.ndarray, level: float, random: np.random.Generator, speed: float = 1.0
) -> tuple[np.ndarray, Played]:
    """STRETCH s of a piece, so many times as fast, as a microphone hears it, from a time 0 on, and what its receiver
    was told of it."""
    told = piece
    if speed != 1.0:
        piece = resample_poly(piece, 100, round(100 * speed)).astype(np.float32)
    latency = random.uniform(*LATENCY)
    at = random.uniform(LATE, max(len(piece) / SAMPLE_RATE - STRETCH - EARLY - LATE, LATE + 0.1))
    first = round((at - latency) * SAMPLE_RATE)
    room = _room(random)
    lead = len(room)
    source = piece[max(first - lead, 0) : first + round(STRETCH * SAMPLE_RATE)]
    source = np.tanh(1.2 * source) / 1.2  # a small loudspeaker driven hard
    echo = fftconvolve(source, room)[min(first, lead) :][: round(STRETCH * SAMPLE_RATE)] * 10 ** (level / 20)
    played = Played()
    played.note(Playing(lambda: told, (at - 5) * speed, -5.0, speed), 0.0)
    return echo.astype(np.float32), played


def spoken(voices: Sequence[np.ndarray], length: int, random: np.random.Generator) -> np.ndarray:
    """(length,) float32 of people who speak, each at a level of their own, with pauses."""
    whole, at = np.zeros(length, np.float32), int(random.uniform(0, SAMPLE_RATE))
    while at < length:
        voice = _at(voices[random.integers(len(voices))], random.uniform(*SPEECH_LEVELS))
        part = voice[: length - at]
        whole[at : at + len(part)] += part
        at += len(part) + int(random.uniform(0.2, 1.0) * SAMPLE_RATE)
    return whole


def _room(random: np.random.Generator) -> np.ndarray:
    """The answer of a room (n,) float32 to a click: direct sound, then a tail that decays by 60 dB."""
    decay = random.uniform(*REVERBERATION)
    time = np.arange(int(decay * SAMPLE_RATE)) / SAMPLE_RATE
    tail = random.standard_normal(len(time)) * 10 ** (-3 * time / decay)
    tail[: int(0.002 * SAMPLE_RATE)] = 0
    answer = tail * np.sqrt(0.5 / max((tail**2).sum(), 1e-9))
    answer[0] = 1.0
    return (answer / np.sqrt((answer**2).sum())).astype(np.float32)


def _voices(speech: Path | None) -> list[np.ndarray]:
    if speech is None:
        from emotion.samples import SPEECH

        return [decode_audio(SPEECH.read_bytes())]
    table = pd.read_parquet(speech, columns=["audio", "split"])
    return [soundfile.read(io.BytesIO(audio), dtype="float32")[0] for audio in table[table["split"] == "val"]["audio"]]


def _at(samples: np.ndarray, level: float) -> np.ndarray:
    power = np.sqrt(np.mean(np.square(samples, dtype=np.float64)))
    return (samples * (10 ** (level / 20) / max(power, 1e-9))).astype(np.float32)


def _reads(window: np.ndarray) -> bool:
    return shared_gate().listen(window).condition is Condition.OK
