"""The leading sentence, what the person wants from the list, and the place to say how it goes."""

from __future__ import annotations

import streamlit as st

from pages.parts import words
from recommender.types import Goal
from session.live import LiveSession

EVERY = 0.5
"""Seconds between drawings of what is read."""

ECHOED = 140
"""Characters of the last comment that are shown again."""


def show(session: LiveSession) -> None:
    """The sentence on the left, the goal on the right."""
    said, wanted = st.columns([13, 8], gap="large", vertical_alignment="center")
    with said:
        _state(session)
    with wanted:
        _goal(session)


@st.fragment(run_every=EVERY)
def _state(session: LiveSession) -> None:
    summary = session.snapshot().summary
    with st.container(key="live-state", gap="xxsmall"):
        st.header(words.statement(summary), anchor=False)
        st.text(words.figures(summary))


@st.fragment
def _goal(session: LiveSession) -> None:
    with st.container(gap="xxsmall"):
        goal = st.segmented_control(
            "What should the list do?",
            list(Goal),
            default=session.snapshot().goal,
            format_func=lambda goal: goal.value.capitalize(),
            required=True,
            key="live-goal",
            on_change=_set_goal,
            args=(session,),
            width="stretch",
        )
        st.caption(words.GOALS[goal])


def _set_goal(session: LiveSession) -> None:
    session.set_goal(st.session_state["live-goal"])


@st.fragment
def comment_box(session: LiveSession) -> None:
    """Where the person writes; absent when they agreed to no words."""
    if not session.consent.text:
        return
    with st.container(gap="xxsmall"):
        comment = st.chat_input("How is it going?", key="live-comment")
        if comment:
            session.comment(comment)
            st.session_state.said = " ".join(comment.split())
        said = st.session_state.get("said", "")
        if said:
            st.text(f"You wrote: {said if len(said) <= ECHOED else said[:ECHOED] + chr(0x2026)}")
        else:
            st.caption("A sentence in your own words. It counts for about a minute.")
