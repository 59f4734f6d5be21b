"""The kinds, genres and themes of items: data, so that a new one is a row here and a word in each language."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from emotion.types import Emotion, Intent


@dataclass(frozen=True)
class KindFacts:
    """own_nouns: genres of which an item of this kind has a name of its own ("comedy"); all others are called by genre
    and kind ("folk song"). timed: it is called by how long it takes and by whichever genre has a name of its own."""

    own_nouns: frozenset[str]
    timed: bool


@dataclass(frozen=True)
class Genre:
    """What a genre promises: valence and arousal in [-1, 1], its leading emotion, the intents it serves, and why."""

    valence: float
    arousal: float
    emotion: Emotion
    serves: frozenset[Intent]
    why: str


def _rows(name: str) -> Iterator[dict[str, str]]:
    with Path(__file__).with_name(name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _listed(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


KINDS: Mapping[str, KindFacts] = {
    row["kind"]: KindFacts(frozenset(_listed(row["own_nouns"])), row["timed"] == "yes") for row in _rows("kinds.csv")
}
"""By name, in the order in which pages offer them."""

GENRES: Mapping[str, Genre] = {
    row["genre"]: Genre(
        valence=float(row["valence"]),
        arousal=float(row["arousal"]),
        emotion=Emotion(row["emotion"]),
        serves=frozenset(Intent(name) for name in _listed(row["serves"])),
        why=row["why"],
    )
    for row in _rows("genres.csv")
}
"""Stated beforehand, not fitted. Music follows the four families of Rentfrow & Gosling (2003), The do re mi's of
everyday life, J. Personality and Social Psychology 84, 1236-1256: reflective (blues, jazz, classical, folk) low in
arousal, intense (rock, punk, metal) high, upbeat (pop, country) pleasant, energetic (hip hop, soul, funk, electronic)
pleasant and high."""

THEMES = frozenset(Path(__file__).with_name("themes.txt").read_text(encoding="utf-8").splitlines())
"""What more than one work of the catalogue is about, and so has a word in each language."""
