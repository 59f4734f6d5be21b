"""A page that stands alone in a hall: the stories run by themselves until somebody touches it.

Only where the operator sets ATTUNE_ATTRACT=1, or an address says `attract=1`. Nothing is sensed before somebody agreed,
so it is a touch that wakes it, never a face.
"""

from __future__ import annotations

import os
from pathlib import Path

import streamlit as st

from pages.parts.shared import sittings
from pages.parts.shared.language import explained, t
from pages.parts.shared.tab import tab
from pages.parts.story import telling
from session.record.errors import LogError

VARIABLE = "ATTUNE_ATTRACT"

AFTER, COUNTDOWN = 45, 15
"""Seconds without a touch after which nobody is there, and those in which a visitor can still say otherwise."""

_CODE = {kind: Path(__file__).with_suffix(f".{kind}").read_text(encoding="utf-8") for kind in ("html", "css", "js")}

_attract = st.components.v2.component("attune_attract", **_CODE)


def wanted() -> bool:
    """Whether this page stands alone."""
    return tab().attract or os.environ.get(VARIABLE) == "1"


def from_notice() -> None:
    """Let the stories run once nobody has touched the notice for a while."""
    if wanted() and _told("attract-notice", AFTER):
        telling.begin(next(iter(telling.all_stories())))
        tab().attracts = True
        st.switch_page("story.py")


def from_sitting() -> None:
    """Reset a visit that nobody goes on with, after a countdown; never while somebody is being sensed."""
    if not wanted() or sittings.streaming() or not _told("attract-sitting", AFTER, COUNTDOWN):
        return
    try:
        sittings.reset()
    except LogError as error:
        st.error(explained(error), icon=":material/error:")
    else:
        st.rerun()


def from_story() -> None:
    """While the stories run by themselves: a touch leads to the notice, which asks whether to begin."""
    if tab().attracts and _told("attract-story", 0, leaves=True):
        telling.end()
        st.switch_page("live.py")


def go_on(name: str) -> None:
    """Tell the story after this one, the first after the last, while they run by themselves."""
    if tab().attracts:
        names = list(telling.all_stories())
        telling.begin(names[(names.index(name) + 1) % len(names)])
        tab().attracts = True


def _told(key: str, after: int, countdown: int = 0, leaves: bool = False) -> bool:
    """Whether what is waited for has come: nobody touched the page for so long or, leaves, somebody did."""

    def note() -> None:  # by a callback, as what a run is told else is lost where it is ended
        tab().noted = key

    text = t("attract-countdown", seconds="#")
    data = {"after": after, "countdown": countdown, "leaves": leaves, "text": text}
    _attract(data=data, key=key, height="content", on_idle_change=note, on_touched_change=note)
    came = tab().noted == key
    tab().noted = None
    return came
