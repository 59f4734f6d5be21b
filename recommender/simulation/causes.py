"""What moves a mood, told from logs in which strategies were drawn by chance: edges, effects, how sure, refutations.

DirectLiNGAM (Shimizu et al. 2011, JMLR 12, 1225-1248; library lingam) says on resampled rows from which drivers an edge
leads to the mood; double machine learning (Chernozhukov et al. 2018, The Econometrics Journal 21, C1-C68; library
econml) how much each does, with what was known before held fixed. Each effect is put to three refutations, as DoWhy
does (Sharma & Kiciman 2020): a placebo in its place must do nothing, another cause drawn by chance and a part of the
rows must change nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from econml.dml import LinearDML
from lingam import DirectLiNGAM
from lingam.utils import make_prior_knowledge
from scipy.stats import norm
from sklearn.linear_model import LinearRegression

from recommender.errors import SimulationError

LEVEL = 0.01
"""Of all drivers together (Bonferroni), so that nothing is named in 99 of 100 logs that hold nothing."""

RESAMPLED = 20
"""So many times rows are drawn anew, with replacement, to see which edges stay."""

STAYS = 0.8
"""A driver is named whose edge is there in so large a share of them."""


@dataclass(frozen=True)
class Effect:
    """Of one driver, by one unit of it: value with its 95 % interval, edge the share of resamples in which one leads
    from it to the mood (0 where no driver's value is sure, so that none is looked for), whether it is sure enough to be
    named, and the effect of a placebo, with another cause beside it, and in a part of the rows."""

    driver: str
    value: float
    low: float
    high: float
    edge: float
    named: bool
    placebo: float
    with_other: float
    of_part: float


def effects(
    names: tuple[str, ...], drivers: np.ndarray, change: np.ndarray, known: np.ndarray, seed: int = 0
) -> list[Effect]:
    """The effect of each driver, drivers (R, D), on change (R,), with known (R, C) held fixed.

    Named is what both methods are sure of.
    """
    random = np.random.default_rng(seed)
    value, deviation = _double(drivers, change, known, seed)
    sure = np.abs(value) > norm.ppf(1 - LEVEL / 2 / len(names)) * deviation
    edge = edges(drivers, change, known, random) if sure.any() else np.zeros(len(names))
    other, _ = _double(drivers, change, np.column_stack([known, random.standard_normal(len(change))]), seed)
    part = random.random(len(change)) < 0.6
    of_part, _ = _double(drivers[part], change[part], known[part], seed)
    placebo, _ = _double(random.permutation(drivers), change, known, seed)
    return [
        Effect(
            driver=name,
            value=float(value[place]),
            low=float(value[place] - 1.96 * deviation[place]),
            high=float(value[place] + 1.96 * deviation[place]),
            edge=float(edge[place]),
            named=bool(sure[place] and edge[place] >= STAYS),
            placebo=float(placebo[place]),
            with_other=float(other[place]),
            of_part=float(of_part[place]),
        )
        for place, name in enumerate(names)
    ]


def edges(drivers: np.ndarray, change: np.ndarray, known: np.ndarray, random: np.random.Generator) -> np.ndarray:
    """(D,) in what share of resamples an edge leads from each driver to the change, what was known taken out of both.

    Nothing follows from the mood after: the library is told so, but does not hold to it by itself. Raises
    SimulationError where an edge leads away from the change all the same.
    """
    table = np.column_stack([drivers, change])
    table = table - LinearRegression().fit(known, table).predict(known)
    prior = make_prior_knowledge(table.shape[1], sink_variables=[table.shape[1] - 1])
    found = np.zeros(drivers.shape[1])
    for _ in range(RESAMPLED):
        rows = random.integers(len(table), size=len(table))
        graph = np.asarray(DirectLiNGAM(prior_knowledge=prior).fit(table[rows]).adjacency_matrix_)
        if graph[:, -1].any():
            raise SimulationError("an edge leads from the mood after to what was before it")
        found += graph[-1, :-1] != 0
    return found / RESAMPLED


def _double(drivers: np.ndarray, change: np.ndarray, known: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(D,) effects of the drivers and their deviations, whatever each row's variance, cross-fitted in two parts."""
    model = LinearDML(model_y=LinearRegression(), model_t=LinearRegression(), cv=2, random_state=seed)
    model.fit(change, drivers, X=None, W=known)
    found = model.const_marginal_ate_inference()
    return np.atleast_1d(found.mean_point), np.atleast_1d(found.stderr_mean)
