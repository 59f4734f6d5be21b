"""How fast a low feeling passes, as survival: what had not passed by the end is censored, not left out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from session.studies.analysis.effects import CONFIDENCE, FEWEST, RESAMPLES, Effect, hedges
from session.studies.analysis.measures import KEYS, Tables, completed

LOW, PASSED = -0.2, 0.0
"""A low feeling begins where smoothed valence falls below the first, and has passed once it reaches the second."""

NAME = "recovery"

SURVIVAL = "survival"


@dataclass(frozen=True)
class Curve:
    """Kaplan & Meier's (1958) estimate: from each time (s) on, the share of low feelings that have not passed."""

    times: np.ndarray
    shares: np.ndarray

    def mean_until(self, horizon: float) -> float:
        """The mean time to pass, of what a horizon (s) cuts off: the area below the curve (Royston & Parmar 2013)."""
        times = np.append(self.times[self.times < horizon], horizon)
        return float(np.sum(np.diff(times) * self.shares[: len(times) - 1]))


def episodes(tables: Tables) -> pd.DataFrame:
    """(participant_id, period, condition, seconds, passed): the first low feeling of each period of who completed."""
    states = tables.get("states")
    if states is None:
        return pd.DataFrame(columns=[*KEYS, "seconds", "passed"])
    people = set(completed(tables)["participant_id"])
    known = states[states["participant_id"].isin(people) & ~states["unknown"].astype(bool)]
    rows = []
    for key, own in known.groupby(KEYS, dropna=False):
        own = own.sort_values("time")
        times, valence = own["time"].to_numpy(float), own["smoothed_valence"].to_numpy(float)
        low = np.flatnonzero(valence < LOW)
        if len(low):
            after = np.flatnonzero(valence[low[0] :] >= PASSED)
            end = low[0] + after[0] if len(after) else len(times) - 1
            rows.append((*key, times[end] - times[low[0]], bool(len(after))))
    return pd.DataFrame(rows, columns=[*KEYS, "seconds", "passed"])


def curve(seconds: np.ndarray, passed: np.ndarray) -> Curve:
    """The curve of some low feelings: how long each lasted, and whether it passed within that."""
    times = np.unique(seconds[passed])
    at_risk = (seconds[None, :] >= times[:, None]).sum(axis=1)
    ended = ((seconds[None, :] == times[:, None]) & passed[None, :]).sum(axis=1)
    shares = np.cumprod(1 - ended / np.maximum(at_risk, 1))
    return Curve(np.append(0.0, times), np.append(1.0, shares))


def compare(
    table: pd.DataFrame, condition: str, reference: str, resamples: int = RESAMPLES, seed: int = 0
) -> Effect | None:
    """How much longer low feelings last under a condition, in s until the horizon up to which both curves are known.

    table as `episodes` makes it. The interval is of a bootstrap over people, the p-value its normal approximation;
    None where too few people felt low.
    """
    both = table[table["condition"].isin([condition, reference])]
    counts = both["condition"].value_counts()
    if min(counts.get(condition, 0), counts.get(reference, 0)) < FEWEST or not both["passed"].any():
        return None
    horizon = min(_known_until(own, both) for _, own in both.groupby("condition"))
    people = [own for _, own in both.groupby("participant_id")]
    found = _difference(both, condition, reference, horizon)
    rng = np.random.default_rng(seed)
    drawn = []
    for _ in range(resamples):
        again = pd.concat([people[place] for place in rng.integers(len(people), size=len(people))])
        if again["condition"].nunique() == 2:
            drawn.append(_difference(again, condition, reference, horizon))
    error = float(np.std(drawn, ddof=1))
    reach = stats.norm.ppf((1 + CONFIDENCE) / 2) * error
    low, high = np.quantile(drawn, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    means = [_mean(both[both["condition"] == name], horizon) for name in (condition, reference)]
    first, second = (both[both["condition"] == name]["seconds"].to_numpy(float) for name in (condition, reference))
    p = float(2 * stats.norm.sf(abs(found) / error)) if error > 0 else float(found == 0)
    sizes = [hedges(first, second, one) for one in (found, found - reach, found + reach)]
    return Effect(
        NAME,
        condition,
        reference,
        False,
        SURVIVAL,
        len(people),
        *means,
        found,
        found - reach,
        found + reach,
        float(low),
        float(high),
        *sizes,
        p,
    )


def _known_until(own: pd.DataFrame, both: pd.DataFrame) -> float:
    """Up to where a curve is known: as long as anything was watched, or for good where all has passed."""
    longest = own.loc[own["seconds"].idxmax()]
    return float((both if longest["passed"] else own)["seconds"].max())


def _difference(table: pd.DataFrame, condition: str, reference: str, horizon: float) -> float:
    first, second = (_mean(table[table["condition"] == name], horizon) for name in (condition, reference))
    return first - second


def _mean(own: pd.DataFrame, horizon: float) -> float:
    return curve(own["seconds"].to_numpy(float), own["passed"].to_numpy(bool)).mean_until(horizon)
