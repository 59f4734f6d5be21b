"""What the demo makes itself of a work that is not here, when asked: a scene in words, a picture, and a theme."""

from __future__ import annotations

from concurrent.futures import Future

import streamlit as st

from pages.parts.live import making
from pages.parts.shared import words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from recommender.studio.collection import media_of
from recommender.studio.previews import media_for, scene
from recommender.types import Item
from session.protocol import Sitting


def offer(session: Sitting, item: Item) -> None:
    """A button where the work itself is not here; what it led to once it was pressed."""
    if media_of(item.id, item.media) is not None:
        return
    asked = tab().glimpses.get(item.id)
    if asked is None:
        label = t("glimpse-make")
        st.button(label, key="glimpse-make", icon=":material/palette:", on_click=_ask, args=(session, item))
        return
    with st.container(key="glimpse", gap="xsmall"):
        st.markdown(f"*{words.escaped(say(scene(item)))}*")
        for made in session.made():
            if made.item_id == item.id:
                making.show_one(session, made, t("glimpse-of", title=item.title))
        st.caption(words.escaped(t("glimpse-own") if all(map(Future.done, asked)) else t("making")))


def _ask(session: Sitting, item: Item) -> None:
    tab().glimpses[item.id] = [making.MAKERS.submit(session.preview, medium, item.id) for medium in media_for(item)]
