"""The causal effect of a choice made by chance again and again, by weighted and centred least squares.

Boruvka, Almirall, Witkiewitz & Murphy 2018, Journal of the American Statistical Association 113, 1112-1121: the choice
is centred at a chance of its own, rows are weighted by how much likelier the logged one is, errors clustered by person.
"""

from __future__ import annotations

import numpy as np
import statsmodels.api as sm


def excursion_effect(
    person: np.ndarray, treated: np.ndarray, propensity: np.ndarray, known: np.ndarray, outcome: np.ndarray
) -> tuple[float, float, float]:
    """(effect, low, high), 95 %, on what follows, marginal over what was known.

    person (R,) whose row it is; treated (R,) 0 or 1; propensity (R,) the chance of 1; known (R, C) covariates that the
    choice cannot have changed; outcome (R,).
    """
    centre = float(treated.mean())
    weight = np.where(treated == 1, centre / propensity, (1 - centre) / (1 - propensity))
    design = np.column_stack([treated - centre, known, np.ones(len(treated))])
    fitted = sm.WLS(outcome, design, weights=weight).fit(cov_type="cluster", cov_kwds={"groups": person})
    low, high = fitted.conf_int()[0]
    return float(fitted.params[0]), float(low), float(high)


def recovered(runs: int = 100, effect: float = 0.1, people: int = 60, prompts: int = 60, seed: int = 0) -> float:
    """The share of runs in which the interval leaves out 0, in made-up trials with this effect on an inert mood.

    The chance of being treated depends on the mood, and so does the mood after: what goes wrong without weights.
    """
    found = 0
    for run in range(runs):
        random = np.random.default_rng((seed, run))
        mood = 0.3 * random.standard_normal(people)
        rows = []
        for _ in range(prompts):
            chance = np.clip(1 / (1 + np.exp(2 * mood)), 0.1, 0.9)
            treated = (random.random(people) < chance).astype(float)
            after = 0.6 * mood + effect * treated + 0.25 * random.standard_normal(people)
            rows.append(np.column_stack([np.arange(people), treated, chance, mood, after]))
            mood = after
        person, treated, chance, known, outcome = np.concatenate(rows).T
        _, low, high = excursion_effect(person, treated, chance, known[:, None], outcome)
        found += not low <= 0 <= high
    return found / runs
