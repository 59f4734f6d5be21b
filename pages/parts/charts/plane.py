"""Charts on the affect plane: from unpleasant to pleasant, and from calm to energetic."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import altair as alt
import pandas as pd

from pages.parts.charts.base import AFFECT_COLOURS, MUTED, part, spec, table
from pages.parts.shared import words
from pages.texts import Texts
from recommender.types import Item
from session.types import TrailPoint

Point = tuple[float, float]

TRAIL_FOR = 180.0
"""Seconds of trail that are drawn."""

_CORNERS = {
    "left": ((-0.97, 0.92, "corner-tense"), (-0.97, -0.92, "corner-gloomy")),
    "right": ((0.97, 0.92, "corner-excited"), (0.97, -0.92, "corner-content")),
}


class Leads(NamedTuple):
    """Where the list leads, and over which places, and where the feeling likely goes anyway; None where nowhere."""

    target: Point | None
    path: tuple[Point, ...] = ()
    likely: Point | None = None


@spec
def affect_map(t: Texts) -> alt.LayerChart:
    """The present reading with its uncertainty, the trail to it, where the list leads, and where it likely went."""
    x, y = _axes(t)
    halo = (
        part("halo")
        .mark_line(filled=True, interpolate="linear-closed", strokeWidth=0, fillOpacity=0.13)
        .encode(x, y, alt.Fill("feel:Q", scale=_FEEL, legend=None), order="order:Q", detail="ring:N")
    )
    trail = (
        part("trail")
        .mark_rule(strokeWidth=2.5, strokeCap="round")
        .encode(x, y, _feel(), alt.Opacity("opacity:Q", scale=None), x2="x2:Q", y2="y2:Q")
    )
    path = part("path").mark_line(strokeDash=[3, 5], color=MUTED, opacity=0.8).encode(x, y, order="order:Q")
    anyway = part("likely").mark_line(strokeDash=[1, 4], color=MUTED, opacity=0.9).encode(x, y, order="order:Q")
    likely = part("likely-end").mark_circle(size=45, color=MUTED, opacity=0.9).encode(x, y)
    target = part("target").mark_point(size=210, color=MUTED, strokeWidth=2).encode(x, y)
    aim = part("target").mark_text(dy=-18, color=MUTED, fontSize=12).encode(x, y, text="label:N")
    return alt.layer(*_ground(x, y), halo, path, anyway, likely, target, aim, trail, _here(x, y))


def affect_map_rows(
    t: Texts, trail: Sequence[TrailPoint], here: Point | None, uncertainty: float, leads: Leads
) -> pd.DataFrame:
    """The rows of affect_map. here is None while nothing is known."""
    rows = _ground_rows(t)
    for older, newer in pairwise(point for point in trail if point.age <= TRAIL_FOR):
        fade = 0.85 * (1 - newer.age / TRAIL_FOR) ** 1.5
        ends = {"x": older.valence, "y": older.arousal, "x2": newer.valence, "y2": newer.arousal}
        rows.append({"part": "trail", "feel": newer.valence, "opacity": fade, **ends})
    if leads.target is not None:
        rows.append({"part": "target", "x": leads.target[0], "y": leads.target[1], "label": t("map-target")})
        steps = [*([here] if here else []), *leads.path]
        rows += [{"part": "path", "x": x, "y": y, "order": number} for number, (x, y) in enumerate(steps)]
    if here is not None and leads.likely is not None:
        rows += [
            {"part": "likely", "x": x, "y": y, "order": number} for number, (x, y) in enumerate((here, leads.likely))
        ]
        rows.append({"part": "likely-end", "x": leads.likely[0], "y": leads.likely[1]})
    if here is not None:
        rows += _halo_rows(here, uncertainty) + _here_rows(here)
    return _plane_table(rows)


@spec
def catalogue_map(t: Texts) -> alt.LayerChart:
    """Items as points."""
    x, y = _axes(t)
    tooltip = [alt.Tooltip("label:N", title=t("map-title")), alt.Tooltip("kind:N", title=t("map-kind"))]
    items = part("item").mark_circle(size=60, opacity=0.75).encode(x, y, _feel(), tooltip=tooltip)
    return alt.layer(*_ground(x, y), items)


def catalogue_map_rows(t: Texts, items: Iterable[Item]) -> pd.DataFrame:
    """The rows of catalogue_map."""
    rows = _ground_rows(t)
    for item in items:
        place = {"x": item.valence, "y": item.arousal, "feel": item.valence}
        rows.append({"part": "item", "label": item.title, "kind": t.say(words.facts(item)), **place})
    return _plane_table(rows)


_FEEL = alt.Scale(domain=[-1, 1], range=list(AFFECT_COLOURS), clamp=True)


def _feel() -> alt.Color:
    return alt.Color("feel:Q", scale=_FEEL, legend=None)


def _axes(t: Texts, x: str = "x", y: str = "y") -> tuple[alt.X, alt.Y]:
    """The plane's axes, on columns of these names; always the whole plane."""
    scale = alt.Scale(domain=[-1, 1], nice=False)
    bare = {"labels": False, "ticks": False, "grid": False, "domain": False, "titlePadding": 6}
    return (
        alt.X(f"{x}:Q", scale=scale, axis=alt.Axis(title=t("axis-valence"), **bare)),
        alt.Y(f"{y}:Q", scale=scale, axis=alt.Axis(title=t("axis-arousal"), **bare)),
    )


def _ground(x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The plane's cross and the words in its corners."""
    cross = part("cross").mark_rule(color=MUTED, opacity=0.35).encode(x, y, x2="x2:Q", y2="y2:Q")
    corners = [
        part(side).mark_text(align=side, color=MUTED, fontSize=12).encode(x, y, text="label:N") for side in _CORNERS
    ]
    return [cross, *corners]


def _ground_rows(t: Texts) -> list[dict]:
    cross = [{"x": -1.0, "y": 0.0, "x2": 1.0, "y2": 0.0}, {"x": 0.0, "y": -1.0, "x2": 0.0, "y2": 1.0}]
    corners = [
        {"part": side, "x": x, "y": y, "label": t(name)} for side, ends in _CORNERS.items() for x, y, name in ends
    ]
    return [{"part": "cross", **line} for line in cross] + corners


def _here(x: alt.X, y: alt.Y) -> alt.Chart:
    return part("here").mark_circle(size=240, opacity=1, stroke="white", strokeWidth=2).encode(x, y, _feel())


def _here_rows(here: Point) -> list[dict]:
    return [{"part": "here", "x": here[0], "y": here[1], "feel": here[0]}]


def _halo_rows(here: Point, uncertainty: float) -> list[dict]:
    """Three nested ellipses that grow with the uncertainty, so that the edge is soft."""
    angles = [2 * math.pi * step / 36 for step in range(36)]
    return [
        {
            "part": "halo",
            "x": here[0] + radius * math.cos(angle),
            "y": here[1] + radius * math.sin(angle),
            "order": step,
            "ring": ring,
            "feel": here[0],
        }
        for ring, radius in enumerate((0.05 + 0.2 * uncertainty, 0.08 + 0.3 * uncertainty, 0.11 + 0.4 * uncertainty))
        for step, angle in enumerate(angles)
    ]


def _plane_table(rows: list[dict]) -> pd.DataFrame:
    return table(rows, ("x", "y", "x2", "y2", "feel", "opacity", "order", "ring"), ("part", "label", "kind"))
