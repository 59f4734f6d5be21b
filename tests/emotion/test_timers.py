"""Timers of other packages are found beside this one, by convention."""

from __future__ import annotations

from pathlib import Path

import pytest

from emotion.timers import timers


def test_cycle_and_begin_of_a_sitting_are_timed_too() -> None:
    assert list(timers()) == ["cycle", "begin"]


def test_a_package_without_timers_adds_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("made_with", "made_without"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").touch()
    (tmp_path / "made_with" / "timers.py").write_text("TIMERS = {'made': len}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    assert timers(tmp_path) == {"made": len}
