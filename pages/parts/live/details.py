"""One item, opened: what it is, and why it is in the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.live import finding, glimpse, media
from pages.parts.shared import words
from pages.parts.shared.language import say, t
from recommender.errors import UnknownItemError
from recommender.types import Item

if TYPE_CHECKING:
    from session.protocol import Sitting


def show(session: Sitting, item: Item, on_close: Callable[[], None] | None = None) -> None:
    """The item's card. on_close is given for an item that is no longer in the list and has no row of its own."""
    with st.container(border=True, gap="xsmall"):
        if on_close is not None:
            st.markdown(f"**{words.escaped(item.title)}**")
            st.caption(t("item-gone"))
        media.show(session, item)
        describe(item)
        glimpse.offer(session, item)
        finding.offer(item)
        _why(session, item)
        if on_close is not None:
            label = words.escaped(t("item-close", title=item.title))
            st.button(label, key="opened-close", type="tertiary", on_click=on_close)


def _why(session: Sitting, item: Item) -> None:
    try:
        found = session.explain(item.id)
    except UnknownItemError:
        return
    said = [t("cause-alone", cause=cause.text) for cause in found.explanation.causes]
    said += [f"{say(without.text)}." for without in found.without]
    st.caption(f"**{t('item-why')}** {words.escaped(' '.join(said))}")


def describe(item: Item) -> None:
    """What the item is, by whom, how long it takes, and its kind of story or sound."""
    st.text(item.description)
    length = words.length(item.minutes)
    facts = [", ".join(item.creators), say(length) if length else "", ", ".join(item.genres)]
    st.caption(words.escaped(" · ".join(fact for fact in facts if fact)))
