"""The study's file: read, changed and checked where it is one's own."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import resources
from pages.parts.shared.language import t
from session.studies import library
from session.studies.design import Study
from session.studies.located import FileError


def show(name: str, study: Study | None) -> None:
    """The file's text, and a button that keeps it where it lies in one's own folder."""
    st.header(t("console-file"), anchor=False)
    file = library.file_of(name)
    if file is None:
        return
    if file.parent != library.own_folder():
        st.caption(t("console-shipped"))
        with st.expander(file.name):
            st.code(file.read_text(encoding="utf-8"), language="yaml")
        return
    if study is not None and resources.studies().participants(study.name):
        st.warning(t("console-enrolled"), icon=":material/warning:")
    st.text_area(t("console-text"), file.read_text(encoding="utf-8"), height=480, key=f"console-text-{name}")
    st.button(t("console-save"), key="console-save", on_click=_save, args=(name,))
    if st.session_state.pop("console-saved", False):
        st.success(t("console-saved"), icon=":material/check:")


def _save(name: str) -> None:
    try:
        library.write(name, st.session_state[f"console-text-{name}"])
    except FileError as error:
        st.session_state["console-trouble"] = str(error)
    else:
        st.session_state["console-saved"] = True
