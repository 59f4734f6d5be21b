"""The charts. Each is built once; what changes from one drawing to the next is only its data.

A chart takes one long table whose column `part` says which layer a row belongs to. The browser then swaps rows in the
chart it already shows, and nothing jumps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from emotion.types import MODALITIES, Emotion
from pages.parts import words
from session.types import TrailPoint

Spec = dict[str, Any]

AFFECT_COLOURS = ("#4A76B0", "#8AA6CB", "#B9B4AC", "#E8B27C", "#E08A4B")
"""From unpleasant to pleasant; legible on the light and on the dark ground."""

EMOTION_COLOURS = {
    Emotion.ANGER: "#C4523D",
    Emotion.DISGUST: "#7F8F45",
    Emotion.FEAR: "#8161AE",
    Emotion.JOY: "#E2A235",
    Emotion.SADNESS: "#4A76B0",
    Emotion.SURPRISE: "#D27C9E",
    Emotion.NEUTRAL: "#A3A19A",
}

MODALITY_COLOURS = ("#474D8A", "#7F86C6", "#B7BBE0", "#D9A777")
"""Face, voice, words, told: shades of one colour, as these are not feelings."""

_MUTED = "#8B8C94"
_SPAN = 180.0
"""Seconds of trail that are drawn."""

_CORNERS = ((-0.97, 0.93, "tense", "left"), (0.97, 0.93, "excited", "right"))
_FLOOR = ((-0.97, -0.93, "gloomy", "left"), (0.97, -0.93, "content", "right"))


def _spec(build: Callable[..., alt.LayerChart | alt.Chart | alt.VConcatChart]) -> Callable[..., Spec]:
    """Build the chart once for each choice of arguments and hand out its specification without data."""

    @lru_cache(maxsize=8)
    def built(*args: Any) -> Spec:
        spec = _without_data(build(*args).to_dict())
        del spec["$schema"], spec["config"]
        return spec

    return built


def _without_data(node: Any) -> Any:
    """The node with no layer naming its own data, so that all inherit the chart's table."""
    if isinstance(node, list):
        return [_without_data(child) for child in node]
    if isinstance(node, dict):
        return {name: _without_data(child) for name, child in node.items() if name not in ("data", "datasets")}
    return node


def _part(name: str) -> alt.Chart:
    return alt.Chart().transform_filter(alt.datum.part == name)


def _plane(x: str = "x", y: str = "y") -> tuple[alt.X, alt.Y]:
    """The axes of the affect plane, on columns of these names."""
    scale = alt.Scale(domain=[-1, 1], nice=False)
    bare = {"labels": False, "ticks": False, "grid": False, "domain": False, "titlePadding": 6}
    return (
        alt.X(f"{x}:Q", scale=scale, axis=alt.Axis(title="unpleasant    \u2190    \u2192    pleasant", **bare)),
        alt.Y(f"{y}:Q", scale=scale, axis=alt.Axis(title="calm    \u2190    \u2192    energetic", **bare)),
    )


def _ground(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The plane's cross and the words in its corners."""
    cross = _part("cross").mark_rule(color=_MUTED, opacity=0.35).encode(x, y, x2="x2:Q", y2="y2:Q")
    corners = [
        _part(f"corner {side}")
        .mark_text(align=side, color=_MUTED, opacity=0.75, fontSize=12)
        .encode(x, y, text="label:N")
        for side in ("left", "right")
    ]
    return [cross, *corners]


def _ground_rows() -> list[dict]:
    rows = [
        {"part": "cross", "x": -1.0, "y": 0.0, "x2": 1.0, "y2": 0.0},
        {"part": "cross", "x": 0.0, "y": -1.0, "x2": 0.0, "y2": 1.0},
    ]
    return rows + [
        {"part": f"corner {side}", "x": x, "y": y, "label": label} for x, y, label, side in _CORNERS + _FLOOR
    ]


def _affect_colour() -> alt.Color:
    scale = alt.Scale(domain=[-1, 1], range=list(AFFECT_COLOURS), clamp=True)
    return alt.Color("feel:Q", scale=scale, legend=None)


@_spec
def affect_map_spec() -> alt.LayerChart:
    """The affect plane with trail, present reading, its uncertainty, and where the list leads."""
    x, y = _plane()
    halo = (
        _part("halo")
        .mark_line(filled=True, interpolate="linear-closed", strokeWidth=0, fillOpacity=0.13)
        .encode(x, y, order="order:Q", detail="ring:N", fill=_affect_colour_fill())
    )
    trail = (
        _part("trail")
        .mark_rule(strokeWidth=2.5, strokeCap="round")
        .encode(x, y, x2="x2:Q", y2="y2:Q", color=_affect_colour(), opacity=_opacity())
    )
    path = _part("path").mark_line(strokeDash=[3, 5], color=_MUTED, opacity=0.8).encode(x, y, order="order:Q")
    target = _part("target").mark_point(size=210, color=_MUTED, strokeWidth=2).encode(x, y)
    label = _part("target").mark_text(dy=-18, color=_MUTED, fontSize=12).encode(x, y, text="label:N")
    here = (
        _part("here")
        .mark_circle(size=240, opacity=1, stroke="white", strokeWidth=2)
        .encode(x, y, color=_affect_colour())
    )
    return alt.layer(*_ground(x, y), halo, path, target, label, trail, here)


def _affect_colour_fill() -> alt.Fill:
    return alt.Fill("feel:Q", scale=alt.Scale(domain=[-1, 1], range=list(AFFECT_COLOURS), clamp=True), legend=None)


def _opacity() -> alt.Opacity:
    return alt.Opacity("opacity:Q", scale=alt.Scale(domain=[0, 1], range=[0, 1]), legend=None)


def affect_map_rows(
    trail: Sequence[TrailPoint],
    here: tuple[float, float] | None,
    uncertainty: float,
    target: tuple[float, float] | None,
    path: Iterable[tuple[float, float]] = (),
) -> pd.DataFrame:
    """The rows of affect_map_spec: here is None while nothing is known, target while the list leads nowhere."""
    rows = _ground_rows()
    recent = [point for point in trail if point.age <= _SPAN]
    for older, newer in zip(recent, recent[1:], strict=False):
        rows.append(
            {
                "part": "trail",
                "x": older.valence,
                "y": older.arousal,
                "x2": newer.valence,
                "y2": newer.arousal,
                "feel": newer.valence,
                "opacity": 0.85 * (1 - newer.age / _SPAN) ** 1.5,
            }
        )
    if target is not None:
        rows.append({"part": "target", "x": target[0], "y": target[1], "label": "aim"})
        steps = [*([here] if here else []), *path]
        rows += [{"part": "path", "x": x, "y": y, "order": n} for n, (x, y) in enumerate(steps)]
    if here is not None:
        rows += _halo(here, uncertainty)
        rows.append({"part": "here", "x": here[0], "y": here[1], "feel": here[0]})
    return _table(rows, ("x", "y", "x2", "y2", "feel", "opacity", "order", "ring"), ("part", "label"))


def _halo(here: tuple[float, float], uncertainty: float) -> list[dict]:
    """Three nested ellipses whose size grows with the uncertainty."""
    return [
        {
            "part": "halo",
            "x": here[0] + radius * math.cos(angle),
            "y": here[1] + radius * math.sin(angle),
            "order": step,
            "ring": ring,
            "feel": here[0],
        }
        for ring, radius in enumerate((0.06 + 0.2 * uncertainty, 0.1 + 0.3 * uncertainty, 0.14 + 0.4 * uncertainty))
        for step, angle in enumerate(2 * math.pi * n / 36 for n in range(36))
    ]


def _table(rows: list[dict], numbers: Sequence[str], texts: Sequence[str]) -> pd.DataFrame:
    """A table whose columns and types are the same however few rows it holds."""
    table = pd.DataFrame(rows, columns=[*texts, *numbers])
    return table.astype(dict.fromkeys(numbers, "float64") | dict.fromkeys(texts, "object"))


@_spec
def bars_spec(low: float, high: float) -> alt.Chart:
    """Horizontal bars: what each reason adds to or takes from an item's score."""
    x = alt.X("amount:Q", scale=alt.Scale(domain=[low, high], clamp=True), axis=None)
    y = alt.Y(
        "name:N", sort=None, axis=alt.Axis(title=None, ticks=False, domain=False, labelLimit=220, labelFontSize=13)
    )
    bars = alt.Chart().mark_bar(cornerRadius=4, height=14, color=MODALITY_COLOURS[1]).encode(x, y)
    figures = alt.Chart().mark_text(align="left", dx=6, color=_MUTED, fontSize=12).encode(x.copy(), y, text="label:N")
    return alt.layer(bars, figures)


def bars_rows(amounts: dict[str, float]) -> pd.DataFrame:
    """The rows of bars_spec, in the order given."""
    rows = [{"name": name, "amount": amount, "label": words.signed(amount)} for name, amount in amounts.items()]
    return _table(rows, ("amount",), ("name", "label"))


@_spec
def attention_spec(seconds: float) -> alt.Chart:
    """How much each modality counted over the last seconds, stacked to one whole."""
    names = [words.MODALITIES[modality] for modality in MODALITIES]
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(domain=names, range=list(MODALITY_COLOURS)),
        legend=alt.Legend(orient="top", title=None, symbolType="circle"),
    )
    return (
        alt.Chart()
        .mark_area(interpolate="monotone")
        .encode(
            alt.X("ago:Q", scale=alt.Scale(domain=[-seconds, 0]), axis=_minutes_axis()),
            alt.Y("share:Q", stack="zero", scale=alt.Scale(domain=[0, 1]), axis=_share_axis()),
            colour,
            order="order:Q",
        )
    )


def _minutes_axis() -> alt.Axis:
    label = "datum.value == 0 ? 'now' : format(-datum.value / 60, '.2~f') + ' min ago'"
    return alt.Axis(title=None, labelExpr=label, grid=False, tickCount=4, labelFlush=True)


def _share_axis() -> alt.Axis:
    return alt.Axis(title=None, format="%", values=[0, 0.5, 1], grid=False, domain=False, ticks=False)


def attention_rows(states: pd.DataFrame, seconds: float) -> pd.DataFrame:
    """The rows of attention_spec from logged states (columns time and attention_MODALITY), the newest last."""
    if states.empty:
        return _table([], ("ago", "share", "order"), ("name",))
    ago = states["time"] - states["time"].iloc[-1]
    recent = ago >= -seconds
    parts = [
        pd.DataFrame(
            {
                "name": words.MODALITIES[modality],
                "ago": ago[recent],
                "share": states.loc[recent, f"attention_{modality.value}"],
                "order": float(order),
            }
        )
        for order, modality in enumerate(MODALITIES)
    ]
    return pd.concat(parts, ignore_index=True).astype({"ago": "float64", "share": "float64", "name": "object"})


TAP_STEPS = 9
"""Cells along each side of the grid to tap."""


@_spec
def tap_grid_spec(selection: str) -> alt.LayerChart:
    """The affect plane as cells to tap; the selection of this name holds the x and y of the tapped cell."""
    x, y = _plane()
    tapped = alt.selection_point(name=selection, fields=["x", "y"], on="click", clear=False, toggle=False)
    over = alt.selection_point(name="over", fields=["x", "y"], on="pointerover", clear="pointerout", empty=False)
    half = 1 / TAP_STEPS
    cells = (
        _part("cell")
        .transform_calculate(
            left=f"datum.x - {half}", right=f"datum.x + {half}", low=f"datum.y - {half}", high=f"datum.y + {half}"
        )
        .mark_rect(cornerRadius=5, stroke="transparent", cursor="pointer")
        .encode(
            *_plane("left", "low"),
            x2="right:Q",
            y2="high:Q",
            color=_affect_colour(),
            opacity=alt.condition(over, alt.value(0.75), alt.value(0.28)),
        )
        .add_params(tapped, over)
    )
    here = (
        _part("here")
        .mark_circle(size=200, opacity=1, stroke="white", strokeWidth=2)
        .encode(x, y, color=_affect_colour())
    )
    return alt.layer(*_ground(x, y), cells, here)


def tap_grid_rows(here: tuple[float, float] | None) -> pd.DataFrame:
    """The rows of tap_grid_spec: the cells, and the present reading where there is one."""
    centres = [-1 + (2 * n + 1) / TAP_STEPS for n in range(TAP_STEPS)]
    rows = [{"part": "cell", "x": x, "y": y, "feel": x} for x in centres for y in centres] + _ground_rows()
    if here is not None:
        rows.append({"part": "here", "x": here[0], "y": here[1], "feel": here[0]})
    return _table(rows, ("x", "y", "x2", "y2", "feel"), ("part", "label"))
