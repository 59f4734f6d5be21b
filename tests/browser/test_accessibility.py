"""Everybody can use every page: axe-core finds nothing serious, each page has a title and one heading above all."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from pages.texts import Texts, texts
from tests.browser.conftest import OpenTab
from tests.browser.live import Live

LOCALES = {"en": "en-GB", "de": "de-DE"}


def faults(live: Live) -> list[str]:
    """What axe-core calls serious or critical, with the element it found first."""
    found = Axe().run(live.page, options={"resultTypes": ["violations"]}).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:200]} {one['nodes'][0]['failureSummary'][:300]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


LOOKS = 3
"""While a part is drawn anew it is pale for a moment: what is a fault is one at each of so many looks."""


def assert_is_for_everybody(live: Live, title: str) -> None:
    live.settle()
    for _ in range(LOOKS):
        expect(live.page.locator("[data-stale=true]")).to_have_count(0, timeout=60_000)
        found = faults(live)
        if not found:
            break
    assert found == []
    assert live.page.locator("h1").count() == 1
    assert live.page.title() == f"{title} · Attune"


def look_at_live(live: Live, t: Texts) -> None:
    assert_is_for_everybody(live, t("page-live"))
    live.agree(camera=False, microphone=False)
    live.say("I am so happy, we won!")
    expect(live.key("live-state")).not_to_contain_text(t("state-unknown"), timeout=10_000)
    live.click("rec-2-open")
    live.page.wait_for_timeout(1500)
    for view in ("panel-map", "panel-why", "panel-journey", "panel-correct"):
        live.choose("live-view", t(view))
        live.page.wait_for_timeout(2000)
        assert_is_for_everybody(live, t("page-live"))


@pytest.mark.parametrize(
    ("scheme", "width", "language"),
    [("light", 1440, "en"), ("light", 390, "de"), ("dark", 1440, "de"), ("dark", 390, "en")],
)
def test_every_page_is_for_everybody(tab: OpenTab, scheme: str, width: int, language: str) -> None:
    """Each theme, width and language with each other one."""
    live = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=LOCALES[language])
    t = texts(language)
    live.open()
    look_at_live(live, t)
    for page in ("replay", "catalogue", "lab", "sources", "about"):
        live.visit(t(f"page-{page}"))
        expect(live.page.get_by_role("heading", level=1, name=t(f"page-{page}"))).to_be_visible(timeout=10_000)
        live.page.wait_for_timeout(1000)
        assert_is_for_everybody(live, t(f"page-{page}"))


GRID = list(product(("light", "dark"), (1440, 390), LOCALES))


@pytest.mark.long
@pytest.mark.timeout(1800)
@pytest.mark.parametrize(("scheme", "width", "language"), GRID)
def test_all_that_opens_is_for_everybody(tab: OpenTab, tmp_path: Path, scheme: str, width: int, language: str) -> None:
    """Every page in each theme, width and language, with what opens on it: player, glimpse, tour, table, stage."""
    live = tab(viewport={"width": width, "height": 900}, color_scheme=scheme, locale=LOCALES[language])
    t = texts(language)
    live.open()
    look_at_live(live, t)
    look_at_what_opens(live, t)
    for page in ("replay", "catalogue", "lab", "sources", "about"):
        live.visit(t(f"page-{page}"))
        expect(live.page.get_by_role("heading", level=1, name=t(f"page-{page}"))).to_be_visible(timeout=30_000)
        live.page.wait_for_timeout(1000)
        assert_is_for_everybody(live, t(f"page-{page}"))
    look_at_a_table(live, t, tmp_path / "mine.csv")
    for address, shows, page in (
        ("story", "story-begin-mara", "story"),
        ("story?story=mara", "rec-1", "story"),
        ("story?story=jonas&stage=1", "rec-1", "story"),
        ("presenter", "presenter-note", "presenter"),
    ):
        live.page.goto(f"{live.url}/{address}")
        expect(live.key(shows)).to_be_visible(timeout=60_000)
        live.page.wait_for_timeout(1000)
        assert_is_for_everybody(live, t(f"page-{page}"))
    for address in ("console", "study", "health", "together"):
        live.page.goto(f"{live.url}/{address}")
        live.settle()
        live.page.wait_for_timeout(2000)
        assert faults(live) == [], address


def look_at_what_opens(live: Live, t: Texts) -> None:
    """A glimpse of what is not here, a player, what is made, and the look around."""
    live.choose("live-view", t("panel-map"))
    if not live.key("glimpse-make").count():
        only_known = next(rank for rank in (1, *range(3, 11)) if not live.key(f"rec-{rank}-play").count())
        live.click(f"rec-{only_known}-open")
    live.click("glimpse-make")
    expect(live.key("glimpse").get_by_role("img")).to_have_count(1, timeout=60_000)
    assert_is_for_everybody(live, t("page-live"))
    live.say({"en": "only instrumental music please", "de": "nur Instrumentales bitte"}[t.language])
    plays = live.page.locator("[class*='st-key-rec-'][class*='-play'] button")
    live.until(lambda: plays.count() > 8, 60, "list of music alone")
    plays.first.click()
    expect(live.key("player-frame").locator(".time").last).to_be_visible(timeout=60_000)
    assert_is_for_everybody(live, t("page-live"))
    live.page.locator("button.st-key-tour-start").click()
    expect(live.page.locator(".st-key-tour-card")).to_be_visible()
    assert_is_for_everybody(live, t("page-live"))
    live.page.keyboard.press("Escape")


def look_at_a_table(live: Live, t: Texts, file: Path) -> None:
    """A table on its way to be a catalogue, with a row that is wrong."""
    file.write_text("title,year,genres,kind\nHeat,1995,crime,film\nAlien,,horror,film\n", encoding="utf-8")
    live.visit(t("page-catalogue"))
    live.key("import").locator("summary").click()
    live.key("import-file").locator("input[type=file]").set_input_files(file)
    expect(live.key("import-confirm")).to_be_visible(timeout=30_000)
    live.page.wait_for_timeout(1000)
    assert_is_for_everybody(live, t("page-catalogue"))


def test_each_button_of_the_list_names_its_item(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    first = live.until(live.titles, 5, "list")[0]
    for name in (f"Like {first}", f"Not for me: {first}", f"Open {first}"):
        expect(live.key("rec-1").get_by_role("button", name=name, exact=True)).to_have_count(1)


FOCUSED = """() => {
    let focused = document.activeElement
    while (focused?.shadowRoot?.activeElement) focused = focused.shadowRoot.activeElement
    return focused?.getAttribute("aria-label") || focused?.innerText || focused?.tagName
}"""


@pytest.mark.parametrize("width", [1440, 390])
def test_few_stops_lead_to_the_first_item_by_the_keyboard(tab: OpenTab, width: int) -> None:
    live = tab(viewport={"width": width, "height": 900})
    live.begin()
    live.settle()
    live.page.wait_for_timeout(4500)  # by then the focus has been brought to the sentence
    skip = live.page.get_by_text("Skip to main content")
    skip.focus()
    live.page.keyboard.press("Enter")
    stops = [skip.inner_text()]
    while not live.key("rec-1").evaluate("row => row.contains(document.activeElement)"):
        live.page.keyboard.press("Tab")
        stops.append(live.page.evaluate(FOCUSED))
        assert len(stops) < 40, stops
    print(stops)
    assert len(stops) <= 12, stops


def test_the_focus_stays_where_it_is_while_the_page_is_drawn_anew(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    for press in ("rec-2-like", "rec-3-open", "live-hold"):
        where = live.key(press).locator("button, input").first
        where.focus()
        live.page.keyboard.press("Space" if press == "live-hold" else "Enter")
        live.page.wait_for_timeout(2500)
        name = press.removesuffix("-like").removesuffix("-open")
        assert live.key(name).evaluate("part => part.contains(document.activeElement)"), f"lost after {press}"


def test_nothing_moves_for_who_wants_it_still(tab: OpenTab) -> None:
    live = tab(reduced_motion="reduce")
    live.begin(camera=False, microphone=False)
    live.say("I am so happy, we won!")
    live.page.wait_for_timeout(1500)
    moving = live.page.evaluate(
        """() => document.getAnimations().filter(one => {
            const { duration, iterations } = one.effect.getComputedTiming()
            return one.playState === "running" && (duration > 200 || iterations === Infinity)
        }).map(one => `${one.animationName || one.transitionProperty}: ${one.effect.target?.className}`)"""
    )
    assert moving == []


MOVED = """() => new Promise(done => {
    const seen = new Set()
    const look = () => {
        for (const one of document.getAnimations()) if (one.id === "attune-move") seen.add(one.effect.target.className)
        Date.now() < ends ? requestAnimationFrame(look) : done(seen.size)
    }
    const ends = Date.now() + 6000
    look()
})"""


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_rows_glide_to_their_new_places_unless_nothing_is_to_move(tab: OpenTab, motion: str) -> None:
    live = tab(reduced_motion=motion)
    live.begin(camera=False, microphone=False)
    live.settle()
    before = live.until(live.titles, 5, "list")
    live.say("something funny, but not a film")
    rows = live.page.evaluate(MOVED)
    assert live.titles() != before
    assert (rows > 0) == (motion == "no-preference")


TOLD = """() => {
    window.told = []
    const announces = node => {
        for (let one = node; one; one = one.parentElement ?? one.getRootNode()?.host) {
            if (one.matches?.("[aria-live]:not([aria-live=off]), [role=status], [role=alert], output")) return one
        }
    }
    const watch = root => {
        new MutationObserver(changes => {
            for (const change of changes) {
                for (const one of change.addedNodes) visit(one)
                const region = announces(change.target)
                if (region?.textContent.trim()) window.told.push([performance.now(), region.textContent.trim()])
            }
        }).observe(root, { subtree: true, childList: true, characterData: true })
    }
    const visit = node => {
        if (node.shadowRoot) watch(node.shadowRoot)
        node.querySelectorAll?.("*").forEach(one => { if (one.shadowRoot) watch(one.shadowRoot) })
    }
    watch(document.body)
    visit(document.body)
}"""


def test_no_more_than_one_thing_in_five_seconds_is_announced(live: Live) -> None:
    """While a story, in which all changes by itself, is told at four times its speed."""
    live.page.goto(f"{live.url}/story?story=mara")
    expect(live.key("rec-1")).to_be_visible(timeout=60_000)
    live.choose("story-speed", texts("en")("replay-times", speed=4))
    live.page.evaluate(TOLD)
    live.page.wait_for_timeout(30_000)
    told = live.page.evaluate("() => window.told")
    said = [(at, text) for number, (at, text) in enumerate(told) if not number or told[number - 1][1] != text]
    assert said, "nothing was announced"
    gaps = [after - before for (before, _), (after, _) in pairwise(said)]
    assert not gaps or min(gaps) >= 4900, said


def test_an_address_in_a_title_is_no_link(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.key("history").locator("summary").click()
    live.key("history").locator("textarea").fill("https://a.example/b\nwww.a.example\nme@a.example")
    live.click("history-find")
    expect(live.key("history")).to_contain_text("a.example", timeout=10_000)
    assert live.key("history").locator("a").count() == 0


def test_the_language_is_the_browsers_until_another_is_chosen(tab: OpenTab) -> None:
    live = tab(locale="de-DE")
    live.open()
    expect(live.page.get_by_role("heading", level=1)).to_have_text(texts("de")("notice-title"))
    live.choose("language", "English")
    expect(live.page.get_by_role("heading", level=1)).to_have_text(texts("en")("notice-title"))
    live.visit("Lab")
    expect(live.page.get_by_role("heading", level=1)).to_have_text("Lab")


def test_what_changes_by_itself_is_announced_politely(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say("I am so sad today, she left me.")
    live.sure_state()
    sentence = live.key("live-state").locator("h1").inner_text().split(".")[0]
    told = live.page.get_by_role("status")
    expect(told).to_contain_text(sentence, timeout=10_000)
    assert told.get_attribute("aria-live") == "polite"
