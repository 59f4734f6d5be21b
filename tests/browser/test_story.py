"""A story from the notice on: one click, no camera, captions, chapters and pause, on the real parts of Live."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import expect

from pages.texts import texts
from session.stories.script import stories
from tests.browser.conftest import OpenTab
from tests.browser.live import Live
from tests.browser.test_accessibility import LOCALES, assert_is_for_everybody


def notice(name: str, chapter: int, language: str) -> str:
    return stories()[name].chapters[chapter - 1].notice[language]


def test_a_story_runs_from_the_notice_and_back(live: Live) -> None:
    live.open()
    began = time.monotonic()
    live.click("story-start")
    expect(live.key("story-caption")).to_contain_text(notice("mara", 1, "en"), timeout=20_000)
    expect(live.key("rec-5")).to_be_visible(timeout=20_000)
    print(f"a list after {time.monotonic() - began:.2f} s")
    assert live.page.locator("video, iframe").count() == 0
    live.click("story-chapter-3")
    expect(live.key("story-caption")).to_contain_text(notice("mara", 3, "en"), timeout=20_000)
    expect(live.key("live-meter-text")).to_contain_text("sad", timeout=20_000)
    expect(live.key("live-state")).to_contain_text("sad", timeout=20_000)
    live.click("story-pause")
    expect(live.key("story-pause")).to_contain_text(texts("en")("story-play"), timeout=10_000)
    live.page.wait_for_timeout(1500)
    where = live.key("story-caption").get_by_role("progressbar").first
    stands = where.get_attribute("aria-valuenow")
    live.page.wait_for_timeout(3000)
    assert where.get_attribute("aria-valuenow") == stands
    live.choose("story-persona", stories()["jonas"].person["en"])
    expect(live.key("story-caption")).to_contain_text(notice("jonas", 1, "en"), timeout=20_000)
    live.click("story-leave")
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(("scheme", "width", "language"), [("light", 1440, "en"), ("dark", 390, "de")])
def test_a_story_is_for_everybody(tab: OpenTab, scheme: str, width: int, language: str) -> None:
    live = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=LOCALES[language])
    live.page.goto(f"{live.url}/story?story=jonas")
    expect(live.key("rec-1")).to_be_visible(timeout=60_000)
    live.click("story-pause")
    live.page.wait_for_timeout(1500)
    assert_is_for_everybody(live, texts(language)("page-story"))


def test_a_story_is_conducted_by_the_keyboard(live: Live) -> None:
    live.open()
    live.key("story-start").get_by_role("button").focus()
    live.page.keyboard.press("Enter")
    expect(live.key("rec-1")).to_be_visible(timeout=20_000)
    live.key("story-chapter-2").get_by_role("button").focus()
    live.page.keyboard.press("Enter")
    expect(live.key("story-caption")).to_contain_text(notice("mara", 2, "en"), timeout=20_000)


_SMALL = """() => {
    const small = []
    const visit = root => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT)
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            if (node.shadowRoot) visit(node.shadowRoot)
            const within = node.parentElement
            if (node.nodeType !== 3 || !node.textContent.trim() || !within || within.matches("style, script")) continue
            const range = document.createRange()
            range.selectNodeContents(node)
            const { width, height } = range.getBoundingClientRect(), style = getComputedStyle(within)
            const seen = width > 2 && height > 2 && style.visibility !== "hidden"
            if (seen && parseFloat(style.fontSize) < 24) small.push(`${style.fontSize} ${node.textContent.trim()}`)
        }
    }
    visit(document.body)
    return small
}"""


def test_on_the_stage_all_is_large_and_the_presenters_window_leads_it(live: Live) -> None:
    live.page.set_viewport_size({"width": 1920, "height": 1080})
    live.page.goto(f"{live.url}/story?story=jonas&stage=1")
    expect(live.key("rec-4")).to_be_visible(timeout=60_000)
    presenter = Live(live.page.context.new_page(), live.url)
    presenter.page.goto(f"{live.url}/presenter")
    expect(presenter.key("presenter-note")).to_contain_text(stories()["jonas"].chapters[0].note["en"], timeout=60_000)
    presenter.click("story-pause")
    presenter.click("presenter-next")
    expect(live.key("story-caption")).to_contain_text(notice("jonas", 2, "en"), timeout=20_000)
    presenter.click("presenter-hold")
    expect(live.key("live-list")).to_contain_text(texts("en")("list-held"), timeout=20_000)
    assert live.page.evaluate(_SMALL) == []
    assert not live.key("story-controls").is_visible()
    assert_is_for_everybody(presenter, texts("en")("page-presenter"))
    assert presenter.complaints == []


def test_live_on_the_stage_is_as_large(live: Live) -> None:
    live.page.set_viewport_size({"width": 1920, "height": 1080})
    live.page.goto(f"{live.url}/?stage=1")
    expect(live.key("live-consent")).to_be_visible(timeout=60_000)
    assert live.page.evaluate(_SMALL) == []
    live.agree(camera=False, microphone=False)
    live.say("I am so happy, we won!")
    expect(live.key("rec-4")).to_be_visible(timeout=60_000)
    expect(live.key("live-state")).not_to_contain_text(texts("en")("state-unknown"), timeout=60_000)
    assert live.page.evaluate(_SMALL) == []
