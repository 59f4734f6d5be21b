"""The map of moods: where the feeling is, was and would likely go anyway, the way the list plans, and a dot to drag."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import streamlit as st

from emotion.feelings import FEELINGS, feeling
from pages.parts.shared.language import say, t
from recommender.forecast.minutes import FOLLOWED, likely
from recommender.types import TOWARDS
from session.types import Snapshot

KEY = "map-drag"
TRAIL_FOR = 180.0
"""Seconds of trail that are drawn."""

Point = tuple[float, float]

_MINUTES = {"path": 0, "target": 0, "likely": round(FOLLOWED / 60), "trail": round(TRAIL_FOR / 60)}

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}

_map = st.components.v2.component("attune_mood_map", **_CODE)


def draw(snapshot: Snapshot, held: Point | None, on_glide: Callable[[], None], on_drop: Callable[[], None]) -> None:
    """The map; held is where the person left the dot, None where it follows the reading.

    While the dot is dragged on_glide is called now and then, and on_drop when it is let go; `place` then tells where.
    """
    summary, strategy = snapshot.summary, snapshot.strategy
    here = None if summary.unknown else [round(summary.valence, 3), round(summary.arousal, 3)]
    path = [here, *map(list, strategy.path[1:])] if here and strategy.path else []
    trail, anyway = _trail(snapshot), likely((here[0], here[1]), snapshot.usual) if here else None
    target = list(strategy.target) if len(path) > 1 or strategy.name == TOWARDS else None
    drawn = {"path": len(path) > 1, "target": target is not None, "likely": anyway is not None, "trail": len(trail) > 1}
    _map(
        data={
            "here": here,
            "held": None if held is None else list(held),
            "uncertainty": round(summary.uncertainty, 2),
            "trail": trail,
            "likely": None if anyway is None else [round(place, 3) for place in anyway],
            "target": target,
            "path": path,
            "words": [[say(feeling(word)), *at] for word, at in FEELINGS.items()],
            "ends": [t(f"map-{end}") for end in ("left", "right", "top", "bottom")],
            "legend": [[name, t(f"map-legend-{name}", minutes=_MINUTES[name])] for name, is_ in drawn.items() if is_],
            "label": t("map-alt"),
            "dot": t("map-dot"),
        },
        key=KEY,
        height="content",
        on_glide_change=on_glide,
        on_drop_change=on_drop,
    )


def place(event: str) -> Point | None:
    """Where the dot is, in the callback of "glide" or "drop"."""
    valence, arousal = st.session_state[KEY].get(event) or (None, None)
    return None if valence is None else (float(valence), float(arousal))


def _trail(snapshot: Snapshot) -> list[list[float]]:
    recent = [point for point in snapshot.trail if point.age <= TRAIL_FOR]
    return [[round(p.valence, 3), round(p.arousal, 3), round(p.age / TRAIL_FOR, 3)] for p in recent]
