"""From a place on the affect plane to how a piece is to sound.

Features act additively and, by weight, in this order: mode, tempo, register, dynamics, articulation, timbre (Eerola,
Friberg & Bresin 2013, Emotional expression in music: contribution, linearity, and additivity of primary musical cues,
Frontiers in Psychology 4, 487). Brighter modes, higher register, shorter notes and light percussion speak for pleasure;
faster, louder, denser, brighter and more even sound for energy.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from recommender.studio.ensembles import ENSEMBLES, Ensemble

MODES = {
    "phrygian": (0, 1, 3, 5, 7, 8, 10),
    "harmonic minor": (0, 2, 3, 5, 7, 8, 11),
    "aeolian": (0, 2, 3, 5, 7, 8, 10),
    "dorian": (0, 2, 3, 5, 7, 9, 10),
    "mixolydian": (0, 2, 4, 5, 7, 9, 10),
    "major": (0, 2, 4, 5, 7, 9, 11),
    "lydian": (0, 2, 4, 6, 7, 9, 11),
}
"""Semitones above the tonic, from the darkest to the brightest."""

_REACHES = ((-0.75, "phrygian"), (-0.45, "harmonic minor"), (-0.15, "aeolian"), (0.05, "dorian"), (0.25, "mixolydian"))
"""Up to which valence each mode is taken; beyond the last it is major, or lydian where it is calm."""

FORMS = ("song form", "variations", "rondo")


@dataclass(frozen=True)
class Plan:
    """How a piece is to sound.

    tonic: the MIDI number around which the melody moves; tempo in beats a minute; velocity: of a plain note;
    articulation: the share of its length for which a note sounds; density in [0, 1]: how much happens in a bar;
    drums: the beat that is played, see `texture`, None for none.
    """

    valence: float
    arousal: float
    mode: str
    tonic: int
    tempo: float
    velocity: int
    articulation: float
    density: float
    beats: int
    form: str
    ensemble: Ensemble
    drums: str | None

    @property
    def scale(self) -> tuple[int, ...]:
        """The seven semitones above the tonic."""
        return MODES[self.mode]

    @property
    def minor(self) -> bool:
        """Whether the third is the small one."""
        return self.scale[2] == 3


def plan(valence: float, arousal: float, random: Random) -> Plan:
    """How a piece for a place on the affect plane, each in [-1, 1], is to sound; random decides what is left open."""
    mode = next((name for reach, name in _REACHES if valence < reach), "lydian" if arousal < -0.3 else "major")
    tempo = round(96 + 52 * arousal + 8 * valence + random.uniform(-4, 4), 1)
    ensemble = min(ENSEMBLES, key=lambda one: one.distance(valence, arousal) + random.uniform(0, 0.25))
    drums = _drums(ensemble, valence, arousal)
    return Plan(
        valence=valence,
        arousal=arousal,
        mode=mode,
        tonic=64 + round(5 * valence + 3 * arousal) + random.choice((-3, -1, 0, 2)),
        tempo=tempo,
        velocity=round(78 + 24 * arousal),
        articulation=0.92 - 0.22 * max(arousal, 0) - 0.14 * max(valence, 0) * (arousal > -0.2),
        density=min(max(0.5 + 0.5 * arousal + random.uniform(-0.1, 0.1), 0.0), 1.0),
        beats=4 if drums not in (None, "soft") else 3 if tempo < 66 else random.choice((3, 4, 4)),
        form=random.choice(FORMS),
        ensemble=ensemble,
        drums=drums,
    )


def _drums(ensemble: Ensemble, valence: float, arousal: float) -> str | None:
    """High and light ones where it is pleasant, softly where it is calm as well; low ones where it is not, or none."""
    if valence < -0.1:
        return "toms" if arousal > 0.15 else None
    if arousal < -0.1:
        return "soft" if valence > 0.1 and arousal > -0.7 else None
    if ensemble.drums in (None, "toms"):
        return "light" if arousal < 0.4 else "tambourine"
    return ensemble.drums
