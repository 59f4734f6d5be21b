"""The app in process, on fakes: no trained model, no network, a database and a stream of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest
from streamlit_webrtc.component import generate_frontend_component_key

from emotion.modalities import TEXT
from pages.parts.live import camera
from pages.parts.shared import resources
from pages.web.browser import WITHOUT_COOKIES
from recommender.ranking.ranker import Ranker
from session import serve
from session.sitting.live import LiveSession
from session.types import Consent, Snapshot
from tests.fakes import FakeModels, FakeUnderstanding, catalogue

APP = Path(__file__).resolve().parents[2] / "pages" / "navigation.py"

CACHED = (resources.served, resources.warm_up, resources.studies)

Opener = Callable[..., AppTest]

WORDS = Consent.to(TEXT)
KEYS = ("live-state", "live-meter-face", "live-meter-voice", "live-meter-text", "live-map", "live-list", "live-panel")
"""The parts of Live at a sitting that senses."""


@pytest.fixture(scope="session", autouse=True)
def packages_looked_through_once() -> Iterator[None]:
    """Each AppTest would look through all that is installed for components; that stays the same."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield


@pytest.fixture
def mounted(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the stream was mounted with, one entry a run of the page; the real one needs a browser."""
    calls: list[dict[str, Any]] = []

    def mount(**arguments: Any) -> SimpleNamespace:
        calls.append(arguments)
        st.session_state[generate_frontend_component_key(arguments["key"])] = {"playing": False}
        return SimpleNamespace(state=SimpleNamespace(playing=False, signalling=False))

    monkeypatch.setattr(camera, "webrtc_streamer", mount)
    for kind in ("audio", "video"):
        monkeypatch.setattr(camera, f"create_{kind}_sink_track", lambda callback, key: callback)
    return calls


@pytest.fixture
def open_app(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mounted: list[dict[str, Any]]) -> Iterator[Opener]:
    """Opens the app as a visitor does; with a consent, at a sitting that was agreed to like that.

    Further arguments stand in the address.
    """
    monkeypatch.setenv("ATTUNE_DATABASE_URL", f"sqlite:///{tmp_path / 'attune.db'}")
    monkeypatch.setattr(ContextProxy, "cookies", {})  # an AppTest has no browser; its tabs keep the secret themselves
    monkeypatch.setattr("emotion.speech.recogniser.installed", lambda: False)
    monkeypatch.setattr(serve, "load_models", FakeModels)
    monkeypatch.setattr(serve, "understanding_of", lambda *_: FakeUnderstanding())
    monkeypatch.setattr(serve, "load_catalogue", lambda _: catalogue(24))
    monkeypatch.setattr(serve, "shipped_ranker", Ranker)
    _forget_all()

    def opened(consent: Consent | None = None, **address: str) -> AppTest:
        app = AppTest.from_file(str(APP), default_timeout=30)
        app.query_params.update(address)
        if consent is not None:
            app.session_state[WITHOUT_COOKIES] = resources.sittings().begin(consent).token
        return app.run()

    yield opened
    resources.warm_up().done.wait()
    resources.sittings().close()
    _forget_all()


def session_of(app: AppTest) -> LiveSession:
    """The sitting that an app is at."""
    session = resources.sittings().find(app.session_state[WITHOUT_COOKIES])
    assert session is not None
    return session


def keyed(app: AppTest, key: str) -> bool:
    """Whether a page has something of this key."""
    try:
        app.get_by_key(key)
    except KeyError:
        return False
    return True


def until(session: LiveSession, true_of: Callable[[Snapshot], bool], seconds: float = 5.0) -> Snapshot:
    """The first snapshot of which something is true; an AssertionError after so many seconds."""
    deadline = time.monotonic() + seconds
    while not true_of(snapshot := session.snapshot()):
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
    return snapshot


def titles(app: AppTest) -> list[str]:
    """The titles of the list, from its first row to its tenth."""
    cards = [app.container(key=f"rec-{rank}").markdown[0].value for rank in range(1, 11)]
    return [card.split("  \n")[0].strip("*") for card in cards]


def shown(app: AppTest) -> str:
    """All text of a page, as its elements hold it."""
    assert not app.exception
    kinds = ("title", "header", "subheader", "markdown", "text", "caption", "info", "warning", "error", "success")
    return "\n".join(str(element.value) for kind in kinds for element in app.get(kind))


def tables(sitting: str) -> dict[str, Any]:
    """What is recorded of a sitting, by table."""
    resources.log().flush()
    return vars(resources.log().journey(sitting))


def _forget_all() -> None:
    for cached in CACHED:
        cached.clear()
