"""How likely real diaries are under a family of moods, whoever of the population the person may be like."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from recommender.simulation.benchmark.statistics import Diary
from recommender.simulation.moods import Population

DRAWS = 60
"""So many people of the population are tried for each real one."""

LONGEST = 100


def returning_likelihood(
    real: Sequence[Diary], studies: np.ndarray, population: Population, random: np.random.Generator
) -> float:
    """Mean log density of an answer under `Returning`, by a Kalman filter."""

    def densities(values: np.ndarray, gaps: np.ndarray, parameters: np.ndarray) -> np.ndarray:
        usual, log_spread, share, kept = parameters.T
        slow, fast = np.exp(2 * log_spread) * share, np.exp(2 * log_spread) * (1 - share) + 1e-4
        mean, variance, total = np.zeros(len(parameters)), slow.copy(), np.zeros(len(parameters))
        for value, gap in zip(values, gaps, strict=True):
            fades = kept**gap
            mean, variance = fades * mean, fades**2 * variance + slow * (1 - fades**2)
            seen = variance + fast
            missed = value - usual - mean
            total -= 0.5 * (missed**2 / seen + np.log(2 * np.pi * seen))
            mean, variance = mean + variance / seen * missed, variance * fast / seen
        return total

    return _averaged(real, studies, population.ou, population.study, densities, random)


def switching_likelihood(
    real: Sequence[Diary], studies: np.ndarray, population: Population, random: np.random.Generator
) -> float:
    """Mean log density of an answer under `Switching`, by the forward algorithm."""

    def densities(values: np.ndarray, gaps: np.ndarray, parameters: np.ndarray) -> np.ndarray:
        levels, noise = parameters[:, :2].T, np.exp(parameters[:, 2:4].T)
        noise = np.sqrt(noise**2 + 1e-4)
        leave_low, leave_high = parameters[:, 4], parameters[:, 5]
        high = leave_low / (leave_low + leave_high)
        now, total = high.copy(), np.zeros(len(parameters))
        for value, gap in zip(values, gaps, strict=True):
            now = high + (1 - leave_low - leave_high) ** gap * (now - high)
            chances = np.exp(-0.5 * ((value - levels) / noise) ** 2) / (noise * np.sqrt(2 * np.pi)) + 1e-12
            seen = (1 - now) * chances[0] + now * chances[1]
            total += np.log(seen)
            now = now * chances[1] / seen
        return total

    return _averaged(real, studies, population.two_state, population.study, densities, random)


def _averaged(
    real: Sequence[Diary],
    studies: np.ndarray,
    table: np.ndarray,
    of_study: np.ndarray,
    densities: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray],
    random: np.random.Generator,
) -> float:
    total, count = 0.0, 0
    for (values, prompts), study in zip(real, studies, strict=True):
        own = np.flatnonzero(of_study == study)
        rows = random.choice(own if len(own) else len(table), DRAWS)
        values, gaps = values[:LONGEST], np.diff(prompts[:LONGEST], prepend=prompts[0])
        found = densities(values, gaps, table[rows])
        total += float(np.logaddexp.reduce(found) - np.log(DRAWS))
        count += len(values)
    return total / count
