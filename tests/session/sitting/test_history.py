"""A history the person brings along: it counts, it is kept as ids alone, and it can be taken away for good."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from emotion.message import Message
from recommender.types import Loaded
from session.record import schema
from session.record.errors import LogError
from session.record.log import EventLog
from session.record.record import HISTORY
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from tests.session.conftest import ALL, Begin, until


def listed(session) -> list[str]:
    return [one.item.id for one in session.snapshot().recommendations]


def kept(log: EventLog, sitting: str) -> list[object]:
    return [row["value"] for row in log.rows(schema.settings, sitting) if row["name"] == HISTORY]


def test_what_is_brought_leaves_the_list_and_moves_it(begin: Begin) -> None:
    session = begin()
    before = listed(session)
    session.bring(Loaded(enjoyed=tuple(before[:2]), passed=(before[4],)))
    until(lambda: session.snapshot().list_version > 1)
    assert not {*before[:2], before[4]} & set(listed(session))
    assert session.snapshot().change.parameters["cause"] == Message("change-history-brought")
    assert session.snapshot().recommendations[0].terms["interest"] != 0


def test_ids_of_no_item_are_dropped_and_nothing_new_changes_nothing(begin: Begin, log: EventLog) -> None:
    session = begin()
    session.bring(Loaded(enjoyed=("item-3", "gone")))
    session.bring(Loaded(enjoyed=("item-3",)))
    assert session.snapshot().loaded == Loaded(enjoyed=("item-3",))
    assert kept(log, session.id) == [{"enjoyed": ("item-3",), "passed": ()}] or kept(log, session.id) == [
        {"enjoyed": ["item-3"], "passed": []}
    ]


def test_taken_away_it_counts_no_more_and_is_erased(begin: Begin, log: EventLog, tmp_path: Path) -> None:
    session = begin()
    before = listed(session)
    hidden = next(f"item-{n}" for n in range(20) if f"item-{n}" not in before)
    session.bring(Loaded(enjoyed=(before[0], hidden)))
    until(lambda: before[0] not in listed(session))
    log.flush()
    session.drop_history()
    assert session.snapshot().loaded == Loaded()
    until(lambda: before[0] in listed(session))
    assert kept(log, session.id) == []


def test_a_log_that_cannot_be_changed_is_told_and_it_counts_no_more_all_the_same(
    begin: Begin, log: EventLog, tmp_path: Path
) -> None:
    session = begin()
    session.bring(Loaded(enjoyed=("item-1",)))
    log.flush()
    other = sqlite3.connect(tmp_path / "attune.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(LogError, match="record-locked"):
        session.drop_history()
    other.close()
    assert session.snapshot().loaded == Loaded()


def test_a_sitting_taken_up_again_has_it_still(shared: Shared, log: EventLog) -> None:
    first = Sittings(shared)
    session = first.begin(ALL)
    session.bring(Loaded(enjoyed=("item-1", "item-2"), passed=("item-5",)))
    sitting = session.token
    first.close()
    again = Sittings(shared)
    assert again.find(sitting).snapshot().loaded == Loaded(("item-1", "item-2"), ("item-5",))
    again.find(sitting).drop_history()
    again.close()
    assert Sittings(shared).find(sitting).snapshot().loaded == Loaded()


def test_deleting_the_sitting_deletes_it(shared: Shared, log: EventLog) -> None:
    sittings = Sittings(shared)
    session = sittings.begin(ALL)
    session.bring(Loaded(enjoyed=("item-1",)))
    sittings.delete(session.token)
    assert kept(log, session.id) == []
