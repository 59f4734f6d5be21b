"""Which story this browser watches, and what a click does to it. All windows of a browser watch the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from pages.parts.shared import language, resources
from pages.parts.shared.sittings import stated
from pages.parts.shared.tab import forget, tab
from pages.web import browser

if TYPE_CHECKING:
    from session.stories.script import Story
    from session.stories.told import ToldStory

ASKED = "story"
"""The story that an address asks for."""


def all_stories() -> dict[str, Story]:
    """All there are, by name."""
    from session.stories.script import stories

    return stories()


def told() -> ToldStory | None:
    """The story that goes on; in a tab that told none yet, the one that the address asks for begins.

    Raises UnavailableError.
    """
    with stated():
        asked = st.query_params.get(ASKED)
        if asked in all_stories() and tab().story is None:
            return begin(asked)
        return resources.stages().find(browser.secret())


def begin(name: str) -> ToldStory:
    """Tell a story from its beginning; what this tab remembered of another is forgotten."""
    forget()
    tab().story = st.query_params[ASKED] = name
    return resources.stages().begin(browser.secret(), name, language.current())


def end() -> None:
    """Tell it no further."""
    resources.stages().end(browser.secret())
    forget()
