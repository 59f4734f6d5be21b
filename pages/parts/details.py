"""One item, opened: what it is, and why it is in the list."""

from __future__ import annotations

import streamlit as st

from pages.parts import resources, words
from recommender.errors import UnknownItemError
from recommender.types import Item
from session.live import LiveSession


def show_opened(session: LiveSession) -> None:
    """The dialog of the item that was opened, until it is closed."""
    item_id = st.session_state.get("opened")
    if item_id is not None:
        shelf = resources.catalogue()
        _dialog(session, shelf.items[shelf.index[item_id]])


def _close() -> None:
    st.session_state.opened = None


@st.dialog(" ", width="medium", on_dismiss=_close)
def _dialog(session: LiveSession, item: Item) -> None:
    with st.container(key="opened-item"):
        picture, about = st.columns([2, 5], gap="medium")
        picture.image(resources.cover(item.id), width="stretch", alt=f"Cover of {item.title}")
        with about:
            describe(item)
            st.subheader("Why it is here", anchor=False)
            try:
                found = session.explain(item.id)
            except UnknownItemError:
                st.caption("The list has moved on; this item is no longer in it.")
                return
            st.text(found.explanation.recommendation.reason)
            for without in found.without:
                st.caption(f"{words.escaped(without.text)}.")


def describe(item: Item) -> None:
    """Title, facts and description."""
    st.header(words.escaped(item.title), anchor=False)
    facts = [words.facts(item), words.length(item.minutes), ", ".join(item.creators)]
    st.caption(words.escaped(" · ".join(fact for fact in facts if fact)))
    st.text(item.description)
    st.caption(words.escaped(" · ".join(item.genres)))
