"""The task: the page Live under the participant's condition, until the time is over or enough was rated."""

from __future__ import annotations

import time

import streamlit as st

from pages.parts.shared import language, sittings
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import t
from pages.parts.study import asked
from pages.parts.study.link import go_on, said
from session.sitting.live import LiveSession
from session.studies.flow import Step
from session.studies.participation import Participation

EVERY = 1.0
"""Seconds between looks whether the task is over."""


def show(one: Participation) -> None:
    """What is to be done and how much of it is left, above the page Live; once it is over, the way on."""
    with st.skeleton(height=400), sittings.stated():
        session, over = one.sitting(), one.is_over()
    asked.progress(one)
    if session is None or over:
        _done(one, session)
        return
    from pages.parts.live import sitting  # here, as it brings the media and chart libraries

    language.follow(session)
    with st.container(key="study-task", border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(said(one.study.task_words), width="stretch")
        seconds = one.seconds_left()
        with sittings.stated():
            asks = one.prompt(session)
        _left(one, session, None if seconds is None else time.monotonic() + seconds, asks)
    if asks is not None:
        asked.prompt(one, asks)
    sitting.draw(session, in_study=True)


@st.fragment(run_every=EVERY)
def _left(one: Participation, session: LiveSession, until: float | None, asks: Step | None) -> None:
    """How much is left; the page is drawn anew as soon as nothing is, or something else is asked than at present.

    until: s on the monotonic clock.
    """
    if until is None:
        left = one.items_left(session) or 0
        st.caption(t(f"study-{one.study.task.kind}-left", count=left))
    else:
        left = max(0.0, until - time.monotonic())
        st.caption(t("study-time-left", minutes=int(left) // 60, seconds=f"{int(left) % 60:02d}"))
    with sittings.stated():
        if left <= 0 or one.prompt(session) != asks:
            st.rerun()


def _done(one: Participation, session: LiveSession | None) -> None:
    if session is not None and sittings.streaming():
        sittings.stop(session)
    with asked.column():
        st.subheader(t("study-task-over"), anchor=False)
        primary_button(t("study-next"), key="study-next", on_click=go_on, args=(one,))
