"""How a visit ends, so that somebody else can begin one: with what is recorded kept, or without a trace."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from pages.parts.shared import sittings
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from session.record.errors import LogError


def offer() -> None:
    """The two ways, side by side; what each leaves behind stands in its tip."""
    with st.container(horizontal=True, gap="small"):
        _button("start-over", ":material/restart_alt:", sittings.leave)
        _button("reset-visitor", ":material/cleaning_services:", sittings.reset)
    if tab().unended is not None:
        st.error(say(tab().unended), icon=":material/error:")


def _button(key: str, icon: str, ends: Callable[[], object]) -> None:
    st.button(t(key), key=key, type="tertiary", icon=icon, help=t(f"{key}-help"), on_click=_end, args=(ends,))


def _end(ends: Callable[[], object]) -> None:
    tab().unended = None
    try:
        ends()
    except LogError as error:
        tab().unended = error.message
