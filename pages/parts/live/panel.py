"""What lies behind the list: why it is as it is, how the sitting went, and the person's own word."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import correct, journey, why
from pages.parts.shared.language import t
from session.protocol import Sitting

VIEWS = {"why": why.show, "journey": journey.show, "correct": correct.show}


def show(session: Sitting) -> None:
    """The views that the sitting's condition offers; only the chosen one is drawn."""
    if not set(VIEWS) & set(session.condition.views):
        return
    st.space("small")
    with st.container(key="live-panel"):
        _views(session)


@st.fragment
def _views(session: Sitting) -> None:
    offered = [name for name in VIEWS if name in session.condition.views]
    view = st.segmented_control(
        t("panel"),
        offered,
        default=offered[0],
        format_func=lambda name: t(f"panel-{name}"),
        required=True,
        key="live-view",
        label_visibility="collapsed",
    )
    with st.container(border=True):
        VIEWS[view](session)
