"""A visit that is reset leaves no trace: not on the page, not in memory, not in the record."""

from __future__ import annotations

import gc
import secrets
import sqlite3
import time
from pathlib import Path

from streamlit.testing.v1 import AppTest

from emotion.modalities import TEXT
from pages.parts.shared import resources
from pages.texts import texts
from session.types import Consent
from tests.pages.conftest import Opener, session_of, shown

WORDS = Consent.to(TEXT)

AT_ONCE = 1000
"""Objects that are looked at together, which is quicker than one by one."""


def held(mark: str) -> list[str]:
    """The objects of this process that refer to a text with this mark, besides to the mark itself."""
    gc.unfreeze()
    gc.collect()

    def refer(*objects: object) -> bool:
        return any(type(part) is str and mark in part and part is not mark for part in gc.get_referents(*objects))

    everything, found = gc.get_objects(), []
    for start in range(0, len(everything), AT_ONCE):
        some = everything[start : start + AT_ONCE]
        if refer(*some):
            found += [f"{type(one).__name__} {one!r:.200}" for one in some if refer(one)]
    return found


def in_the_database(folder: Path, mark: str) -> list[Path]:
    return [file for file in folder.glob("attune.db*") if mark.encode() in file.read_bytes()]


def visit(app: AppTest, mark: str) -> None:
    """Everything that leaves a trace: a comment, a title typed, an item opened and liked, a correction."""
    app.chat_input(key="live-comment").set_value(f"I am happy {mark}").run().run()
    app.button(key="rec-1-open").click().run()
    app.button(key="rec-2-like").click().run()
    app.segmented_control(key="live-view").set_value("correct").run()
    resources.log().flush()


def test_nothing_is_left_and_the_next_person_is_asked(open_app: Opener, tmp_path: Path) -> None:
    app = open_app(WORDS)
    mark = f"mark{secrets.token_hex(8)}"
    visit(app, mark)
    session = session_of(app)
    sitting_id = session.id
    assert in_the_database(tmp_path, mark)
    assert held(mark)
    assert mark in shown(app)
    del session
    began = time.monotonic()
    app.button(key="reset-visitor").click().run()
    assert time.monotonic() - began < 10
    assert texts("en")("notice-title") in shown(app)
    assert mark not in shown(app)
    assert mark not in str(app.session_state)
    assert in_the_database(tmp_path, mark) == []
    with sqlite3.connect(tmp_path / "attune.db") as database:
        assert database.execute("SELECT count(*) FROM sittings WHERE sitting_id = ?", [sitting_id]).fetchone() == (0,)
    assert held(mark) == []


def test_start_over_keeps_what_is_recorded(open_app: Opener, tmp_path: Path) -> None:
    app = open_app(WORDS)
    mark = f"mark{secrets.token_hex(8)}"
    visit(app, mark)
    app.button(key="start-over").click().run()
    assert in_the_database(tmp_path, mark)
