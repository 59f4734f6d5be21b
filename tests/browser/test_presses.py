"""Whatever a person presses counts, however the runs of the page interrupt each other."""

from __future__ import annotations

import sqlite3
from contextlib import closing

from tests.browser.live import Live
from tests.browser.server import Server
from tests.browser.test_privacy import sitting_of

PRESSES = 12

# A press in a part of the page, and right behind it something that has the whole page run anew.
_PRESS_AND_RERUN = """async ([press, rerun, wait]) => {
    const button = key => document.querySelector(`.st-key-${key} button`)
    button(press).click()
    await new Promise(resolve => setTimeout(resolve, wait))
    button(rerun).click()
}"""


def kept(app: Server, live: Live, table: str, column: str) -> list[str]:
    """What a table of the record holds of a tab's sitting."""
    with closing(sqlite3.connect(f"file:{app.database}?mode=ro", uri=True)) as log:
        query = f'SELECT "{column}" FROM "{table}" WHERE sitting_id = ? ORDER BY id'
        return [found for (found,) in log.execute(query, (sitting_of(app, live),))]


def test_each_press_counts_once_though_runs_are_interrupted(live: Live, app: Server) -> None:
    live.begin(camera=False, microphone=False)
    live.page.wait_for_timeout(2000)
    for number in range(PRESSES):
        before = len(kept(app, live, "actions", "action"))
        live.page.evaluate(_PRESS_AND_RERUN, [f"rec-{number % 5 + 1}-like", "correct-open", 4 * number])
        live.until(lambda n=before: len(kept(app, live, "actions", "action")) > n, 8, f"press {number} in the record")
        live.page.wait_for_timeout(400)
    assert len(kept(app, live, "actions", "action")) == PRESSES, "each once"


def test_start_and_stop_count_though_runs_are_interrupted(live: Live) -> None:
    live.begin()
    for _ in range(5):
        for press, other in (("live-stop", "live-start"), ("live-start", "live-stop")):
            live.until(lambda key=press: live.key(key).get_by_role("button").is_enabled(), 8, f"{press} to press")
            live.page.evaluate(_PRESS_AND_RERUN, [press, "correct-open", 20])
            live.until(lambda key=other: live.key(key).get_by_role("button").is_enabled(), 8, f"{press} having counted")


def test_a_comment_is_kept_once_however_early_it_is_sent(tab, app: Server) -> None:
    for number in range(4):
        live = tab()
        live.open()
        live.agree(camera=False, microphone=False)
        live.say(f"early word {number}")
        live.until(lambda live=live: kept(app, live, "comments", "text"), 10, "comment in the record")
        live.page.wait_for_timeout(1500)
        assert kept(app, live, "comments", "text") == [f"early word {number}"]
