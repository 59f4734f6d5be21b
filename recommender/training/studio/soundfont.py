"""A score as a MIDI file, and played by FluidSynth with a soundfont under the MIT licence."""

from __future__ import annotations

import io
import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from recommender.errors import RecommenderError
from recommender.studio.recording import RATE
from recommender.studio.score import Score

SOUNDFONT = Path("/usr/share/sounds/sf3/FluidR3Mono_GM.sf3")
"""Of Debian's package fluidr3mono-gm-soundfont."""

TICKS = 480
"""Of a beat, in a MIDI file."""

TAIL_S = 2.5
"""Seconds that the last chord rings."""

VOLUME = {"melody": 104, "chords": 78, "bass": 92, "drums": 104}


def midi(score: Score) -> bytes:
    """A score as a standard MIDI file of type 1."""
    import mido

    file = mido.MidiFile(type=1, ticks_per_beat=TICKS)
    tempi = [(beat, mido.MetaMessage("set_tempo", tempo=mido.bpm2tempo(tempo))) for beat, tempo in score.tempi]
    file.tracks.append(_track(tempi))
    for part in score.parts:
        events = [
            (0.0, mido.Message("program_change", channel=part.channel, program=part.program)),
            (0.0, mido.Message("control_change", channel=part.channel, control=7, value=VOLUME[part.name])),
        ]
        for note in part.notes:
            about = {"channel": part.channel, "note": note.pitch}
            events.append((note.start, mido.Message("note_on", velocity=note.velocity, **about)))
            events.append((note.start + note.length, mido.Message("note_off", **about)))
        file.tracks.append(_track(events))
    held = io.BytesIO()
    file.save(file=held)
    return held.getvalue()


def _track(events: list):
    import mido

    track, at = mido.MidiTrack(), 0
    for tick, _, message in sorted(
        ((round(beat * TICKS), message.type != "note_off", message) for beat, message in events),
        key=lambda event: event[:2],
    ):
        track.append(message.copy(time=tick - at))
        at = tick
    return track


def played(score: Score) -> np.ndarray:
    """The waveform (T, 2) float32 of a score at RATE. Raises RecommenderError where FluidSynth is not installed."""
    if shutil.which("fluidsynth") is None or not SOUNDFONT.is_file():
        raise RecommenderError("rendering needs: apt-get install fluidsynth fluidr3mono-gm-soundfont")
    with tempfile.TemporaryDirectory() as folder:
        written, sound = Path(folder, "score.mid"), Path(folder, "sound.wav")
        written.write_bytes(midi(score))
        command = ("fluidsynth", "-ni", "-q", "-r", RATE, "-g", 0.5, "-O", "float", "-T", "wav", "-F", sound)
        command += ("-o", "synth.dynamic-sample-loading=1")  # of the soundfont only what is played
        subprocess.run([str(word) for word in (*command, SOUNDFONT, written)], check=True, capture_output=True)
        wave, _ = soundfile.read(sound, dtype="float32")
    return wave[: round((score.length + TAIL_S) * RATE)]
