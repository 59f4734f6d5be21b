"""From a place on the affect plane to how a piece is to sound.

Features act additively and, by weight, in this order: mode, tempo, register, dynamics, articulation, timbre (Eerola,
Friberg & Bresin 2013, Emotional expression in music: contribution, linearity, and additivity of primary musical cues,
Frontiers in Psychology 4, 487). Brighter modes, higher register, faster tempo, detached notes, plain triads, a steady
hand and light percussion speak for pleasure; bound notes, rubbing seconds, halting rhythms and a hand that strays speak
against it (Juslin & Laukka 2003, Communication of emotions in vocal expression and music performance, Psychological
Bulletin 129, 770, table 7; Gabrielsson & Lindstrom 2010, in Juslin & Sloboda, Handbook of Music and Emotion). Faster,
louder, denser, brighter and more even sound speaks for energy.
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
    straying: how far timing and force stray, 1 as with most players; harmony: the steps above its root that make a
    chord; halting: whether rhythms go against the beat; drums: the beat that is played, see `texture`, None for none.
    """

    valence: float
    arousal: float
    mode: str
    tonic: int
    tempo: float
    velocity: int
    articulation: float
    density: float
    straying: float
    harmony: tuple[int, ...]
    halting: bool
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
    tempo = round(96 + 50 * arousal + 14 * valence + random.uniform(-4, 4), 1)
    ensemble = min(ENSEMBLES, key=lambda one: one.distance(valence, arousal) + random.uniform(0, 0.25))
    drums = _drums(ensemble, valence, arousal)
    return Plan(
        valence=valence,
        arousal=arousal,
        mode=mode,
        tonic=64 + round(7 * valence + 3 * arousal) + random.choice((-3, -1, 0, 2)),
        tempo=tempo,
        velocity=round(78 + 24 * arousal),
        articulation=_articulation(valence, arousal),
        density=min(max(0.5 + 0.5 * arousal + random.uniform(-0.1, 0.1), 0.0), 1.0),
        straying=1.25 - 0.85 * valence,
        harmony=(0, 1, 2, 4) if valence < -0.25 and arousal > -0.2 else (0, 2, 4),
        halting=valence < -0.3,
        beats=4 if drums not in (None, "soft", "chimes") else 3 if tempo < 66 else random.choice((3, 4, 4)),
        form=random.choice(FORMS),
        ensemble=ensemble,
        drums=drums,
    )


def _articulation(valence: float, arousal: float) -> float:
    """The more detached the more pleasant, but for calm pleasure, which is tender and bound as sadness is."""
    detached = min(0.84 - 0.24 * valence - 0.1 * max(arousal, 0), 0.97)
    tender = min(max(-2 * arousal, 0), 1) if valence > 0 else 0
    return round((1 - tender) * detached + tender * 0.92, 3)


def _drums(ensemble: Ensemble, valence: float, arousal: float) -> str | None:
    """High and light ones where it is pleasant, softly where it is calm as well; low ones where it is not, or none."""
    if valence < -0.1:
        return "toms" if arousal > 0.15 else None
    if arousal < -0.1:
        return None if valence < 0.1 else "soft" if arousal > -0.65 else "chimes"
    if ensemble.drums in (None, "toms"):
        return "light" if arousal < 0.4 else "tambourine"
    return ensemble.drums
