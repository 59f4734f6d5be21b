"""Made-up sittings over a catalogue, for what no public history tells: songs, books and short reads."""

from __future__ import annotations

import numpy as np

from recommender.ranking.features import Features
from recommender.types import Kind

LENGTHS = (6, 14)
SEEDS = 2
"""A sitting's taste lies between so many items."""

BY_TASTE, BY_MOOD = 8.0, 4.0
MOOD_REACH = 0.4
"""Distance on the affect plane at which an item's mood counts for e^-0.5 of its best."""

KEEPS_TASTE = 0.85
"""How much of the taste stays from one choice to the next; the rest goes over to what was just chosen."""


def simulated_sittings(features: Features, count: int, seed: int) -> list[np.ndarray]:
    """(L,) int32 rows of the catalogue, in order: items near a drifting taste and mood, of one or two kinds.

    One film at most stands in a sitting, at any place, so that which film follows which film is left to real people.
    A catalogue of films alone has none of these sittings.
    """
    random = np.random.default_rng(seed)
    film = features.catalogue.of_kind(Kind.FILM)
    if film.all():
        return []
    return [_sitting(features, film, random) for _ in range(count)]


def _sitting(features: Features, film: np.ndarray, random: np.random.Generator) -> np.ndarray:
    others = np.flatnonzero(~film)
    seeds = random.choice(others, min(SEEDS, len(others)), replace=False)
    taste, mood = features.likeness[seeds].mean(axis=0), features.affect[seeds].mean(axis=0)
    allowed = ~film & np.isin(features.kinds, features.kinds[seeds])
    length = min(int(random.integers(*LENGTHS)), int(allowed.sum()))
    film_at = int(random.integers(0, length + 1)) if film.any() else -1
    chosen: list[int] = []
    for place in range(length + (film_at >= 0)):
        distance = ((features.affect - mood) ** 2).sum(axis=1) / (2 * MOOD_REACH**2)
        wish = BY_TASTE * (features.likeness @ taste) + BY_MOOD * np.exp(-distance) + random.gumbel(size=len(film))
        wish[~(film if place == film_at else allowed)] = -np.inf
        wish[chosen] = -np.inf
        chosen.append(int(wish.argmax()))
        taste = KEEPS_TASTE * taste + (1 - KEEPS_TASTE) * features.likeness[chosen[-1]]
        mood = KEEPS_TASTE * mood + (1 - KEEPS_TASTE) * features.affect[chosen[-1]]
    return np.array(chosen, np.int32)
