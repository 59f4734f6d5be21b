"""Every page opens, in light and dark, on a desk and on a phone, without scrolling sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenTab
from tests.browser.live import Live

_TOO_WIDE = """() => [document.documentElement, ...document.querySelectorAll('[data-testid=stMain]')]
    .map(element => element.scrollWidth - element.clientWidth).filter(excess => excess > 0)"""


def assert_fits(live: Live) -> None:
    """Nothing makes the page wider than its window, and no error is shown."""
    live.settle()
    assert live.page.evaluate(_TOO_WIDE) == []
    assert live.page.get_by_test_id("stException").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_and_view_fits(tab: OpenTab, width: int, scheme: str) -> None:
    live = tab(viewport={"width": width, "height": 900}, color_scheme=scheme)
    live.open()
    assert_fits(live)
    live.agree()
    assert_fits(live)
    live.click("live-start")
    expect(live.key("rec-1")).to_be_visible(timeout=10_000)
    live.sure_state()
    for view in ("Why", "Journey", "Correct me"):
        live.choose("live-view", view)
        live.page.wait_for_timeout(1200)
        assert_fits(live)
    for name in ("Catalogue", "Lab", "About"):
        live.visit(name)
        expect(live.page.get_by_role("heading", name=name).first).to_be_visible(timeout=10_000)
        live.page.wait_for_timeout(500)
        assert_fits(live)


def test_the_scheme_follows_the_browser(tab: OpenTab) -> None:
    shade = "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"
    grounds = []
    for scheme in ("light", "dark"):
        live = tab(color_scheme=scheme)
        live.open()
        red, green, blue = (int(part) for part in live.page.evaluate(shade)[4:-1].split(",")[:3])
        grounds.append(red + green + blue)
    assert grounds[0] > 600 > 200 > grounds[1]


def test_the_consent_can_be_given_from_the_keyboard(live: Live) -> None:
    live.open()
    live.settle()
    agree = live.key("consent-agree").get_by_role("button")
    for _ in range(60):
        live.page.keyboard.press("Tab")
        if agree.evaluate("button => button === document.activeElement"):
            break
    live.page.keyboard.press("Enter")
    expect(live.key("live-preflight").or_(live.key("live-list")).first).to_be_visible(timeout=10_000)


def test_the_catalogue_can_be_searched(live: Live) -> None:
    live.open()
    live.visit("Catalogue")
    live.key("catalogue-text").locator("input").fill("Casablanca")
    expect(live.page.get_by_test_id("stMain")).to_contain_text("Casablanca", timeout=10_000)
