"""Face and voice come through on a machine that is on no network at all."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright

from tests.browser import chromium
from tests.browser.conftest import OpenTab, Recordings
from tests.browser.live import Live
from tests.network import outside


@pytest.fixture
def loopback_browser(playwright: Playwright, recordings: Recordings) -> Iterator[Browser]:
    """A browser that makes connections over the loopback, which Chromium does on demand only."""
    flags = ("--allow-loopback-in-peer-connection",)
    with chromium.launch(playwright, recordings.face, recordings.speech, flags=flags) as running:
        yield running


def senses_both(live: Live) -> None:
    """Begin a sitting and see that picture and sound arrive."""
    live.begin(camera=True, microphone=True, text=False)
    live.until(live.sees_picture, 20, "running picture")
    live.sure_state(40)


def test_on_a_network_without_a_way_out(live: Live, link: None) -> None:
    senses_both(live)


def test_with_nothing_but_the_loopback(tab: OpenTab, loopback_browser: Browser) -> None:
    assert outside.only_loopback()
    senses_both(tab(browser=loopback_browser))
