"""What moves a mood, told from logs in which strategies were drawn by chance: effects, how sure, and refutations.

As the draw is known to be by chance, what lists hold is no answer to the mood but through what the rules allow; what
was known before is held fixed for that. Each effect is put to three refutations, as DoWhy does (Sharma & Kiciman 2020):
a placebo in its place must do nothing, another cause drawn by chance and a part of the rows must change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.stats import norm

LEVEL = 0.01
"""Of all drivers together (Bonferroni), so that nothing is named in 99 of 100 logs that hold nothing."""


@dataclass(frozen=True)
class Effect:
    """Of one driver, by one unit of it: value with its 95 % interval, whether it is sure enough to be named, and the
    effect of a placebo, with another cause beside it, and in a part of the rows."""

    driver: str
    value: float
    low: float
    high: float
    named: bool
    placebo: float
    with_other: float
    of_part: float


def effects(
    names: tuple[str, ...], drivers: np.ndarray, change: np.ndarray, known: np.ndarray, seed: int = 0
) -> list[Effect]:
    """The effect of each driver, drivers (R, D), on change (R,), by least squares with known (R, C) held fixed."""
    random = np.random.default_rng(seed)
    value, deviation = _least_squares(drivers, change, known)
    other, _ = _least_squares(drivers, change, np.column_stack([known, random.standard_normal(len(change))]))
    part = random.random(len(change)) < 0.6
    of_part, _ = _least_squares(drivers[part], change[part], known[part])
    placebo, _ = _least_squares(random.permutation(drivers), change, known)
    critical = norm.ppf(1 - LEVEL / 2 / len(names))
    return [
        Effect(
            driver=name,
            value=float(value[place]),
            low=float(value[place] - 1.96 * deviation[place]),
            high=float(value[place] + 1.96 * deviation[place]),
            named=bool(abs(value[place]) > critical * deviation[place]),
            placebo=float(placebo[place]),
            with_other=float(other[place]),
            of_part=float(of_part[place]),
        )
        for place, name in enumerate(names)
    ]


def _least_squares(drivers: np.ndarray, change: np.ndarray, known: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(D,) coefficients of the drivers and their deviations, whatever the variance of each row (White 1980)."""
    design = np.column_stack([drivers, known, np.ones(len(change))])
    inverse = np.linalg.pinv(design.T @ design)
    found = inverse @ (design.T @ change)
    missed = change - design @ found
    variance = inverse @ ((design * missed[:, None] ** 2).T @ design) @ inverse
    count = drivers.shape[1]
    return found[:count], np.sqrt(np.maximum(np.diag(variance)[:count], 1e-18))
