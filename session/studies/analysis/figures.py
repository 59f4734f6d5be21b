"""Figures for a paper, each one specification that is drawn on a page, as SVG and as PDF."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import altair as alt
import pandas as pd
import vl_convert

from emotion.message import Message
from session.studies.analysis import recovery, saying
from session.studies.analysis.analyse import Analysis

Say = Callable[[Message | str], str]

COLOURS = ("#5A61A6", "#E08A4B", "#4A76B0", "#7F8F45", "#8161AE", "#C4523D")

WIDTH, ROW = 380, 26
"""Points."""


def figures(analysis: Analysis, say: Say) -> dict[str, alt.TopLevelMixin]:
    """Each figure there is anything to draw for, by name."""
    drawn = {
        "effects": _effects(analysis, say) if analysis.effects else None,
        "measures": _measures(analysis, say) if analysis.effects else None,
        "recovery": _recovery(analysis, say) if len(analysis.episodes) else None,
    }
    return {name: figure for name, figure in drawn.items() if figure is not None}


def svg(figure: alt.TopLevelMixin) -> str:
    """A figure as SVG."""
    return vl_convert.vegalite_to_svg(figure.to_dict())


def write(drawn: Mapping[str, alt.TopLevelMixin], folder: Path) -> list[Path]:
    """Write each figure as SVG and as PDF; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, figure in drawn.items():
        for ending, content in (("svg", svg(figure).encode()), ("pdf", vl_convert.vegalite_to_pdf(figure.to_dict()))):
            file = folder / f"{name}.{ending}"
            file.write_bytes(content)
            files.append(file)
    return files


def _effects(analysis: Analysis, say: Say) -> alt.TopLevelMixin:
    """Points with intervals around nothing: Hedges' g of each effect, those planned filled."""
    rows = pd.DataFrame(
        {
            "name": say(saying.named(analysis.study, one.measure)),
            "condition": one.condition,
            "size": one.size,
            "low": one.size_low,
            "high": one.size_high,
            "planned": say(Message("analysis-planned" if one.planned else "analysis-not-planned")),
        }
        for one in analysis.effects
    )
    conditions = list(dict.fromkeys(rows["condition"]))
    y = alt.Y("name:N", sort=None, axis=_names())
    offset = alt.YOffset("condition:N", sort=conditions)
    axis = alt.Axis(grid=False, tickCount=5)
    x = alt.X("size:Q", title=say(Message("analysis-size", {"reference": analysis.study.reference})), axis=axis)
    colour = _coloured("condition", conditions)
    kinds = [say(Message("analysis-planned")), say(Message("analysis-not-planned"))]
    shape = alt.Shape("planned:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"]), legend=_legend())
    spans = alt.Chart().mark_rule(strokeWidth=2).encode(alt.X("low:Q"), y, offset, colour, x2="high:Q")
    points = alt.Chart().mark_point(filled=True, size=70, opacity=1).encode(x, y, offset, colour, shape)
    nothing = alt.Chart().mark_rule(strokeDash=[3, 3], color="#8B8C94").encode(x=alt.datum(0))
    height = max(2, rows["name"].nunique()) * max(ROW, 16 * len(conditions))
    return _finished(alt.layer(nothing, spans, points, data=rows).properties(width=WIDTH, height=height))


def _measures(analysis: Analysis, say: Say) -> alt.TopLevelMixin:
    """Of each measure that was planned, or of all: every person as a tick, and the mean of each condition."""
    study = analysis.study
    names = [one.measure for one in analysis.effects if one.planned] or [one.measure for one in analysis.effects]
    conditions = list(study.conditions)
    panels = []
    for name in dict.fromkeys(name for name in names if name in analysis.table):
        rows = analysis.table[["condition", name]].dropna().rename(columns={name: "value"})
        y = alt.Y("condition:N", sort=conditions, axis=_names())
        colour = _coloured("condition", conditions, legend=None)
        title = f"{say(saying.named(study, name))} ({say(saying.unit(study, name))})"
        x = alt.X("value:Q", title=title, scale=alt.Scale(zero=False), axis=alt.Axis(grid=False, tickCount=5))
        ticks = alt.Chart().mark_tick(opacity=0.45, thickness=1.5, size=14).encode(x, y, colour)
        means = alt.Chart().mark_point(filled=True, size=90, opacity=1).encode(alt.X("mean(value):Q"), y, colour)
        panel = alt.layer(ticks, means, data=rows.astype({"value": "float64"}))
        panels.append(panel.properties(width=WIDTH, height=ROW * len(conditions)))
    return _finished(alt.vconcat(*panels))


def _recovery(analysis: Analysis, say: Say) -> alt.TopLevelMixin:
    """Stairs: the share of low feelings that have not passed yet, over time."""
    parts = []
    for name, own in analysis.episodes.groupby("condition"):
        curve = recovery.curve(own["seconds"].to_numpy(float), own["passed"].to_numpy(bool))
        end = float(own["seconds"].max())
        rows = pd.DataFrame({"seconds": [*curve.times, end], "share": [*curve.shares, curve.shares[-1]]})
        parts.append(rows.assign(condition=name))
    chart = alt.Chart(pd.concat(parts)).mark_line(interpolate="step-after", strokeWidth=2)
    chart = chart.encode(
        alt.X("seconds:Q", title=say(Message("analysis-low-for")), axis=alt.Axis(grid=False)),
        alt.Y("share:Q", title=say(Message("analysis-still-low")), scale=alt.Scale(domain=[0, 1])),
        _coloured("condition", list(analysis.study.conditions)),
    )
    return _finished(chart.properties(width=WIDTH, height=200))


def _coloured(column: str, names: list[str], legend: Any = alt.Undefined) -> alt.Color:
    scale = alt.Scale(domain=names, range=list(COLOURS[: len(names)]) if len(names) <= len(COLOURS) else alt.Undefined)
    return alt.Color(f"{column}:N", scale=scale, legend=_legend() if legend is alt.Undefined else legend)


def _legend() -> alt.Legend:
    return alt.Legend(title=None, orient="bottom")


def _names() -> alt.Axis:
    return alt.Axis(title=None, ticks=False, domain=False, labelLimit=260, labelPadding=8)


def _finished(chart: Any) -> alt.TopLevelMixin:
    return chart.configure_view(stroke=None).configure_axis(
        labelFontSize=11, titleFontSize=11, titleFontWeight="normal"
    )
