"""What is kept of this tab's sitting, and its deletion."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import sittings
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import explained, say, t
from pages.parts.shared.tab import tab
from session.record.errors import LogError


def show() -> None:
    """The sitting's number and the button that deletes all that is kept under it."""
    if tab().deleted:
        st.success(t("deleted"), icon=":material/check:")
        tab().deleted = False
    try:
        session = sittings.current()
    except sittings.UnavailableError as error:
        st.error(explained(error), icon=":material/error:")
        return
    if session is None:
        st.caption(t("delete-nothing"))
        return
    st.caption(t("delete-number"))
    st.text(session.id)
    st.button(t("delete"), key="delete-data", icon=":material/delete:", on_click=_ask)
    if tab().deletes:
        st.dialog(t("delete-ask"), on_dismiss=_keep)(_confirm)()


def _ask() -> None:
    tab().deletes = True


def _keep() -> None:
    tab().deletes, tab().unended = False, None


def _confirm() -> None:
    st.write(t("delete-what"))
    with st.container(horizontal=True, horizontal_alignment="right"):
        st.button(t("delete-keep"), key="delete-keep", on_click=_close)
        primary_button(t("delete-all"), key="delete-confirm", on_click=_delete)
    if tab().unended is not None:
        st.error(say(tab().unended), icon=":material/error:")


def _close() -> None:
    _keep()
    st.rerun()


def _delete() -> None:
    try:
        sittings.delete()
    except LogError as error:
        tab().unended = error.message
        return
    tab().deleted = True
    st.rerun()
