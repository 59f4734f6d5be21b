"""What all visitors of this process share: models, catalogue, event log and the sittings."""

# Imports of what is slow to import stand in the functions, so that the first page never waits for them.

from __future__ import annotations

import gc
import importlib
import io
import logging
import threading
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from pages.web import browser

if TYPE_CHECKING:
    from emotion.models import Models
    from recommender.catalogue.items import Catalogue
    from recommender.types import Item
    from session.catalogues.bringing import Bringing
    from session.catalogues.shelf import Shelf
    from session.record.log import EventLog
    from session.serve import Served
    from session.sitting.health import ServerHealth
    from session.sitting.registry import Sittings
    from session.stories.stages import Stages
    from session.studies.store import Store
    from session.studies.trial import Trial

logger = logging.getLogger(__name__)

SLOW_IMPORTS = ("altair", "av", "cv2", "aiortc")
"""What the page of a sitting imports. Not streamlit_webrtc: a component registers only in a page's own thread."""


@st.cache_resource(max_entries=1, show_spinner=False)
def served() -> Served:
    """All that this process serves; the first call waits until it is built."""
    from session.serve import build
    from session.sitting.room import Room

    return build(room=Room())


def models() -> Models:
    """The models."""
    return served().shared.models


def catalogue() -> Catalogue:
    """Everything that can be recommended."""
    return served().shared.catalogue


def log() -> EventLog:
    """The event log all sittings write to."""
    return served().shared.log


def shares_record() -> bool:
    """Whether other processes may have sittings in the same record; False while this one loads."""
    if not warm_up().done.is_set():
        return False
    from session.record.database import Database, default_url

    return Database(default_url()).shared


def sittings() -> Sittings:
    """All sittings of this process."""
    return served().sittings


def health() -> ServerHealth:
    """How all sittings of this process do."""
    return sittings().health()


def shelf() -> Shelf:
    """The catalogues besides the demo's."""
    return served().shelf


@st.cache_resource(max_entries=1, show_spinner=False)
def _bringings() -> dict[str, Bringing]:
    """Tables on their way to be catalogues, by the secret of the browser that brought them."""
    return {}


def brought() -> Bringing | None:
    """What this browser brought last."""
    return _bringings().get(browser.secret())


def bring(bringing: Bringing) -> None:
    """Keep what this browser brings, in place of anything before."""
    drop_brought()
    _bringings()[browser.secret()] = bringing


def drop_brought() -> None:
    """Forget what this browser brought."""
    earlier = _bringings().pop(browser.secret(), None)
    if earlier is not None:
        earlier.close()


@st.cache_resource(max_entries=1, show_spinner=False)
def stages() -> Stages:
    """The stories that are told at present."""
    from session.stories.stages import Stages

    return Stages(served().shared)


@st.cache_resource(max_entries=1, show_spinner=False)
def studies() -> Store:
    """The participants of studies and their answers."""
    from session.studies.store import Store

    return Store()


@st.cache_resource(max_entries=1, show_spinner=False)
def trials() -> dict[str, Trial]:
    """Simulated people on their way through a study, by its name."""
    return {}


def watch(token: str, alive: bool) -> None:
    """Tell a sitting whether its page is connected; does nothing before there are sittings."""
    loading = warm_up()
    if loading.done.is_set() and loading.error is None:
        sittings().watch(token, alive)


def end() -> None:
    """End all sittings here, with all that was done written down; another process may take them up."""
    loading = warm_up()
    if loading.done.is_set() and loading.error is None:
        sittings().close()


def made(token: str, name: str) -> bytes | None:
    """Music that was made in the sitting of a browser; None where there is none that goes by that name."""
    loading = warm_up()
    sitting = sittings().find(token) if token and loading.done.is_set() and loading.error is None else None
    return next((one.data for one in sitting.made() if one.id == name), None) if sitting else None


@lru_cache(maxsize=2000)
def cover(item: Item) -> str | bytes:
    """An item's cover: as SVG, or, of a picture, itself, small, as WebP."""
    from pages.covers import cover_svg
    from recommender.studio.collection import Medium, media_of

    media = media_of(item.id, item.media)
    if media is not None and media.medium is Medium.PICTURE:
        with suppress(OSError):  # a brought file may be no picture
            return _small(media.file)
    return cover_svg(item)


def _small(file: Path) -> bytes:
    from PIL import Image, ImageOps

    held = io.BytesIO()
    with Image.open(file) as picture:
        ImageOps.fit(picture.convert("RGB"), (200, 300)).save(held, "WEBP", quality=80)
    return held.getvalue()


class WarmUp:
    """Loads the models in the background; asks nothing of the thread that starts it."""

    def __init__(self) -> None:
        self.done = threading.Event()
        self.error: str | None = None
        threading.Thread(target=self._run, name="attune-warm-up", daemon=True).start()

    def _run(self) -> None:
        try:
            from recommender.understanding.understanding import ONE_EACH

            built = served()
            for name in SLOW_IMPORTS:
                importlib.import_module(name)
            self.done.set()
            # The first list needs no warm model, and a person who agrees a moment later has one.
            built.shared.models.warm_up()
            for comment in ONE_EACH:
                built.shared.understanding.read(comment)
            # What stays for good need not be looked through by every collection.
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


def imported() -> None:
    """Wait until all that is slow to import is there.

    Of modules that need each other, a thread may find half of one that another thread is just importing.
    """
    warm_up().done.wait()
