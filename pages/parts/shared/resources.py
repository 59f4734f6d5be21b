"""What all visitors of this process share: models, catalogue, event log and the sittings."""

# Imports of what is slow to import stand in the functions, so that the first page never waits for them.

from __future__ import annotations

import gc
import importlib
import logging
import threading
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from emotion.models import Models
    from recommender.catalogue.items import Catalogue
    from session.record.log import EventLog
    from session.sitting.registry import Sittings

logger = logging.getLogger(__name__)

SLOW_IMPORTS = ("altair", "av", "cv2", "aiortc")
"""What the page of a sitting imports. Not streamlit_webrtc: a component registers only in a page's own thread."""


@st.cache_resource(max_entries=1, show_spinner=False)
def models() -> Models:
    """The models, loaded once and run once, so that no visitor meets a cold one."""
    from emotion.models import load_models

    loaded = load_models()
    loaded.warm_up()
    return loaded


@st.cache_resource(max_entries=1, show_spinner=False)
def catalogue() -> Catalogue:
    """Everything that can be recommended."""
    from recommender.catalogue.items import load_catalogue

    return load_catalogue()


@st.cache_resource(max_entries=1, show_spinner=False)
def log() -> EventLog:
    """The event log all sittings write to."""
    from session.record.log import EventLog

    return EventLog()


@st.cache_resource(max_entries=1, show_spinner=False)
def sittings() -> Sittings:
    """All sittings of this process. Waits for the models."""
    from session.sitting.registry import Sittings

    return Sittings(models(), catalogue(), log())


@st.cache_resource(max_entries=2000, show_spinner=False)
def cover(item_id: str) -> str:
    """An item's cover as SVG."""
    from pages.covers import cover_svg

    shelf = catalogue()
    return cover_svg(shelf.items[shelf.index[item_id]])


class WarmUp:
    """Loads the models in the background; asks nothing of the thread that starts it."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.error: str | None = None
        threading.Thread(target=self._run, name="attune-warm-up", daemon=True).start()

    def _run(self) -> None:
        try:
            for name in SLOW_IMPORTS:
                importlib.import_module(name)
            sittings()
            # Streamlit collects all generations after every fragment; what stays for good need not be looked through.
            gc.collect()
            gc.freeze()
        except Exception as error:
            logger.exception("the models cannot be loaded")
            self.error = str(error)
        self.done.set()


@st.cache_resource(max_entries=1, show_spinner=False)
def warm_up() -> WarmUp:
    """Start to load the models, once in a process; returns at once."""
    return WarmUp()
