"""Several processes share a record: no sitting ever has two writers, and none is lost when a process goes."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from recommender.ranking.ranker import Ranker
from recommender.types import Action, Goal
from session.record import schema
from session.record.errors import LogError
from session.record.leases import LEASE_S, Leases
from session.record.log import EventLog
from session.sitting.live import LiveSession
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from tests import fakes
from tests.postgres.conftest import Server
from tests.session.conftest import ALL, until


@dataclass
class Process:
    """What a process has of its own."""

    sittings: Sittings

    @property
    def log(self) -> EventLog:
        return self.sittings.log

    def dies(self) -> None:
        """As when it is killed: nothing is written or let go of any more."""
        self.log._writer.close()

    def holds(self, sitting_id: str) -> bool:
        with self.log._database.connected().connect() as connection:
            query = schema.leases.select().where(schema.leases.c.sitting_id == sitting_id)
            return [row.holder for row in connection.execute(query)] == [self.log._leases.holder]


@pytest.fixture
def two(server: Server, database: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Process]]:
    monkeypatch.setattr("session.record.database.user_data_path", lambda *_: tmp_path)
    found = [
        Process(Sittings(Shared(fakes.FakeModels(), Ranker(fakes.catalogue()), EventLog(server.url(database)))))
        for _ in range(2)
    ]
    for one in found:
        one.log.flush()
    yield found
    for one in found:
        one.sittings.close()


def likes(session: LiveSession, row: int) -> str:
    """Like an item of the list; its id."""
    shown = session.snapshot()
    item = shown.recommendations[row].item.id
    session.act(item, Action.LIKE, row + 1, shown.list_version)
    return item


def written(process: Process, sitting_id: str) -> list[str]:
    return [row["item_id"] for row in process.log.rows(schema.actions, sitting_id)]


def test_who_asks_for_a_sitting_gets_it_with_all_that_was_done(two: list[Process]) -> None:
    first, second = two
    here = first.sittings.begin(ALL)
    here.set_goal(Goal.LIFT)
    first.log.flush()
    liked = likes(here, 0)
    started = time.monotonic()
    there = second.sittings.find(here.token)
    assert time.monotonic() - started < LEASE_S, "handed over, not waited out"
    assert there.id == here.id
    assert (there.snapshot().choices.goal, there.snapshot().choices.liked) == (Goal.LIFT, {liked})
    assert here.closed
    assert len(first.sittings) == 0
    assert second.holds(here.id)


def test_who_handed_over_writes_nothing_more_and_says_so(two: list[Process]) -> None:
    first, second = two
    here = first.sittings.begin(ALL)
    first.log.flush()
    there = second.sittings.find(here.token)
    first.log.record(schema.comments, here.id, time.monotonic(), text="too late")
    other = likes(there, 1)
    second.log.flush()
    first.log.flush()
    assert second.log.rows(schema.comments, here.id) == []
    assert written(second, here.id) == [other]
    with pytest.raises(LogError, match="record-elsewhere"):
        first.sittings.find(here.token)
    assert second.holds(here.id), "not asked back for"


def test_a_process_that_lost_its_lease_unasked_stops_writing(two: list[Process], server: Server, database: str) -> None:
    first, second = two
    here = first.sittings.begin(ALL)
    likes(here, 0)
    first.log.flush()
    before = written(second, here.id)
    with server.connect(database) as connection:
        connection.execute("UPDATE leases SET holder = 'another'")
    likes(here, 1)
    first.log.flush()
    until(lambda: here.closed)
    assert written(second, here.id) == before
    assert first.log.goes_on_elsewhere(here.id)
    assert here._record.error.key == "record-elsewhere"


def test_a_killed_process_keeps_a_sitting_no_longer_than_its_lease(two: list[Process]) -> None:
    first, second = two
    here = first.sittings.begin(ALL)
    liked = likes(here, 0)
    first.log.flush()
    first.dies()
    started = time.monotonic()
    there = second.sittings.find(here.token)
    assert time.monotonic() - started < LEASE_S + 2
    assert there.snapshot().choices.liked == {liked}


def test_a_process_that_ends_leaves_its_sittings_free_at_once(two: list[Process]) -> None:
    first, second = two
    here = first.sittings.begin(ALL)
    liked = likes(here, 0)
    first.sittings.close()
    started = time.monotonic()
    assert second.sittings.find(here.token).snapshot().choices.liked == {liked}
    assert time.monotonic() - started < 2


def test_only_one_of_two_that_ask_at_once_gets_it(two: list[Process]) -> None:
    here = two[0].sittings.begin(ALL)
    two[0].sittings.close()
    connected = two[1].log._database.connected()
    leases, found, gate = [Leases(), Leases()], [], threading.Barrier(2)

    def asks(number: int) -> None:
        gate.wait()
        with connected.begin() as connection:
            found.append(leases[number].take(connection, here.id))

    threads = [threading.Thread(target=asks, args=(number,)) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(found) == [False, True]


def test_a_sitting_begins_while_the_server_is_away_and_is_written_once_it_is_back(
    two: list[Process], server: Server
) -> None:
    first, second = two
    server.stop()
    started = time.monotonic()
    here = first.sittings.begin(ALL)
    assert time.monotonic() - started < 2
    liked = likes(here, 0)
    time.sleep(2)
    server.start()
    until(lambda: first.log.error is None and first.holds(here.id), 15)
    assert written(second, here.id) == [liked]


def test_a_sitting_that_idles_keeps_its_lease(two: list[Process], server: Server, database: str) -> None:
    here = two[0].sittings.begin(ALL)
    two[0].log.flush()
    time.sleep(LEASE_S + 1)
    with server.connect(database) as connection:
        [left] = connection.execute("SELECT until - extract(epoch FROM clock_timestamp()) FROM leases").fetchone()
    assert left > 0
    assert two[0].holds(here.id)


def test_who_deletes_their_data_leaves_no_lease_either(two: list[Process], server: Server, database: str) -> None:
    here = two[0].sittings.begin(ALL)
    two[0].log.flush()
    assert two[0].sittings.delete(here.token) > 0
    two[0].log.flush()
    with server.connect(database) as connection:
        assert connection.execute("SELECT count(*) FROM leases").fetchone() == (0,)
    assert two[1].sittings.find(here.token) is None
