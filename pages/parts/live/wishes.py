"""What was understood of comments: wishes as chips that can be taken back, and who can help somebody in need."""

from __future__ import annotations

import streamlit as st

from emotion.message import Message
from pages.parts.shared import sittings, words
from pages.parts.shared.language import say, t
from recommender.understanding.crisis import crisis_message, read_lines
from recommender.understanding.understood import Understood
from recommender.understanding.wishes import Wish
from session.protocol import Sitting

EVERY = 1.0
"""Seconds between looks at what was asked for."""


@st.fragment(run_every=EVERY)
def show(session: Sitting) -> None:
    """The chips, one tap each to take a wish back; above them, where somebody needs it, who can help."""
    snapshot = session.snapshot()
    if snapshot.crisis:
        with st.container(key="live-crisis"):
            st.info(words.escaped(say(crisis_message(read_lines()))), icon=":material/favorite:")
    if snapshot.choices.wishes:
        with st.container(key="live-wishes", horizontal=True, gap="small", vertical_alignment="center"):
            st.caption(t("wishes"), width="content")
            for number, wish in enumerate(snapshot.choices.wishes.wishes, start=1):
                _chip(session, number, wish)


def heard(understood: Understood | None) -> Message | None:
    """What to say of a comment whose words are not read; None where they are."""
    if understood is None or understood.language != "unknown" or understood.crisis:
        return None
    return Message("comment-unread")


def _chip(session: Sitting, number: int, wish: Wish) -> None:
    said = say(wish.message())
    st.button(
        words.escaped(said),
        icon=":material/close:",
        key=f"wish-{number}",
        help=t("wish-take-back", wish=said),
        on_click=_take_back,
        args=(session, wish),
    )


def _take_back(session: Sitting, wish: Wish) -> None:
    with sittings.answered(session):
        session.take_back(wish)
