"""Whether causes are found that were planted, and none where there are none."""

from __future__ import annotations

import numpy as np

from recommender.simulation.causes import effects

DRIVERS = ("taste", "valence", "arousal", "distance", "opened", "novelty")
PEOPLE, PROMPTS = 500, 20
STRENGTH = 0.03
"""Of a planted driver, of valence by its standard deviation."""

KNOWN = 4


def found_again(runs: int = 20, seed: int = 0) -> float:
    """F1 of the drivers named, over made-up logs of 500 people with two or three planted ones each."""
    right = named = planted = 0
    for run in range(runs):
        random = np.random.default_rng((seed, run))
        real = np.zeros(len(DRIVERS))
        chosen = random.choice(len(DRIVERS), random.integers(2, 4), replace=False)
        real[chosen] = STRENGTH * random.choice([-1, 1], len(chosen))
        drivers, change, known = _log(random, real)
        told = np.array([one.named for one in effects(DRIVERS, drivers, change, known)])
        right, named, planted = right + (told & (real != 0)).sum(), named + told.sum(), planted + (real != 0).sum()
    return float(2 * right / max(named + planted, 1))


def named_by_chance(runs: int = 100, seed: int = 0) -> float:
    """The share of such logs, with what followed shuffled, in which any driver is named."""
    wrong = 0
    for run in range(runs):
        random = np.random.default_rng((seed, run))
        drivers, change, known = _log(random, np.full(len(DRIVERS), STRENGTH))
        wrong += any(one.named for one in effects(DRIVERS, drivers, random.permutation(change), known))
    return wrong / runs


def _log(random: np.random.Generator, real: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Drivers that hang together and on the mood before, the mood's change, which does too, and what was known."""
    rows = PEOPLE * PROMPTS
    known = random.standard_normal((rows, KNOWN))
    mixed = np.eye(len(DRIVERS)) + 0.3 * random.standard_normal((len(DRIVERS), len(DRIVERS)))
    drivers = random.standard_normal((rows, len(DRIVERS))) @ mixed + 0.4 * known[:, :1]
    drivers /= drivers.std(axis=0)
    change = drivers @ real - 0.2 * known[:, 0] + 0.25 * random.standard_normal(rows)
    return drivers, change, known
