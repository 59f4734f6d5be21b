"""What is measured of each participant under each condition, from the tables of a study."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from session.studies.design import Study, scores_after

Tables = Mapping[str, pd.DataFrame]
"""A study's tables by name, see session.studies.tables."""

KEYS = ["participant_id", "period", "condition"]

STATES_TOGETHER = 3.0
"""Seconds between two states that count as successive; where more went by, sensing rested."""


@dataclass(frozen=True)
class Measure:
    """Something measured. ratio: it is compared as a ratio, by logarithms, as times are."""

    name: str
    ratio: bool = False

    def scaled(self, values: np.ndarray) -> np.ndarray:
        """The values on the scale on which they are compared."""
        return np.log1p(values) if self.ratio else values


BEHAVIOUR = (
    Measure("engagement", ratio=True),
    Measure("clicks"),
    Measure("dwell", ratio=True),
    Measure("volatility"),
)
"""engagement: seconds from the beginning of a task to the last thing done with an item in it. clicks: how many things
were done with items. dwell: mean seconds between opening an item and what came next. volatility: root mean squared
successive difference of valence (Jahng, Wood & Trull 2008, Psychological Methods 13, 354-375)."""


def completed(tables: Tables) -> pd.DataFrame:
    """The participants who count: who completed the study and were not excluded."""
    people = tables.get("participants", pd.DataFrame(columns=["participant_id", "status"]))
    done = people["status"] == "done"
    return people[done & people["excluded"].isna()] if "excluded" in people else people[done]


def measured(study: Study, tables: Tables) -> tuple[pd.DataFrame, tuple[Measure, ...]]:
    """(participant_id, period, condition, a float column each measure) of who completed, and the measures there are.

    Rows are a participant's periods; what was not measured there is NaN.
    """
    people = set(completed(tables)["participant_id"])
    periods = tables.get("conditions", pd.DataFrame(columns=[*KEYS, "began", "ended"]))
    rows = periods[periods["participant_id"].isin(people)][[*KEYS, "began", "ended"]].reset_index(drop=True)
    length = (rows["ended"] - rows["began"]).astype(float).to_numpy()
    columns = {"clicks": _clicks, "engagement": _engagement, "dwell": _dwell, "volatility": _volatility}
    table = rows[KEYS].copy()
    for measure in BEHAVIOUR:
        table[measure.name] = columns[measure.name](rows, length, tables)
    scores = _scores(study, table, tables)
    for name, values in scores.items():
        table[name] = values
    measures = (*BEHAVIOUR, *(Measure(name) for name in scores))
    return table, tuple(one for one in measures if table[one.name].notna().any())


def _events(rows: pd.DataFrame, tables: Tables) -> dict[tuple[object, object], pd.DataFrame]:
    events = tables.get("events")
    return {} if events is None else {key: own for key, own in events.groupby(["participant_id", "period"])}


def _keys(rows: pd.DataFrame) -> list[tuple[object, object]]:
    return list(zip(rows["participant_id"], rows["period"], strict=True))


def _clicks(rows: pd.DataFrame, length: np.ndarray, tables: Tables) -> list[float]:
    events = _events(rows, tables)
    return [float(len(events.get(key, ()))) for key in _keys(rows)]


def _engagement(rows: pd.DataFrame, length: np.ndarray, tables: Tables) -> list[float]:
    events = _events(rows, tables)
    return [max(0.0, float(events[key]["time"].max())) if key in events else 0.0 for key in _keys(rows)]


def _dwell(rows: pd.DataFrame, length: np.ndarray, tables: Tables) -> list[float]:
    events, found = _events(rows, tables), []
    for key, until in zip(_keys(rows), length, strict=True):
        own = events.get(key)
        if own is None or not (own["action"] == "open").any():
            found.append(np.nan)
            continue
        own = own.sort_values("time")
        times = own["time"].to_numpy(float)
        after = np.append(times[1:], max(until, times[-1]))
        found.append(float((after - times)[(own["action"] == "open").to_numpy()].mean()))
    return found


def _volatility(rows: pd.DataFrame, length: np.ndarray, tables: Tables) -> list[float]:
    states = tables.get("states")
    if states is None:
        return [np.nan] * len(rows)
    known = states[~states["unknown"].astype(bool)]
    of_period = dict(iter(known.groupby(["participant_id", "period"])))
    return [_rmssd(of_period.get(key)) for key in _keys(rows)]


def _rmssd(states: pd.DataFrame | None) -> float:
    if states is None:
        return np.nan
    own = states.sort_values("time")
    steps = np.diff(own["valence"].to_numpy(float))[np.diff(own["time"].to_numpy(float)) <= STATES_TOGETHER]
    return float(np.sqrt(np.mean(steps**2))) if len(steps) else np.nan


def _scores(study: Study, rows: pd.DataFrame, tables: Tables) -> dict[str, pd.Series]:
    """What questionnaires say of each period; between people what is asked at the end is of their one task, too."""
    scores = tables.get("scores")
    if scores is None:
        return {}
    after = scores[~scores["step"].str.contains("^before-|-prompt-")].copy()
    if study.design == "between":
        after["period"] = after["period"].fillna(1)
    after = after.dropna(subset=["period", "value"])
    after["period"] = after["period"].astype(int)
    of_score = dict(iter(after.groupby(["instrument", "score"])))
    found = {}
    for name, key in scores_after(study).items():
        if key in of_score:
            # Asked more than once after the same task, the last one counts.
            values = of_score[key].drop_duplicates(["participant_id", "period"], keep="last")
            values = values.set_index(["participant_id", "period"])["value"].astype(float)
            index = pd.MultiIndex.from_arrays([rows["participant_id"], rows["period"].astype(int)])
            found[name] = values.reindex(index).to_numpy()
    return found
