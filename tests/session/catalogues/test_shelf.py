"""Catalogues besides the demo's: the operator's and those that visitors bring."""

from __future__ import annotations

from pathlib import Path

import pytest

from emotion.modalities import TEXT
from recommender.catalogue.imported import Plan, head, names_of
from recommender.ranking.ranker import Ranker
from session.catalogues import bringing, shelf
from session.catalogues.bringing import Bringing, Stage, Table
from session.catalogues.shelf import MOST_BROUGHT, Shelf, catalogue_names
from session.condition import Condition
from session.sitting.live import LiveSession
from session.sitting.shared import Shared, UnknownPartError
from session.studies.conditions import StudyCondition
from session.types import Consent
from tests import fakes
from tests.session.conftest import until


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Holds one catalogue, which is not read but made up."""
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / shelf.COMPUTED).touch()
    monkeypatch.setenv(shelf.FOLDER, str(tmp_path))
    monkeypatch.setattr(shelf, "load_catalogue", lambda _: fakes.catalogue(30))
    return tmp_path


def test_a_condition_may_name_a_catalogue_of_the_operators(folder: Path, shared: Shared) -> None:
    served = Shared(shared.models, shared.ranker, shared.log, Shelf(Ranker))
    assert catalogue_names() == ("mine",)
    mine = served.ranker_of(Condition(catalogue="mine"))
    assert len(mine.catalogue) == 30
    assert served.ranker_of(Condition(catalogue="mine")) is mine
    assert served.ranker_of(Condition()) is shared.ranker
    assert served.serves(Condition(catalogue="mine"))
    assert not served.serves(Condition(catalogue="other"))
    with pytest.raises(UnknownPartError):
        served.ranker_of(Condition(catalogue="other"))


def test_titles_of_a_catalogue_are_known_to_those_who_are_shown_it(folder: Path, shared: Shared) -> None:
    served = Shared(
        shared.models, shared.ranker, shared.log, Shelf(Ranker), understanding=fakes.FakeUnderstanding(["Another One"])
    )
    mine = Condition(catalogue="mine")
    title = served.ranker_of(mine).catalogue.items[29].title
    sitting = LiveSession("titles", served, Consent.to(TEXT), condition=mine)
    try:
        sitting.comment(f"something like {title}")
        assert [(one.slot, one.value) for one in sitting.settle(10).choices.wishes.wishes] == [("like", title)]
    finally:
        sitting.close()
    assert served.understanding_of(mine) is served.understanding_of(mine)
    assert served.understanding_of(Condition()) is served.understanding


def test_a_studys_file_may_name_it_and_nothing_else(folder: Path) -> None:
    assert StudyCondition(catalogue="mine").catalogue == "mine"
    with pytest.raises(ValueError, match="there is no catalogue"):
        StudyCondition(catalogue="other")


def test_of_many_that_were_brought_the_oldest_goes(ranker: Ranker) -> None:
    own = Shelf(Ranker)
    for number in range(MOST_BROUGHT + 1):
        own.put(f"brought-{number}", ranker)
    assert list(own) == [f"brought-{number}" for number in range(1, MOST_BROUGHT + 1)]
    own.drop("brought-1")
    assert "brought-1" not in own


def test_a_broken_table_is_told_by_row_and_changes_nothing() -> None:
    own = Shelf(Ranker)
    table = Table("mine.csv", b"kind,title,year,genres\nfilm,A,1999,drama\nfilm,B,,drama\n")
    brought = Bringing(table, Plan.of(names_of(head(table.file, 9))), False, own)
    until(lambda: not brought.running, 30)
    assert brought.stage is Stage.WRONG
    assert [one.parameters["row"] for one in brought.wrong] == [2]
    assert len(own) == 0
    brought.close()
    assert not table.file.exists()


def test_a_table_becomes_a_catalogue_that_a_visit_may_begin_with(monkeypatch: pytest.MonkeyPatch) -> None:
    """The process itself stands aside; what it says is what `python -m recommender import --json` says."""
    said = ['{"share": 0.5}', "something else", '{"items": 2, "skipped": 1}']

    class Process:
        stdout = None

        def __init__(self, *_: object, **__: object) -> None:
            import io

            self.stdout = io.StringIO("\n".join(said))

        def wait(self) -> int:
            return 0

        def kill(self) -> None:
            pass

    monkeypatch.setattr(bringing.subprocess, "Popen", Process)
    monkeypatch.setattr(shelf, "load_catalogue", lambda _: fakes.catalogue(30))
    own = Shelf(Ranker)
    brought = Bringing(Table("mine.csv", b""), Plan(), True, own)
    until(lambda: not brought.running)
    assert (brought.stage, brought.items, brought.skipped) == (Stage.READY, 2, 1)
    assert len(own[brought.name].catalogue) == 30
    brought.close()
    assert brought.name not in own
