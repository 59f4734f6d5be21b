"""Markers of a replay: what happened, and what to leave out."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import resources, words
from pages.parts.shared.buttons import icon_button
from pages.parts.shared.language import explained, t
from session.record.errors import LogError
from session.record.markers import Marker, MarkerKind, mark, markers, unmark


def show(sitting_id: str, position: float, end: float) -> None:
    """The markers set so far, and a form for another one at the present place."""
    with st.expander(t("marks"), icon=":material/bookmark:"):
        try:
            found = markers(resources.log(), sitting_id)
        except LogError as error:
            st.warning(explained(error), icon=":material/error:")
            return
        if not found:
            st.caption(t("marks-none"))
        for one in found:
            _line(sitting_id, one)
        _form(sitting_id, position, end)


def clock(seconds: float) -> str:
    """A time since the beginning as minutes and seconds."""
    return f"{int(seconds // 60)}:{int(seconds % 60):02d}"


def _line(sitting_id: str, one: Marker) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        span = clock(one.begins) if one.kind == MarkerKind.EVENT else f"{clock(one.begins)}\u2013{clock(one.ends)}"
        st.text(t(f"mark-{one.kind}", span=span, text=one.text))
        label = words.escaped(t("mark-remove", span=span))
        icon_button(label, ":material/delete:", f"mark-{one.id}", _remove, (sitting_id, one))


def _form(sitting_id: str, position: float, end: float) -> None:
    with st.form("replay-mark", clear_on_submit=True, border=False):
        text = st.text_input(t("mark-text", clock=clock(position)), key="replay-mark-text", max_chars=200)
        seconds = st.number_input(
            t("mark-seconds"), 1, max(int(end), 1), min(10, max(int(end), 1)), key="replay-seconds"
        )
        with st.container(horizontal=True):
            event = st.form_submit_button(t("mark-set-event"), icon=":material/bookmark_add:")
            exclude = st.form_submit_button(t("mark-set-exclude"), icon=":material/block:")
    if event or exclude:
        kind, lasts = (MarkerKind.EVENT, 0.0) if event else (MarkerKind.EXCLUDE, float(seconds))
        mark(resources.log(), sitting_id, kind, position, min(position + lasts, end), text.strip())
        st.rerun()


def _remove(sitting_id: str, one: Marker) -> None:
    try:
        unmark(resources.log(), sitting_id, one)
    except LogError as error:
        st.toast(explained(error))
