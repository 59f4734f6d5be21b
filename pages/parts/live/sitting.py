"""A sitting on the page Live: the leading sentence, the list, the senses beside it, and what lies behind."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import listing, panel, sensing, statement
from session.protocol import Sitting


def draw(session: Sitting) -> None:
    """The whole page. On a narrow screen the columns stack, so the list comes before the senses."""
    said, wanted = st.columns([13, 8], gap="medium", vertical_alignment="center")
    with said:
        statement.show(session)
    with wanted:
        statement.goal(session)
    list_side, sensing_side = st.columns([13, 8], gap="medium")
    with list_side:
        statement.comment_box(session)
        listing.show(session)
    with sensing_side:
        sensing.show(session)
    panel.show(session)
