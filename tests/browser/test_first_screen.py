"""One view holds what matters, nothing jumps, the map can be dragged, and the page begins with a short notice."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.conftest import OpenTab
from tests.browser.live import Live

DELIGHT = "I am so happy, this is the best day of my life!"

_SHIFTS = """
window.__shift = 0
new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.__shift += entry.value
}).observe({ type: "layout-shift", buffered: true })
"""

_LENGTH = "() => document.querySelector('[data-testid=stMain]').scrollHeight"


def in_view(live: Live, *parts: Locator) -> list[str]:
    """The parts that are not whole within the window, by their place."""
    size, outside = live.page.viewport_size, []
    for part in parts:
        box = part.first.bounding_box()
        if box is None or box["y"] < -1 or box["y"] + box["height"] > size["height"] or box["x"] < 0:
            outside.append(f"{part}: {box}")
    return outside


@pytest.mark.parametrize("size", [(1440, 900), (1920, 1080)])
def test_one_view_holds_what_matters(tab: OpenTab, size: tuple[int, int]) -> None:
    live = tab(viewport=dict(zip(("width", "height"), size, strict=True)))
    live.begin()
    live.until(live.sees_picture, 40, "running picture")
    names = (
        "live-state",
        "live-comment",
        "live-picture",
        "live-meters",
        "live-map",
        *(f"rec-{n}" for n in range(1, 7)),
    )
    assert in_view(live, *map(live.key, names)) == []
    live.click("correct-open")
    expect(live.key("correct-apply")).to_be_visible(timeout=10_000)
    assert in_view(live, live.key("correct-me"), live.key("live-state")) == []


def test_on_a_phone_list_and_picture_fit_together_and_the_page_is_short(tab: OpenTab) -> None:
    live = tab(viewport={"width": 390, "height": 844})
    live.begin()
    live.until(live.sees_picture, 40, "running picture")
    live.key("live-picture").evaluate("element => element.scrollIntoView()")
    live.page.wait_for_timeout(500)
    assert in_view(live, live.key("live-picture"), live.key("rec-1"), live.key("rec-2")) == []
    assert live.page.evaluate(_LENGTH) < 2500


def test_on_a_phone_the_menu_closes_by_itself(tab: OpenTab) -> None:
    live = tab(viewport={"width": 390, "height": 844})
    live.open()
    live.visit("Lab")
    expect(live.page.get_by_test_id("stSidebar")).to_have_attribute("data-collapsed", "true", timeout=10_000)


@pytest.mark.parametrize("width", [1440, 390])
def test_nothing_jumps_from_opening_to_streaming(tab: OpenTab, width: int) -> None:
    live = tab(viewport={"width": width, "height": 900})
    live.page.add_init_script(_SHIFTS)
    live.begin()
    live.until(live.sees_picture, 40, "running picture")
    live.page.wait_for_timeout(3000)
    assert live.page.evaluate("() => window.__shift") < 0.1


def test_the_notice_has_nothing_ticked_and_can_be_passed_to_look_first(live: Live) -> None:
    live.open()
    boxes = live.key("live-consent").locator("input[type=checkbox]")
    expect(boxes).to_have_count(4)
    assert not any(box.is_checked() for box in boxes.all())
    live.click("look-first")
    expect(live.key("rec-10")).to_be_visible(timeout=60_000)
    assert live.page.locator("iframe").count() == 0
    focused = "() => document.activeElement.closest('.st-key-live-state') !== null"
    live.until(lambda: live.page.evaluate(focused), 5, "focus at the sentence")


def test_without_details_the_sentence_stands_alone(live: Live) -> None:
    live.page.goto(live.url)
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)
    live.agree(camera=False, microphone=False)
    live.say(DELIGHT)
    expect(live.key("live-state")).to_contain_text("Your words say cheerful", timeout=10_000)
    assert not any(sign in live.text("live-state") for sign in ("+", "pleasant", "Joy"))


def test_a_word_for_the_feeling_is_one_tap_from_the_sentence(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.click("correct-open")
    live.key("correct-word").get_by_text("calm", exact=True).click()
    expect(live.key("live-state").locator("h1")).to_have_text("You said: calm.", timeout=10_000)
    expect(live.key("live-told")).to_contain_text("You said: calm.")


def drag(live: Live, across: float, down: float) -> None:
    """Drag the map's dot by so many pixels and let it go there."""
    dot = live.key("map-drag").locator("button.dot").bounding_box()
    x, y = dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2
    live.page.mouse.move(x, y)
    live.page.mouse.down()
    for step in range(1, 9):
        live.page.mouse.move(x + across * step / 8, y + down * step / 8)
        live.page.wait_for_timeout(120)


def test_the_list_glides_with_the_dot_and_letting_go_is_asked_about_once(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    drag(live, 120, -80)
    expect(live.key("live-list")).to_contain_text("I would pick these", timeout=10_000)
    live.page.mouse.up()
    live.choose("map-means", "I feel like this")
    live.until(lambda: live.state().pleasant > 0.3, 5, "state that follows the dot")
    expect(live.key("rec-1")).to_be_visible(timeout=10_000)

    drag(live, -300, 160)
    live.page.mouse.up()
    live.until(lambda: live.state().pleasant < 0, 5, "state that follows at once the second time")


def test_the_list_stands_beside_the_one_without_feeling(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say(DELIGHT)
    live.until(lambda: live.state().pleasant > 0.2, 5, "pleasant state")
    live.switch("live-split", True)
    own, without = (live.key(f"split-{name}") for name in ("with", "without"))
    expect(own).to_be_visible(timeout=10_000)
    assert own.inner_text().splitlines()[1:] != without.inner_text().splitlines()[1:]
    assert abs(own.bounding_box()["y"] - without.bounding_box()["y"]) < 2


def test_a_refused_camera_is_said_in_a_plain_sentence(tab: OpenTab, refusing_browser: Browser) -> None:
    live = tab(browser=refusing_browser)
    live.begin()
    expect(live.key("live-meter-face")).to_contain_text("The camera is not allowed", timeout=10_000)
    live.page.wait_for_timeout(1000)
    frame = live.key("live-camera").locator("iframe")
    assert not frame.count() or not frame.first.is_visible()


def test_an_unplugged_camera_leaves_no_frozen_face(live: Live) -> None:
    live.begin(microphone=False)
    live.until(lambda: "counts" in live.text("live-meter-face"), 60, "face that counts")
    live.unplug()
    expect(live.key("live-meter-face")).to_contain_text("stopped arriving", timeout=10_000)
    expect(live.key("live-camera").locator("iframe").first).not_to_be_visible()


def test_one_sense_switched_off_leaves_the_others(live: Live) -> None:
    live.begin(text=False)
    live.until(lambda: "counts" in live.text("live-meter-voice"), 60, "voice that counts")
    live.click("senses")
    live.switch("senses-camera", False)
    expect(live.key("live-meter-face")).to_contain_text("off", timeout=10_000)
    live.until(lambda: "counts" in live.text("live-meter-voice"), 60, "voice that counts again")
