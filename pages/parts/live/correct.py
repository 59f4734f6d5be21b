"""Correct me: the person's own word for how they feel, by one tap or by two sliders. It beats all that is sensed."""

from __future__ import annotations

import streamlit as st

from pages.parts.charts import plane
from pages.parts.shared import language, sittings, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import Told, tab
from session.protocol import Sitting

GRID_HEIGHT = 340
TAP = "tapped"


@st.fragment
def show(session: Sitting) -> None:
    """The grid to tap on the left, the sliders on the right."""
    with st.container(key="correct-me"):
        st.header(t("correct"), anchor=False)
        st.caption(t("correct-hint"))
        tap_side, slide_side = st.columns([5, 4], gap="large")
        with tap_side:
            _grid(session)
        with slide_side:
            _sliders(session)
            _thanks()


def _grid(session: Sitting) -> None:
    summary = session.snapshot().summary
    here = None if summary.unknown else (summary.valence, summary.arousal)
    st.vega_lite_chart(
        plane.tap_grid_rows(language.words(), here),
        plane.tap_grid(language.words(), TAP),
        height=GRID_HEIGHT,
        key="correct-grid",
        on_select=lambda: _tell_tapped(session),
        selection_mode=TAP,
        alt=t("correct-grid-alt"),
    )


def _tell_tapped(session: Sitting) -> None:
    cells = st.session_state["correct-grid"].selection.get(TAP, [])
    if cells:
        _tell(session, float(cells[0]["x"]), float(cells[0]["y"]))


def _sliders(session: Sitting) -> None:
    st.slider(t("correct-pleasant"), -1.0, 1.0, 0.0, 0.05, format="%+.2f", key="correct-pleasant")
    st.slider(t("correct-energy"), -1.0, 1.0, 0.0, 0.05, format="%+.2f", key="correct-energy")
    primary_button(t("correct-apply"), key="correct-apply", on_click=_tell_slid, args=(session,))


def _tell_slid(session: Sitting) -> None:
    _tell(session, st.session_state["correct-pleasant"], st.session_state["correct-energy"])


def _tell(session: Sitting, valence: float, arousal: float) -> None:
    tab().told = Told(valence, arousal, session.snapshot().summary)
    with sittings.answered(session):
        session.tell(valence, arousal)


def _thanks() -> None:
    told = tab().told
    if told is None:
        return
    st.text(t("correct-noted", **words.place(told.valence, told.arousal)))
    st.caption(words.escaped(t("correct-sensed", figures=say(words.figures(told.sensed)))))
