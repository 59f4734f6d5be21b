"""Starting, stopping and leaving the page again and again leaves nothing running."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser import server
from tests.browser.conftest import OpenTab
from tests.browser.server import Server

ROUNDS = 20
GONE_AFTER = 45
"""Seconds after which no thread of a stopped stream may be left: aioice gives a silent peer 30."""


@pytest.fixture
def quiet_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server of its own, so that every thread counted belongs to this test."""
    running = server.start(tmp_path_factory.mktemp("quiet"))
    yield running
    running.stop()


def test_twenty_starts_stops_and_page_changes_leave_no_thread(tab: OpenTab, quiet_app: Server) -> None:
    live = tab(url=quiet_app.url)
    live.begin()
    live.sure_state()
    live.click("live-stop")
    live.page.wait_for_timeout(GONE_AFTER * 1000)
    before = quiet_app.threads()
    # While the page is drawn anew, the button of before may stand beside the new one for a moment.
    ready = live.key("live-start").locator("button:enabled")

    for number in range(ROUNDS):
        live.click("live-start")
        live.until(live.sees_picture, 15, f"running picture at start {number + 1}")
        live.page.wait_for_timeout(1000)  # a page change during the connecting itself may be lost by Streamlit
        if number % 2:
            live.click("live-stop")
        else:
            live.visit("Catalogue")
            expect(live.page.get_by_role("heading", name="Catalogue")).to_be_visible(timeout=10_000)
            live.settle()
            live.visit("Live")
        live.until(lambda: ready.count() == 1, 10, f"button to start again after start {number + 1}")

    stopped = time.monotonic()
    while quiet_app.threads() > before and time.monotonic() - stopped < GONE_AFTER:
        live.page.wait_for_timeout(1000)
    assert quiet_app.threads() <= before
    assert quiet_app.trouble() == []
