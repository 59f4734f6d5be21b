"""A whole visit without a pointer: every press is reached by Tab and made by Enter, the space bar or an arrow."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.live import Live

STOPS = 150
"""Presses of Tab within which everything is reached, wherever one begins."""

WITHIN = """key => {
    let one = document.activeElement
    while (one?.shadowRoot?.activeElement) one = one.shadowRoot.activeElement
    for (; one; one = one.parentElement ?? one.getRootNode().host) {
        if (one.classList?.contains(`st-key-${key}`)) return true
    }
    return false
}"""


def reach(live: Live, key: str) -> None:
    """Go by Tab to what has this key."""
    expect(live.key(key).first).to_be_visible(timeout=30_000)
    for _ in range(STOPS):
        live.page.keyboard.press("Tab")
        if live.page.evaluate(WITHIN, key):
            return
    raise AssertionError(f"{key} is not reached by Tab")


def press(live: Live, key: str, with_: str = "Enter") -> None:
    """Go by Tab to what has this key, and press it."""
    reach(live, key)
    live.page.keyboard.press(with_)


def say(live: Live, comment: str) -> None:
    reach(live, "live-comment")
    live.page.keyboard.type(comment)
    live.page.keyboard.press("Enter")


def test_a_whole_visit_by_the_keyboard_alone(live: Live) -> None:
    live.open()
    for sense in ("camera", "text"):
        press(live, f"consent-{sense}", "Space")
        expect(live.key(f"consent-{sense}").locator("input")).to_be_checked()
        live.settle()
    press(live, "consent-agree")
    expect(live.key("live-list")).to_be_visible(timeout=120_000)
    press(live, "live-start")
    live.until(live.sees_picture, 30, "camera picture")
    say(live, "only instrumental music please, I am so happy")
    live.until(lambda: live.key("rec-1-play").count(), 30, "something that can be played")
    press(live, "rec-2-like")
    expect(live.key("rec-2-like").get_by_role("button", name="is one you like")).to_be_visible(timeout=15_000)
    press(live, "live-hold", "Space")  # so that the list stays while the focus moves
    press(live, "rec-3-open")
    expect(live.key("rec-3-open").get_by_role("button", name="Close")).to_be_visible(timeout=15_000)
    press(live, "rec-1-play")
    sounds = live.key("player-frame").locator("audio[data-item]")  # what comes next is loaded beside
    live.until(lambda: any(one.evaluate("one => one.currentTime > 0.5") for one in sounds.all()), 30, "sound")
    correct = live.key("live-view").get_by_role("radio", name="Correct me")
    for _ in range(8):  # past the map, why and the journey
        if correct.is_checked():
            break
        if not live.page.evaluate(WITHIN, "live-view"):
            reach(live, "live-view")
        live.page.keyboard.press("ArrowRight")
        live.page.keyboard.press("Space")
        live.settle()
        live.page.wait_for_timeout(1000)
    reach(live, "correct-pleasant")
    live.page.keyboard.press("Home")
    press(live, "correct-apply")
    expect(live.key("live-told")).to_be_visible(timeout=10_000)
    press(live, "live-stop")
    live.until(lambda: not live.sees_picture(), 30, "end of the picture")
