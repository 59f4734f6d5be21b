"""A study's export is a Psych-DS folder that holds all that was answered, and computes nothing in a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from session.record.log import EventLog
from session.sitting.shared import Shared
from session.studies.export import export
from session.studies.psychds import problems
from tests.session.studies.test_participation import FOLDER, Servers, study_of, to_the_end


@pytest.fixture
def out(shared: Shared, url: str, log: EventLog, tmp_path: Path) -> Iterator[Path]:
    """The export of a study that one person completed and one, whose id is a formula, only began."""
    servers, study = Servers(shared, url), study_of("two-lists")
    one = to_the_end(servers, study)
    servers.store.enrol(study, "=HYPERLINK(1)", {}, "consent")
    assert servers.store.answers(one.participant.id)
    export(study, FOLDER / "two-lists.yaml", servers.store, log, tmp_path / "out")
    yield tmp_path / "out"
    servers.sittings.close()


def table(out: Path, name: str) -> pd.DataFrame:
    return pd.read_csv(out / "data" / f"study-twolists_description-{name}_data.csv")


def test_it_keeps_every_rule_of_the_standard(out: Path) -> None:
    assert problems(out) == []


def test_it_holds_all_that_was_answered_scored_and_shown(out: Path) -> None:
    people = table(out, "participants")
    assert people["status"].tolist() == ["done", "active"]
    answers = table(out, "answers")
    assert answers.query("step == 'after-sus'")["number"].tolist() == [1] * 10
    scores = table(out, "scores").set_index(["step", "score"])["value"]
    assert scores["after-sus", "sus"] == pytest.approx(50)
    assert scores["before-affective-slider", "pleasure"] == 0
    assert sorted(table(out, "conditions")["condition"]) == ["aware", "behaviour"]
    assert table(out, "events").groupby("period").size().tolist() == [8, 8]
    lists = table(out, "lists")
    terms = [column for column in lists.columns if column.startswith("term_")]
    assert lists[terms].sum(axis=1).tolist() == pytest.approx(lists["score_of_item"].tolist(), abs=1e-5)
    assert lists.query("condition == 'behaviour'")["term_affect"].abs().max() == 0


def test_no_cell_is_computed_and_numbers_stay_numbers(out: Path) -> None:
    assert table(out, "participants")["participant_id"].tolist() == ["one", "'=HYPERLINK(1)"]
    assert table(out, "answers")["number"].dtype.kind == "f"


def test_the_same_tables_are_there_as_parquet(out: Path) -> None:
    for file in (out / "data").glob("*.csv"):
        name = file.stem.split("-")[-1].removesuffix("_data")
        assert len(pd.read_parquet(out / "parquet" / f"{name}.parquet")) == len(pd.read_csv(file))


def test_the_studys_own_file_and_the_versions_come_with_it(out: Path) -> None:
    assert (out / "materials" / "study.yaml").read_bytes() == (FOLDER / "two-lists.yaml").read_bytes()
    [versions] = json.loads((out / "documentation" / "versions.json").read_text(encoding="utf-8"))
    assert versions["sittings"] == 2
    assert "aware behaviour, done: 1" in (out / "documentation" / "report.md").read_text(encoding="utf-8") or (
        "behaviour aware, done: 1" in (out / "documentation" / "report.md").read_text(encoding="utf-8")
    )


def test_a_folder_with_something_in_it_is_left_alone(out: Path, log: EventLog, url: str) -> None:
    from session.studies.store import Store

    with pytest.raises(FileExistsError):
        export(study_of("two-lists"), FOLDER / "two-lists.yaml", Store(url), log, out)


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda out: (out / "data" / "x.csv").write_text("a\n1\n"), "no name of a data file"),
        (lambda out: (out / "data" / "study-a_data.csv").write_text("a,a\n1,2\n"), "name of its own"),
        (lambda out: (out / "data" / "study-a_data.csv").write_text("cell,step\n1\n"), "as wide"),
        (lambda out: (out / "data" / "study-a_data.csv").write_text("new\n1\n"), "lacks new"),
        (lambda out: (out / "data" / "study-a_data.csv").write_text("row_id\n1\n1\n"), "row_id is not unique"),
        (lambda out: (out / "data" / "person-a_data.csv").write_text("cell\n1\n"), "person is no keyword"),
        (lambda out: (out / "README.md").unlink(), "README.md is missing"),
        (lambda out: (out / "dataset_description.json").write_text("{"), "cannot be read"),
        (lambda out: (out / "dataset_description.json").write_text("{}"), "name is missing"),
    ],
)
def test_what_breaks_the_standard_is_found(out: Path, spoil, told: str) -> None:
    spoil(out)
    assert [problem for problem in problems(out) if told in problem]
