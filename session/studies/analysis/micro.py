"""What an arm does to what comes right after it, in a micro-randomised trial: weighted and centred least squares.

Boruvka, Almirall, Witkiewitz & Murphy (2018), Journal of the American Statistical Association 113, 1112-1121.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from session.studies.analysis.effects import CONFIDENCE
from session.studies.analysis.measures import KEYS, Tables, completed

FEWEST = 5
"""So many people are needed."""


@dataclass(frozen=True)
class Proximal:
    """How many more things are done with items until the next decision under an arm than under the reference arm."""

    condition: str
    arm: str
    reference: str
    people: int
    decisions: int
    difference: float
    low: float
    high: float
    p: float


def outcomes(tables: Tables) -> pd.DataFrame:
    """The decisions of who completed the study, each with its outcome: how many things were done until the next one."""
    decisions, events = tables.get("decisions"), tables.get("events")
    if decisions is None:
        return pd.DataFrame(columns=[*KEYS, "decision", "arm", "propensity", "outcome"])
    rows = decisions[decisions["participant_id"].isin(set(completed(tables)["participant_id"]))].copy()
    times = (
        {}
        if events is None
        else {key: np.sort(own["time"].to_numpy(float)) for key, own in events.groupby(["participant_id", "period"])}
    )
    rows["outcome"] = [
        float(np.diff(np.searchsorted(times.get(key, np.empty(0)), span))[0])
        for key, span in zip(
            zip(rows["participant_id"], rows["period"], strict=True),
            rows[["time", "until"]].to_numpy(float),
            strict=True,
        )
    ]
    return rows


def proximal(rows: pd.DataFrame, condition: str, arm: str, reference: str) -> Proximal | None:
    """The effect of an arm against another on the outcome; None where too few people met both.

    Each decision between the two is weighted by the marginal over the actual probability of its arm, the arm is centred
    on that marginal, and the decision's number stands beside it. Standard errors are robust to what a person's
    decisions share, with Student's t of the people less the coefficients.
    """
    own = rows[(rows["condition"] == condition) & rows["arm"].isin([arm, reference])]
    people, person = np.unique(own["participant_id"].to_numpy(str), return_inverse=True)
    treated = (own["arm"] == arm).to_numpy(float)
    if len(people) < FEWEST or not 0 < treated.mean() < 1:
        return None
    marginal = treated.mean()
    # What each arm's probability was, given that the decision fell on one of the two; a person's condition states both.
    chance = {name: own.loc[own["arm"] == name, "propensity"].mean() for name in (arm, reference)}
    stated = own["propensity"].to_numpy(float) / sum(chance.values())
    weights = np.where(treated == 1, marginal, 1 - marginal) / stated
    number = own["decision"].to_numpy(float)
    design = np.column_stack([np.ones(len(own)), number - number.mean(), treated - marginal])
    outcome = own["outcome"].to_numpy(float)
    bread = np.linalg.pinv(design.T @ (weights[:, None] * design))
    estimate = bread @ design.T @ (weights * outcome)
    scores = design * (weights * (outcome - design @ estimate))[:, None]
    of_person = np.zeros((len(people), design.shape[1]))
    np.add.at(of_person, person, scores)
    free = len(people) - design.shape[1]
    covariance = bread @ (of_person.T @ of_person) @ bread * len(people) / free
    error = float(np.sqrt(covariance[2, 2]))
    difference = float(estimate[2])
    reach = float(stats.t.ppf((1 + CONFIDENCE) / 2, free)) * error
    p = float(2 * stats.t.sf(abs(difference) / error, free)) if error > 0 else float(difference == 0)
    return Proximal(
        condition, arm, reference, len(people), len(own), difference, difference - reach, difference + reach, p
    )
