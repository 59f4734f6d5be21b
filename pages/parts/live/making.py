"""Has a piece of music or a picture made for the present feeling, and shows what was made in this sitting."""

from __future__ import annotations

from concurrent.futures import Future, ThreadPoolExecutor

import streamlit as st

from pages.parts.live import player
from pages.parts.shared import words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from pages.web.studio import MADE
from recommender.studio.collection import Medium
from recommender.studio.making import Made
from session.protocol import Sitting

EVERY = 1.0
"""Seconds between looks whether it is made."""

PICTURE_WIDTH = 280

_BUTTONS = {
    Medium.SOUND: ("make-music", ":material/music_note:"),
    Medium.PICTURE: ("make-picture", ":material/palette:"),
}

MAKERS = ThreadPoolExecutor(1, "attune-studio")
"""One for all visitors: what is made takes a second of a whole processor core."""


@st.fragment(run_every=EVERY)
def show(session: Sitting) -> None:
    """Two buttons, and below them what was made, the newest first."""
    asked: Future[Made | None] | None = tab().making
    if asked is not None and asked.done():
        tab().making = asked = None
    with st.container(key="live-making", gap="small"):
        with st.container(horizontal=True):
            for medium, (key, icon) in _BUTTONS.items():
                busy = asked is not None
                st.button(t(key), key=key, icon=icon, disabled=busy, on_click=_ask, args=(session, medium))
        if asked is not None:
            st.caption(t("making"))
        for made in reversed(session.made()):
            if made.item_id is None:
                _shown(session, made)


def _ask(session: Sitting, medium: Medium) -> None:
    tab().making = MAKERS.submit(session.make, medium)


def _shown(session: Sitting, made: Made) -> None:
    with st.container(border=True, gap="xsmall"):
        show_one(session, made, say(made.recipe))
        st.caption(words.escaped(f"{say(made.recipe)} {t('made-for', **words.place(made.valence, made.arousal))}"))


def show_one(session: Sitting, made: Made, named: str) -> None:
    """A player for what was made, or the picture; named: what it is, for those who do not see it."""
    if made.medium is Medium.SOUND:
        key = f"player-{made.id}"
        source, length = f"{MADE}/{made.id}", made.seconds
        player.draw(made.id, named, source, length, False, lambda: _played(session, key), key)
    else:
        st.image(made.data, width=PICTURE_WIDTH, alt=named)


def _played(session: Sitting, key: str) -> None:
    told = player.event(key)
    if told is not None and any(told.item_id == made.id for made in session.made()):
        session.played(told)
