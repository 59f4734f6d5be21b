"""Words said into the microphone are shown, read and dropped, on a server that has a recogniser: here a stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser import server
from tests.browser.conftest import OpenTab
from tests.browser.live import Live
from tests.browser.server import ROOT, Server

SAID = "I am so sad, only songs please"


@pytest.fixture(scope="module")
def hearing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("hearing")
    (folder / "heard.txt").write_text(SAID + "\n", encoding="utf-8")
    running = server.start(folder, PYTHONPATH=str(ROOT / "tests" / "speech"), HEARD=str(folder / "heard.txt"))
    yield running
    running.stop()


def test_what_is_said_is_shown_and_a_wish_in_it_counts_once_confirmed(hearing: Server, tab: OpenTab) -> None:
    live: Live = tab(url=hearing.url)
    live.open()
    for name in ("microphone", "text", "aloud"):
        live.switch(f"consent-{name}", True)
    live.click("consent-agree")
    expect(live.key("live-list")).to_be_visible(timeout=120_000)
    live.click("live-start")
    live.until(lambda: SAID in live.text("live-heard"), 30, "words that were heard")
    assert live.key("live-wishes").count() == 0
    live.click("heard-confirm")
    live.until(lambda: "song" in live.text("live-wishes").lower(), 10, "wish that was confirmed")
    expect(live.page.get_by_text(f"You wrote: {SAID}")).to_be_visible(timeout=10_000)
    assert hearing.trouble() == []
    stored = hearing.database.read_bytes() + Path(f"{hearing.database}-wal").read_bytes()
    assert SAID.encode() not in stored, "comments are not kept, and words said aloud never are"
