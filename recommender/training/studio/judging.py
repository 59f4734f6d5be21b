"""Whether a composed piece is worth playing: what is dull, out of range or out of key is composed again."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender.studio.composing import Composition
from recommender.studio.plan import MODES, Plan
from recommender.studio.score import Note, Score

PROFILES = {
    False: (6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88),
    True: (6.33, 2.68, 3.52, 5.38, 2.60, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17),
}
"""How well each semitone above the tonic fits a major and a minor key (Krumhansl 1990, Cognitive Foundations of Musical
Pitch)."""


@dataclass(frozen=True)
class Judgement:
    """seconds; compass of the melody in semitones; stepwise: the share of its intervals of at most two semitones;
    in_scale: the share of all its tones in the mode; repeated: the share of its bars heard before, note for note;
    pitches: how many different ones it has; key: whether the Krumhansl profiles find its tonic or that of the relative
    key; closes: whether it ends on the tonic."""

    seconds: float
    compass: int
    stepwise: float
    in_scale: float
    repeated: float
    pitches: int
    key: bool
    closes: bool

    @property
    def passes(self) -> bool:
        """Whether the piece may be kept."""
        return (
            60 <= self.seconds <= 120
            and 9 <= self.compass <= 34
            and 0.3 <= self.stepwise <= 0.95
            and self.in_scale == 1
            and self.repeated <= 0.6
            and self.pitches >= 7
            and self.key
            and self.closes
        )


def judge(composition: Composition) -> Judgement:
    """What a piece is like."""
    score, plan = composition.score, composition.plan
    notes = sorted(score.melody, key=lambda note: note.start)
    pitches = np.array([note.pitch for note in notes])
    intervals = np.abs(np.diff(pitches))
    classes = {(plan.tonic + step) % 12 for step in plan.scale}
    return Judgement(
        seconds=score.length,
        compass=int(np.ptp(pitches)),
        stepwise=float((intervals <= 2).mean()),
        in_scale=float(np.mean([pitch % 12 in classes for pitch in pitches])),
        repeated=_repeated(notes, plan.beats),
        pitches=len(set(pitches.tolist())),
        key=_tonic(score) in _related(plan),
        closes=(min(note.pitch for note in notes if note.start > notes[-1].start - 0.1) - plan.tonic) % 12 == 0,
    )


def _repeated(notes: list[Note], beats: int) -> float:
    bars: dict[int, list[tuple[float, int]]] = {}
    for note in notes:
        bar, at = divmod(note.start + 0.1, beats)
        bars.setdefault(int(bar), []).append((round(at * 4) / 4, note.pitch))
    seen = [tuple(bar) for bar in bars.values()]
    return 1 - len(set(seen)) / len(seen)


def _tonic(score: Score) -> int:
    """The pitch class of the key that the tones, each counted as long as it sounds, fit best."""
    sounds = np.zeros(12)
    for note in score.pitched():
        sounds[note.pitch % 12] += note.length
    fits = {
        (tonic, minor): np.corrcoef(np.roll(profile, tonic), sounds)[0, 1]
        for minor, profile in PROFILES.items()
        for tonic in range(12)
    }
    return max(fits, key=fits.__getitem__)[0]


def _related(plan: Plan) -> set[int]:
    """The tonics of the keys that share a mode's tones: its own, and those of its relative major and minor."""
    shared = {(plan.tonic + step) % 12 for step in plan.scale}
    major = [k for k in range(12) if {(k + step) % 12 for step in MODES["major"]} == shared]
    return {plan.tonic % 12, *major, *((k + 9) % 12 for k in major), (plan.tonic + plan.scale[2]) % 12}
