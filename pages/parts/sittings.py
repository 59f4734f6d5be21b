"""Which sitting this page belongs to. Its id stands in the address, so that a reload takes it up again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts import resources
from session.types import Consent

if TYPE_CHECKING:
    from session.live import LiveSession

PARAMETER = "sitting"


def current() -> LiveSession | None:
    """The sitting of this tab or of the address, or None where there is none.

    Raises FullError when it is to be taken up again and there is no place for it.
    """
    sitting_id = st.session_state.get(PARAMETER) or st.query_params.get(PARAMETER)
    if not sitting_id:
        return None
    with st.skeleton(height=400):
        session = resources.sittings().find(sitting_id)
    if session is not None:
        _remember(session.id)
    return session


def begin(consent: Consent) -> LiveSession:
    """Open a sitting as agreed. Raises FullError when there is no place for it."""
    session = resources.sittings().begin(consent)
    _remember(session.id)
    return session


def rest() -> None:
    """Stop sensing on leaving the page Live, where the stream ends too."""
    st.session_state.streaming = False
    session = current()
    if session is not None:
        session.pause()


def forget() -> None:
    """Leave the sitting, so that the page asks for consent again."""
    for name in (PARAMETER, "streaming"):
        st.session_state.pop(name, None)
    st.query_params.clear()


def _remember(sitting_id: str) -> None:
    st.session_state[PARAMETER] = sitting_id
    if st.query_params.get(PARAMETER) != sitting_id:
        st.query_params[PARAMETER] = sitting_id
