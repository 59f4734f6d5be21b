"""Correct me: the person's own word for how they feel, by one tap or by two sliders. It beats all that is sensed."""

from __future__ import annotations

import streamlit as st

from pages.parts.charts import plane
from pages.parts.shared import sittings, words
from session.sitting.live import LiveSession

GRID_HEIGHT = 340
TAP = "tapped"


@st.fragment
def show(session: LiveSession) -> None:
    """The grid to tap on the left, the sliders on the right."""
    with st.container(key="correct-me"):
        st.subheader("How do you feel, really?", anchor=False)
        st.caption("Your own word leads for some minutes, then fades. It is kept next to what was read at that moment.")
        tap_side, slide_side = st.columns([5, 4], gap="large")
        with tap_side:
            _grid(session)
        with slide_side:
            _sliders(session)
            _thanks()


def _grid(session: LiveSession) -> None:
    summary = session.snapshot().summary
    here = None if summary.unknown else (summary.valence, summary.arousal)
    st.vega_lite_chart(
        plane.tap_grid_rows(here),
        plane.tap_grid(TAP),
        height=GRID_HEIGHT,
        key="correct-grid",
        on_select=lambda: _tell_tapped(session),
        selection_mode=TAP,
        alt="Tap where you are, from unpleasant to pleasant and from calm to energetic",
    )


def _tell_tapped(session: LiveSession) -> None:
    cells = st.session_state["correct-grid"].selection.get(TAP, [])
    if cells:
        _tell(session, float(cells[0]["x"]), float(cells[0]["y"]))


def _sliders(session: LiveSession) -> None:
    st.slider("Unpleasant or pleasant", -1.0, 1.0, 0.0, 0.05, format="%+.2f", key="correct-pleasant")
    st.slider("Calm or energetic", -1.0, 1.0, 0.0, 0.05, format="%+.2f", key="correct-energy")
    st.button("This is how I feel", key="correct-apply", type="primary", on_click=_tell_slid, args=(session,))


def _tell_slid(session: LiveSession) -> None:
    _tell(session, st.session_state["correct-pleasant"], st.session_state["correct-energy"])


def _tell(session: LiveSession, pleasant: float, energy: float) -> None:
    st.session_state.told = (pleasant, energy, session.snapshot().summary)
    with sittings.answered(session):
        session.tell(pleasant, energy)


def _thanks() -> None:
    told = st.session_state.get("told")
    if told is None:
        return
    pleasant, energy, sensed = told
    st.text(f"Noted: pleasant {words.signed(pleasant)}, energy {words.signed(energy)}.")
    st.caption(words.escaped(f"What was read then: {words.figures(sensed)}."))
