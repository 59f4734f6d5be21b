"""The long run: it streams, it measures, and its exit code tells whether memory stayed."""

from __future__ import annotations

from contextlib import nullcontext

import pytest

from session import __main__, soak
from session.soak import Soaked
from tests import fakes

STEADY = Soaked(memory=(500.0, 510.0, 505.0), frames=900, face_rate=14.0, worker_error=None, log_error=None)


def test_it_streams_to_a_sitting_and_measures_each_minute(models, ranker, monkeypatch, capsys) -> None:
    monkeypatch.setattr(soak, "moving_portrait", lambda count: (fakes.frame("joy") for _ in range(count)))
    monkeypatch.setattr(soak, "ACTS_EVERY_S", 0.2)
    monkeypatch.setattr("session.serve.understanding_of", lambda *_: fakes.FakeUnderstanding())
    found = soak.soak(2, models, ranker, minute_s=0.8)
    assert len(found.memory) == 2
    assert all(50 < used < 20_000 for used in found.memory)
    assert found.frames >= 2
    assert found.face_rate > 0
    assert (found.worker_error, found.log_error) == (None, None)
    lines = capsys.readouterr().out.splitlines()
    assert [line[:11] for line in lines] == ["minute   1:", "minute   2:"]
    assert "MB" in lines[0]
    assert "1 of 1 seen" in lines[0]


def test_growth_counts_from_the_first_minute_to_the_worst() -> None:
    assert STEADY.growth == pytest.approx(0.02)
    assert STEADY.passed
    grown = Soaked((500.0, 530.0, 510.0), 900, 14.0, None, None)
    assert grown.growth == pytest.approx(0.06)
    assert not grown.passed
    assert not Soaked((500.0, 500.0), 900, 14.0, "Reading your face failed", None).passed
    assert not Soaked((500.0, 500.0), 900, 14.0, None, "The disk is full").passed
    assert not Soaked((500.0, 500.0), 900, 14.0, None, None, unseen=1).passed


def test_a_sitting_to_which_nothing_comes_is_counted(models, ranker, monkeypatch, capsys) -> None:
    monkeypatch.setattr(soak, "streaming", lambda *_, **__: nullcontext())
    monkeypatch.setattr("session.serve.understanding_of", lambda *_: fakes.FakeUnderstanding())
    found = soak.soak(2, models, ranker, minute_s=0.1)
    assert (found.unseen, found.passed) == (1, False)
    assert "0 of 1 seen" in capsys.readouterr().out


def test_the_slope_is_of_the_second_half_and_an_hour() -> None:
    rising = (*(100.0 + 10 * minute for minute in range(4)), *(200.0 + 0.1 * minute for minute in range(4)))
    assert Soaked(rising, 900, 14.0, None, None).slope == pytest.approx(60 * 0.1 / 200)
    assert Soaked((500.0, 510.0), 900, 14.0, None, None).slope == 0


@pytest.mark.parametrize(("found", "code"), [(STEADY, 0), (Soaked((500.0, 600.0), 900, 14.0, None, None), 1)])
def test_the_exit_code_tells(monkeypatch, capsys, found: Soaked, code: int) -> None:
    monkeypatch.setattr(__main__, "soak", lambda minutes, people: found)
    assert __main__.main(["soak", "--minutes", "3"]) == code
    assert f"memory grew {found.growth:+.1%} after the first minute" in capsys.readouterr().out


def test_too_short_a_run_is_refused(capsys) -> None:
    with pytest.raises(SystemExit):
        __main__.main(["soak", "--minutes", "1"])
    assert "needs at least 2" in capsys.readouterr().err
