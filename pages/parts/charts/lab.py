"""Charts of the benchmark: figures with their intervals, histories cut short, and what each part adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import pandas as pd

from pages.parts.charts.base import AFFECT_COLOURS, MUTED, SHADES, spec, table
from pages.parts.lab.names import named
from pages.texts import Texts

KINDS = {"baseline": AFFECT_COLOURS[2], "engine": SHADES[0], "blend": AFFECT_COLOURS[-1]}
"""Colours of what a model is."""

WHISKER = "#6E6F7A"

LINES = 5
"""So many of the best models are drawn as lines; more could not be told apart."""


@spec
def figures(t: Texts, metric: str) -> alt.LayerChart:
    """Bars of one metric, by its name, best first, each with its interval."""
    y = alt.Y("name:N", sort=None, axis=_names())
    x = alt.X("value:Q", title=metric, scale=alt.Scale(zero=True), axis=alt.Axis(tickCount=4, grid=False))
    colour = alt.Color(
        "kind:N",
        scale=alt.Scale(domain=[t(f"lab-kind-{kind}") for kind in KINDS], range=list(KINDS.values())),
        legend=alt.Legend(orient="top", title=None, symbolType="circle"),
    )
    told = [
        alt.Tooltip("name:N", title=t("lab-model")),
        alt.Tooltip("value:Q", title=metric, format=".4f"),
        alt.Tooltip("low:Q", title=t("lab-from"), format=".4f"),
        alt.Tooltip("high:Q", title=t("lab-to"), format=".4f"),
    ]
    bars = alt.Chart().mark_bar(cornerRadiusEnd=4, height=14).encode(x, y, colour, tooltip=told)
    whiskers = (
        alt.Chart().mark_rule(strokeWidth=1.5, color=WHISKER).encode(alt.X("low:Q"), y, x2="high:Q", tooltip=told)
    )
    return alt.layer(bars, whiskers)


def figures_rows(t: Texts, models: Mapping[str, Mapping[str, Any]], metric: str) -> pd.DataFrame:
    """The rows of figures; models without that metric are left out."""
    rows = []
    for name, model in models.items():
        if metric in model:
            low, high = model.get("ci", {}).get(metric, (model[metric], model[metric]))
            kind = t(f"lab-kind-{model.get('kind', 'engine')}")
            figures = {"value": model[metric], "low": low, "high": high}
            rows.append({"name": named("model", name), "kind": kind, **figures})
    rows.sort(key=lambda row: -row["value"])
    return table(rows, ("value", "low", "high"), ("name", "kind"))


@spec
def cold(t: Texts, metric: str) -> alt.Chart:
    """Lines: the same people, but known by their last items alone."""
    return (
        alt.Chart()
        .mark_line(point=alt.OverlayMarkDef(size=45), strokeWidth=2.5)
        .encode(
            alt.X("length:O", title=t("lab-cold-axis"), sort=None, axis=alt.Axis(labelAngle=0)),
            alt.Y("value:Q", title=metric, scale=alt.Scale(zero=False), axis=alt.Axis(tickCount=4)),
            alt.Color("name:N", sort=None, legend=alt.Legend(orient="bottom", title=None, columns=2)),
            tooltip=[
                alt.Tooltip("name:N", title=t("lab-model")),
                alt.Tooltip("length:O", title=t("lab-cold-axis")),
                alt.Tooltip("value:Q", title=metric, format=".4f"),
            ],
        )
    )


def cold_rows(t: Texts, models: Mapping[str, Mapping[str, Any]], metric: str) -> pd.DataFrame:
    """The rows of cold: the LINES models that are best where the most is known."""
    known = {name: model["cold"] for name, model in models.items() if model.get("cold")}
    best = sorted(known, key=lambda name: -list(known[name].values())[-1].get(metric, 0.0))[:LINES]
    rows = [
        {"name": named("model", name), "length": length, "value": part[metric]}
        for name in best
        for length, part in known[name].items()
        if metric in part
    ]
    return table(rows, ("value",), ("name", "length"))


@spec
def added(t: Texts, metric: str) -> alt.LayerChart:
    """Points with intervals around nothing: what the whole has over the whole without a part."""
    y = alt.Y("name:N", sort=None, axis=_names())
    x = alt.X("value:Q", title=t("lab-adds-to", metric=metric), axis=alt.Axis(tickCount=4, grid=False))
    told = [
        alt.Tooltip("name:N", title=t("lab-part")),
        alt.Tooltip("value:Q", title=t("lab-adds"), format="+.4f"),
        alt.Tooltip("low:Q", title=t("lab-from"), format="+.4f"),
        alt.Tooltip("high:Q", title=t("lab-to"), format="+.4f"),
    ]
    spans = alt.Chart().mark_rule(strokeWidth=2, color=SHADES[1]).encode(alt.X("low:Q"), y, x2="high:Q", tooltip=told)
    points = alt.Chart().mark_point(filled=True, size=80, color=SHADES[0], opacity=1).encode(x, y, tooltip=told)
    nothing = alt.Chart().mark_rule(strokeDash=[3, 3], color=MUTED).encode(x=alt.datum(0))
    return alt.layer(nothing, spans, points)


def added_rows(parts: Mapping[str, list[float]]) -> pd.DataFrame:
    """The rows of added, from {part: [difference, low, high]}."""
    rows = [{"name": name, "value": value, "low": low, "high": high} for name, (value, low, high) in parts.items()]
    rows.sort(key=lambda row: -row["value"])
    return table(rows, ("value", "low", "high"), ("name",))


@spec
def cost(t: Texts) -> alt.Chart:
    """A line: how long an epoch takes on graphs of more and more edges."""
    return (
        alt.Chart()
        .mark_line(point=alt.OverlayMarkDef(size=60), strokeWidth=2.5, color=SHADES[0])
        .encode(
            alt.X("edges:Q", title=t("graph-edges"), axis=alt.Axis(format="~s", tickCount=6, grid=False)),
            alt.Y("seconds:Q", title=t("graph-seconds"), axis=alt.Axis(tickCount=4)),
            tooltip=[
                alt.Tooltip("edges:Q", title=t("graph-edges"), format=","),
                alt.Tooltip("seconds:Q", title=t("graph-seconds"), format=".2f"),
            ],
        )
    )


def cost_rows(curve: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """The rows of cost."""
    return table([{"edges": one["edges"], "seconds": one["seconds"]} for one in curve], ("edges", "seconds"), ())


def _names() -> alt.Axis:
    return alt.Axis(title=None, ticks=False, domain=False, labelLimit=170, labelFontSize=13, labelPadding=8)
