"""What a presenter has before them: what to say now, what comes next, what the audience sees, and a remote for it."""

from __future__ import annotations

import streamlit as st

from pages.parts.live import statement
from pages.parts.replay.marks import clock
from pages.parts.shared import language, sittings, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import explained, say, t
from pages.parts.story import captions, telling
from session.protocol import Sitting
from session.stories.told import ToldStory

EVERY = 0.5
"""Seconds between looks at what the audience sees."""

SEEN = 5
"""So many items of the audience's list are named."""

ADDRESS = "story?story={name}&stage=1"
"""Of the audience's window, from this page's."""


def draw() -> None:
    """The notes beside the remote, for a story or else for the visitor's own sitting."""
    st.title(t("page-presenter"), anchor=False)
    try:
        told = telling.told()
        session = told.sitting if told else sittings.current()
    except sittings.UnavailableError as error:
        st.error(explained(error), icon=":material/error:")
        return
    captions.choose(told.story.name if told else None)
    if session is None:
        st.info(t("presenter-none"))
        return
    left, right = st.columns([13, 8], gap="medium")
    with left:
        if told is not None:
            st.link_button(t("presenter-audience"), ADDRESS.format(name=told.story.name), icon=":material/open_in_new:")
            _notes(told, told.sitting.id)
        else:
            st.caption(t("presenter-visitor"))
    with right:
        st.header(t("presenter-remote"), anchor=False)
        statement.goal(session)
        _remote(session)


@st.fragment(run_every=EVERY)
def _notes(told: ToldStory, drawn: str) -> None:
    """What to say in this chapter, and the way to the next."""
    if told.look().id != drawn or telling.told() is not told:
        st.rerun()
    number, chapters, spoken = told.chapter, told.story.chapters, language.current()
    now = chapters[number - 1]
    st.caption(f"{clock(told.position)} / {clock(told.story.seconds)}")
    with st.container(key="presenter-note", border=True):
        st.header(words.escaped(f"{number} {now.title[spoken]}"), anchor=False)
        st.markdown(words.escaped(now.note[spoken]))
        st.caption(words.escaped(now.notice[spoken]))
    with st.container(horizontal=True, gap="small"):
        captions.play(told)
        last = number == len(chapters)
        following = None if last else chapters[number].title[spoken]
        label = t("presenter-last") if last else t("presenter-next", title=following)
        leads = {"on_click": told.leap, "args": (number + 1,), "disabled": last, "icon": ":material/skip_next:"}
        primary_button(words.escaped(label), key="presenter-next", **leads)
    if not last:
        st.caption(words.escaped(chapters[number].note[spoken]))


@st.fragment(run_every=EVERY)
def _remote(session: Sitting) -> None:
    """Hold, and what stands on the audience's page."""
    snapshot = session.snapshot()
    does = "let-go" if snapshot.held else "hold"
    st.button(t(f"presenter-{does}"), key="presenter-hold", on_click=session.hold, args=(not snapshot.held,))
    st.header(t("presenter-seen"), anchor=False)
    with st.container(key="presenter-seen", gap="xsmall"):
        st.markdown(f"**{words.escaped(say(snapshot.said))}**")
        for one in snapshot.recommendations[:SEEN]:
            st.text(f"{one.rank}. {one.item.title}")
