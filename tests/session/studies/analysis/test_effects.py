"""What is planted is found, inside the interval, and where nothing is nothing is found."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from statsmodels.stats.multitest import multipletests

from session.studies.analysis import effects
from session.studies.analysis.measures import Measure
from session.studies.analysis.power import compared, power, simulated
from session.studies.design import Expected, Plan, Study, load

FOLDER = Path(__file__).parents[4] / "assets" / "studies"

RUNS = 100

CLAIMS = {"engagement": 0.152, "satisfaction": 0.118}


MEANS = {"engagement": (300, 120), "satisfaction": (4.5, 0.9)}


def study_of(name: str, change: float = 1.0, measures: Sequence[str] = tuple(MEANS)) -> Study:
    """A study that expects the claimed changes, or so many times as much."""
    study = load(FOLDER / f"{name}.yaml")
    expected = {
        measure: Expected(mean=mean, deviation=deviation, changes={"aware": change * CLAIMS[measure]})
        for measure, (mean, deviation) in ((measure, MEANS[measure]) for measure in measures)
    }
    return study.model_copy(
        update={"analysis": Plan(primary=tuple(expected), reference="behaviour", expected=expected)}
    )


def planted(study: Study, measure: str) -> float:
    """The planted effect on the scale on which it is told."""
    expected = study.analysis.expected[measure]
    return expected.changes["aware"] * (1.0 if measure == "engagement" else expected.mean)


designs = pytest.mark.parametrize(
    ("name", "people", "measures"), [("two-claims", 80, tuple(MEANS)), ("two-lists", 24, ("satisfaction",))]
)


@designs
def test_planted_effects_lie_inside_the_interval(name: str, people: int, measures: Sequence[str]) -> None:
    study, rng = study_of(name, measures=measures), np.random.default_rng(1)
    inside = dict.fromkeys(measures, 0)
    for _ in range(RUNS):
        for one in compared(study, simulated(study, people, rng)):
            inside[one.measure] += one.low <= planted(study, one.measure) <= one.high
    assert min(inside.values()) >= 93, inside


@designs
def test_where_nothing_is_nothing_is_found(name: str, people: int, measures: Sequence[str]) -> None:
    study, rng = study_of(name, 0.0, measures), np.random.default_rng(2)
    found = sum(any(one.found for one in compared(study, simulated(study, people, rng))) for _ in range(RUNS))
    assert found <= 7


def test_more_people_find_more_and_a_person_compared_with_themselves_finds_more_yet() -> None:
    few, many = (
        {one.measure: one.share for one in power(study_of("two-claims"), [people], 40)} for people in (30, 200)
    )
    assert all(few[measure] < many[measure] for measure in CLAIMS)
    [within] = power(study_of("two-lists", measures=["satisfaction"]), [30], 10)
    assert within.share > few["satisfaction"]


def test_the_bootstrap_agrees_with_the_model() -> None:
    study = study_of("two-claims")
    for one in compared(study, simulated(study, 200, np.random.default_rng(3)), resamples=2000):
        width = one.high - one.low
        assert one.boot_low == pytest.approx(one.low, abs=0.15 * width)
        assert one.boot_high == pytest.approx(one.high, abs=0.15 * width)


def test_a_mixed_model_of_two_balanced_periods_is_the_paired_test() -> None:
    """With every person in both conditions, in balanced order, the estimate is the mean of their differences."""
    study = study_of("two-lists")
    table = simulated(study, 20, np.random.default_rng(4))
    wide = table.pivot(index="participant_id", columns="condition", values="satisfaction")
    [one] = [one for one in compared(study, table) if one.measure == "satisfaction"]
    assert one.method == effects.MIXED
    assert one.difference == pytest.approx((wide["aware"] - wide["behaviour"]).mean(), abs=1e-3)


def test_too_few_people_are_not_compared_and_equal_ones_differ_by_nothing() -> None:
    rows = [(f"p{n}", 1, name, 4.0) for n, name in enumerate(["a"] * 2 + ["b"] * 5)]
    table = pd.DataFrame(rows, columns=["participant_id", "period", "condition", "satisfaction"])
    assert effects.compare(table, Measure("satisfaction"), "a", "b") is None
    table.loc[2, "condition"] = "a"
    one = effects.compare(table, Measure("satisfaction"), "a", "b")
    assert (one.difference, one.p, one.size) == (0.0, 1.0, 0.0)


def test_holm_is_what_statsmodels_computes() -> None:
    ps = np.random.default_rng(5).random(9)
    assert effects.holm(ps) == pytest.approx(multipletests(ps, method="holm")[1].tolist())
    assert effects.holm([]) == []


def test_planned_effects_are_adjusted_among_themselves() -> None:
    study = study_of("two-claims")
    study = study.model_copy(update={"analysis": study.analysis.model_copy(update={"primary": ("satisfaction",)})})
    engagement, satisfaction = compared(study, simulated(study, 60, np.random.default_rng(6)))
    assert (engagement.planned, satisfaction.planned) == (False, True)
    assert (engagement.p_adjusted, satisfaction.p_adjusted) == (engagement.p, satisfaction.p)
