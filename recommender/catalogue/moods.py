"""The words that say what a work leaves you with, and where each of them lies on the affect plane."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from emotion.types import Emotion

_FILE = Path(__file__).with_name("moods.csv")


@dataclass(frozen=True)
class Mood:
    """Where a mood word lies, valence and arousal in [-1, 1], and the emotion that it speaks of most.

    flippant: out of place before somebody who is low. wordless: the kinds of works without words, music and picture,
    that it can be said of: what sounds or colours are like, not what is told, argued or joked.
    """

    valence: float
    arousal: float
    emotion: Emotion
    flippant: bool = False
    wordless: frozenset[str] = frozenset()


def _read(file: Path) -> Mapping[str, Mood]:
    with file.open(encoding="utf-8", newline="") as lines:
        return {
            row["mood"]: Mood(
                float(row["valence"]),
                float(row["arousal"]),
                Emotion(row["emotion"]),
                row["flippant"] == "yes",
                frozenset(row["wordless"].split("; ")) - {""},
            )
            for row in csv.DictReader(lines)
        }


MOODS: Mapping[str, Mood] = _read(_FILE)
"""Set by hand on the affect circumplex (Russell 1980, A circumplex model of affect, J. Personality and Social
Psychology 39, 1161-1178), the emotion words among them near their published norms (emotion.labels.NORMS). How far the
text model's EmoBank head agrees is printed by `python -m recommender moods`."""
