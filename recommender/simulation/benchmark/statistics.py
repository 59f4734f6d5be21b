"""What sums a mood diary up, and how far the sums of real and simulated people lie apart."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy.stats import ks_2samp, kurtosis, skew

Diary = tuple[np.ndarray, np.ndarray]
"""Of one person: (T,) valence, (T,) prompt numbers."""

PER_PERSON = ("mean", "sd", "rmssd", "inertia")
STILL = 0.02
"""Whose answers vary less than this has neither inertia nor falls."""

BIMODAL_ABOVE = 0.555
"""The bimodality coefficient of an even distribution; above it two peaks are likelier (SAS Institute 1990)."""

FOLLOWED = 12
"""Recovery is followed for so many prompts."""


def per_person(diaries: Sequence[Diary]) -> dict[str, np.ndarray]:
    """Of each person the mean, SD, RMSSD and lag-one autocorrelation over prompts that follow each other, NaN where
    there are too few."""
    rows = []
    for values, prompts in diaries:
        follows = np.diff(prompts) == 1
        moves = np.diff(values)[follows]
        spread = values.std()
        enough = follows.sum() >= 8
        inertia = np.nan
        if enough and spread > STILL:
            centred = values - values.mean()
            inertia = (centred[1:] * centred[:-1])[follows].mean() / spread**2
        rows.append((values.mean(), values.std(ddof=1), np.sqrt((moves**2).mean()) if enough else np.nan, inertia))
    return dict(zip(PER_PERSON, np.array(rows).T, strict=True))


def recovery(diaries: Sequence[Diary]) -> np.ndarray:
    """(FOLLOWED,) the share of falls not over after so many prompts, by Kaplan & Meier (1958).

    A fall begins with an answer below the person's mean less one SD and is over with the first at the mean or above; a
    diary that ends, or misses FOLLOWED prompts, before it is over counts up to there.
    """
    times, over = [], []
    for values, prompts in diaries:
        middle, spread = values.mean(), values.std()
        if spread <= STILL:
            continue
        low = values < middle - spread
        for start in np.flatnonzero(low & ~np.r_[False, low[:-1]]):
            after = values[start + 1 :] >= middle
            end = start + 1 + int(after.argmax()) if after.any() else len(values) - 1
            if end > start:
                times.append(prompts[end] - prompts[start])
                over.append(after.any())
    return kaplan_meier(np.array(times), np.array(over, bool), FOLLOWED)


def kaplan_meier(times: np.ndarray, over: np.ndarray, until: int) -> np.ndarray:
    """(until,) share that lasts beyond 1, 2, ... steps; over: whether each was seen to end at its time."""
    share, found = 1.0, []
    for step in range(1, until + 1):
        at_risk = (times >= step).sum()
        share *= 1 - (over & (times == step)).sum() / max(at_risk, 1)
        found.append(share)
    return np.array(found)


def bimodal(diaries: Sequence[Diary]) -> float:
    """The share of people whose bimodality coefficient is above that of an even distribution."""
    above, count = 0, 0
    for values, _ in diaries:
        size = len(values)
        if size < 5 or values.std() <= STILL:
            continue
        beyond = kurtosis(values) + 3 * (size - 1) ** 2 / ((size - 2) * (size - 3))
        above += (skew(values) ** 2 + 1) / beyond > BIMODAL_ABOVE
        count += 1
    return above / max(count, 1)


def distances(real: Sequence[Diary], simulated: Sequence[Diary]) -> dict[str, float]:
    """The Kolmogorov-Smirnov distance of each statistic; of recovery the largest between the two curves."""
    ours, theirs = per_person(real), per_person(simulated)
    found = {}
    for name in PER_PERSON:
        a, b = ours[name][~np.isnan(ours[name])], theirs[name][~np.isnan(theirs[name])]
        found[name] = float(ks_2samp(a, b).statistic)
    return found | {"recovery": float(np.abs(recovery(real) - recovery(simulated)).max())}
