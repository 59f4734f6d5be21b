"""A study's export is a Psych-DS folder that holds all that was answered, and computes nothing in a spreadsheet."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from session.record.log import EventLog
from session.sitting.shared import Shared
from session.studies.export import IN_PANDAS, IN_R, export
from session.studies.psychds import problems
from session.studies.store import Store
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


def test_what_is_missing_is_reported_and_each_column_described(out: Path) -> None:
    told = (out / "documentation" / "report.md").read_text(encoding="utf-8")
    assert "- not finished, last at consent: 1" in told
    assert "- after-sus, sus: 1 asked, 0 missing" in told
    assert "- ids that occur more than once: 0" in told
    book = pd.read_csv(out / "documentation" / "codebook.csv").set_index("name")
    assert book.loc["valence", ["minValue", "maxValue"]].tolist() == [-1, 1]
    assert book.loc["time", "unitText"] == "s"


def test_one_line_loads_all_tables_in_pandas(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(out)
    loaded: dict[str, dict[str, pd.DataFrame]] = {}
    exec(IN_PANDAS, {"pd": pd, "Path": Path}, loaded)
    assert IN_PANDAS in (out / "README.md").read_text(encoding="utf-8")
    assert len(loaded["tables"]["study-twolists_description-answers_data"]) == len(table(out, "answers"))


@pytest.mark.r
def test_one_line_loads_all_tables_in_r(out: Path) -> None:
    count = 'cat(nrow(tables[["data/study-twolists_description-answers_data.csv"]]))'
    ran = subprocess.run(["Rscript", "-e", f"{IN_R}; {count}"], cwd=out, capture_output=True, text=True, check=True)
    assert int(ran.stdout) == len(table(out, "answers"))


def test_the_events_lie_in_bids_form_too(out: Path) -> None:
    people = pd.read_csv(out / "bids" / "participants.tsv", sep="\t")
    assert people["participant_id"].tolist() == ["sub-0001", "sub-0002"]
    assert people["external_id"].tolist() == ["one", "'=HYPERLINK(1)"]
    files = sorted((out / "bids").rglob("*_events.tsv"))
    assert [file.name for file in files] == [f"sub-0001_ses-0{n}_task-list_events.tsv" for n in (1, 2)]
    events = pd.read_csv(files[0], sep="\t")
    assert list(events.columns[:3]) == ["onset", "duration", "trial_type"]
    assert events["onset"].is_monotonic_increasing
    assert (events["trial_type"] == "like").sum() == 8
    assert json.loads((out / "bids" / "dataset_description.json").read_text(encoding="utf-8"))["BIDSVersion"]


def test_nobody_is_a_valid_export_of_nothing(url: str, log: EventLog, tmp_path: Path) -> None:
    assert export(study_of("two-lists"), FOLDER / "two-lists.yaml", Store(url), log, tmp_path / "empty") == {}
    assert "nothing was sensed" in (tmp_path / "empty" / "documentation" / "report.md").read_text(encoding="utf-8")


def test_a_folder_with_something_in_it_is_left_alone(out: Path, log: EventLog, url: str) -> None:
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
        (lambda out: (out / "dataset_description.json").write_text('{"privacyPolicy": 1}'), "no property of a data"),
        (lambda out: (out / "notes.txt").write_text("x"), "notes.txt is outside of the standard"),
        (lambda out: (out / ".psychdsignore").write_text("bids/\n"), "parquet/answers.parquet is outside"),
        (lambda out: (out / "data" / "file_metadata.json").unlink(), "data/file_metadata.json is missing"),
        (lambda out: next((out / "data").glob("*answers_data.json")).unlink(), "answers_data.json cannot be read"),
        (lambda out: next((out / "data").glob("*answers_data.json")).write_text("{}"), "does not list what"),
    ],
)
def test_what_breaks_the_standard_is_found(out: Path, spoil, told: str) -> None:
    spoil(out)
    assert [problem for problem in problems(out) if told in problem]
