"""Where the pieces of a collection lie on the affect plane, and what that is called."""

from __future__ import annotations

import tomllib
from random import Random

import numpy as np

from recommender.catalogue.affect import REACH
from recommender.catalogue.moods import MOODS
from recommender.studio.collection import STUDIO
from recommender.studio.previews import third
from recommender.types import Kind

TITLES = STUDIO / "titles.toml"

_LEVELS = ("low", "middle", "high")

EDGE = 0.85
"""The farthest target on either axis."""

WORDS = 5
"""Mood words of an item."""

_NEAREST, _TRIES = 14, 300

THEMES = (
    (("loss", "absence"), ("doubt", "waiting"), ("fear", "menace")),
    (("night", "solitude"), ("walking", "time"), ("city", "chase")),
    (("rest", "stillness"), ("home", "light"), ("joy", "celebration")),
)
"""Two themes by valence, from low to high, and within that by arousal."""


def targets(count: int) -> np.ndarray:
    """(count, 2) places spread evenly: valence and arousal of the Halton sequence with bases 2 and 3, to EDGE."""
    return np.array(
        [[EDGE * (2 * _radical_inverse(n, base) - 1) for base in (2, 3)] for n in range(1, count + 1)]
    ).round(3)


def themes(valence: float, arousal: float) -> list[str]:
    """What something there is about."""
    return list(THEMES[third(valence)][third(arousal)])


def moods(kind: Kind, valence: float, arousal: float, seed: str) -> list[str]:
    """WORDS mood words that can be said of music or a picture, the nearest to a place first; together they lie there as
    nearly as they can."""
    words = sorted(word for word, mood in MOODS.items() if kind in mood.wordless)
    wanted = np.array([valence, arousal])
    points = REACH * np.array([(MOODS[word].valence, MOODS[word].arousal) for word in words])
    away = np.linalg.norm(points - wanted, axis=1)
    near = np.argsort(away)[:_NEAREST]
    random = Random(seed)
    draws = [random.sample(list(near), WORDS) for _ in range(_TRIES)]
    best = min(draws, key=lambda draw: float(np.linalg.norm(points[draw].mean(axis=0) - wanted)))
    return [words[row] for row in sorted(best, key=away.__getitem__)]


def titles(what: str, places: np.ndarray) -> list[str]:
    """A title for each place, none of them twice. Raises IndexError where there are not enough."""
    left = tomllib.loads(TITLES.read_text(encoding="utf-8"))[what]
    return [left[f"{_LEVELS[third(valence)]}-{_LEVELS[third(arousal)]}"].pop(0) for valence, arousal in places]


def _radical_inverse(number: int, base: int) -> float:
    inverse, part = 0.0, 1 / base
    while number:
        number, digit = divmod(number, base)
        inverse += digit * part
        part /= base
    return inverse


def light(valence: float) -> str:
    """How bright a picture for a valence is."""
    return ("dim", "half light", "bright")[third(valence)]


def colour(arousal: float) -> str:
    """How strong the colours of a picture for an arousal are."""
    return ("pale", "clear colours", "strong colours")[third(arousal)]
