"""The first visitor of a new server: whichever address it is asked for first, and how long the first list takes."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser import server


def test_lab_opened_first_has_the_menu_and_the_title(browser: Browser, tmp_path: Path) -> None:
    fresh = server.start(tmp_path)
    page = browser.new_page()
    try:
        page.goto(f"{fresh.url}/lab")
        expect(page.get_by_role("heading", name="Lab", exact=True)).to_be_visible(timeout=20_000)
        expect(page).to_have_title("Lab · Attune")
        expect(page.get_by_test_id("stTopNavLink").filter(has_text="Live")).to_be_visible()
        assert fresh.trouble() == []
    finally:
        page.close()
        fresh.stop()


@pytest.mark.timing
def test_the_first_visitor_has_a_list_within_four_seconds_of_the_servers_first_answer(
    browser: Browser, tmp_path: Path
) -> None:
    fresh = server.start(tmp_path)
    answered = time.monotonic()
    page = browser.new_page()
    try:
        page.goto(fresh.url)
        page.locator(".st-key-look-first").get_by_role("button").click(timeout=20_000)
        expect(page.locator(".st-key-rec-1")).to_be_visible(timeout=20_000)
        took = time.monotonic() - answered
    finally:
        page.close()
        fresh.stop()
    print(f"the first list came {took:.2f} s after the first answer")
    assert took < 4
