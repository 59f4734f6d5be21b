"""How many people a study needs: it is simulated under what its file expects, and analysed, again and again."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats

from session.studies import cells
from session.studies.analysis import effects
from session.studies.analysis.effects import CONFIDENCE, Effect
from session.studies.analysis.measures import BEHAVIOUR, KEYS, Measure
from session.studies.design import Expected, Study, scores_after


@dataclass(frozen=True)
class Power:
    """So many people find an effect in this share of studies; low and high: Wilson's (1927) 95 % interval of it."""

    people: int
    measure: str
    condition: str
    share: float
    low: float
    high: float


def measure_of(name: str) -> Measure:
    """The measure of this name."""
    return next((one for one in BEHAVIOUR if one.name == name), Measure(name))


def simulated(study: Study, people: int, rng: np.random.Generator) -> pd.DataFrame:
    """A table as `measures.measured` makes it, of so many people who behave as the study's file expects.

    Times are lognormal and scores normal, cut off at the ends of their range; a person's values agree as expected.
    """
    rows = [
        (f"p{person}", period, condition)
        for person, orders in enumerate(rng.permutation(people) % len(cells.cells(study)))
        for period, condition in enumerate(cells.cells(study)[orders], start=1)
    ]
    table = pd.DataFrame(rows, columns=KEYS)
    conditions, persons = table["condition"].to_numpy(), pd.factorize(table["participant_id"])[0]
    for name, expected in study.analysis.expected.items():
        own, each = rng.standard_normal(people)[persons], rng.standard_normal(len(table))
        noise = math.sqrt(expected.agreement) * own + math.sqrt(1 - expected.agreement) * each
        changes = np.array([expected.changes.get(condition, 0.0) for condition in conditions])
        table[name] = _values(study, name, expected, noise, changes)
    return table


def compared(study: Study, table: pd.DataFrame, resamples: int = 0) -> list[Effect]:
    """The effects on all that the file expects, each planned where it says so."""
    found = [
        effects.compare(table, measure_of(name), condition, study.reference, resamples)
        for name in study.analysis.expected
        for condition in study.conditions
        if condition != study.reference
    ]
    known = [one for one in found if one is not None]
    return effects.adjusted([replace(one, planned=one.measure in study.analysis.primary) for one in known])


def power(study: Study, people: Sequence[int], runs: int, seed: int = 0) -> list[Power]:
    """For each number of people, how often each change that the file expects is found, in the right direction."""
    found = []
    for count in people:
        rng = np.random.default_rng((seed, count))
        all_runs = [compared(study, simulated(study, count, rng)) for _ in range(runs)]
        for name, expected in study.analysis.expected.items():
            for condition, change in expected.changes.items():
                hits = sum(
                    one.found and one.difference * change > 0
                    for run in all_runs
                    for one in run
                    if (one.measure, one.condition) == (name, condition)
                )
                interval = stats.binomtest(hits, runs).proportion_ci(CONFIDENCE, method="wilson")
                found.append(Power(count, name, condition, hits / runs, interval.low, interval.high))
    return found


def _values(study: Study, name: str, expected: Expected, noise: np.ndarray, changes: np.ndarray) -> np.ndarray:
    if measure_of(name).ratio:
        spread = math.sqrt(math.log1p((expected.deviation / expected.mean) ** 2))
        return expected.mean * np.exp(spread * noise - spread**2 / 2) * (1 + changes)
    values = expected.mean * (1 + changes) + expected.deviation * noise
    if name in (known := scores_after(study)):
        asked, score = known[name]
        return np.clip(values, *study.instruments[asked].scores[score].range)
    return np.maximum(values, 0.0)
