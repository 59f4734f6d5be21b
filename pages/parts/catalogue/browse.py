"""The catalogue as a shelf to search, and as points on the affect plane."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from pages.parts.charts import plane
from pages.parts.live import details
from pages.parts.shared import resources, words
from recommender.types import Item, Kind

PAGE_SIZE = 24
MAP_HEIGHT = 380


def show() -> None:
    """Filters, map and shelf; typing searches at once."""
    st.title("Catalogue", anchor=False)
    _shelf()


@st.fragment
def _shelf() -> None:
    catalogue = resources.catalogue()
    text, kinds, genres = _filters(sorted(catalogue.genre_names))
    found = [item for item in _by_popularity(catalogue.items) if _fits(item, text, kinds, genres)]
    what = "item" if len(found) == 1 else "items"
    if not found:
        st.info("Nothing fits. Try another word, or fewer filters.", icon=":material/search_off:")
        return
    with st.expander(
        f"Where these {len(found)} {what} lie: how they tend to leave people feeling", expanded=True, key="where"
    ):
        st.vega_lite_chart(
            plane.catalogue_map_rows(found),
            plane.catalogue_map(),
            height=MAP_HEIGHT,
            key="catalogue-map",
            alt="The items found, from unpleasant to pleasant and from calm to energetic",
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


def _by_popularity(items: Iterable[Item]) -> list[Item]:
    return sorted(items, key=lambda item: -item.popularity)


def _filters(genres: list[str]) -> tuple[str, list[Kind], list[str]]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = st.text_input(
            "Search", type="search", live=True, placeholder="Title, person, mood", key="catalogue-text"
        )
        chosen = st.multiselect("Genre", genres, format_func=str.capitalize, placeholder="All", key="catalogue-genres")
    kinds = st.pills(
        "Kind",
        list(Kind),
        selection_mode="multi",
        format_func=words.KINDS.get,
        key="catalogue-kinds",
        label_visibility="collapsed",
    )
    return text.strip().lower(), kinds, chosen


def _fits(item: Item, text: str, kinds: list[Kind], genres: list[str]) -> bool:
    if kinds and item.kind not in kinds:
        return False
    if genres and not set(genres) & set(item.genres):
        return False
    where = " ".join((item.title, *item.creators, *item.genres, *item.tags, str(item.year))).lower()
    return all(word in where for word in text.split())


def _card(item: Item) -> None:
    with st.container(gap="xxsmall"):
        st.image(resources.cover(item.id), width="stretch", alt=f"Cover of {item.title}")
        st.markdown(f"**{words.escaped(item.title)}**")
        st.caption(words.facts(item))
        if st.button("More", key=f"more-{item.id}", type="tertiary"):
            st.dialog(words.escaped(item.title), width="medium")(_more)(item)


def _more(item: Item) -> None:
    picture, about = st.columns([2, 5], gap="medium")
    picture.image(resources.cover(item.id), width="stretch", alt=f"Cover of {item.title}")
    with about:
        st.caption(words.facts(item))
        details.describe(item)
        st.caption(f"Leans to pleasant {words.signed(item.valence)}, energy {words.signed(item.arousal)}.")
