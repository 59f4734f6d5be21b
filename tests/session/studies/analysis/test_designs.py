"""Drafted lists and micro-randomised arms: what is planted is found, and where nothing is nothing is found."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from session.studies.analysis import interleaving, micro

RUNS = 100


def drafted(rng: np.random.Generator, people: int, lead: float) -> pd.DataFrame:
    """Credits of so many people, of whom each item of the first side is taken with a probability higher by lead."""
    rows = [(f"p{n}", "both", rng.binomial(5, 0.4 + lead), rng.binomial(5, 0.4)) for n in range(people)]
    return pd.DataFrame(rows, columns=["participant_id", "condition", "first", "second"])


def test_a_side_that_people_prefer_is_found_and_none_where_there_is_none() -> None:
    rng = np.random.default_rng(1)
    found = sum(interleaving.preference(drafted(rng, 60, 0.25), "both", 200).p < 0.05 for _ in range(RUNS))
    wrong = sum(interleaving.preference(drafted(rng, 60, 0.0), "both", 200).p < 0.05 for _ in range(RUNS))
    assert found >= 93
    assert wrong <= 7


def test_credits_are_counted_once_an_item_and_not_for_what_is_waved_away() -> None:
    lists = pd.DataFrame(
        [
            ("p", 1, "both", version, item, team)
            for version in (1, 2)
            for item, team in (("a", "first"), ("b", "second"))
        ],
        columns=["participant_id", "period", "condition", "list_version", "item_id", "team"],
    )
    events = pd.DataFrame(
        [
            ("p", 1, "both", version, item, action)
            for version, item, action in ((1, "a", "open"), (2, "a", "like"), (2, "b", "no"))
        ],
        columns=["participant_id", "period", "condition", "list_version", "item_id", "action"],
    )
    people = pd.DataFrame({"participant_id": ["p"], "status": ["done"]})
    [row] = interleaving.credited({"lists": lists, "events": events, "participants": people}).to_dict("records")
    assert (row["first"], row["second"]) == (1, 0)
    one = interleaving.preference(pd.DataFrame([row]), "both", 100)
    assert (one.first, one.second, one.ties, one.share, one.p) == (1, 0, 0, 1.0, 1.0)
    assert interleaving.preference(pd.DataFrame([row]), "another") is None
    assert interleaving.credited({"participants": people}).empty


def decisions(rng: np.random.Generator, people: int, effect: float) -> pd.DataFrame:
    """Decisions between two unlike arms, whose outcomes fall over time and differ between people."""
    rows = []
    for person in range(people):
        level = rng.gamma(4, 0.5)
        for number in range(1, 13):
            arm = "lift" if rng.random() < 0.7 else "plain"
            chance = 0.7 if arm == "lift" else 0.3
            outcome = rng.poisson(max(0.1, level - 0.05 * number + effect * (arm == "lift")))
            rows.append((f"p{person}", 1, "varied", number, arm, chance, float(outcome)))
    columns = ["participant_id", "period", "condition", "decision", "arm", "propensity", "outcome"]
    return pd.DataFrame(rows, columns=columns)


@pytest.mark.parametrize("effect", [0.0, 0.8])
def test_an_arms_effect_lies_inside_the_interval(effect: float) -> None:
    rng = np.random.default_rng(2)
    runs = [micro.proximal(decisions(rng, 40, effect), "varied", "lift", "plain") for _ in range(RUNS)]
    assert sum(one.low <= effect <= one.high for one in runs) >= 93
    found = sum(one.p < 0.05 for one in runs)
    assert found >= 93 if effect else found <= 7


def test_outcomes_are_counted_until_the_next_decision() -> None:
    table = pd.DataFrame(
        [("p", 1, "varied", 1, "lift", 0.5, 0.0, 60.0), ("p", 1, "varied", 2, "plain", 0.5, 60.0, 90.0)],
        columns=["participant_id", "period", "condition", "decision", "arm", "propensity", "time", "until"],
    )
    events = pd.DataFrame({"participant_id": "p", "period": 1, "time": [5.0, 59.0, 61.0]})
    people = pd.DataFrame({"participant_id": ["p"], "status": ["done"]})
    rows = micro.outcomes({"decisions": table, "events": events, "participants": people})
    assert rows["outcome"].tolist() == [2.0, 1.0]
    assert micro.proximal(rows, "varied", "lift", "plain") is None
    assert micro.outcomes({"participants": people}).empty
