"""Simulated people go through the real app again and again, and what came of it is counted against what was planted."""

from __future__ import annotations

from dataclasses import replace

import pytest

from session.sitting.shared import Shared
from session.studies import pilot as simulated
from session.studies.analysis.calibration import calibrate, planted
from tests.session.studies.test_participation import study_of

EFFECT = {"aware": {"satisfaction": 0.3, "engagement": 0.5}}


def test_what_is_planted_is_told_as_the_analysis_tells_it() -> None:
    study = study_of("two-lists")
    assert planted(study, EFFECT, "satisfaction", "aware") == pytest.approx(0.3 * 6)
    assert planted(study, EFFECT, "engagement", "aware") == 0.5
    assert planted(study, EFFECT, "affective-slider-pleasure", "aware") == 0.0
    assert planted(study, EFFECT, "dwell", "aware") is None


def test_a_large_effect_is_found_each_time(shared: Shared, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(simulated, "LEAVES", 0.0)
    told = []
    counted = calibrate(
        study_of("two-lists"), EFFECT, 8, 2, lambda log: replace(shared, log=log), lambda run, _: told.append(run)
    )
    assert told == [1, 2]
    assert counted["satisfaction", "aware"].found == counted["satisfaction", "aware"].runs == 2
    assert counted["affective-slider-arousal", "aware"].runs == 2
    assert ("dwell", "aware") not in counted
