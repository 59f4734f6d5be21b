"""Where something that cannot be played here may be found: a search at an address that the server's operator chose."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from string import Formatter
from urllib.parse import quote, urlsplit

import streamlit as st

from pages.parts.shared import words
from pages.parts.shared.language import t
from recommender.studio import brought
from recommender.studio.collection import media_of
from recommender.types import Item

logger = logging.getLogger(__name__)

TEMPLATE = "ATTUNE_FIND"
"""Holds an address with some of FIELDS in braces, as https://example.org/search?q={title}+{creator}."""

FIELDS = ("title", "creator", "year", "kind")


def offer(item: Item) -> None:
    """Links that lead there on a click, and ask nobody before: to the address that its catalogue names for an item, and
    to the search, where one was chosen and it is not here."""
    there = brought.address(item.media)
    if there is not None:
        said = words.escaped(t("item-there-help", host=urlsplit(there).netloc))
        st.link_button(t("item-there"), there, icon=":material/open_in_new:", help=said)
    found = address(item)
    if found is not None and media_of(item.id, item.media) is None:
        st.link_button(t("item-find"), found, icon=":material/open_in_new:", type="tertiary", help=t("item-find-help"))


def address(item: Item) -> str | None:
    """Where to look for an item; None where no address was chosen."""
    template = _usable(os.environ.get(TEMPLATE, "").strip())
    if template is None:
        return None
    told = (item.title, item.creators[0] if item.creators else "", str(item.year), item.kind)
    return template.format(**{name: quote(value, safe="") for name, value in zip(FIELDS, told, strict=True)})


@lru_cache(maxsize=4)
def _usable(template: str) -> str | None:
    """The template, if it leads to a page on the web and names only what an item has."""
    if not template:
        return None
    try:
        named = {name for _, name, _, _ in Formatter().parse(template) if name is not None}
        place = urlsplit(template)
    except ValueError:
        named, place = {""}, urlsplit("")
    if place.scheme in ("http", "https") and place.netloc and "{" not in place.netloc and named <= set(FIELDS):
        return template
    logger.error("%s holds no address with %s in braces, so nothing is offered to be found", TEMPLATE, FIELDS)
    return None
