"""The leading sentence, what the person wants from the list, and the place to say how it goes."""

from __future__ import annotations

import streamlit as st

from emotion.feelings import feeling, nearest
from emotion.modalities import TEXT
from pages.parts.live import listing, panel, parts
from pages.parts.shared import sittings, words
from pages.parts.shared.announcer import announce
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from recommender.types import Goal
from session.protocol import Sitting

EVERY, GOAL_EVERY, ECHO_EVERY = 0.5, 1.0, 1.0
"""Seconds between drawings of what is read, of the goal, which another window may have set, and of the last comment,
which may have been said aloud."""

GOAL = "live-goal"

ELLIPSIS = "\u2026"

ECHOED = 140
"""Characters of the last comment that are shown again."""


@st.fragment(run_every=EVERY)
def _sentence(session: Sitting) -> None:
    """The leading sentence, for those who asked for details the same in numbers; what changes in both is announced."""
    snapshot = session.snapshot()
    with st.container(key="live-state", gap="xxsmall"):
        st.title(say(snapshot.said), anchor=False)
        if tab().details:
            st.caption(words.escaped(say(words.figures(snapshot.summary))))
        announce(f"{say(snapshot.said)} {say(listing.news(session, snapshot))}")


def show(session: Sitting) -> None:
    """The sentence, and one tap away the place to put it right."""
    with st.container(key="live-lead", horizontal=True, vertical_alignment="top", gap="small"):
        with st.container(width="stretch"):
            _sentence(session)
        if panel.offers(session, "correct"):
            st.button(
                t("correct-open"),
                key="correct-open",
                type="tertiary",
                icon=":material/edit:",
                on_click=panel.open_view,
                args=("correct",),
            )


@st.fragment(key=parts.GOAL, run_every=GOAL_EVERY)
def goal(session: Sitting) -> None:
    """What the list should do with the feeling."""
    snapshot = session.snapshot()
    st.session_state[GOAL], towards = snapshot.goal, snapshot.choices.towards
    with st.container(key="live-goal-and-meaning", gap="xxsmall"):
        chosen = st.segmented_control(
            t("goal"),
            list(Goal),
            format_func=lambda goal: t(f"goal-{goal}"),
            required=True,
            key=GOAL,
            on_change=_set_goal,
            args=(session,),
            width="stretch",
            label_visibility="collapsed",
        )
        if towards is None:
            st.caption(t(f"goal-{chosen}-meaning"))
        else:
            st.caption(t("goal-towards-meaning", feeling=feeling(nearest(*towards))))


def _set_goal(session: Sitting) -> None:
    with sittings.answered(session):
        session.set_goal(st.session_state[GOAL])


@st.fragment
def comment_box(session: Sitting) -> None:
    """Where the person writes; absent when they agreed to no words."""
    if not session.consent.allows(TEXT):
        return
    with st.container(gap="xxsmall"):
        st.chat_input(t("comment-ask"), key="live-comment", on_submit=_comment, args=(session,))
        _echo()


@st.fragment(run_every=ECHO_EVERY)
def _echo() -> None:
    """What was last written, or said aloud and confirmed."""
    said = tab().said
    if tab().hurried:
        st.caption(t("comment-hurried"))
    elif said:
        st.text(t("comment-echo", comment=said if len(said) <= ECHOED else said[:ECHOED] + ELLIPSIS))
    else:
        st.caption(t("comment-hint"))


def _comment(session: Sitting) -> None:
    comment = st.session_state["live-comment"]
    with sittings.answered(session):
        taken = session.comment(comment)
    tab().said, tab().hurried = (" ".join(comment.split()), False) if taken else (tab().said, True)
