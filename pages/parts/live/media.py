"""An opened item itself, where the demo has it: sound to play, a picture to look at, words to read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from emotion.feelings import feeling, nearest
from pages.parts.live import player
from pages.parts.shared import language, sittings, words
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import Seen, tab
from pages.web.studio import address
from recommender.studio.collection import Media, Medium, media_of
from recommender.types import LEADING, Action, Item

if TYPE_CHECKING:
    from session.protocol import Sitting

ICONS = {
    Medium.SOUND: ":material/play_arrow:",
    Medium.PICTURE: ":material/image:",
    Medium.WORDS: ":material/menu_book:",
}

PICTURE_WIDTH = 420
READING_WIDTH = 700
"""In pixels: some hundred letters a line, enough for most verse."""


def show(session: Sitting, item: Item) -> None:
    """The item itself, and how the person's feeling moved with it; nothing where the demo only knows of it."""
    media = media_of(item.id, item.media)
    if media is None:
        return
    if media.medium is Medium.SOUND:
        player.draw(
            item.id, item.title, address(media.file), 60.0 * (item.minutes or 1), tab().plays, lambda: _played(session)
        )
        _path(session, item)
    else:
        look(item, media)
    _reaction(session, item, "played" if media.medium is Medium.SOUND else "opened")


def look(item: Item, media: Media) -> None:
    """The picture, or the words in the page's language."""
    if media.medium is Medium.PICTURE:
        st.image(media.file, width=PICTURE_WIDTH, alt=item.description)
        return
    text = media.words.get(language.current()) or next(iter(media.words.values()))
    title, _, body = text.partition("\n")
    with st.container(key="reading", gap="xsmall", width=READING_WIDTH):
        st.markdown(f"**{words.escaped(title)}**")
        for part in body.strip().split("\n\n"):
            st.markdown("  \n".join(words.escaped(line) for line in part.split("\n")))
        if media.edition:
            st.caption(words.escaped(t("words-source", edition=media.edition)))


def open_item(session: Sitting, seen: Seen, plays: bool = False) -> None:
    """Open an item where it was seen; plays: what can be heard of it begins at once."""
    tab().opened, tab().plays = seen, plays
    with sittings.answered(session):
        session.act(seen.item_id, Action.OPEN, seen.rank, seen.list_version)


def _path(session: Sitting, item: Item) -> None:
    """While the list leads somewhere, what is played next, and whether it begins by itself."""
    if not _leads(session):
        return
    following = _next(session, item)
    with st.container(key="player-path", horizontal=True, vertical_alignment="center"):
        st.toggle(
            t("player-goes-on"),
            value=tab().goes_on,
            key="player-goes-on",
            help=t("player-goes-on-help"),
            on_change=_stop_or_go_on,
        )
        said = t("player-next", title=following.title) if following else t("player-next-none")
        st.caption(words.escaped(said))


def _leads(session: Sitting) -> bool:
    return session.snapshot().strategy.name in LEADING


def _next(session: Sitting, item: Item) -> Item | None:
    """What is played after an item, looked for once a list."""
    asked = (item.id, session.snapshot().list_version)
    following = tab().following
    if following is None or following[0] != asked:
        tab().following = following = (asked, session.next_to_play())
    return following[1]


def _stop_or_go_on() -> None:
    tab().goes_on = st.session_state["player-goes-on"]


def _reaction(session: Sitting, item: Item, how: str) -> None:
    moved = session.reaction(item.id)
    if moved is None:
        return
    before, after = nearest(*moved.before), nearest(*moved.after)
    moved = "same" if before == after else "moved"
    st.caption(words.escaped(t(f"{how}-{moved}", before=say(feeling(before)), after=say(feeling(after)))))


def _played(session: Sitting) -> None:
    told = player.event()
    if told is not None and told.item_id in session.catalogue.index:
        with sittings.answered(session):
            session.played(told)
        if told.what == "end" and tab().goes_on and _leads(session):
            _go_on(session, session.catalogue.item(told.item_id))


def _go_on(session: Sitting, item: Item) -> None:
    following, opened = _next(session, item), tab().opened
    if following is None or opened is None or opened.item_id != item.id:
        return
    snapshot = session.snapshot()
    rank = next((one.rank for one in snapshot.recommendations if one.item.id == following.id), opened.rank)
    open_item(session, Seen(following.id, rank, snapshot.list_version), plays=True)
