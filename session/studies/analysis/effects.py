"""What a condition changes against another: a difference with its intervals, its size and whether it is chance."""

from __future__ import annotations

import math
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM
from statsmodels.tools.sm_exceptions import ModelWarning

from session.studies.analysis.measures import Measure

CONFIDENCE = 0.95

RESAMPLES = 2000

FEWEST = 3
"""So many people a condition are needed to compare anything."""

WELCH, MIXED = "welch", "mixed"


@dataclass(frozen=True)
class Effect:
    """Of one measure, a condition against the reference.

    difference, low and high are those of the model, boot_low and boot_high of a BCa bootstrap over people; of a measure
    that is compared as a ratio they are shares: 0.152 is 15.2 % more. size: Hedges' g, with the model's
    interval. p_adjusted: after Holm, among
    the effects that were planned or among the others. people: how many the comparison rests on.
    """

    measure: str
    condition: str
    reference: str
    ratio: bool
    method: str
    people: int
    mean: float
    reference_mean: float
    difference: float
    low: float
    high: float
    boot_low: float
    boot_high: float
    size: float
    size_low: float
    size_high: float
    p: float
    planned: bool = False
    p_adjusted: float = math.nan

    @property
    def found(self) -> bool:
        """Whether chance is no good explanation, at 5 % over all that was compared."""
        return self.p_adjusted < 1 - CONFIDENCE


def compare(
    table: pd.DataFrame, measure: Measure, condition: str, reference: str, resamples: int = RESAMPLES, seed: int = 0
) -> Effect | None:
    """The effect of a condition on a measure; None where too few people have it, or no model fits what they have.

    table as measures.measured makes it. Where people have both conditions a mixed model with a random intercept for
    each person, and with the period as a fixed effect, is fitted (REML); else Welch's t-test is made.
    resamples: of the bootstrap; 0 leaves its interval away.
    """
    rows = table[table["condition"].isin([condition, reference])].dropna(subset=[measure.name])
    values = {
        name: rows[rows["condition"] == name].set_index("participant_id")[measure.name].astype(float)
        for name in (condition, reference)
    }
    if min(map(len, values.values())) < FEWEST:
        return None
    scaled = {name: own.map(lambda value: float(measure.scaled(np.float64(value)))) for name, own in values.items()}
    both = scaled[condition].index.intersection(scaled[reference].index)
    within = len(both) >= FEWEST
    if within:
        try:
            fitted = _mixed(rows, measure, condition)
        except np.linalg.LinAlgError:
            return None
        sample = ((scaled[condition][both] - scaled[reference][both]).to_numpy(),)
    else:
        fitted = _welch(scaled[condition].to_numpy(), scaled[reference].to_numpy())
        sample = (scaled[condition].to_numpy(), scaled[reference].to_numpy())
    boot = _bootstrap(sample, resamples, seed) if resamples else (math.nan, math.nan)
    told = (lambda value: math.expm1(value)) if measure.ratio else (lambda value: value)
    difference, low, high, p = fitted
    return Effect(
        measure.name,
        condition,
        reference,
        measure.ratio,
        MIXED if within else WELCH,
        len(set(rows["participant_id"])),
        float(values[condition].mean()),
        float(values[reference].mean()),
        *(told(one) for one in (difference, low, high, *boot)),
        *(hedges(scaled[condition].to_numpy(), scaled[reference].to_numpy(), one) for one in (difference, low, high)),
        p,
    )


def adjusted(effects: Sequence[Effect]) -> list[Effect]:
    """The same with p-values after Holm, those that were planned among themselves and the others likewise."""
    found = list(effects)
    for planned in (True, False):
        places = [place for place, one in enumerate(found) if one.planned is planned]
        for place, p in zip(places, holm([found[place].p for place in places]), strict=True):
            found[place] = replace(found[place], p_adjusted=p)
    return found


def holm(ps: Sequence[float]) -> list[float]:
    """p-values that hold over all of them (Holm 1979, Scandinavian Journal of Statistics 6, 65-70)."""
    order = np.argsort(ps)
    stepped = np.maximum.accumulate(np.asarray(ps, float)[order] * np.arange(len(ps), 0, -1))
    told = np.empty(len(ps))
    told[order] = np.minimum(stepped, 1.0)
    return told.tolist()


def hedges(first: np.ndarray, second: np.ndarray, difference: float) -> float:
    """Hedges' g (1981): a difference in standard deviations, pooled over both samples, without its small bias."""
    free = len(first) + len(second) - 2
    pooled = math.sqrt(((len(first) - 1) * first.var(ddof=1) + (len(second) - 1) * second.var(ddof=1)) / free)
    return (1 - 3 / (4 * free - 1)) * difference / pooled if pooled > 0 else 0.0


def _welch(first: np.ndarray, second: np.ndarray) -> tuple[float, float, float, float]:
    difference = first.mean() - second.mean()
    if first.std() == 0 and second.std() == 0:
        return difference, difference, difference, 1.0 if difference == 0 else 0.0
    test = stats.ttest_ind(first, second, equal_var=False)
    interval = test.confidence_interval(CONFIDENCE)
    return difference, interval.low, interval.high, float(test.pvalue)


def _mixed(rows: pd.DataFrame, measure: Measure, condition: str) -> tuple[float, float, float, float]:
    """The condition's coefficient with its interval and p, by Student's t with the degrees of freedom within people:
    observations less people less the other fixed effects, as Pinheiro & Bates (2000) count them."""
    outcome = measure.scaled(rows[measure.name].to_numpy(float))
    periods = np.unique(rows["period"].to_numpy(int))[1:]
    design = np.column_stack(
        [np.ones(len(rows)), rows["condition"] == condition, *(rows["period"] == period for period in periods)]
    ).astype(float)
    if np.linalg.matrix_rank(design) < design.shape[1]:  # the period goes with the condition
        design = design[:, :2]
    people = rows["participant_id"].to_numpy()
    free = max(1, len(rows) - len(set(people)) - (design.shape[1] - 1))
    spread = outcome.std()
    if spread == 0:
        return 0.0, 0.0, 0.0, 1.0
    with warnings.catch_warnings():
        # A variance between people of 0 lies on the edge of what is possible, which is warned of and right.
        warnings.simplefilter("ignore", ModelWarning)
        warnings.simplefilter("ignore", RuntimeWarning)
        fitted = MixedLM(outcome / spread, design, groups=people).fit(reml=True)
    estimate, error = fitted.fe_params[1] * spread, fitted.bse_fe[1] * spread
    reach = stats.t.ppf((1 + CONFIDENCE) / 2, free) * error
    return estimate, estimate - reach, estimate + reach, float(2 * stats.t.sf(abs(estimate / error), free))


def _bootstrap(sample: tuple[np.ndarray, ...], resamples: int, seed: int) -> tuple[float, float]:
    """BCa interval (Efron 1987) of a mean, or of the difference of two, with people drawn again."""
    if all(part.std() == 0 for part in sample):
        return (_difference(*sample),) * 2
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", stats.DegenerateDataWarning)
        made = stats.bootstrap(
            sample,
            _difference,
            n_resamples=resamples,
            confidence_level=CONFIDENCE,
            vectorized=True,
            rng=np.random.default_rng(seed),
        )
    return float(made.confidence_interval.low), float(made.confidence_interval.high)


def _difference(first: np.ndarray, second: np.ndarray | float = 0.0, axis: int = -1) -> np.ndarray | float:
    return np.mean(first, axis=axis) - (np.mean(second, axis=axis) if isinstance(second, np.ndarray) else second)
