"""The console and a study made in it, in a real browser: from the password to a participant who is sent back."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from pages.texts import texts
from tests.browser import server
from tests.browser.conftest import OpenTab
from tests.browser.live import Live
from tests.browser.server import Server
from tests.browser.test_accessibility import assert_is_for_everybody

PASSWORD = "correct horse battery staple"

STUDY = """name: quick
languages: [en]
title: {en: Quick}
about: {en: One question.}
debrief: {en: That was all.}
contact: nobody
design: between
people: 5
conditions: {aware: {}}
task: {kind: rate, items: 1}
task_words: {en: Like one thing.}
before: [affective-slider]
codes: {no-consent: NOTHANKS}
redirect: "URL/about?cc={code}"
"""


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with a console and a folder of studies of its own."""
    folder = tmp_path_factory.mktemp("console")
    (folder / "password").write_text(PASSWORD, encoding="utf-8")
    (folder / "studies").mkdir()
    running = server.start(
        folder,
        ATTUNE_CONSOLE_PASSWORD_FILE=str(folder / "password"),
        ATTUNE_STUDIES=str(folder / "studies"),
    )
    yield running
    running.stop()


def enter(live: Live) -> None:
    live.page.goto(f"{live.url}/console")
    field = live.key("console-password").locator("input")
    expect(field).to_be_visible(timeout=60_000)
    field.fill(PASSWORD)
    field.press("Tab")
    live.click("console-enter")
    expect(live.key("console-study")).to_be_visible(timeout=20_000)
    live.settle()


def choose(live: Live, name: str) -> None:
    box = live.key("console-study").locator("input")
    box.click()
    box.fill(name)
    live.page.get_by_role("option", name=name, exact=True).click()
    expect(live.page.get_by_text(f"/study?name={name}&PROLIFIC_PID")).to_be_visible(timeout=20_000)
    expect(live.page.locator("[data-stale=true]")).to_have_count(0, timeout=10_000)
    live.settle()


def test_without_a_password_there_is_no_console(tab: OpenTab) -> None:
    live = tab()
    live.page.goto(f"{live.url}/console")
    expect(live.page.get_by_role("dialog")).to_contain_text("Page not found", timeout=20_000)
    expect(live.key("console-password")).to_have_count(0)


def test_a_study_is_piloted_exported_and_its_people_erased(tab: OpenTab, own_server: Server) -> None:
    live = tab(url=own_server.url)
    enter(live)
    choose(live, "two-lists")
    live.key("console-pilot-people").locator("input").fill("2")
    live.click("console-pilot")
    expect(live.key("console-pilot-state")).to_contain_text("went through", timeout=180_000)
    live.choose("console-source", "the pilot")
    with live.page.expect_download(timeout=60_000) as downloading:
        live.click("console-export")
    with zipfile.ZipFile(io.BytesIO(Path(downloading.value.path()).read_bytes())) as archive:
        names = archive.namelist()
    assert "two-lists/dataset_description.json" in names
    assert "two-lists/data/study-twolists_description-participants_data.csv" in names
    live.key("console-person").locator("input").fill("nobody")
    live.key("console-person").locator("input").press("Tab")
    live.click("console-erase")
    expect(live.page.get_by_text("Nobody in this study has this id")).to_be_visible(timeout=20_000)


@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 390)])
def test_the_console_is_for_everybody(tab: OpenTab, own_server: Server, scheme: str, width: int) -> None:
    live = tab(url=own_server.url, viewport={"width": width, "height": 900}, color_scheme=scheme)
    enter(live)
    assert_is_for_everybody(live, texts("en")("page-console"))
    assert live.page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_who_ended_is_sent_back_with_their_code_within_three_seconds(tab: OpenTab, own_server: Server) -> None:
    folder = own_server.database.parent / "studies"
    # The panel stands in for by this server itself: a redirect leads to https alone, so the address is caught.
    (folder / "quick.yaml").write_text(STUDY.replace("URL", "https://panel.example"), encoding="utf-8")
    live = tab(url=own_server.url)
    live.page.context.route("https://panel.example/**", lambda route: route.fulfill(body="thank you"))
    live.page.goto(f"{own_server.url}/study?name=quick&PROLIFIC_PID=one")
    expect(live.key("study-consent")).to_be_visible(timeout=20_000)
    live.click("study-consent-refuse")
    expect(live.key("study-code")).to_contain_text("NOTHANKS", timeout=20_000)
    live.page.wait_for_url("https://panel.example/about?cc=NOTHANKS", timeout=3000)
    live.requested[:] = [url for url in live.requested if not url.startswith("https://panel.example/")]
