"""A sitting on the page Live: the leading sentence and the senses above, the list and what lies behind it below."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import aloud, ending, history, listing, making, panel, sensing, statement, tour, wishes
from pages.parts.shared.focus import focus_on
from pages.parts.shared.tab import forget, tab
from session.protocol import Sitting

FOLLOWED_EVERY = 1.0
"""Seconds between looks whether the sitting was ended in another tab."""

SIDES = (13, 8)


def draw(session: Sitting, in_study: bool = False) -> None:
    """The whole page. On a narrow screen the columns stack: sentence, picture, list, what lies behind."""
    said, senses = st.columns(SIDES, gap="medium")
    with said.container(gap="xsmall"):
        statement.show(session)
        statement.comment_box(session)
        aloud.show(session)
        wishes.show(session)
        statement.goal(session)
    with senses:
        offered = sensing.show(session)
    listed, behind = st.columns(SIDES, gap="medium")
    with listed:
        listing.show(session)
        if not in_study:
            making.show(session)
    with behind:
        panel.show(session)
    sensing.check(session, offered)
    history.show(session)
    if not in_study:  # a study's own steps begin and end its sittings
        ending.offer()
        if not tab().stage:
            tour.offer()
        _follow(session)
    focus_on(".st-key-live-state h1", session.id, key="sitting-focus", gently=True)


@st.fragment(run_every=FOLLOWED_EVERY)
def _follow(session: Sitting) -> None:
    """Leave a sitting that was ended elsewhere, in another tab of this browser."""
    if session.closed:
        forget()
        st.rerun()
