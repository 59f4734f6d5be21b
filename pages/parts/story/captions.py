"""What conducts a story: who it is about, play and pause, speed, chapters, and the caption that says what to notice."""

from __future__ import annotations

import streamlit as st

from pages.parts.shared import language, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import t
from pages.parts.shared.tab import Seen, tab
from pages.parts.story import attract, telling
from session.stories.told import SPEEDS, ToldStory

EVERY = 0.5
"""Seconds between looks at a story that goes on."""


def choose(name: str | None) -> None:
    """One button for each story; name: the one that goes on."""
    st.segmented_control(
        t("story-choose"),
        list(telling.all_stories()),
        default=name,
        format_func=lambda one: telling.all_stories()[one].person[language.current()],
        required=name is not None,
        key="story-persona",
        on_change=lambda: telling.begin(st.session_state["story-persona"]),
        label_visibility="collapsed",
    )


@st.fragment(run_every=EVERY)
def conduct(told: ToldStory, drawn: str) -> None:
    """The controls and the caption; drawn: the id of the sitting that the page shows. Tells the story on."""
    session = told.look()
    if told.over:
        attract.go_on(told.story.name)
    if session.id != drawn or telling.told() is not told:
        st.rerun()
    with st.container(key="story-controls", horizontal=True, vertical_alignment="center", gap="small"):
        play(told)
        for number in range(1, len(told.story.chapters) + 1):
            _chapter(told, number)
        _speed(told)
    _caption(told)
    _follow(told)


def play(told: ToldStory) -> None:
    """The button that pauses a story, goes on with it, or begins it anew."""
    playing = told.player.playing and not told.over
    key = "story-pause-it" if playing else "story-again" if told.over else "story-play"
    icon = ":material/pause:" if playing else ":material/play_arrow:"
    st.button(t(key), key="story-pause", icon=icon, on_click=told.toggle)


def _chapter(told: ToldStory, number: int) -> None:
    title = words.escaped(f"{number} {told.story.chapters[number - 1].title[language.current()]}")
    button = primary_button if number == told.chapter else st.button
    button(title, key=f"story-chapter-{number}", on_click=told.leap, args=(number,))


def _speed(told: ToldStory) -> None:
    st.session_state["story-speed"] = told.player.speed
    st.segmented_control(
        t("replay-speed"),
        SPEEDS,
        format_func=lambda speed: t("replay-times", speed=speed),
        required=True,
        key="story-speed",
        on_change=lambda: told.speed(st.session_state["story-speed"]),
        label_visibility="collapsed",
    )


def _caption(told: ToldStory) -> None:
    chapter, spoken = told.story.chapters[told.chapter - 1], language.current()
    with st.container(key="story-caption", border=True, gap="xxsmall"):
        st.markdown(words.escaped(chapter.notice[spoken]))
        if told.said:
            st.text(t("story-writes", comment=told.said))
        else:
            with st.container(key="story-about"):
                st.text(told.story.about[spoken])
        st.progress(min(told.position / told.story.seconds, 1.0))


def _follow(told: ToldStory) -> None:
    """Have the page open the item that the story opens."""
    snapshot = told.sitting.snapshot()
    opened, shown = snapshot.choices.opened, tab().opened
    if opened is not None and (shown is None or shown.item_id != opened):
        ranks = {one.item.id: one.rank for one in snapshot.recommendations}
        tab().opened = Seen(opened, ranks.get(opened, 1), snapshot.list_version)
