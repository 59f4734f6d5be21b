"""Plays an item's sound where it stands: play, pause, position, speed, and what the person does with it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import streamlit as st

from pages.parts.shared.language import t
from session.types import Played

KEY = "player"

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}

_player = st.components.v2.component("attune_player", **_CODE)


def draw(
    item_id: str, title: str, source: str, seconds: float, starts: bool, on_event: Callable[[], None], key: str = KEY
) -> None:
    """A player for the sound at `source`, an address of this server; starts: it plays at once.

    on_event is called when it begins, rests, is moved, ends, and every five seconds between; `event` then tells which.
    """
    with st.container(key=f"{key}-frame"):
        _player(
            data={
                "item": item_id,
                "source": source,
                "seconds": seconds,
                "starts": starts,
                "label": t("player-label", title=title),
                "play": t("player-play"),
                "pause": t("player-pause"),
                "position": t("player-position"),
                "speed": t("player-speed"),
            },
            key=key,
            height="content",
            on_event_change=on_event,
        )


def event(key: str = KEY) -> Played | None:
    """What happened, in the callback of `draw`; None where the browser sent something else, or the player is gone."""
    told: Any = (st.session_state.get(key) or {}).get("event")
    try:
        return Played(str(told["item"]), str(told["what"]), float(told["at"]), float(told["speed"]))
    except (TypeError, KeyError, ValueError):
        return None
