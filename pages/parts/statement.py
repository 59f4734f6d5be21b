"""The leading sentence, what the person wants from the list, and the place to say how it goes."""

from __future__ import annotations

import streamlit as st

from pages.parts import words
from recommender.types import Goal
from session.live import LiveSession

EVERY = 0.5
"""Seconds between drawings of what is read."""


def show(session: LiveSession) -> None:
    """The sentence on the left, the goal on the right."""
    said, wanted = st.columns([13, 8], gap="large", vertical_alignment="bottom")
    with said:
        _state(session)
    with wanted:
        _goal(session)


@st.fragment(run_every=EVERY)
def _state(session: LiveSession) -> None:
    summary = session.snapshot().summary
    with st.container(key="live-state", gap=None):
        st.header(words.statement(summary), anchor=False)
        st.text(words.figures(summary))


@st.fragment
def _goal(session: LiveSession) -> None:
    goal = st.segmented_control(
        "What should the list do?",
        list(Goal),
        default=session.snapshot().goal,
        format_func=lambda goal: goal.value.capitalize(),
        required=True,
        key="live-goal",
        on_change=_set_goal,
        args=(session,),
    )
    st.caption(words.GOALS[goal])


def _set_goal(session: LiveSession) -> None:
    session.set_goal(st.session_state["live-goal"])


@st.fragment
def comment_box(session: LiveSession) -> None:
    """Where the person writes; absent when they agreed to no words."""
    if not session.consent.text:
        return
    comment = st.chat_input("How is it going? Say it in your own words.", key="live-comment")
    if comment:
        session.comment(comment)
        st.session_state.said = comment
    said = st.session_state.get("said", "")
    with st.container(horizontal=True, gap="xsmall"):
        st.caption("You wrote:" if said else "One sentence is enough. It moves the reading for about a minute.")
        if said:
            st.text(said if len(said) <= 140 else f"{said[:140]}\u2026")
