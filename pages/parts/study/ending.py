"""How a study ends: what it was about, the code, and the way back to where the person came from."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import t
from pages.parts.study import asked
from pages.parts.study.link import attempt, go_on, said
from session.studies.design import Status
from session.studies.participation import Participation

_leave = st.components.v2.component(
    "attune_leave", html="<span></span>", js=Path(__file__).with_name("leave.js").read_text(encoding="utf-8")
)


def debrief(one: Participation) -> None:
    """What the study was about; then the code."""
    with asked.column():
        asked.progress(one)
        st.header(t("study-debrief"), anchor=False)
        st.markdown(said(one.study.debrief))
        st.caption(t("study-contact", contact=one.study.contact))
        primary_button(t("study-finish"), key="study-next", on_click=go_on, args=(one,))


def show(one: Participation) -> None:
    """The code of how it ended, and the way back, which is taken by itself."""
    with asked.column():
        st.header(t(f"study-ended-{one.participant.status}"), anchor=False)
        if one.participant.status == Status.DONE:
            st.markdown(t("study-kept-all"))
        st.markdown(t("study-code"))
        with st.container(key="study-code"):
            st.code(one.code, language=None)
        if one.study.redirect:
            back = one.study.redirect.format(code=one.code)
            st.link_button(t("study-back"), back, icon=":material/arrow_forward:")
            _leave(data={"to": back}, key="study-leave", height="content")


def offer_failure(one: Participation) -> None:
    """For those for whom it goes on failing: end it, with the code for that."""
    st.button(t("study-fail"), key="study-fail", on_click=attempt, args=(one.fail,), type="tertiary")
