"""What is played beneath a melody: broken, held or pulsed chords, a bass line and drums."""

from __future__ import annotations

from collections.abc import Iterator

from recommender.studio.plan import Plan
from recommender.studio.score import Note

KICK, SNARE, STICK, HAT, RIDE, CLAP, SHAKER, CRASH = 36, 38, 37, 42, 51, 39, 70, 49
TAMBOURINE, TRIANGLE, LOW_TOM, HIGH_TOM, CHIME = 54, 81, 41, 45, 53

_USUAL = 0.84
"""The articulation of a plan for neither pleasure nor displeasure, for which the lengths of accompaniment are given."""

_HALVES = (0, 0.5, 1, 1.5, 2, 2.5, 3, 3.5)

_DRUMS = {
    "chimes": ((TRIANGLE, (1, 2.5), -28), (CHIME, (3.5,), -34)),
    "soft": ((SHAKER, (0, 1, 2, 3), -20), (TRIANGLE, (1, 2.5), -26)),
    "light": ((SHAKER, _HALVES, -14), (TRIANGLE, (1, 3), -24)),
    "tambourine": ((TAMBOURINE, _HALVES, -14), (SNARE, (1, 3), -10), (KICK, (0, 2), -8)),
    "toms": ((LOW_TOM, (0, 1.5, 2, 3.5), -18), (HIGH_TOM, (1, 3), -24), (KICK, (0, 2), -14)),
    "swing": ((RIDE, (0, 1, 1.67, 2, 3, 3.67), -18), (STICK, (1, 3), -24)),
    "clap": ((KICK, (0, 2), -14), (CLAP, (1, 3), -10), (TAMBOURINE, _HALVES, -20)),
    "shaker": ((SHAKER, _HALVES, -18), (KICK, (0, 2.5), -20)),
    "march": ((SNARE, (0, 1, 1.5, 2, 3, 3.25, 3.5, 3.75), -20), (KICK, (0, 2), -14), (TAMBOURINE, (1, 3), -14)),
    "four": ((KICK, (0, 1, 2, 3), -10), (HAT, (0.5, 1.5, 2.5, 3.5), -10), (SNARE, (1, 3), -14)),
    "rock": ((KICK, (0, 1.5, 2), -10), (SNARE, (1, 3), -8), (HAT, _HALVES, -14)),
}
"""By beat: instrument, where in a bar of four it plays, and how much softer than the rest."""

_AS_THEY_ARE = frozenset({"toms", "soft", "chimes"})
"""Beats that do not come forward with pleasure."""


def pitch(plan: Plan, degree: int, tonic: int) -> int:
    """The MIDI number of a degree of a plan's scale above a tonic."""
    octave, step = divmod(degree, 7)
    return tonic + 12 * octave + plan.scale[step]


def chord(plan: Plan, root: int, low: int) -> list[int]:
    """The pitches of the chord on a degree, in close position, none below `low`."""
    found = [pitch(plan, root + step, plan.tonic) for step in plan.harmony]
    return sorted(low + (tone - low) % 12 for tone in found)


def chords(plan: Plan, root: int, start: float, velocity: int) -> Iterator[Note]:
    """A bar of accompaniment."""
    tones, beats, soft = chord(plan, root, plan.tonic - 14), plan.beats, velocity - 16
    bound = plan.articulation / _USUAL
    match plan.ensemble.figure:
        case "held":
            yield from (Note(start, beats, tone, soft) for tone in tones)
        case "broken":
            order = (0, 1, 2, 1) if plan.density < 0.7 else (0, 2, 1, 2)
            step = 1.0 if plan.density < 0.25 else 0.5
            for number in range(round(beats / step)):
                yield Note(start + number * step, step * 1.6 * bound, tones[order[number % 4]], soft - (number % 2) * 5)
        case "waltzed":
            for beat in range(1, beats):
                yield from (Note(start + beat, 0.6 * bound, tone, soft) for tone in tones)
        case "off beat":
            for at in (0.0, 1.5, beats - 1.5):
                yield from (Note(start + at, 0.8 * bound, tone, soft) for tone in tones)
        case "pulsed":
            for number in range(2 * beats):
                accent = 8 if number % 4 == 0 else 0
                yield from (Note(start + number / 2, 0.45 * bound, tone, soft - 8 + accent) for tone in tones)


def bass(plan: Plan, root: int, start: float, velocity: int) -> Iterator[Note]:
    """A bar of the bass: the root, and the fifth where more happens."""
    low = 36 + (pitch(plan, root, plan.tonic) - 36) % 12
    bound = plan.articulation / _USUAL
    fifth = low + (pitch(plan, root + 4, plan.tonic) - pitch(plan, root, plan.tonic))
    if plan.density < 0.35:
        yield Note(start, plan.beats, low, velocity - 8)
    elif plan.density < 0.7 or plan.beats == 3:
        yield Note(start, 1.8 * bound, low, velocity - 4)
        yield Note(start + 2, (plan.beats - 2.1) * bound, fifth, velocity - 10)
    else:
        for number in range(2 * plan.beats):
            tone = fifth if number == 2 * plan.beats - 1 else low
            yield Note(start + number / 2, 0.42 * bound, tone, velocity - 8)


def drums(plan: Plan, start: float, velocity: int, opens: bool) -> Iterator[Note]:
    """A bar of drums; opens: a section begins here."""
    if plan.drums is None:
        return
    lighter = 0 if plan.drums in _AS_THEY_ARE else round(16 * min(plan.valence - 0.45, 0.25))
    for instrument, places, softer in _DRUMS[plan.drums]:
        yield from (Note(start + at, 0.25, instrument, velocity + softer + lighter) for at in places if at < plan.beats)
    if opens and plan.arousal > 0.5:
        yield Note(start, 1.0, CRASH, velocity - 16)
