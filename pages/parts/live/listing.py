"""The list: ten items, each with its cover, a reason, what moved, and what the person can do with it."""

from __future__ import annotations

import streamlit as st

from emotion.message import Message
from pages.parts.live import details, media, moves, parts, previews
from pages.parts.shared import resources, sittings, words
from pages.parts.shared.buttons import icon_button
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import Seen, tab
from recommender.studio.collection import media_of
from recommender.types import Action, Recommendation
from session.protocol import Sitting
from session.types import Snapshot

EVERY = 1.0
"""Seconds between looks at whether the list changed."""

COVER_WIDTH = 44

MOVED = {
    "moved-up": ":material/arrow_upward:",
    "moved-down": ":material/arrow_downward:",
    "moved-in": ":material/auto_awesome:",
}
"""Icons of how an item moved, by the message that says so."""

MOVED_FOR = 10.0
"""Seconds for which a row says that it is new or has moved."""

_HEARTS = {True: "❤️", False: ":material/favorite:"}


@st.fragment(key=parts.LIST, run_every=EVERY)
def show(session: Sitting) -> None:
    """The head of the list and its items. What has not changed is sent again as it was and stays as it is."""
    snapshot = session.snapshot()
    with st.container(key="live-list"):
        _head(session, snapshot)
        dragged = tab().dragged
        if dragged is not None:
            previews.glided(session, *dragged, tab().means)
            return
        if tab().split and "split" in session.condition.views:
            previews.split(session, snapshot)
        else:
            _items(session, snapshot)
            moves.show(snapshot)
    session.drawn(snapshot.list_version, [one.item.id for one in snapshot.recommendations])


def _head(session: Sitting, snapshot: Snapshot) -> None:
    with st.container(gap=None):
        with st.container(horizontal=True, vertical_alignment="center"):
            st.header(t("list"), anchor=False, width="stretch")
            st.session_state["live-hold"] = snapshot.held
            if "split" in session.condition.views:
                st.toggle(t("list-split"), key="live-split", value=tab().split, on_change=_split)
            st.toggle(t("list-hold"), key="live-hold", on_change=_hold, args=(session,))
        dragged = tab().dragged
        told = previews.glides(*dragged, tab().means) if dragged else news(session, snapshot)
        st.caption(words.escaped(say(told)))


def news(session: Sitting, snapshot: Snapshot) -> Message | str:
    """What changed last in the list, as a reply where there is one, or, on the first list, what it goes by.

    Neither of the two where the condition has it untold what the list goes by.
    """
    if snapshot.held:
        return Message("list-held")
    if "aim" not in session.condition.views:
        return snapshot.change
    return snapshot.reply or (snapshot.strategy.why if snapshot.list_version == 1 else snapshot.change)


def _items(session: Sitting, snapshot: Snapshot) -> None:
    listed, opened = snapshot.recommendations, tab().opened
    if not listed:
        st.info(t("list-empty"))
    left = None if opened is None or opened.item_id in {one.item.id for one in listed} else opened
    first = all(one.previous_rank is None for one in listed)
    for one in listed:
        is_opened = opened is not None and opened.item_id == one.item.id
        with st.container(key=f"rec-{one.rank}", gap="xsmall"):
            _row(session, snapshot, one, first, is_opened)
            if is_opened:
                details.show(session, one.item)
        if left and one.rank == min(left.rank, len(listed)):
            details.show(session, session.catalogue.item(left.item_id), on_close=lambda: _close(session))


def _row(session: Sitting, snapshot: Snapshot, one: Recommendation, first: bool, opened: bool) -> None:
    with st.container(horizontal=True, gap="small", vertical_alignment="center"):
        st.image(resources.cover(one.item), width=COVER_WIDTH, alt=t("cover-of", title=one.item.title))
        with st.container(width="stretch", gap=None):
            _about(session, snapshot, one, first)
        with st.container(key=f"rec-{one.rank}-acts", horizontal=True, width="content", gap="small", wrap=False):
            _acts(session, snapshot, one, opened)


def _about(session: Sitting, snapshot: Snapshot, one: Recommendation, first: bool) -> None:
    moved = words.movement(one, first) if session.now - snapshot.list_since < MOVED_FOR else None
    mark = f" · {MOVED[moved.key]} {say(moved)}" if moved else ""
    if one.item.id in snapshot.refused:
        mark = f" · {t('item-leaves')}"
    facts, reason = words.escaped(say(words.facts(one.item))) + mark, words.escaped(say(one.reason))
    with st.container(key=f"rec-{one.rank}-title", horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown(f"**{words.escaped(one.item.title)}**", width="content")
        st.markdown(f":small[:gray[{facts}]]", width="content")
    with st.container(key=f"rec-{one.rank}-reason"):
        st.markdown(f":small[:gray[{reason}]]")


def _acts(session: Sitting, snapshot: Snapshot, one: Recommendation, opened: bool) -> None:
    """Some buttons; each names its item, for those who do not see where it stands."""
    seen, likes = Seen(one.item.id, one.rank, snapshot.list_version), one.item.id in snapshot.liked
    opens = ("open", ":material/expand_more:", _open, (session, seen))
    open_or_close = ("close", ":material/expand_less:", _close, (session,)) if opened else opens
    found = media_of(one.item.id, one.item.media)
    plays = (("play", ("play", media.ICONS[found.medium], _play, (session, seen))),) if found and not opened else ()
    for name, (says, icon, on_click, args) in (
        *plays,
        ("like", ("liked" if likes else "like", _HEARTS[likes], _act, (session, seen, Action.LIKE))),
        ("no", ("no", ":material/block:", _act, (session, seen, Action.NO))),
        ("open", open_or_close),
    ):
        label, key = words.escaped(t(f"item-{says}", title=one.item.title)), f"rec-{one.rank}-{name}"
        icon_button(label, icon, key=key, on_click=on_click, args=args)


def _act(session: Sitting, seen: Seen, action: Action) -> None:
    opened = tab().opened
    if action is Action.NO and opened is not None and opened.item_id == seen.item_id:
        tab().opened = None
    with sittings.answered(session):
        session.act(seen.item_id, action, seen.rank, seen.list_version)


def _play(session: Sitting, seen: Seen) -> None:
    media.open_item(session, seen, plays=True)


def _open(session: Sitting, seen: Seen) -> None:
    media.open_item(session, seen)


def _close(session: Sitting) -> None:
    tab().opened = None
    session.close_item()


def _hold(session: Sitting) -> None:
    session.hold(st.session_state["live-hold"])


def _split() -> None:
    tab().split = st.session_state["live-split"]
