"""The main job: a person agrees, presses Start, is read by face, voice and words, and gets a list that follows."""

from __future__ import annotations

import time

from playwright.sync_api import expect

from tests.browser.live import Live

GRIEF = "I am heartbroken. My father died this morning, I feel so alone and I cannot stop crying."
DELIGHT = "This is the happiest day of my life! We won, I love everybody, I want to dance all night!"


def test_consent_preflight_start_face_state_list(live: Live) -> None:
    live.open()
    assert live.key("live-camera").count() == 0, "nothing is mounted before consent"

    live.agree()
    checks = live.key("live-preflight")
    for subject in ("camera", "light", "face", "microphone", "connection", "models"):
        expect(checks).to_contain_text(subject, ignore_case=True)

    live.click("live-start")
    started = time.monotonic()
    expect(live.key("rec-10")).to_be_visible(timeout=10_000)
    live.until(live.sees_picture, 10, "running picture")
    state = live.sure_state()
    assert time.monotonic() - started < 15
    assert -1 <= state.pleasant <= 1
    assert -1 <= state.energy <= 1
    assert len(live.titles()) == 10
    for part in ("live-meter-face", "live-meter-voice", "live-meter-text", "live-map", "live-comment", "live-goal"):
        expect(live.key(part)).to_be_visible()


def test_the_list_follows_a_comment_and_a_correction(live: Live) -> None:
    live.begin()
    before = live.sure_state()
    listed = live.titles()

    live.say(GRIEF)
    live.until(lambda: live.state().pleasant < before.pleasant - 0.2, 5, "less pleasant state after the comment")
    sadder = live.until(lambda: (now := live.titles()) != listed and now, 5, "new list after the comment")

    live.correct("End")
    applied = time.monotonic()
    live.until(lambda: live.state().pleasant > 0.6, 3, "state that follows the correction")
    live.until(lambda: live.titles() != sadder, 5, "new list after the correction")
    assert time.monotonic() - applied < 6


def test_hold_holds_and_lets_go(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say(DELIGHT)
    live.until(lambda: live.state().pleasant > 0.2, 5, "pleasant state")
    live.page.wait_for_timeout(2500)
    live.switch("live-hold", True)
    live.page.wait_for_timeout(1000)
    held = live.titles()

    live.correct("Home")
    live.until(lambda: live.state().pleasant < -0.5, 3, "state that moves on while the list is held")
    live.page.wait_for_timeout(2500)
    assert live.titles() == held

    live.switch("live-hold", False)
    live.until(lambda: live.titles() != held, 5, "new list after letting go")


def test_why_shows_the_terms_and_its_sliders_move_the_list(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say(DELIGHT)
    live.until(lambda: live.state().pleasant > 0.2, 5, "pleasant state")
    live.choose("live-view", "Why")
    expect(live.key("why-terms")).to_be_visible()
    live.until(lambda: "number" in live.text("live-panel"), 5, "what the item's place would be otherwise")

    live.page.wait_for_timeout(2000)
    listed = live.titles()
    live.slide("why-mood", "Home")
    live.slide("why-novelty", "End")
    live.until(lambda: live.titles() != listed, 4, "list that follows the sliders")


def test_journey_shows_the_way_and_exports_it(live: Live) -> None:
    live.begin()
    live.sure_state()
    live.say(GRIEF)
    live.click("rec-1-open")
    live.page.wait_for_timeout(1500)
    live.choose("live-view", "Journey")
    expect(live.key("journey-timeline").locator("canvas, svg").first).to_be_visible(timeout=10_000)

    with live.page.expect_download() as download:
        live.key("live-panel").get_by_test_id("stDownloadButton").get_by_role("button").first.click()
    table = download.value.path().read_text(encoding="utf-8")
    assert len(table.splitlines()) > 2
    assert "valence" in table


def test_liking_and_refusing_an_item(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say(DELIGHT)
    live.page.wait_for_timeout(1500)
    refused = live.titles()[0]
    live.click("rec-1-no")
    live.until(lambda: refused not in live.titles(), 4, "list without the refused item")
    liked = live.titles()[1]
    live.click("rec-2-like")
    live.until(lambda: liked in live.titles(), 4, "list that keeps the liked item")


def test_a_history_counts_once_it_is_confirmed_and_can_be_removed(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    first = live.titles()
    live.key("history").locator("summary").click()
    live.key("history").locator("textarea").fill(f"{first[0]}\nStar Wars\nno film of this name")
    live.click("history-find")
    expect(live.key("history")).to_contain_text("Is this right?", timeout=10_000)
    expect(live.key("history")).to_contain_text("no film of this name")
    assert live.titles() == first, "what is not confirmed yet moves nothing"

    live.click("history-use")
    live.until(lambda: first[0] not in live.titles(), 10, "list without what is known already")
    live.click("history-remove")
    live.until(lambda: first[0] in live.titles(), 10, "list as before")
