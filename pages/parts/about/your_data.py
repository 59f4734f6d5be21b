"""What is kept of this tab's sitting, and its deletion."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import sittings
from session.record.errors import LogError

CONFIRM = "confirm-delete"
DELETED = "deleted"


def show() -> None:
    """The sitting's number and the button that deletes all that is kept under it."""
    if st.session_state.pop(DELETED, False):
        st.success("Everything that was kept of your sitting is deleted.", icon=":material/check:")
    sitting_id = sittings.address()
    if sitting_id is None:
        st.caption("This tab has no sitting, so there is nothing to delete.")
        return
    st.caption("It is filed under this number, which stands in the page's address, too:")
    st.text(sitting_id)
    if st.button("Delete my data", key="delete-data", icon=":material/delete:"):
        st.session_state[CONFIRM] = True
    if st.session_state.get(CONFIRM):
        _confirm()


def _keep() -> None:
    st.session_state[CONFIRM] = False


@st.dialog("Delete everything kept of your sitting?", on_dismiss=_keep)
def _confirm() -> None:
    st.write("Readings, lists, comments, corrections and a history you brought are erased. It can't be undone.")
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button("Keep it", key="delete-keep", on_click=_keep):
            st.rerun()
        if st.button("Delete it all", key="delete-confirm", type="primary"):
            _delete()


def _delete() -> None:
    try:
        sittings.delete()
    except LogError as error:
        st.error(str(error), icon=":material/error:")
        return
    st.session_state[DELETED] = True
    st.rerun()
