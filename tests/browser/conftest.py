"""One server and one browser per kind of device for all tests; a fresh, isolated tab for each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.browser import chromium, media, server
from tests.browser.live import Live
from tests.browser.server import Server

OpenTab = Callable[..., Live]


@dataclass(frozen=True)
class Recordings:
    """The files the fake devices play."""

    face: Path
    interrupted_face: Path
    speech: Path


@pytest.fixture(scope="session")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> Recordings:
    folder = tmp_path_factory.mktemp("media")
    return Recordings(
        face=media.write_face(folder / "face.mjpeg"),
        interrupted_face=media.write_interrupted_face(folder / "interrupted.mjpeg"),
        speech=media.write_speech(folder / "speech.wav"),
    )


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server all tests share, unless they count its threads."""
    running = server.start(tmp_path_factory.mktemp("server"))
    yield running
    running.stop()


@pytest.fixture(scope="session")
def browser(playwright: Playwright, recordings: Recordings) -> Iterator[Browser]:
    """A browser with a face before its camera and speech in its microphone."""
    with chromium.launch(playwright, recordings.face, recordings.speech) as running:
        yield running


@pytest.fixture(scope="session")
def refusing_browser(playwright: Playwright) -> Iterator[Browser]:
    """A browser whose user denies every device."""
    with chromium.launch(playwright, refuse=True) as running:
        yield running


@pytest.fixture(scope="session")
def interrupted_browser(playwright: Playwright, recordings: Recordings) -> Iterator[Browser]:
    """A browser whose camera shows a face, then black, then an empty room, then the face again."""
    with chromium.launch(playwright, recordings.interrupted_face, recordings.speech) as running:
        yield running


@pytest.fixture
def tab(app: Server, browser: Browser) -> Iterator[OpenTab]:
    """Opens tabs, each with cookies and storage of its own.

    When the test is over, each must have asked only this server for anything and met no script error, and the
    server's log must hold no error.
    """
    opened: list[Live] = []

    def open_tab(browser: Browser = browser, url: str = app.url, **options) -> Live:
        options = {"viewport": {"width": 1440, "height": 1000}, "locale": "en-GB"} | options
        live = Live(browser.new_context(**options).new_page(), url)
        opened.append(live)
        return live

    yield open_tab
    for live in opened:
        live.page.context.close()
    print(app.log.read_text(encoding="utf-8", errors="replace")[-4000:])  # shown by pytest where the test failed
    for live in opened:
        elsewhere = [url for url in live.requested if not url.startswith(_own_addresses(live.url))]
        assert elsewhere == []
        assert live.complaints == []
    assert app.trouble() == []


@pytest.fixture
def live(tab: OpenTab) -> Live:
    """One tab with camera and microphone."""
    return tab()


def _own_addresses(url: str) -> tuple[str, ...]:
    return (f"{url}/", url.replace("http", "ws", 1) + "/", "data:", "blob:", "about:")
