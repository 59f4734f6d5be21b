"""The list: ten items, each with its cover, a reason, what moved, and what the person can do with it."""

from __future__ import annotations

import streamlit as st

from emotion.message import Message
from pages.parts.live import details
from pages.parts.shared import resources, sittings, words
from pages.parts.shared.language import say
from recommender.types import Action, Recommendation
from session.sitting.live import LiveSession
from session.types import Snapshot

EVERY = 1.0
"""Seconds between looks at whether the list changed."""

COVER_WIDTH = 62

OPENED = "opened"
"""Where the page remembers the opened item: its id and the rank it had then."""

_MOVED = {
    "up": ":material/arrow_upward:",
    "down": ":material/arrow_downward:",
    "new": ":material/auto_awesome:",
}


@st.fragment(run_every=EVERY)
def show(session: LiveSession) -> None:
    """The head of the list and its items. What has not changed is sent again as it was and stays as it is."""
    snapshot = session.snapshot()
    with st.container(key="live-list"):
        _head(session, snapshot)
        _items(session, snapshot)


def _head(session: LiveSession, snapshot: Snapshot) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.subheader("For you, now", anchor=False, width="stretch")
            st.session_state["live-hold"] = snapshot.held
            st.toggle("Hold", key="live-hold", on_change=_hold, args=(session,))
        st.caption(words.escaped(say(news(snapshot))))


def news(snapshot: Snapshot) -> Message | str:
    """What changed last in the list, or, on the first list, what it goes by."""
    if snapshot.held:
        return "Held: the list stays as it is until you let go."
    return snapshot.change if snapshot.list_version > 1 else snapshot.strategy.why


def _items(session: LiveSession, snapshot: Snapshot) -> None:
    listed = snapshot.recommendations
    if not listed:
        st.info("Nothing fits right now. Pick another goal, or like something you passed on.")
    opened, opened_at = st.session_state.get(OPENED, (None, 0))
    left = opened is not None and opened not in {one.item.id for one in listed}
    first = all(one.previous_rank is None for one in listed)
    for one in listed:
        with st.container(key=f"rec-{one.rank}", gap="xsmall"):
            _row(session, snapshot, one, first, opened == one.item.id)
            if opened == one.item.id:
                details.show(session, one.item)
        if left and one.rank == min(opened_at, len(listed)):
            details.show(session, resources.catalogue().item(opened), on_close=_close)


def _row(session: LiveSession, snapshot: Snapshot, one: Recommendation, first: bool, opened: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.image(resources.cover(one.item.id), width=COVER_WIDTH, alt=f"Cover of {one.item.title}")
        with st.container(width="stretch"):
            about, acts = st.columns([11, 4], vertical_alignment="center", gap="small")
        with about:
            _about(one, first)
        with acts.container(horizontal=True, horizontal_alignment="right", gap="small", wrap=False):
            _acts(session, snapshot, one, opened)


def _about(one: Recommendation, first: bool) -> None:
    moved = words.movement(one, first)
    mark = f" · {_MOVED[moved.split()[0]]} {moved}" if moved else ""
    facts, reason = words.escaped(words.facts(one.item)) + mark, words.escaped(say(one.reason))
    st.markdown(f"**{words.escaped(one.item.title)}**  \n:small[:gray[{facts}]]  \n:small[:gray[{reason}]]")


def _acts(session: LiveSession, snapshot: Snapshot, one: Recommendation, opened: bool) -> None:
    item_id, key = one.item.id, f"rec-{one.rank}"
    liked = ":material/heart_check:" if item_id in snapshot.liked else ":material/favorite:"
    chevron, label = (":material/expand_less:", "Close") if opened else (":material/expand_more:", "Open")
    act, args = (_close, ()) if opened else (_open, (session, item_id, one.rank))
    for name, icon, says, on_click, handed in (
        ("like", liked, "Like", _act, (session, item_id, Action.LIKE)),
        ("no", ":material/block:", "Not for me", _act, (session, item_id, Action.NO)),
        ("open", chevron, label, act, args),
    ):
        st.button(icon, key=f"{key}-{name}", help=says, type="tertiary", on_click=on_click, args=handed)


def _act(session: LiveSession, item_id: str, action: Action) -> None:
    with sittings.answered(session):
        session.act(item_id, action)


def _open(session: LiveSession, item_id: str, rank: int) -> None:
    st.session_state[OPENED] = (item_id, rank)
    _act(session, item_id, Action.OPEN)


def _close() -> None:
    st.session_state[OPENED] = (None, 0)


def _hold(session: LiveSession) -> None:
    session.hold(st.session_state["live-hold"])
