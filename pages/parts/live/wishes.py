"""What was understood of comments: wishes as chips that can be taken back, and who can help somebody in need."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from emotion.feelings import feeling, nearest
from emotion.message import Message
from pages.parts.shared import sittings, words
from pages.parts.shared.language import say, t
from recommender.understanding.crisis import crisis_message, read_lines
from recommender.understanding.understood import Understood
from session.protocol import Sitting

EVERY = 1.0
"""Seconds between looks at what was asked for."""


@st.fragment(run_every=EVERY)
def show(session: Sitting) -> None:
    """What of a comment is not understood, chips to take wishes back and, where somebody needs it, who can help."""
    snapshot = session.snapshot()
    unread = heard(snapshot.understood)
    if unread is not None:
        st.caption(words.escaped(say(unread)))
    if snapshot.crisis:
        with st.container(key="live-crisis", gap="xsmall"):
            st.info(words.escaped(say(crisis_message(read_lines()))), icon=":material/favorite:")
            st.button(
                t("crisis-safe"),
                key="live-crisis-safe",
                type="tertiary",
                icon=":material/close:",
                on_click=_take_back,
                args=(session, session.reassure),
            )
    towards = snapshot.choices.towards
    if snapshot.choices.wishes or towards:
        with st.container(key="live-wishes", horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(t("wishes"), width="content")
            for number, wish in enumerate(snapshot.choices.wishes.wishes, start=1):
                _chip(say(wish.message()), f"wish-{number}", partial(session.take_back, wish), session)
            if towards:
                said = t("wish-towards", feeling=feeling(nearest(*towards)))
                _chip(said, "wish-towards", partial(session.lead_to, None), session)


def heard(understood: Understood | None) -> Message | None:
    """What to say of a comment that is not read, or of what it asks for and is not understood; None where all is."""
    if understood is None or understood.crisis:
        return None
    if understood.request.missed:
        return Message("comment-missed", {"words": ", ".join(understood.request.missed)})
    return Message("comment-unread") if understood.language == "unknown" else None


def _chip(said: str, key: str, take_back: Callable[[], None], session: Sitting) -> None:
    st.button(
        words.escaped(said),
        icon=":material/close:",
        key=key,
        help=t("wish-take-back", wish=said),
        on_click=_take_back,
        args=(session, take_back),
    )


def _take_back(session: Sitting, take_back: Callable[[], None]) -> None:
    with sittings.answered(session):
        take_back()
