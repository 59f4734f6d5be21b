"""Themes: eight bars of harmony and a melody over them, as an opening phrase and its answer.

A theme is a period: four bars that end open, on the dominant, and four that begin alike and close on the tonic
(Caplin 1998, Classical Form). Its first bar is the motif that the rest takes up.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from recommender.studio.plan import Plan

BARS = 8

_BRIGHT = (
    (0, 3, 0, 4, 0, 3, 4, 0),
    (0, 5, 3, 4, 0, 5, 4, 0),
    (0, 4, 5, 4, 0, 3, 4, 0),
    (0, 1, 3, 4, 0, 3, 4, 0),
    (0, 2, 3, 4, 0, 5, 4, 0),
)
_DARK = (
    (0, 3, 0, 4, 0, 5, 4, 0),
    (0, 5, 3, 4, 0, 3, 4, 0),
    (0, 6, 5, 4, 0, 5, 4, 0),
    (0, 2, 5, 4, 0, 3, 4, 0),
)
_AWAY = ((5, 3, 0, 4, 5, 3, 1, 4), (3, 0, 3, 4, 3, 5, 1, 4), (5, 2, 3, 0, 3, 0, 1, 4))
"""Of contrasting themes: they begin away from the tonic and end open."""

_RHYTHMS = {
    4: (
        ((2.0, 2.0), (3.0, 1.0), (2.0, 1.0, 1.0)),
        ((1.0, 1.0, 2.0), (1.5, 0.5, 2.0), (1.0, 1.0, 1.0, 1.0), (2.0, 1.0, 0.5, 0.5)),
        ((0.5, 0.5, 1.0, 1.0, 1.0), (1.5, 0.5, 1.0, 1.0), (1.0, 0.5, 0.5, 1.5, 0.5), (0.5, 0.5, 0.5, 0.5, 2.0)),
    ),
    3: (
        ((3.0,), (2.0, 1.0)),
        ((1.0, 1.0, 1.0), (1.5, 0.5, 1.0), (2.0, 0.5, 0.5)),
        ((1.0, 0.5, 0.5, 1.0), (0.5, 0.5, 1.0, 0.5, 0.5), (1.5, 0.5, 0.5, 0.5)),
    ),
}
"""Lengths in beats of a bar's notes, by beats in a bar: few, some, many."""

_HALTING = {
    4: ((1.5, 1.5, 1.0), (0.5, 1.5, 2.0), (0.5, 1.0, 1.5, 1.0), (1.5, 0.5, 0.5, 1.5)),
    3: ((0.5, 1.5, 1.0), (1.5, 1.5), (0.5, 1.0, 1.0, 0.5)),
}
"""The same, against the beat."""


@dataclass(frozen=True)
class Tone:
    """A note of a theme: start and length in beats from its beginning, degree above the tonic's place in the scale."""

    start: float
    length: float
    degree: int


@dataclass(frozen=True)
class Theme:
    """Eight bars. roots: the degree in [0, 6] that each bar's chord stands on."""

    tones: tuple[Tone, ...]
    roots: tuple[int, ...]


def theme(plan: Plan, random: Random, away: bool = False) -> Theme:
    """A theme for a plan; away: one that contrasts and ends open."""
    roots = random.choice(_AWAY if away else _DARK if plan.minor else _BRIGHT)
    many = min(int(plan.density * 3), 2)
    rhythms = _RHYTHMS[plan.beats][many] + (_HALTING[plan.beats] if plan.halting and many else ())
    motif, other = random.choice(rhythms), random.choice(rhythms)
    bars = [motif, other, motif, None, motif, other, random.choice(rhythms), None]
    place = random.choice((2, 4, 0)) + (3 if away else 0)
    tones: list[Tone] = []
    for number, lengths in enumerate(bars):
        opening = [tone for tone in tones if tone.start < plan.beats]
        if number == 4 and not away:
            tones += [Tone(tone.start + number * plan.beats, tone.length, tone.degree) for tone in opening]
        elif lengths is None:
            goal = 0 if number == BARS - 1 and not away else roots[number]
            place = _nearest_chord_tone(place, goal, (0,) if goal == 0 else (0, 2, 4))
            tones.append(Tone(number * plan.beats, plan.beats, place))
        else:
            tones += _bar(number * plan.beats, lengths, roots[number], place, random)
        place = tones[-1].degree
    return Theme(tuple(tones), roots)


def _bar(start: float, lengths: tuple[float, ...], root: int, place: int, random: Random) -> list[Tone]:
    """The notes of a bar: of the chord where a beat is strong, stepwise on the way there else."""
    tones, at = [], start
    way = random.choice((-1, 1)) if -1 <= place <= 7 else (1 if place < 3 else -1)
    for number, length in enumerate(lengths):
        if number == 0 or length >= 1.5:
            place = _nearest_chord_tone(place + random.choice((-2, -1, 0, 1, 2)), root, (0, 2, 4))
        else:
            place += way if random.random() < 0.8 else -way
        place = min(max(place, -3), 10)
        tones.append(Tone(at, length, place))
        at += length
    return tones


def _nearest_chord_tone(place: int, root: int, above: tuple[int, ...]) -> int:
    return min(
        (root + step + 7 * octave for step in above for octave in (-2, -1, 0, 1)),
        key=lambda degree: (abs(degree - place), degree),
    )
