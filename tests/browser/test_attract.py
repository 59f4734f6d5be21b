"""A page that stands alone in a hall: stories by themselves, a touch that wakes it, the end of a visit left alone."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from pages.parts.story.attract import AFTER, COUNTDOWN
from tests.browser.live import Live

AHEAD = """
const now = Date.now.bind(Date)
window.ahead = 0
Date.now = () => now() + 1000 * window.ahead
"""
"""Lets a test set the page's clock ahead by so many seconds."""


def wait(live: Live, seconds: float) -> None:
    """Let so much time go by on the page, nearly at once."""
    live.page.evaluate(f"window.ahead += {seconds}")
    live.page.wait_for_timeout(1500)


def watching(live: Live, what: str) -> Locator:
    """What watches, once it does, for a "touch" or for a "rest"."""
    return live.page.locator(f".countdown[data-watches={what}]")


def test_stories_run_until_somebody_touches_the_page(live: Live) -> None:
    live.page.add_init_script(AHEAD)
    live.page.goto(f"{live.url}/?attract=1")
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)
    expect(watching(live, "rest")).to_have_count(1, timeout=20_000)
    wait(live, AFTER - 20)
    expect(live.key("live-consent")).to_be_visible()
    wait(live, 21)
    expect(live.key("story-caption")).to_be_visible(timeout=60_000)
    expect(watching(live, "touch")).to_have_count(1, timeout=20_000)
    live.page.mouse.click(5, 300)
    expect(live.key("live-consent")).to_be_visible(timeout=30_000)


def test_a_visit_left_alone_is_erased_after_a_countdown_but_not_while_music_plays(live: Live) -> None:
    live.page.add_init_script(AHEAD)
    live.page.goto(f"{live.url}/?attract=1")
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)
    live.agree(camera=False, microphone=False)
    live.say("only instrumental music please")
    countdown = live.page.locator(".countdown:visible")
    live.page.locator("[class*='st-key-rec-'][class*='-play'] button").first.click(timeout=30_000)
    expect(watching(live, "rest")).to_have_count(1, timeout=20_000)
    live.until(
        lambda: live.page.evaluate("!!window.attunePlaying && !window.attunePlaying.paused"), 20, "music that plays"
    )
    wait(live, AFTER + COUNTDOWN + 30)
    expect(countdown).to_have_count(0)
    live.page.locator(".st-key-player-play").last.click()
    wait(live, AFTER + 1)
    expect(countdown).to_have_count(1)
    live.page.keyboard.press("Shift")
    expect(countdown).to_have_count(0)
    wait(live, AFTER + 1)
    expect(countdown).to_have_count(1)
    wait(live, COUNTDOWN)
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)
