"""An opened item itself, where the demo has it: sound to play, a picture to look at, words to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from emotion.feelings import feeling, nearest
from pages.parts.live import player
from pages.parts.shared import language, sittings, words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import tab
from pages.web.studio import address
from recommender.studio.collection import Media, Medium, media_of
from recommender.types import Item

if TYPE_CHECKING:
    from session.protocol import Sitting

ICONS = {
    Medium.SOUND: ":material/play_arrow:",
    Medium.PICTURE: ":material/image:",
    Medium.WORDS: ":material/menu_book:",
}

PICTURE_WIDTH = 420


def show(session: Sitting, item: Item) -> None:
    """The item itself, and how the person's feeling moved with it; nothing where the demo only knows of it."""
    media = media_of(item.id)
    if media is None:
        return
    if media.medium is Medium.SOUND:
        player.draw(
            item.id, item.title, address(media.file), 60.0 * (item.minutes or 1), tab().plays, lambda: _played(session)
        )
    else:
        look(item, media)
    _reaction(session, item)


def look(item: Item, media: Media) -> None:
    """The picture, or the words in the page's language."""
    if media.medium is Medium.PICTURE:
        st.image(media.file, width=PICTURE_WIDTH, alt=item.description)
        return
    text = media.words.get(language.current()) or next(iter(media.words.values()))
    title, _, body = text.partition("\n")
    with st.container(key="reading", gap="xsmall"):
        st.markdown(f"**{words.escaped(title)}**")
        for part in body.strip().split("\n\n"):
            st.markdown("  \n".join(words.escaped(line) for line in part.split("\n")))


def _reaction(session: Sitting, item: Item) -> None:
    moved = session.reaction(item.id)
    if moved is None:
        return
    before, after = nearest(*moved.before), nearest(*moved.after)
    key = "played-same" if before == after else "played-moved"
    st.caption(words.escaped(t(key, before=say(feeling(before)), after=say(feeling(after)))))


def _played(session: Sitting) -> None:
    told = player.event()
    if told is not None and told.item_id in session.catalogue.index:
        with sittings.answered(session):
            session.played(told)
