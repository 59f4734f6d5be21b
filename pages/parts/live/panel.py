"""Beside the list: the map of moods or, on request, why the list is so, how it went, and the person's own word."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import correct, journey, moods, why
from pages.parts.shared.focus import focus_on
from pages.parts.shared.language import t
from pages.parts.shared.tab import tab
from session.protocol import Sitting

KEY = "live-view"

VIEWS = {"map": moods.show, "why": why.show, "journey": journey.show, "correct": correct.show}

ALWAYS = "map"


def show(session: Sitting) -> None:
    """The map, or another view that the sitting's condition offers; only the chosen one is drawn."""
    with st.container(key="live-panel"):
        _views(session)


def offers(session: Sitting, view: str) -> bool:
    """Whether a sitting's condition offers a view."""
    return view == ALWAYS or view in session.condition.views


def open_view(name: str) -> None:
    """Show a view from the next drawing on, and lead there."""
    tab().view, tab().led = name, tab().led + 1


@st.fragment
def _views(session: Sitting) -> None:
    offered = [name for name in VIEWS if offers(session, name)]
    if len(offered) > 1:
        st.session_state[KEY] = tab().view
        st.segmented_control(
            t("panel"),
            offered,
            format_func=lambda name: t(f"panel-{name}"),
            required=True,
            key=KEY,
            on_change=_choose,
            label_visibility="collapsed",
            width="stretch",
        )
    VIEWS[tab().view](session)
    if tab().led:
        focus_on(f".st-key-{KEY} [aria-checked=true], .st-key-{KEY} button", str(tab().led), key="panel-focus")


def _choose() -> None:
    tab().view = st.session_state[KEY] or tab().view
