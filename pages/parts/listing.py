"""The list: ten items, each with its cover, a reason, what moved, and what the person can do with it."""

from __future__ import annotations

import streamlit as st

from pages.parts import resources, words
from recommender.types import Action, Recommendation
from session.live import LiveSession
from session.types import Snapshot

EVERY = 1.0
"""Seconds between looks at whether the list changed."""

COVER_WIDTH = 60

_MOVED = {"up": ":material/arrow_upward:", "down": ":material/arrow_downward:", "new": ":material/fiber_new:"}


@st.fragment(run_every=EVERY)
def show(session: LiveSession) -> None:
    """The head of the list and its items. What has not changed is sent again as it was and stays as it is."""
    snapshot = session.snapshot()
    with st.container(key="live-list"):
        _list(session, snapshot)


def _list(session: LiveSession, snapshot: Snapshot) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("For you, now", anchor=False, width="stretch")
        st.toggle(
            "Hold",
            value=snapshot.held,
            key="live-hold",
            on_change=_hold,
            args=(session,),
            help="Keep this list as it is until you let go.",
        )
    st.caption(words.escaped(news(snapshot)))
    if not snapshot.recommendations:
        st.info("Nothing fits right now. Pick another goal, or take back a refusal by liking something.")
    first = all(one.previous_rank is None for one in snapshot.recommendations)
    for one in snapshot.recommendations:
        with st.container(key=f"rec-{one.rank}", horizontal=True, gap="small", vertical_alignment="center"):
            _row(session, snapshot, one, first)


def news(snapshot: Snapshot) -> str:
    """What changed last in the list, or, on the first list, what it goes by."""
    if snapshot.held:
        return "Held: the list stays as it is until you let go."
    return snapshot.change if snapshot.list_version > 1 else snapshot.strategy.why


def _row(session: LiveSession, snapshot: Snapshot, one: Recommendation, first: bool) -> None:
    item = one.item
    st.image(resources.cover(item.id), width=COVER_WIDTH, alt=f"Cover of {item.title}")
    with st.container(width="stretch"):
        about, acts = st.columns([5, 2], vertical_alignment="center", gap="small")
    with about.container(gap=None):
        st.markdown(f"**{words.escaped(item.title)}**")
        moved = words.movement(one, first)
        mark = f" · {_MOVED[moved.split()[0]]} {moved}" if moved else ""
        st.caption(f"{words.facts(item)}{mark}")
        st.caption(words.escaped(one.reason))
    with acts.container(horizontal=True, horizontal_alignment="right", gap="xxsmall", wrap=False):
        _act(
            session,
            one,
            Action.LIKE,
            "like",
            ":material/favorite:" if item.id in snapshot.liked else ":material/favorite_border:",
            "Like",
        )
        _act(session, one, Action.NO, "no", ":material/block:", "Not for me")
        if st.button("Open", key=f"rec-{one.rank}-open", icon=":material/open_in_full:", type="tertiary"):
            session.act(item.id, Action.OPEN)
            st.session_state.opened = item.id
            st.rerun()


def _act(session: LiveSession, one: Recommendation, action: Action, name: str, icon: str, label: str) -> None:
    st.button(
        icon,
        key=f"rec-{one.rank}-{name}",
        help=label,
        type="tertiary",
        on_click=session.act,
        args=(one.item.id, action),
    )


def _hold(session: LiveSession) -> None:
    session.hold(st.session_state["live-hold"])
