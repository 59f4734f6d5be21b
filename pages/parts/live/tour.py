"""A look around on the first visit: what is what, one thing after the other, for as long as the person likes."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.shared.language import t

KEY = "tour"

SECONDS = 10
"""So long each stop is shown, unless the person goes on by themselves."""

STOPS = {
    "state": ".st-key-live-lead",
    "comment": ".st-key-live-comment",
    "goal": ".st-key-live-goal-and-meaning",
    "senses": ".st-key-live-camera, .st-key-live-meters",
    "list": ".st-key-live-list",
    "play": "[class*='st-key-rec-'][class*='-play'], .st-key-rec-1-acts",
    "panel": ".st-key-live-panel",
    "end": ".st-key-start-over",
}
"""What is shown, in order, and where on the page it is."""

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}

_tour = st.components.v2.component("attune_tour", **_CODE)


def offer() -> None:
    """A button that begins it; it stands out until it was used or put aside once in this browser."""
    with st.container(key="tour", width="content"):
        _tour(
            data={
                "seconds": SECONDS,
                "stops": [{"at": place, "says": t(f"tour-{name}")} for name, place in STOPS.items()],
                "words": {
                    name: t(f"tour-{name}") for name in ("begin", "again", "skip", "next", "back", "done", "label")
                },
            },
            key=f"{KEY}-part",
            height="content",
        )
