"""Charts of why and when: an item's reasons, the senses' shares over time, and a sitting's timeline."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from emotion.modalities import MODALITIES
from emotion.mood import mood_of
from emotion.types import EMOTIONS
from pages.parts.charts.base import AFFECT_COLOURS, EMOTION_COLOURS, MUTED, SHADES, part, spec, table, typed
from pages.parts.shared import words
from pages.texts import Texts
from recommender.forecast.minutes import anyway
from session.types import TrailPoint

TIMELINE_POINTS = 300
"""So many moments of a sitting are drawn at most."""

ROOM = 0.18
"""The share of the timeline's width that the name of a strategy takes."""

LANES = {"list": 0, "stay": 1, "open": 1, "like": 1, "no": 1, "finish": 1, "comment": 2, "correction": 2}
"""On which line of the timeline an event is marked."""

LANE_NAMES = ("lane-list", "lane-items", "lane-you")

AFFECT = {"line-valence": "smoothed_valence", "line-arousal": "smoothed_arousal"}
"""The lines of the timeline, by the key of their names, and the column of the states each draws."""

_NUMBERS, _TEXTS = ("time", "value", "order"), ("part", "name", "label")


@spec
def reasons(low: float, high: float) -> alt.LayerChart:
    """Bars: what each reason adds to, or takes from, an item's score."""
    scale = alt.Scale(domain=[low, high], clamp=True)
    x = alt.X("amount:Q", scale=scale, axis=None)
    names = alt.Axis(title=None, ticks=False, domain=False, labelLimit=220, labelFontSize=13, labelPadding=8)
    y = alt.Y("name:N", sort=None, axis=names)
    bars = alt.Chart().mark_bar(cornerRadius=4, height=14, color=SHADES[1]).encode(x, y)
    # Beside the bar, not on it, also where that leads to the left.
    beside = alt.Chart().transform_calculate(end="max(datum.amount, 0)")
    figures = beside.mark_text(align="left", dx=6, color=MUTED, fontSize=12).encode(
        alt.X("end:Q", scale=scale, axis=None), y, text="label:N"
    )
    return alt.layer(bars, figures)


def reasons_rows(t: Texts, amounts: Mapping[str, float]) -> pd.DataFrame:
    """The rows of reasons, in the order given."""
    rows = [
        {"name": name, "amount": amount, "label": t("signed", value=float(amount))} for name, amount in amounts.items()
    ]
    return table(rows, ("amount",), ("name", "label"))


@spec
def senses(t: Texts, seconds: float) -> alt.Chart:
    """How much each sense counted over the last seconds, stacked to one whole."""
    ticks = range(int(seconds // 60) + 1)
    said = json.dumps([t("ago-minutes", minutes=minute) if minute else t("ago-now") for minute in ticks])
    values = [-60.0 * minute for minute in ticks]
    time_axis = alt.Axis(title=None, labelExpr=f"{said}[-datum.value / 60]", values=values, grid=False, labelFlush=True)
    names = [t.say(words.modality_name(modality)) for modality in MODALITIES]
    return (
        alt.Chart()
        .mark_area(interpolate="monotone")
        .encode(
            alt.X("ago:Q", scale=alt.Scale(domain=[-seconds, 0], clamp=True), axis=time_axis),
            alt.Y("share:Q", stack="zero", scale=alt.Scale(domain=[0, 1]), axis=_shares()),
            _named(names, SHADES),
            order="order:Q",
        )
    )


def senses_rows(t: Texts, trail: Sequence[TrailPoint], seconds: float) -> pd.DataFrame:
    """The rows of senses, from a snapshot's trail."""
    rows = [
        {
            "ago": -point.age,
            "share": point.attention.get(modality, 0.0),
            "name": t.say(words.modality_name(modality)),
            "order": order,
        }
        for point in trail
        if point.age <= seconds
        for order, modality in enumerate(MODALITIES)
    ]
    return table(rows, ("ago", "share", "order"), ("name",))


@spec
def timeline(t: Texts) -> alt.VConcatChart:
    """Three strips over one time axis: emotions stacked to a whole, pleasantness and energy, and what happened."""
    names = [t.say(mood_of(emotion)) for emotion in EMOTIONS]
    emotions = (
        part("emotion")
        .mark_area(interpolate="monotone")
        .encode(
            _time(labelled=False),
            alt.Y("value:Q", stack="zero", scale=alt.Scale(domain=[0, 1]), axis=_shares()),
            _named(names, EMOTION_COLOURS.values()),
            order="order:Q",
        )
        .properties(height=120)
    )
    poles = alt.Axis(title=None, values=[-1, 0, 1], labelExpr=_POLES, gridDash=[2, 4], domain=False, ticks=False)
    lines = [*(t(name) for name in AFFECT), t("line-anyway")]
    affect = (
        part("affect")
        .mark_line(interpolate="monotone", strokeWidth=2)
        .encode(
            _time(labelled=False),
            alt.Y("value:Q", scale=alt.Scale(domain=[-1, 1]), axis=poles),
            _named(lines, (AFFECT_COLOURS[-1], SHADES[0], MUTED)),
            alt.StrokeDash("name:N", scale=alt.Scale(domain=lines, range=[[1, 0], [1, 0], [2, 4]]), legend=None),
            detail="order:N",
        )
    )
    switched = part("switch").mark_rule(color=MUTED, opacity=0.55, strokeWidth=1.5)
    switched = switched.encode(
        _time(labelled=False),
        tooltip=[alt.Tooltip("name:N", title=t("event-what")), alt.Tooltip("label:N", title=t("event-text"))],
    )
    named = [
        part("switch")
        .transform_filter(alt.datum.order == side)
        .mark_text(align=align, baseline="top", dx=dx, color=MUTED, fontSize=11)
        .encode(_time(labelled=False), y=alt.value(1), text="name:N")
        for side, (align, dx) in enumerate((("left", 4), ("right", -4)))
    ]
    lane = alt.Axis(
        title=None,
        values=[0, 1, 2],
        labelExpr=f"{json.dumps([t(name) for name in LANE_NAMES])}[datum.value]",
        grid=False,
        ticks=False,
        domain=False,
    )
    lanes = alt.Y("value:Q", scale=alt.Scale(domain=[-0.5, 2.5]), axis=lane)
    told = [alt.Tooltip("name:N", title=t("event-what")), alt.Tooltip("label:N", title=t("event-text"))]
    happened = (
        part("event")
        .mark_point(filled=True, size=70, color=MUTED, opacity=0.9)
        .encode(_time(labelled=True), lanes, tooltip=told)
    )
    spans = (
        part("stay")
        .mark_rule(strokeWidth=6, strokeCap="round", color=SHADES[1], opacity=0.5)
        .encode(_time(labelled=True), lanes, alt.X2("order:Q"), tooltip=told)
    )
    felt = alt.layer(switched, affect, *named).properties(height=140)
    strips = alt.vconcat(emotions, felt, alt.layer(spans, happened).properties(height=70), spacing=14)
    return strips.resolve_scale(x="shared", color="independent", y="independent")


def timeline_rows(
    t: Texts,
    states: pd.DataFrame,
    happened: pd.DataFrame,
    lists: Sequence[float] = (),
    stays: Sequence[float] = (),
    switches: Sequence[tuple[float, str, str]] = (),
) -> pd.DataFrame:
    """The rows of timeline, from a journey's states, from events.of, from when lists were made (s), from how long each
    item was open that was left (s), in the order in which they were, and from when which strategy took over: s, its
    name, and more in words.

    Where nothing was known there is a gap. From each list on it is drawn how the feeling would likely have gone anyway.
    """
    drawn = states.iloc[:: max(1, math.ceil(len(states) / TIMELINE_POINTS))]
    unknown = drawn["unknown"].astype(bool)
    parts = [
        _strip("emotion", t.say(mood_of(emotion)), drawn["time"], drawn[emotion].mask(unknown, 0.0), order)
        for order, emotion in enumerate(EMOTIONS)
    ]
    for name, column in AFFECT.items():
        parts.append(_strip("affect", t(name), drawn["time"], drawn[column].mask(unknown)))
    felt = drawn["smoothed_valence"].mask(unknown).to_numpy(np.float64)
    likely = anyway(drawn["time"].to_numpy(np.float64), felt, lists)
    parts.append(_strip("affect", t("line-anyway"), likely["time"], likely["value"], likely["order"]))
    happened = happened.loc[happened["what"].isin(LANES.keys())]
    lanes = happened["what"].map(LANES)
    names = happened["what"].map(lambda what: t(f"event-{what}"))
    parts.append(_strip("event", names, happened["time"], lanes, label=happened["text"]))
    left = happened[happened["what"] == "stay"]
    begun = left["time"] - np.asarray(stays[: len(left)], np.float64)
    parts.append(_strip("stay", t("event-stay"), begun, LANES["stay"], left["time"], left["text"]))
    turned = pd.DataFrame(list(switches), columns=["time", "name", "text"])
    sides = _sides(turned["time"].tolist(), float(drawn["time"].max()) if len(drawn) else 0.0)
    parts.append(_strip("switch", turned["name"], turned["time"], math.nan, sides, turned["text"]))
    filled = [rows for rows in parts if len(rows)] or parts[:1]
    return typed(pd.concat(filled, ignore_index=True), _NUMBERS, _TEXTS)


def _sides(times: Sequence[float], end: float) -> list[float]:
    """On which side of its line a name stands: right of it (0), left of it near the end (1), NaN where none fits."""
    room, taken, sides = end * ROOM, -math.inf, []
    for time in times:
        side = 1.0 if time > end - room else 0.0
        begins = time - room * side
        sides.append(side if begins >= taken else math.nan)
        taken = begins + room if begins >= taken else taken
    return sides


_POLES = "datum.value > 0 ? '+1' : datum.value < 0 ? '-1' : '0'"


def _strip(name: str, what: Any, time: pd.Series, value: pd.Series, order: Any = 0, label: Any = "") -> pd.DataFrame:
    columns = {"time": time, "value": value, "name": what, "label": label, "part": name, "order": order}
    return pd.DataFrame(columns)


def _time(labelled: bool) -> alt.X:
    clock = "floor(datum.value / 60) + ':' + format(datum.value % 60, '02d')"
    shown = {"labelExpr": clock, "tickCount": 6, "labelFlush": True, "grid": False}
    hidden = {"labels": False, "ticks": False, "grid": False, "domain": False}
    axis = alt.Axis(title=None, **(shown if labelled else hidden))
    return alt.X("time:Q", scale=alt.Scale(nice=False, zero=False), axis=axis)


def _shares() -> alt.Axis:
    return alt.Axis(title=None, format="%", values=[0, 0.5, 1], grid=False, domain=False, ticks=False)


def _named(names: list[str], colours: Any) -> alt.Color:
    legend = alt.Legend(orient="top", title=None, symbolType="circle", columns=2, labelLimit=300)
    return alt.Color("name:N", scale=alt.Scale(domain=names, range=list(colours)), legend=legend)
