"""What an item must say of itself to have a tone: its genres, its content notes and the words for its mood."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recommender.types import Item
from recommender.understanding.understood import Tone

ONE_WORD = 0.5

UNPLEASANT = -0.25
"""Valence below which a tone is one to get away from."""


@dataclass(frozen=True)
class Signs:
    """Genres, content notes, and moods or tags that speak for a tone, and where on the affect plane it lies."""

    genres: frozenset[str]
    content: frozenset[str]
    words: frozenset[str]
    affect: tuple[float, float]

    @property
    def unpleasant(self) -> bool:
        """Whether what lies far from the tone is better company; far from a pleasant one lies what is fierce or sad."""
        return self.affect[0] < UNPLEASANT

    def named(self, item: Item) -> bool:
        """Whether an item is said to have the tone."""
        return bool(
            self.genres.intersection(item.genres)
            or self.content.intersection(item.content or ())
            or self.words.intersection((*item.moods, *item.tags))
        )

    def plainness(self, item: Item) -> float:
        """How plainly an item is said to have the tone: 1 by a genre, a content note or two words, ONE_WORD by one, as
        a word for a mood is often said in passing, else 0."""
        if self.genres.intersection(item.genres) or self.content.intersection(item.content or ()):
            return 1.0
        return (0.0, ONE_WORD, 1.0)[min(len(self.words.intersection((*item.moods, *item.tags))), 2)]


def _read(file: Path) -> Mapping[Tone, Signs]:
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return {
        Tone(tone): Signs(*(frozenset(entry[name]) for name in ("genres", "content", "words")), tuple(entry["affect"]))
        for tone, entry in table.items()
    }


SIGNS = _read(Path(__file__).with_name("lexicon") / "tones.toml")


def closeness(item: Item, tone: Tone) -> float:
    """How much an item has a tone, in [0, 1]: half by how plainly it is said to, half by how near its affect lies."""
    distance = float(np.hypot(item.valence - SIGNS[tone].affect[0], item.arousal - SIGNS[tone].affect[1]))
    return 0.5 * SIGNS[tone].plainness(item) + 0.5 * float(np.exp(-(distance**2)))
