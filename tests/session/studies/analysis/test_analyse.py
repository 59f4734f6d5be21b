"""What a study measured of each person, from tables whose figures can be counted by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from pages.texts import LANGUAGES, texts
from session.studies.analysis import figures, recovery, report, saying
from session.studies.analysis.analyse import Analysis, analyse
from session.studies.analysis.measures import measured
from session.studies.design import Study, load

FOLDER = Path(__file__).parents[4] / "assets" / "studies"

PEOPLE = 8


@pytest.fixture(scope="module")
def study() -> Study:
    return load(FOLDER / "two-lists.yaml")


@pytest.fixture(scope="module")
def tables(study: Study) -> dict[str, pd.DataFrame]:
    """Eight people who complete it and one who leaves; under aware everybody takes longer and recovers sooner."""
    rng = np.random.default_rng(0)
    found: dict[str, list[dict]] = {name: [] for name in ("participants", "conditions", "events", "states", "scores")}
    for number in range(PEOPLE + 1):
        person = {"participant_id": f"p{number}"}
        status = "done" if number < PEOPLE else "active"
        found["participants"].append(person | {"status": status, "study_digest": study.digest})
        order = ("aware", "behaviour") if number % 2 else ("behaviour", "aware")
        for period, condition in enumerate(order, start=1):
            key = person | {"period": period, "condition": condition}
            aware = condition == "aware"
            found["conditions"].append(key | {"began": 1000.0, "ended": 1100.0})
            end = (80 if aware else 40) + number
            acts = [(10.0, "open"), (16.0, "like"), (20.0, "open"), (float(end), "no")]
            found["events"] += [key | {"time": time, "action": action} for time, action in acts]
            lasts = (5 if aware else 20) + number
            for second in range(40):
                low = 3 <= second < 3 + lasts
                valence = -0.5 if low else 0.3
                state = {"time": float(second), "unknown": False, "valence": valence, "smoothed_valence": valence}
                found["states"].append(key | state)
            value = (6.0 if aware else 4.0) + rng.normal(0, 0.3)
            score = {"instrument": "satisfaction", "score": "satisfaction", "value": value}
            found["scores"].append(key | score | {"step": f"after-task-{period}-satisfaction"})
    return {name: pd.DataFrame(rows) for name, rows in found.items()}


@pytest.fixture(scope="module")
def analysis(study: Study, tables: dict[str, pd.DataFrame]) -> Analysis:
    return analyse(study, tables, resamples=200)


def test_each_measure_is_what_it_says(study: Study, tables: dict[str, pd.DataFrame]) -> None:
    table, measures = measured(study, tables)
    assert {one.name for one in measures} == {"engagement", "clicks", "dwell", "volatility", "satisfaction"}
    assert len(table) == 2 * PEOPLE
    first = table[(table["participant_id"] == "p0") & (table["condition"] == "aware")].iloc[0]
    assert first["engagement"] == 80
    assert first["clicks"] == 4
    assert first["dwell"] == pytest.approx((6 + 60) / 2)
    assert first["volatility"] == pytest.approx(np.sqrt(2 * 0.8**2 / 39))


def test_low_feelings_last_until_they_pass_or_are_censored(tables: dict[str, pd.DataFrame]) -> None:
    rows = recovery.episodes(tables)
    assert len(rows) == 2 * PEOPLE
    assert rows.query("condition == 'aware'")["seconds"].tolist() == [5 + number for number in range(PEOPLE)]
    cut = tables | {"states": tables["states"][tables["states"]["time"] < 10]}
    assert not recovery.episodes(cut)["passed"].any() or (recovery.episodes(cut)["seconds"] <= 6).all()


def test_the_curve_is_kaplan_and_meiers() -> None:
    from statsmodels.duration.survfunc import SurvfuncRight

    rng = np.random.default_rng(1)
    seconds, passed = rng.integers(1, 9, 40).astype(float), rng.random(40) < 0.7
    own, theirs = recovery.curve(seconds, passed), SurvfuncRight(seconds, passed)
    assert own.shares[1:] == pytest.approx(theirs.surv_prob[: len(own.shares) - 1])
    assert recovery.curve(np.array([2.0, 4.0]), np.array([True, True])).mean_until(4.0) == pytest.approx(3.0)


def test_every_difference_is_found_and_the_planned_come_first(analysis: Analysis) -> None:
    found = {one.measure: one for one in analysis.effects}
    assert next(iter(found)) == "satisfaction"
    assert found["satisfaction"].planned
    assert found["satisfaction"].difference == pytest.approx(2.0, abs=0.4)
    assert found["engagement"].difference == pytest.approx(0.9, abs=0.15)
    assert found["recovery"].difference == pytest.approx(-15, abs=1)
    assert all(found[name].found for name in ("satisfaction", "engagement", "recovery"))
    assert not found["clicks"].found
    assert analysis.people == {"done": 8, "active": 1}


def test_a_file_changed_after_people_came_is_said(study: Study, tables: dict[str, pd.DataFrame]) -> None:
    changed = tables | {"participants": tables["participants"].assign(study_digest="another")}
    found = analyse(study, changed, resamples=200)
    assert not found.unchanged
    assert "changed after people had begun" in " ".join(map(texts("en").say, saying.methods(found)))


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_one_page_with_its_figures(analysis: Analysis, language: str) -> None:
    page = report.html(analysis, texts(language).say, language, ({"app": "1", "sittings": 16},))
    assert page.count("<svg") == 3
    assert "Williams" in page
    assert "Attune 1" in page
    assert "http" not in page.replace("http://www.w3.org", "")


def test_what_a_study_is_called_is_no_markup(analysis: Analysis, study: Study) -> None:
    named = study.model_copy(update={"name": "<script>"})
    from dataclasses import replace

    assert "<script>" not in report.html(replace(analysis, study=named), texts("en").say, "en")


def test_figures_are_written_as_svg_and_pdf(analysis: Analysis, tmp_path: Path) -> None:
    files = figures.write({"effects": figures.figures(analysis, texts("en").say)["effects"]}, tmp_path / "figures")
    assert [file.name for file in files] == ["effects.svg", "effects.pdf"]
    assert files[0].read_text(encoding="utf-8").startswith("<svg")
    assert files[1].read_bytes().startswith(b"%PDF")


def test_of_nobody_nothing_is_said(study: Study) -> None:
    found = analyse(study, {})
    assert found.effects == ()
    assert list(report.lines(found, texts("en").say)) == [texts("en")("analysis-nothing")]
    assert "<table" not in report.html(found, texts("en").say, "en")
