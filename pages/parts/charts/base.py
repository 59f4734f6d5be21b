"""What all charts share: specifications without data, tables of constant type, and colours."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

import altair as alt
import pandas as pd

from emotion.types import Emotion

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

SHADES = ("#5A61A6", "#8C92CC", "#BFC2E4", "#8B8C94")
"""Shades of one colour, for what is not a feeling."""

MUTED = "#8B8C94"


def spec(build: Callable[..., alt.TopLevelMixin]) -> Callable[..., Spec]:
    """Have a chart built once for each choice of arguments, the language's texts among them, and without data."""

    @lru_cache(maxsize=32)
    def built(*arguments: Any) -> Spec:
        chart = _without_data(build(*arguments).to_dict())
        del chart["$schema"], chart["config"]
        return chart

    return built


def part(name: str) -> alt.Chart:
    """A layer that draws the rows of one part of the table."""
    return alt.Chart().transform_filter(alt.datum.part == name)


def table(rows: Sequence[dict], numbers: Sequence[str], texts: Sequence[str]) -> pd.DataFrame:
    """Rows as a table whose columns and types are the same however few rows there are."""
    return typed(pd.DataFrame(list(rows), columns=[*texts, *numbers]), numbers, texts)


def typed(rows: pd.DataFrame, numbers: Sequence[str], texts: Sequence[str]) -> pd.DataFrame:
    """The table with float columns and text columns, whatever pandas made of them."""
    return rows.astype(dict.fromkeys(numbers, "float64") | dict.fromkeys(texts, "object"))


def _without_data(node: Any) -> Any:
    """The node with no layer naming its own data, so that all inherit the chart's table; marks are hidden from those
    who listen, as the chart has one alternative text."""
    if isinstance(node, list):
        return [_without_data(child) for child in node]
    if isinstance(node, dict):
        kept = {name: _without_data(child) for name, child in node.items() if name not in ("data", "datasets")}
        return kept | {"mark": kept["mark"] | {"aria": False}} if "mark" in kept else kept
    return node
