"""Whichever address is the first that a new server is asked for, the page comes with the app around it."""

from __future__ import annotations

from pathlib import Path

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
