"""Charts of the simulated world: what policies do to recovery, and one person's mood from day to day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from pages.parts.charts.base import AFFECT_COLOURS, MUTED, SHADES, spec, table
from pages.texts import Texts

SHARES = ("negative_share", "harmed_share")
"""Figures of a comparison that have no interval."""


@spec
def compared(t: Texts, title: str, around: float | None) -> alt.LayerChart:
    """Points with intervals, one a policy; around: where nothing differs, None where that is nowhere."""
    names = alt.Axis(title=None, ticks=False, domain=False, labelLimit=190, labelFontSize=13, labelPadding=8)
    y = alt.Y("name:N", sort=None, axis=names)
    x = alt.X("value:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=5, grid=False))
    told = [
        alt.Tooltip("name:N", title=t("policy-row")),
        alt.Tooltip("value:Q", title=title, format=".3f"),
        alt.Tooltip("low:Q", title=t("lab-from"), format=".3f"),
        alt.Tooltip("high:Q", title=t("lab-to"), format=".3f"),
    ]
    colour = alt.condition(alt.datum.ours == "yes", alt.value(AFFECT_COLOURS[-1]), alt.value(SHADES[0]))
    spans = alt.Chart().mark_rule(strokeWidth=2).encode(alt.X("low:Q"), y, x2="high:Q", color=colour, tooltip=told)
    points = alt.Chart().mark_point(filled=True, size=80, opacity=1).encode(x, y, color=colour, tooltip=told)
    if around is None:
        return alt.layer(spans, points)
    return alt.layer(alt.Chart().mark_rule(strokeDash=[3, 3], color=MUTED).encode(x=alt.datum(around)), spans, points)


def compared_rows(policies: Mapping[str, Mapping[str, Any]], figure: str, names: Mapping[str, str]) -> pd.DataFrame:
    """The rows of compared, in the order given; names are the policies' in words."""
    rows = []
    for policy, one in policies.items():
        value, low, high = one[figure] if figure not in SHARES else (one[figure],) * 3
        ours = "yes" if policy.startswith("esmr") else "no"
        rows.append({"name": names[policy], "value": value, "low": low, "high": high, "ours": ours})
    return table(rows, ("value", "low", "high"), ("name", "ours"))


@spec
def person(t: Texts, usual: float) -> alt.LayerChart:
    """Two lines over days, one without recommendations, and what was chosen where a low mood persisted."""
    x = alt.X("day:Q", title=t("policy-day"), axis=alt.Axis(tickCount=10, grid=False))
    y = alt.Y("value:Q", title=t("policy-mood"), scale=alt.Scale(domain=[-1, 1]), axis=alt.Axis(tickCount=5))
    names = [t("policy-alone"), t("policy-with")]
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=[MUTED, AFFECT_COLOURS[-1]]),
        legend=alt.Legend(orient="top", title=None, labelLimit=260),
    )
    told = [
        alt.Tooltip("name:N", title=t("policy-row")),
        alt.Tooltip("day:Q", title=t("policy-day"), format=".1f"),
        alt.Tooltip("value:Q", title=t("policy-mood"), format="+.2f"),
        alt.Tooltip("chosen:N", title=t("policy-chosen")),
    ]
    lines = alt.Chart().mark_line(strokeWidth=1.8).encode(x, y, colour)
    chosen = (
        alt.Chart()
        .transform_filter(alt.datum.chosen != "")
        .mark_point(filled=True, size=70, opacity=1, color=SHADES[0])
        .encode(x, y, tooltip=told)
    )
    rule = alt.Chart().mark_rule(strokeDash=[3, 3], color=MUTED).encode(y=alt.datum(usual))
    return alt.layer(rule, lines, chosen)


def person_rows(names: Sequence[str], moods: Sequence[np.ndarray], chosen: Sequence[str], per_day: int) -> pd.DataFrame:
    """The rows of person: the mood alone, then with recommendations, at each prompt; chosen (T,) in words or empty."""
    rows = [
        {"name": name, "day": step / per_day, "value": float(value), "chosen": chosen[step] if number else ""}
        for number, (name, line) in enumerate(zip(names, moods, strict=True))
        for step, value in enumerate(line)
    ]
    return table(rows, ("day", "value"), ("name", "chosen"))
