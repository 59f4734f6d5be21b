"""Which of two rankings people prefer, from what they did with lists drafted from both."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from session.sitting.arranged import TEAMS
from session.studies.analysis.effects import CONFIDENCE, RESAMPLES
from session.studies.analysis.measures import Tables, completed

FOR = ("like", "open", "finish")
"""What is done with an item for which its team gets a credit, one each item and list; a `no` is none."""


@dataclass(frozen=True)
class Preference:
    """Under one condition: by how many people the first side got more credits, by how many the second, and ties.

    share: of the people, ties counted half, who prefer the first; low and high: its bootstrap interval over people.
    p: of a two-sided sign test, which leaves ties out.
    """

    condition: str
    first: int
    second: int
    ties: int
    share: float
    low: float
    high: float
    p: float


def credited(tables: Tables) -> pd.DataFrame:
    """(participant_id, condition, first, second): the credits of each side, a row each person who completed it."""
    lists, events = tables.get("lists"), tables.get("events")
    columns = ["participant_id", "condition", *TEAMS]
    if lists is None or "team" not in lists:
        return pd.DataFrame(columns=columns)
    people = set(completed(tables)["participant_id"])
    drafted = lists[lists["team"].notna() & lists["participant_id"].isin(people)]
    keys = ["participant_id", "condition", "period", "list_version", "item_id"]
    found = drafted[[*keys, "team"]].drop_duplicates(keys)
    if events is not None:
        done = events[events["action"].isin(FOR)][keys].drop_duplicates()
        found = found.merge(done.assign(credit=1), on=keys, how="left")
    else:
        found = found.assign(credit=0)
    # An item that stays on the list through several versions earns its team one credit, not one a version.
    found = found.groupby(["participant_id", "condition", "period", "item_id", "team"], as_index=False)["credit"].max()
    table = found.pivot_table(
        index=["participant_id", "condition"], columns="team", values="credit", aggfunc="sum", fill_value=0
    )
    return table.reindex(columns=list(TEAMS), fill_value=0).fillna(0).reset_index()[columns]


def preference(credits: pd.DataFrame, condition: str, resamples: int = RESAMPLES, seed: int = 0) -> Preference | None:
    """What credits under a condition say; None where nobody gave any."""
    own = credits[credits["condition"] == condition]
    lead = np.sign(own[TEAMS[0]].to_numpy(float) - own[TEAMS[1]].to_numpy(float))
    if not len(lead):
        return None
    first, second = int((lead > 0).sum()), int((lead < 0).sum())
    p = float(stats.binomtest(first, first + second).pvalue) if first + second else 1.0
    drawn = np.random.default_rng(seed).choice(lead, (max(resamples, 1), len(lead))).mean(axis=1)
    low, high = np.quantile((1 + drawn) / 2, [(1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2])
    ties = len(lead) - first - second
    return Preference(condition, first, second, ties, float((1 + lead.mean()) / 2), float(low), float(high), p)
