"""How often this tab has looked at the page."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared.language import t
from pages.parts.shared.tab import tab


def show() -> None:
    """One more look, and how many there were."""
    tab().visits += 1
    st.caption(t("visits", count=tab().visits))
