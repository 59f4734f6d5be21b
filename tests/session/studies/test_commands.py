"""The commands for studies, as a researcher types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from session.__main__ import main
from session.studies import design

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
