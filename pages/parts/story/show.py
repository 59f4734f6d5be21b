"""A story on the page: the caption above, and below it the very parts that Live draws a visitor's sitting with."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import listing, meters, panel, statement, wishes
from pages.parts.live.sensing import EVERY
from pages.parts.live.sitting import SIDES
from pages.parts.shared import language, sittings, words
from pages.parts.shared.language import explained, t
from pages.parts.story import attract, captions, telling
from session.protocol import Sitting


def draw() -> None:
    """The story that goes on, or those to choose from."""
    try:
        told = telling.told()
    except sittings.UnavailableError as error:
        st.error(explained(error), icon=":material/error:")
        return
    if told is None:
        _offer()
        return
    with st.container(key="story-head", horizontal=True, vertical_alignment="center"):
        captions.choose(told.story.name)
        if st.button(t("story-leave"), key="story-leave", type="tertiary", icon=":material/logout:"):
            telling.end()
            st.switch_page("live.py")
    attract.from_story()
    captions.conduct(told, told.sitting.id)
    scene(told.sitting)


def scene(session: Sitting) -> None:
    """What a visitor would see of a sitting, but the camera."""
    said, senses = st.columns(SIDES, gap="medium")
    with said.container(gap="xsmall"):
        statement.show(session)
        wishes.show(session)
        statement.goal(session)
    with senses.container(key="live-meters", gap="xsmall"):
        _meters(session)
    listed, behind = st.columns(SIDES, gap="medium")
    with listed:
        listing.show(session)
    with behind:
        panel.show(session)


@st.fragment(run_every=EVERY)
def _meters(session: Sitting) -> None:
    meters.draw(session.snapshot(), session.consent, True, {})


def _offer() -> None:
    st.title(t("page-story"), anchor=False)
    st.markdown(t("story-offer"))
    for name, story in telling.all_stories().items():
        with st.container(border=True, width=680):
            st.header(words.escaped(story.person[language.current()]), anchor=False)
            st.text(story.about[language.current()])
            st.button(t("story-play"), key=f"story-begin-{name}", on_click=telling.begin, args=(name,))
