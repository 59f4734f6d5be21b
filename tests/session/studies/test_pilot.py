"""Simulated people go the way of real ones, and show the effect they were given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from session.record.log import EventLog
from session.sitting.registry import Sittings
from session.sitting.shared import Shared
from session.studies import pilot as simulated
from session.studies.analysis.measures import measured
from session.studies.design import Finishing, Status
from session.studies.pilot import pilot
from session.studies.store import Store
from session.studies.tables import tables
from tests.session.studies.test_killed import lacking
from tests.session.studies.test_participation import study_of


@pytest.fixture
def sittings(shared: Shared) -> Iterator[Sittings]:
    sittings = Sittings(shared)
    yield sittings
    sittings.close()


@pytest.fixture
def store(url: str) -> Store:
    return Store(url)


def test_every_one_ends_in_a_known_way_and_cells_stay_even(sittings: Sittings, store: Store) -> None:
    study = study_of("mood-or-habit")
    ended = pilot(study, 20, 3, store, sittings)
    people = store.participants(study.name)
    assert sum(ended.values()) == len(people) == 20
    assert ended == {status: sum(one.status == status for one in people) for status in {one.status for one in people}}
    assert ended[Status.DONE] >= 8
    of_cell = [sum(one.cell == cell for one in people) for cell in range(3)]
    assert max(of_cell) - min(of_cell) <= 1


def test_fifty_at_once_are_fifty_people_of_whom_nothing_is_lost(
    sittings: Sittings, store: Store, log: EventLog
) -> None:
    study = study_of("two-lists", people=100)
    ended = pilot(study, 50, 7, store, sittings, at_once=50)
    people = store.participants(study.name)
    assert sum(ended.values()) == len(people) == len({one.external_id for one in people}) == 50
    done = [one for one in people if one.status == Status.DONE]
    assert len(done) > 15
    assert {one.external_id: found for one in done if (found := lacking(study, store, log, one))} == {}
    of_cell = [sum(one.cell == cell for one in people) for cell in range(2)]
    assert max(of_cell) - min(of_cell) <= 1


def test_the_same_seed_is_the_same_people(sittings: Sittings, store: Store) -> None:
    study = study_of("two-lists")
    first = pilot(study, 3, 5, store, sittings)
    assert first == pilot(study, 3, 5, store, sittings)
    assert len(store.participants(study.name)) == 3


def test_they_finish_what_is_to_be_finished(sittings: Sittings, store: Store, log: EventLog) -> None:
    study = study_of("two-lists", task=Finishing(kind="finish", items=3))
    assert pilot(study, 3, 5, store, sittings)[Status.DONE] > 0
    events = tables(study, store, log)["events"].query("action == 'finish'")
    assert (events.groupby(["participant_id", "period"])["item_id"].nunique() == 3).all()


def test_a_planted_effect_is_in_the_data(
    sittings: Sittings, store: Store, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "LEAVES", 0.0)
    study = study_of("two-lists")
    pilot(study, 12, 1, store, sittings, {"aware": {"satisfaction": 0.25}})
    scores = tables(study, store, log)["scores"].query("score == 'satisfaction'")
    means = scores.astype({"value": float}).groupby("condition")["value"].mean()
    assert means["aware"] - means["behaviour"] == pytest.approx(0.25 * 6, abs=0.5)


def test_a_planted_effect_on_engagement_is_in_the_times_of_the_record(
    sittings: Sittings, store: Store, log: EventLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(simulated, "LEAVES", 0.0)
    study = study_of("two-lists")
    pilot(study, 12, 1, store, sittings, {"aware": {"engagement": 1.0}})
    table, _ = measured(study, tables(study, store, log))
    means = table.groupby("condition")["engagement"].mean()
    assert means["aware"] / means["behaviour"] == pytest.approx(2.0, abs=0.35)
