"""A study in a real browser, from the link to the code, with a reload amid the task."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing, suppress

import pytest
from playwright.sync_api import TimeoutError, expect

from session.studies import library
from session.studies.design import Status
from tests.browser.conftest import OpenTab
from tests.browser.gate import Gate
from tests.browser.live import Live
from tests.browser.server import Server

STUDY = library.find("two-lists")


def open_link(live: Live, person: str) -> None:
    live.page.goto(f"{live.url}/study?name={STUDY.name}&PROLIFIC_PID={person}")
    live.settle()


def press(live: Live, name: str) -> None:
    live.click(name)
    live.page.wait_for_timeout(300)  # a second press of the same button within 0.2 s is taken for a double click
    live.settle()


def feel(live: Live) -> None:
    """Answer the Affective Slider."""
    for item, key in (("arousal", "Home"), ("pleasure", "End")):
        live.slide(f"study-answer-{item}", key)
        live.settle()
    press(live, "study-next")


def choose(live: Live, instrument: str, value: int) -> None:
    """Answer each item of a questionnaire with the same number."""
    expect(live.key(f"study-{instrument}")).to_be_visible()
    for item in STUDY.instruments[instrument].items:
        live.key(f"study-answer-{item.name}").locator("label", has_text=str(value)).first.click()
        live.settle()
    press(live, "study-next")


def rate(live: Live, reload: bool = False) -> None:
    """Like what is not liked yet until the task is over."""
    expect(live.key("rec-1")).to_be_visible(timeout=120_000)
    if reload:
        live.page.reload()
        expect(live.key("rec-1")).to_be_visible(timeout=20_000)

    def over() -> bool:
        """Whether the task is over; likes one more where it isn't. The list may move away under the pointer."""
        with suppress(TimeoutError):
            live.page.get_by_role("button", name=re.compile("Like ")).first.click(timeout=2000)
        live.page.wait_for_timeout(700)
        return live.key("study-next").count() > 0

    live.until(over, 180, "end of the task")
    press(live, "study-next")


def test_a_study_from_its_link_to_its_code(tab: OpenTab, app: Server) -> None:
    live = tab()
    open_link(live, "browser-one")
    expect(live.key("study-consent")).to_be_visible(timeout=20_000)
    expect(live.page.get_by_test_id("stTopNavLink")).to_have_count(0)
    press(live, "study-consent-agree")
    feel(live)
    for reload in (True, False):
        rate(live, reload)
        feel(live)
        choose(live, "satisfaction", 5)
    choose(live, "sus", 4)
    press(live, "study-next")
    press(live, "study-next")
    expect(live.key("study-code")).to_contain_text(STUDY.all_codes()[Status.DONE])
    with closing(sqlite3.connect(f"file:{app.database}?mode=ro", uri=True)) as database:
        [(person, status)] = database.execute(
            "SELECT id, status FROM participants WHERE external_id = 'browser-one'"
        ).fetchall()
        periods = database.execute("SELECT sitting FROM periods WHERE participant = ?", (person,)).fetchall()
        liked = [
            database.execute("SELECT count(DISTINCT item_id) FROM actions WHERE sitting_id = ?", period).fetchone()[0]
            for period in periods
        ]
    assert status == Status.DONE
    assert min(liked) >= STUDY.task.items


@pytest.mark.parametrize(
    "seconds", [5, *(pytest.param(long, marks=[pytest.mark.long, pytest.mark.timeout(900)]) for long in (60, 180))]
)
def test_a_connection_that_drops_amid_the_task_costs_nothing(tab: OpenTab, app: Server, seconds: float) -> None:
    gate, person = Gate(app.url), f"dropped-{seconds}"
    live = tab(url=gate.url)
    open_link(live, person)
    expect(live.key("study-consent")).to_be_visible(timeout=20_000)
    press(live, "study-consent-agree")
    feel(live)
    expect(live.key("rec-1")).to_be_visible(timeout=120_000)
    live.page.get_by_role("button", name=re.compile("Like ")).first.click()
    left = live.key("study-task").get_by_text(re.compile(rf"\b{STUDY.task.items - 1}\b"))
    expect(left).to_be_visible(timeout=20_000)
    gate.shut()
    live.page.wait_for_timeout(1000 * seconds)
    gate.open()
    expect(live.page.get_by_test_id("stConnectionStatus")).to_have_count(0, timeout=60_000)
    expect(left).to_be_visible(timeout=60_000)
    rate(live)
    with closing(sqlite3.connect(f"file:{app.database}?mode=ro", uri=True)) as database:
        came = database.execute("SELECT id, step FROM participants WHERE external_id = ?", (person,)).fetchall()
        periods = database.execute("SELECT sitting FROM periods WHERE participant = ?", (came[0][0],)).fetchall()
        liked = "SELECT count(DISTINCT item_id) FROM actions WHERE sitting_id = ? AND action = 'like'"
        assert [database.execute(liked, period).fetchone()[0] for period in periods] == [STUDY.task.items]
    assert [step for _, step in came] == ["after-task-1-affective-slider"]
    gate.close()
