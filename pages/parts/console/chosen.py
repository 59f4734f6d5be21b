"""Which study the console is about: one of those there are, or a new one after a template."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared.language import t
from session.studies import library
from session.studies.design import Study
from session.studies.located import FileError

KEY = "console-study"


def choose() -> tuple[str, Study | None]:
    """The study chosen, by name; None in its place where its file can't be read, which is then said."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(t("console-study"), library.names(), key=KEY)
        with st.popover(t("console-new"), icon=":material/add:"):
            st.selectbox(t("console-template"), library.names(), key="console-template")
            st.text_input(t("console-name"), key="console-name", placeholder="my-study", max_chars=40)
            st.button(t("console-create"), key="console-create", on_click=_create)
    if trouble := st.session_state.pop("console-trouble", None):
        st.error(t("console-no-study", problem=trouble))
    try:
        study = library.find(name)
    except FileError as error:
        st.error(t("console-broken"))
        st.code(str(error), language=None, wrap_lines=True)
        return name, None
    if study is None:
        st.error(t("console-other-name", name=name))
    return name, study


def _create() -> None:
    try:
        name = st.session_state["console-name"].strip()
        library.create(name, st.session_state["console-template"])
    except FileError as error:
        st.session_state["console-trouble"] = str(error)
    else:
        st.session_state[KEY] = name
