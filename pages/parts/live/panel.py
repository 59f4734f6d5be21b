"""What lies behind the list: why it is as it is, how the sitting went, and the person's own word."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import correct, journey, why
from session.sitting.live import LiveSession

VIEWS = {"Why": why.show, "Journey": journey.show, "Correct me": correct.show}


def show(session: LiveSession) -> None:
    """The three views; only the chosen one is drawn."""
    st.space("small")
    with st.container(key="live-panel"):
        _views(session)


@st.fragment
def _views(session: LiveSession) -> None:
    view = st.segmented_control(
        "Look behind the list", list(VIEWS), default="Why", required=True, key="live-view", label_visibility="collapsed"
    )
    with st.container(border=True):
        VIEWS[view](session)
