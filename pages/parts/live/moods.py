"""The view Map: where the feeling lies; whoever drags its dot sees the list of there, and says what was meant."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import correct, moodmap
from pages.parts.shared.language import t
from session.protocol import Sitting

EVERY = 0.75
"""Seconds between drawings."""


@st.fragment(run_every=EVERY)
def show(session: Sitting) -> None:
    """The map."""
    with st.container(key="live-map", gap="xsmall"):
        moodmap.draw(session.snapshot(), None, lambda: None, lambda: _dropped(session))
        st.caption(t("map-hint"))


def _dropped(session: Sitting) -> None:
    place = moodmap.place("drop")
    if place is not None and "correct" in session.condition.views:
        correct.tell(session, *place)
