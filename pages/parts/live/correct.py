"""Correct me: the person's own word for how they feel, by one tap or by two sliders. It beats all that is sensed."""

from __future__ import annotations

import streamlit as st

from emotion.feelings import FEELINGS, feeling, nearest
from pages.parts.shared import sittings
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import Told, tab
from session.protocol import Sitting

WORDS, PLEASANT, ENERGY = "correct-word", "correct-pleasant", "correct-energy"


@st.fragment
def show(session: Sitting) -> None:
    """Words to tap, and sliders that stand at the present reading."""
    with st.container(key="correct-me", gap="small"):
        st.header(t("correct"), anchor=False)
        st.pills(
            t("correct-words"),
            list(FEELINGS),
            format_func=lambda word: say(feeling(word)),
            key=WORDS,
            on_change=_tell_word,
            args=(session,),
            label_visibility="collapsed",
        )
        _sliders(session)
        thanks()
        st.caption(t("correct-hint"))


def tell(session: Sitting, valence: float, arousal: float) -> None:
    """Hand on what the person says of themselves, each in [-1, 1], and remember what was read at that moment."""
    tab().told = Told(valence, arousal, session.snapshot().said)
    with sittings.answered(session):
        session.tell(valence, arousal)


def _tell_word(session: Sitting) -> None:
    word = st.session_state[WORDS]
    if word is not None:
        st.session_state[PLEASANT], st.session_state[ENERGY] = FEELINGS[word]
        tell(session, *FEELINGS[word])


def _sliders(session: Sitting) -> None:
    summary = session.snapshot().summary
    for column, key, at in zip(st.columns(2), (PLEASANT, ENERGY), (summary.valence, summary.arousal), strict=True):
        st.session_state.setdefault(key, round(20 * at) / 20)
        column.slider(t(key), -1.0, 1.0, step=0.05, format=" ", key=key)
    primary_button(t("correct-apply"), key="correct-apply", on_click=_tell_slid, args=(session,))


def _tell_slid(session: Sitting) -> None:
    tell(session, st.session_state[PLEASANT], st.session_state[ENERGY])


def thanks() -> None:
    """What was last said, beside what it corrects."""
    told = tab().told
    if told is None:
        return
    with st.container(key="live-told", gap=None):
        st.text(t("correct-noted", feeling=feeling(nearest(told.valence, told.arousal))))
        st.caption(t("correct-sensed", said=say(told.said)))
