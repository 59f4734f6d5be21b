"""Who asks for it is erased with all their sittings, and nobody else is touched."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from session.__main__ import main
from session.record.log import EventLog
from session.sitting.shared import Shared
from session.studies.erasure import StillThereError, erase
from tests.session.studies.test_participation import Servers, fill, study_of, to_the_end


def rows(file: Path) -> set[tuple]:
    """Every row of the database, with its table."""
    with closing(sqlite3.connect(file)) as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {(table, *row) for table in tables for row in database.execute(f'SELECT * FROM "{table}"')}


def test_one_person_is_erased_and_the_others_stay_as_they_were(
    shared: Shared, url: str, log: EventLog, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    servers, study = Servers(shared, url), study_of("two-lists")
    servers.store.enrol(study, "another", {}, "consent")
    one = to_the_end(servers, study)
    sittings = {period.sitting for period in servers.store.periods(one.participant.id)}
    servers.sittings.close()
    servers.store.close()
    before = rows(tmp_path / "attune.db")
    assert main(["erase", study.name, "one", "--database", url]) == 0
    assert "rows erased" in capsys.readouterr().out
    after = rows(tmp_path / "attune.db")
    [(_, _, study_name, receipt, count, _)] = after - before
    assert (study_name, count) == (study.name, len(before - after))
    assert len(receipt) == 16
    gone = before - after
    assert {row[0] for row in gone} >= {"participants", "periods", "answers", "sittings", "lists", "actions", "steps"}
    assert [row for row in after if sittings & {cell for cell in row if isinstance(cell, str)}] == []
    assert [row[2:4] for row in after if row[0] == "participants"] == [(study.name, "another")]
    assert main(["erase", study.name, "one", "--database", url]) == 1


def test_who_is_at_it_is_not_erased_under_their_hands(shared: Shared, url: str, log: EventLog) -> None:
    servers, study = Servers(shared, url), study_of("two-lists")
    fill(servers.come(study))
    with pytest.raises(StillThereError):
        erase(study, "one", servers.store, log)
    assert len(servers.store.participants(study.name)) == 1
    servers.sittings.close()
