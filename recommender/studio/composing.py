"""Composes a piece: an introduction, sections in a real form, varied as they come back, a cadence and an ending."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from math import inf
from random import Random

from recommender.studio import texture
from recommender.studio.plan import Plan, plan
from recommender.studio.score import PERCUSSION, Note, Part, Score
from recommender.studio.theme import BARS, Theme, theme

LASTS = 54.0
"""Seconds that its sections should take, about; the introduction and the ending come on top."""

_FORMS = {
    "song form": {2: "AA", 3: "ABA", 4: "AABA", 5: "AABAA", 6: "AABABA", 7: "AABAABA"},
    "variations": {2: "AA", 3: "AAA", 4: "AAAA", 5: "AAAAA", 6: "AAAAAA", 7: "AAABAAA"},
    "rondo": {2: "AA", 3: "ABA", 4: "ABAA", 5: "ABACA", 6: "AABACA", 7: "ABACABA"},
}
"""The sections of each form, by how many there are."""

_SLOWER = (0.94, 0.86, 0.72)
"""Share of the tempo in the last three bars: a piece comes to its end, it does not stop."""

_GAP = 0.02
"""Beats between a tone and the same one again, at least."""


@dataclass(frozen=True)
class Composition:
    """A piece with how it was made: its plan, and the sections in their order, a letter for each theme."""

    score: Score
    plan: Plan
    sections: str


def compose(valence: float, arousal: float, seed: int, count: int | None = None) -> Composition:
    """A piece for a place on the affect plane, each in [-1, 1]. The same arguments always give the same piece.

    count: of sections, from 2 to 7; as many as take about LASTS where none is given.
    """
    random = Random(f"music {seed}")
    made = plan(valence, arousal, random)
    section = BARS * made.beats * 60 / made.tempo
    sections = _FORMS[made.form][count or min(max(round(LASTS / section), 3), 7)]
    themes = {"A": theme(made, random), "B": theme(made, random, away=True), "C": theme(made, random, away=True)}
    writer = _Writer(made, random)
    writer.introduction(themes["A"])
    seen = {"A": 0, "B": 0, "C": 0}
    for letter in sections:
        writer.section(themes[letter], seen[letter])
        seen[letter] += 1
    writer.ending()
    return Composition(writer.score(), made, sections)


class _Writer:
    """Writes a piece bar by bar into its parts."""

    def __init__(self, plan: Plan, random: Random) -> None:
        self._plan, self._random = plan, random
        self._bar = 0
        self._melody: list[Note] = []
        self._chords: list[Note] = []
        self._bass: list[Note] = []
        self._drums: list[Note] = []

    @property
    def _now(self) -> float:
        return float(self._bar * self._plan.beats)

    def introduction(self, theme: Theme) -> None:
        """Two bars of accompaniment, from softly on."""
        for number in range(2):
            self._accompany(theme.roots[0], self._plan.velocity - 14 + 6 * number, full=number == 1)

    def section(self, theme: Theme, times: int) -> None:
        """A theme, and what was done with it by the `times`-th time it comes back: it returns varied."""
        plan, start = self._plan, self._now
        higher = 7 if times % 3 == 2 else 0
        for tone in theme.tones:
            swell = round(6 * (1 - abs(tone.start / (BARS * plan.beats) - 0.6)))
            length, velocity = tone.length * plan.articulation, plan.velocity + swell + 2 * times
            pitch = texture.pitch(plan, tone.degree + higher, plan.tonic)
            if times % 2 == 1 and 1.0 <= tone.length <= 2.0:
                self._ornamented(start + tone.start, tone.length, tone.degree + higher, velocity)
            else:
                self._melody.append(Note(start + tone.start, length, pitch, velocity))
            if times >= 2 and tone.length >= 2.0:
                below = texture.pitch(plan, tone.degree + higher - 2, plan.tonic)
                self._melody.append(Note(start + tone.start, length, below, velocity - 14))
        thin = times % 4 == 2
        for number, root in enumerate(theme.roots):
            self._accompany(root, plan.velocity + 2 * times, full=not thin or number >= BARS // 2, opens=number == 0)

    def ending(self) -> None:
        """A cadence that slows down, and a last chord held. Without a dominant that pulls, the second degree leads."""
        plan = self._plan
        for root, degree in ((3, 5), (1, 3)) if plan.mode == "phrygian" else ((3, 5), (4, 4)):
            length = plan.beats * plan.articulation
            self._melody.append(Note(self._now, length, texture.pitch(plan, degree, plan.tonic), plan.velocity - 4))
            self._accompany(root, plan.velocity - 6, full=True)
        held = float(plan.beats)
        for degree in (0, 7) if plan.arousal > 0 else (0,):
            self._melody.append(Note(self._now, held, texture.pitch(plan, degree, plan.tonic), plan.velocity - 2))
        for tone in texture.chord(plan, 0, plan.tonic - 14):
            self._chords.append(Note(self._now, held, tone, plan.velocity - 18))
        self._bass.append(Note(self._now, held, 36 + (plan.tonic - 36) % 12, plan.velocity - 8))
        self._bar += 1

    def _ornamented(self, start: float, length: float, degree: int, velocity: int) -> None:
        """A tone with its neighbour: half of it, then the neighbour and the tone again."""
        neighbour = degree + self._random.choice((-1, 1))
        for at, share, played in ((0.0, 0.5, degree), (0.5, 0.25, neighbour), (0.75, 0.25, degree)):
            pitch = texture.pitch(self._plan, played, self._plan.tonic)
            sounds = length * share * self._plan.articulation
            self._melody.append(Note(start + at * length, sounds, pitch, velocity))

    def _accompany(self, root: int, velocity: int, full: bool, opens: bool = False) -> None:
        plan, now = self._plan, self._now
        self._chords += texture.chords(plan, root, now, velocity)
        if full:
            self._bass += texture.bass(plan, root, now, velocity)
            self._drums += texture.drums(plan, now, velocity, opens)
        self._bar += 1

    def score(self) -> Score:
        """All that was written, played as people play: a little early or late, louder or softer."""
        plan, ensemble = self._plan, self._plan.ensemble
        parts = (
            ("melody", ensemble.lead, 0, self._melody),
            ("chords", ensemble.chords, 1, self._chords),
            ("bass", ensemble.bass, 2, self._bass),
            ("drums", 0, PERCUSSION, self._drums),
        )
        slower = [
            (self._now - (len(_SLOWER) - number) * plan.beats, round(plan.tempo * share, 1))
            for number, share in enumerate(_SLOWER)
        ]
        return Score(
            parts=tuple(Part(*about, tuple(_released(self._human(notes)))) for *about, notes in parts if notes),
            tempi=((0.0, plan.tempo), *slower),
            beats=self._now,
        )

    def _human(self, notes: Iterable[Note]) -> Iterable[Note]:
        for note in notes:
            late = round(note.start + self._random.gauss(0, 0.008 * self._plan.straying), 3)
            louder = note.velocity + round(self._random.gauss(0, 2.5 * self._plan.straying))
            yield replace(note, start=max(late, 0.0), length=round(note.length, 3), velocity=min(max(louder, 12), 120))


def _released(notes: Iterable[Note]) -> Iterable[Note]:
    """The notes in their order, each ended before the same one begins anew."""
    begins: dict[int, float] = {}
    released = []
    for note in sorted(notes, key=lambda note: note.start, reverse=True):
        room = begins.get(note.pitch, inf) - note.start - _GAP
        released.append(replace(note, length=round(max(min(note.length, room), _GAP), 3)))
        begins[note.pitch] = note.start
    return reversed(released)
