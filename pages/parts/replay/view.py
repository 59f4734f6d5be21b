"""The page Replay: the time line, what stood on the page at its place, and the same under other circumstances."""

from __future__ import annotations

import time

import streamlit as st

from pages.parts.live import why
from pages.parts.replay import marks, moment, whatif
from pages.parts.replay.whatif import AS_IT_WAS
from pages.parts.shared.language import explained, t
from pages.parts.shared.tab import tab
from session.player import Player
from session.protocol import Sitting
from session.record.errors import LogError
from session.record.past import PastSitting
from session.record.replay import ReplayedSitting

EVERY = 0.5
"""Seconds between drawings while it plays."""

SPEEDS = (1.0, 4.0, 16.0)


def show(session: Sitting) -> None:
    """The whole page for one sitting, or why it cannot be shown."""
    question = whatif.ask()
    try:
        was = whatif.replayed(session.id, AS_IT_WAS)
        instead = whatif.replayed(session.id, question) if question else None
    except LogError as error:
        st.warning(explained(error), icon=":material/error:")
        return
    if not was.moments:
        st.info(t("replay-empty"))
        return
    _controls(was)
    st.fragment(_draw, run_every=EVERY if tab().player.playing else None)(was, instead)
    marks.show(session.id, tab().player.at(time.monotonic(), was.end), was.end)
    _equal(was)


def _controls(was: ReplayedSitting) -> None:
    player, end = tab().player, was.end
    with st.container(horizontal=True, vertical_alignment="center"):
        icon, label = (
            (":material/pause:", "replay-pause") if player.playing else (":material/play_arrow:", "replay-play")
        )
        st.button(t(label), icon=icon, key="replay-play", on_click=_toggle, args=(end,))
        st.segmented_control(
            t("replay-speed"),
            SPEEDS,
            default=player.speed,
            format_func=lambda speed: t("replay-times", speed=speed),
            required=True,
            key="replay-speed",
            on_change=_speed,
            args=(end,),
            label_visibility="collapsed",
        )
        st.button(
            t("replay-again"), icon=":material/refresh:", key="replay-again", type="tertiary", on_click=_read_again
        )


def _draw(was: ReplayedSitting, instead: ReplayedSitting | None) -> None:
    player, end = tab().player, was.end
    position = player.at(time.monotonic(), end)
    if player.playing and position >= end:
        tab().player = Player(end, player.speed)
        st.rerun()
    st.session_state["replay-time"] = position
    st.slider(
        t("replay-time", clock=marks.clock(position), end=marks.clock(end)),
        0.0,
        max(end, 0.1),
        step=0.1,
        format="%.1f s",
        key="replay-time",
        on_change=_move,
    )
    now = PastSitting(was, position)
    list_side, reading_side = st.columns([13, 8], gap="medium")
    with reading_side:
        moment.reading(now)
    with list_side:
        if instead is None:
            moment.listed(t("replay-list"), now)
        else:
            _both(now, PastSitting(instead, position))
    if now.snapshot().recommendations:
        with st.expander(t("replay-why"), icon=":material/help:"):
            why.item(now, now.snapshot())


def _both(was: Sitting, instead: Sitting) -> None:
    listed, other = ([r.item.id for r in one.snapshot().recommendations] for one in (was, instead))
    left, right = st.columns(2, gap="medium")
    with left.container(key="replay-was"):
        moment.listed(t("replay-list"), was, other)
    with right.container(key="replay-instead"):
        moment.listed(t("whatif-list"), instead, listed)


def _equal(was: ReplayedSitting) -> None:
    """Whether what is shown is what was recorded, as was checked list by list."""
    differing = sum(not one.equal for one in was.moments)
    if not differing:
        st.caption(t("replay-equal", lists=len(was.lists)))
    else:
        st.warning(t("replay-forgotten" if was.forgotten else "replay-differs", moments=differing))


def _toggle(end: float) -> None:
    tab().player = tab().player.toggled(time.monotonic(), end)


def _speed(end: float) -> None:
    tab().player = tab().player.sped(st.session_state["replay-speed"], time.monotonic(), end)


def _move() -> None:
    tab().player = tab().player.moved(st.session_state["replay-time"], time.monotonic())


def _read_again() -> None:
    tab().replays.clear()
