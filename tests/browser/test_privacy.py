"""What is kept, what is not, who sees it, and that it can be taken back."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing

import pytest
from playwright.sync_api import expect

from session.record import schema
from session.record.log import hashed
from session.record.steps import pack, unpack
from tests.browser.conftest import OpenTab
from tests.browser.live import Live
from tests.browser.server import Server

REMARK = "Oh joy, the plum tree blossoms and my sister is coming home"
HOSTILE = '<img src=x onerror="document.title=1"><b>bold</b> **stars** [link](/x) $x^2$ \u202eright \U0001f600'


def rows(app: Server) -> dict[str, list[tuple]]:
    """Every row of every table in the log."""
    with closing(sqlite3.connect(f"file:{app.database}?mode=ro", uri=True)) as log:
        tables = [name for (name,) in log.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {table: log.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables}


def sitting_of(app: Server, live: Live) -> str:
    """The id under which a tab's sitting is recorded."""
    with closing(sqlite3.connect(f"file:{app.database}?mode=ro", uri=True)) as log:
        query = "SELECT sitting_id FROM sittings WHERE token_hash = ?"
        return log.execute(query, (hashed(live.secret()),)).fetchone()[0]


def rows_of(app: Server, sitting: str) -> dict[str, list[tuple]]:
    """The rows that bear one sitting's id."""
    return {table: found for table, all_ in rows(app).items() if (found := [row for row in all_ if sitting in row])}


def sittings_kept(app: Server) -> set[str]:
    """The ids of all sittings of which any table keeps a row."""
    if not app.database.exists():
        return set()
    with closing(sqlite3.connect(f"file:{app.database}?mode=ro", uri=True)) as log:
        tables = [table.name for table in schema.OF_SITTINGS]
        return {i for table in tables for (i,) in log.execute(f'SELECT DISTINCT sitting_id FROM "{table}"')}


def found_in_files(app: Server, words: bytes) -> bool:
    return any(words in path.read_bytes() for path in app.database.parent.glob("attune.db*"))


def test_nothing_is_kept_before_consent(live: Live, app: Server) -> None:
    before = sittings_kept(app)
    live.open()
    live.page.wait_for_timeout(1500)
    assert sittings_kept(app) == before


def test_the_log_holds_what_the_notice_says_and_no_picture_or_sound(live: Live, app: Server) -> None:
    live.begin()
    live.sure_state()
    live.say(REMARK)
    live.click("rec-1-open")
    live.choose("live-view", "Correct me")
    live.slide("correct-pleasant", "End")
    live.click("correct-apply")
    live.page.wait_for_timeout(2500)

    kept = rows_of(app, sitting_of(app, live))
    values = [value for found in kept.values() for row in found for value in row]
    assert REMARK in " ".join(value for value in values if isinstance(value, str))
    for kind in ("state", "list", "comment", "correction"):
        assert any(kind in table for table in kept), f"nothing kept as {kind}: {sorted(kept)}"
    assert len(next(found for table, found in kept.items() if "state" in table)) >= 3
    packed = [value for value in values if isinstance(value, bytes)]
    assert packed
    assert all(pack(unpack(value)) == value for value in packed), "bytes could be a picture or sound"
    assert max(len(value) for value in values if isinstance(value, str)) < 20_000


def test_a_comment_of_markup_is_shown_as_text(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.say(HOSTILE)
    live.choose("live-view", "Journey")
    live.page.wait_for_timeout(2000)
    assert live.page.locator("img[src='x']").count() == 0
    assert live.page.get_by_role("link", name="link", exact=True).count() == 0
    assert live.page.locator("b", has_text="bold").count() == 0
    assert live.page.title() != "1"


def test_two_tabs_do_not_mix(tab: OpenTab) -> None:
    one, two = tab(), tab()
    for live in (one, two):
        live.begin(camera=False, microphone=False)
    assert one.secret() != two.secret()
    assert one.secret() not in one.page.url
    assert len(one.secret()) >= 20
    expect(two.key("rec-10")).to_be_visible()
    listed = two.titles()
    one.say("This is the happiest day of my life! We won, I love everybody!")
    assert one.sure_state(5).pleasant > 0.2
    two.page.wait_for_timeout(1000)
    assert two.state().emotion == "Not sure"
    assert two.titles() == listed
    two.say("I am so sad and alone, I cannot stop crying.")
    assert two.sure_state(5).pleasant < 0
    assert one.state().pleasant > 0


def test_a_reload_resumes_the_sitting(live: Live, app: Server) -> None:
    live.begin()
    live.sure_state()
    live.say(REMARK)
    live.choose("live-goal", "Lift")
    live.page.wait_for_timeout(1500)
    sitting = sitting_of(app, live)

    live.page.reload()
    expect(live.key("rec-1")).to_be_visible(timeout=20_000)
    assert sitting_of(app, live) == sitting
    assert live.key("live-consent").count() == 0
    if live.key("live-start").count():
        live.click("live-start")
    live.sure_state()
    assert any(REMARK in row for found in rows_of(app, sitting).values() for row in found)


def test_a_copied_address_opens_the_notice(tab: OpenTab) -> None:
    live, stranger = tab(), tab()
    live.begin(camera=False, microphone=False)
    stranger.page.goto(live.page.url)
    expect(stranger.key("live-consent")).to_be_visible(timeout=20_000)


def test_start_over_asks_the_next_person(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    live.click("start-over")
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)


def reset(live: Live) -> float:
    """Seconds until the next person is asked."""
    began = time.monotonic()
    live.click("reset-visitor")
    expect(live.key("live-consent")).to_be_visible(timeout=20_000)
    return time.monotonic() - began


@pytest.mark.timing
def test_a_reset_takes_less_than_two_seconds(live: Live) -> None:
    live.begin()
    live.say("a secret about zebras")
    live.sure_state()
    assert reset(live) < 2


def test_a_reset_leaves_nothing_of_the_visitor(live: Live, app: Server) -> None:
    live.begin(camera=False, microphone=False)
    live.say("a secret about zebras")
    expect(live.page.get_by_text("a secret about zebras")).to_be_visible(timeout=10_000)
    reset(live)
    assert "zebras" not in live.page.content()
    assert all(b"zebras" not in file.read_bytes() for file in app.database.parent.glob("attune.db*"))


def test_a_deletion_in_one_tab_ends_the_other(live: Live) -> None:
    live.begin(camera=False, microphone=False)
    other = Live(live.page.context.new_page(), live.url)
    other.page.goto(live.url)
    expect(other.key("rec-1")).to_be_visible(timeout=20_000)
    live.visit("About")
    live.click("delete-data")
    live.click("delete-confirm")
    expect(other.key("live-consent")).to_be_visible(timeout=20_000)


def test_delete_my_data_deletes_it(live: Live, app: Server) -> None:
    live.begin(camera=False, microphone=False)
    live.say(REMARK + " indeed")
    live.page.wait_for_timeout(2500)
    sitting = sitting_of(app, live)
    assert rows_of(app, sitting)
    assert found_in_files(app, b"sister is coming home indeed")

    live.visit("About")
    live.click("delete-data")
    live.click("delete-confirm")
    live.until(lambda: not rows_of(app, sitting), 15, "empty log")
    live.until(lambda: not found_in_files(app, b"sister is coming home indeed"), 5, "files without the comment")


@pytest.mark.parametrize("sensing", [True, False])
def test_nothing_reaches_out(live: Live, app: Server, sensing: bool) -> None:
    live.begin(camera=sensing, microphone=sensing)
    live.say(REMARK)
    live.page.wait_for_timeout(3000)
    assert app.hosts.stat().st_size > 0, "the watch sees at least this machine"
    assert app.outside_hosts() == set()
