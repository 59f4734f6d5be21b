"""The catalogue as a shelf to search, and as points on the affect plane."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.parts.charts import plane
from pages.parts.live import details, finding
from pages.parts.shared import language, resources, sittings, words
from pages.parts.shared.buttons import icon_button
from pages.parts.shared.language import say, t
from recommender.catalogue.items import Catalogue
from recommender.catalogue.vocabulary import KINDS
from recommender.types import Item

PAGE_SIZE = 24
MAP_HEIGHT = 380
MOST_POINTS = 4000
"""Of more items the best known are drawn."""


def show() -> None:
    """Filters, map and shelf; typing searches at once."""
    st.title(t("page-catalogue"), anchor=False)
    _shelf()


@st.fragment
def _shelf() -> None:
    catalogue = _of_the_visit()
    text, kinds, genres = _filters(sorted(catalogue.genre_names))
    found = [item for item in _by_popularity(catalogue.items) if _fits(item, text, kinds, genres)]
    if not found:
        st.info(t("catalogue-nothing"), icon=":material/search_off:")
        return
    with st.expander(t("catalogue-where", count=len(found)), expanded=True, key="where"):
        st.vega_lite_chart(
            plane.catalogue_map_rows(language.words(), found[:MOST_POINTS]),
            plane.catalogue_map(language.words()),
            height=MAP_HEIGHT,
            key="catalogue-map",
            alt=t("catalogue-map-alt"),
        )
    pages = (len(found) + PAGE_SIZE - 1) // PAGE_SIZE
    page = min(st.session_state.get("catalogue-page", 1), pages)
    with st.grid("auto", min_column_width=150, gap="medium") as shelf:
        for item in found[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]:
            with shelf.cell():
                _card(item)
    if pages > 1:
        with st.container(horizontal_alignment="center"):
            st.pagination(pages, key="catalogue-page")


def _of_the_visit() -> Catalogue:
    """What this browser's sitting recommends from, or the demo's."""
    try:
        session = sittings.current()
    except sittings.UnavailableError:
        session = None
    return session.catalogue if session is not None else resources.catalogue()


def _by_popularity(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: -item.popularity)


def _filters(genres: list[str]) -> tuple[str, list[str], list[str]]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            t("catalogue-search"), type="search", live=True, placeholder=t("catalogue-example"), key="catalogue-text"
        )
        chosen = st.multiselect(
            t("catalogue-genre"), genres, format_func=_genre, placeholder=t("catalogue-all"), key="catalogue-genres"
        )
    kinds = st.pills(
        t("catalogue-kind"),
        list(KINDS),
        selection_mode="multi",
        format_func=lambda kind: t(f"kind-{kind}-label"),
        key="catalogue-kinds",
        label_visibility="collapsed",
    )
    return text.strip().lower(), kinds, chosen


def _fits(item: Item, text: str, kinds: list[str], genres: list[str]) -> bool:
    if kinds and item.kind not in kinds:
        return False
    if genres and not set(genres) & set(item.genres):
        return False
    where = " ".join((item.title, *item.creators, *item.genres, *item.tags, str(item.year))).lower()
    return all(word in where for word in text.split())


def _genre(name: str) -> str:
    """A genre in words; one that the tables do not know as the catalogue has it."""
    key = f"genre-{name.replace(' ', '-')}-label"
    return t(key) if language.words().has(key) else name.capitalize()


def _card(item: Item) -> None:
    with st.container(gap="xxsmall"):
        st.image(resources.cover(item), width="stretch", alt=t("cover-of", title=item.title))
        st.markdown(f"**{words.escaped(item.title)}**")
        st.caption(say(words.facts(item)))
        about = words.escaped(t("catalogue-about", title=item.title))
        if icon_button(about, ":material/more_horiz:", key=f"more-{item.id}"):
            st.dialog(words.escaped(item.title), width="medium")(_more)(item)


def _more(item: Item) -> None:
    picture, about = st.columns([2, 5], gap="medium")
    picture.image(resources.cover(item), width="stretch", alt=t("cover-of", title=item.title))
    with about:
        st.caption(say(words.facts(item)))
        details.describe(item)
        finding.offer(item)
        st.caption(t("catalogue-leans", **words.place(item.valence, item.arousal)))
