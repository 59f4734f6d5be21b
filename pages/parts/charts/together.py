"""How a sense is read after each round of what people taught."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from emotion.tilt import Tilt
from pages.parts.charts.base import AFFECT_COLOURS, MUTED, spec, table
from pages.texts import Texts

LINES = ("pleasanter", "more-awake")


@spec
def taught(t: Texts) -> alt.LayerChart:
    """Two lines over the rounds: how much pleasanter, and how much more awake, an uncertain reading is taken."""
    x = alt.X("round:Q", title=t("together-round"), axis=alt.Axis(tickMinStep=1, grid=False))
    y = alt.Y("value:Q", title=t("together-moved"), axis=alt.Axis(tickCount=4))
    colour = alt.Color(
        "name:N",
        scale=alt.Scale(
            domain=[t(f"together-{name}") for name in LINES], range=[AFFECT_COLOURS[-1], AFFECT_COLOURS[0]]
        ),
        legend=alt.Legend(orient="top", title=None, labelLimit=260),
    )
    told = [
        alt.Tooltip("round:Q", title=t("together-round")),
        alt.Tooltip("name:N", title=t("together-what")),
        alt.Tooltip("value:Q", title=t("together-moved"), format="+.3f"),
    ]
    ground = alt.Chart().mark_rule(strokeDash=[3, 3], color=MUTED).encode(y=alt.datum(0))
    return alt.layer(ground, alt.Chart().mark_line(point=True).encode(x, y, color=colour, tooltip=told))


def taught_rows(tilts: Sequence[Tilt], t: Texts) -> pd.DataFrame:
    """The rows of taught: tilts in the order of their rounds, from 0."""
    rows = [
        {"round": number, "name": t(f"together-{name}"), "value": value}
        for number, tilt in enumerate(tilts)
        for name, value in zip(LINES, tilt.shift, strict=True)
    ]
    return table(rows, ("round", "value"), ("name",))
