"""What plays on the spot, what is brought along, and the look around."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import TimeoutError, expect

from tests.browser.live import Live

# Nothing harsh, which is not listed while nothing is known of the feeling.
ROWS = [("Big", 1988, "comedy"), ("Alien", 1979, "adventure"), ("Amelie", 2001, "romance"), ("Gravity", 2013, "drama")]


def test_a_table_is_brought_and_a_visit_begins_with_it(live: Live, tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    lines = [f"{title},{year},{genre},It happens in {title}." for title, year, genre in ROWS]
    file.write_text("\n".join(["Werk,year,genres,overview", *lines]), encoding="utf-8")
    live.open()
    live.visit("Catalogue")
    live.key("import").locator("summary").click()
    live.key("import-file").locator("input[type=file]").set_input_files(file)
    expect(live.page.get_by_test_id("stMain")).to_contain_text("No column says this yet: Title", timeout=20_000)
    live.settle()

    def picked() -> bool:
        """Whether the column is chosen; the menu closes again where the page is drawn anew beneath it."""
        live.page.locator("[class*='st-key-import-column-title'] input").click()
        with suppress(TimeoutError):
            live.page.get_by_role("option", name="Werk").click(timeout=2000)
            return True
        return False

    live.until(picked, 20, "column of titles")
    live.click("import-confirm")
    expect(live.key("import-use")).to_be_visible(timeout=180_000)
    live.click("import-use")
    expect(live.key("live-consent")).to_contain_text("the catalogue you chose", timeout=20_000)
    live.click("look-first")
    expect(live.key("rec-4")).to_be_visible(timeout=60_000)
    listed = " ".join(live.key(f"rec-{rank}").inner_text() for rank in range(1, 5))
    assert all(title in listed for title, _, _ in ROWS)


def test_one_piece_leads_to_the_next_until_it_is_stopped(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say("only instrumental music please, I am so sad")
    live.choose("live-goal", "Lift")
    play = live.page.locator("[class*='st-key-rec-'][class*='-play'] button").first
    play.click()
    player = live.key("player-frame")
    named = player.locator("[role=group][aria-label]").last
    expect(live.key("player-path")).to_contain_text("Next:", timeout=10_000)
    expect(player.locator(".time").last).to_have_text(re.compile("0:0[1-9] / "), timeout=10_000)
    first = named.get_attribute("aria-label")
    player.locator("input.at").last.evaluate(
        "e => { e.value = e.max - 2; e.dispatchEvent(new Event('input')); e.dispatchEvent(new Event('change')) }"
    )
    live.until(lambda: named.get_attribute("aria-label") != first, 20, "piece that follows the first")
    expect(live.key("player-goes-on")).to_have_count(1, timeout=10_000)
    live.switch("player-goes-on", False)


def test_a_look_around_goes_from_part_to_part_and_is_not_offered_so_loudly_again(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.page.locator("button.st-key-tour-start").click()
    card = live.page.locator(".st-key-tour-card")
    said = []
    while card.count():
        said.append(card.locator("p").inner_text())
        card.locator(".st-key-tour-next").click()
    assert len(said) == len(set(said)) >= 6
    assert live.page.locator(".offer.known").count() == 1
    live.page.locator("button.st-key-tour-start").click()
    expect(card).to_be_visible()
    live.page.keyboard.press("Escape")
    expect(card).to_have_count(0)


def test_the_browser_says_what_it_granted_of_the_microphone(live: Live) -> None:
    told: list[str] = []
    live.page.on("console", lambda message: told.append(message.text))
    live.begin(camera=False, text=False)
    live.until(lambda: any("attune: microphone" in one for one in told), 30, "word on the microphone")
    granted = json.loads(next(one for one in told if "attune: microphone" in one).split("microphone", 1)[1])
    assert "echoCancellation" in granted
