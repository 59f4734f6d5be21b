"""The commands for studies, as a researcher types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from session.__main__ import main
from session.studies import design
from session.studies.store import Store

EXAMPLE = Path(design.__file__).parents[2] / "assets" / "studies" / "two-lists.yaml"


def test_the_schema_is_printed_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study-schema"]) == 0
    assert json.loads(capsys.readouterr().out)["properties"]["conditions"]


def test_a_study_is_checked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study-check", str(EXAMPLE)]) == 0
    assert "two-lists" in capsys.readouterr().out
    broken = tmp_path / "broken.yaml"
    broken.write_text("nmae: x\n", encoding="utf-8")
    assert main(["study-check", str(broken)]) == 1
    assert f"{broken}:1: nmae: no key has this name; did you mean 'name'?" in capsys.readouterr().err


def test_a_study_is_named_by_its_name_too(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["study-check", "two-lists"]) == 0
    assert main(["study-check", "no-lists"]) == 1
    assert "no study is named 'no-lists'" in capsys.readouterr().err


def test_an_export_is_written_and_checked(tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    Store(url).enrol(design.load(EXAMPLE), "one", {}, "consent")
    assert main(["export", "two-lists", str(tmp_path / "out"), "--database", url]) == 0
    assert "participants: 1 rows" in capsys.readouterr().out
    assert (tmp_path / "out" / "data" / "study-twolists_description-participants_data.csv").is_file()
    assert main(["export", "two-lists", str(tmp_path / "out"), "--database", url]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_an_exported_folder_is_analysed(tmp_path: Path, url: str, capsys: pytest.CaptureFixture[str]) -> None:
    Store(url).enrol(design.load(EXAMPLE), "one", {}, "consent")
    assert main(["analyse", "two-lists", "--database", url]) == 1
    assert "Nothing can be compared yet" in capsys.readouterr().out
    assert main(["export", "two-lists", str(tmp_path / "out"), "--database", url]) == 0
    capsys.readouterr()
    report = tmp_path / "report.html"
    assert main(["analyse", str(tmp_path / "out"), "--json", "--report", str(report), "--language", "de"]) == 1
    assert json.loads(capsys.readouterr().out)["people"] == {"active": 1}
    assert "Auswertung von two-lists" in report.read_text(encoding="utf-8")
    assert main(["analyse", str(tmp_path)]) == 1
    assert "is no exported study" in capsys.readouterr().err


def test_power_needs_something_to_be_expected(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["power", "two-claims", "--people", "20", "--runs", "10"]) == 0
    assert "20 people find +15.2 % of Engagement time under aware" in capsys.readouterr().out
    assert main(["power", "two-lists"]) == 1
    assert "expects nothing" in capsys.readouterr().err
