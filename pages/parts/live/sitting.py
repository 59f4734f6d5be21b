"""A sitting on the page Live: the leading sentence, the list, the senses beside it, and what lies behind."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import listing, panel, sensing, statement, wishes
from pages.parts.shared import sittings
from pages.parts.shared.language import explained, t
from pages.parts.shared.tab import forget
from session.protocol import Sitting
from session.record.errors import LogError

FOLLOWED_EVERY = 1.0
"""Seconds between looks whether the sitting was ended in another tab."""


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
        wishes.show(session)
        listing.show(session)
    with sensing_side:
        sensing.show(session)
    panel.show(session)
    _start_over()
    _follow(session)


def _start_over() -> None:
    if st.button(
        t("start-over"), key="start-over", type="tertiary", icon=":material/restart_alt:", help=t("start-over-help")
    ):
        try:
            sittings.leave()
        except LogError as error:
            st.error(explained(error), icon=":material/error:")
        else:
            st.rerun()


@st.fragment(run_every=FOLLOWED_EVERY)
def _follow(session: Sitting) -> None:
    """Leave a sitting that was ended elsewhere, in another tab of this browser."""
    if session.closed:
        forget()
        st.rerun()
