"""People who took rare items count more as popularity is shifted, by hand-made cases and through the command."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender.__main__ import main
from recommender.benchmark import models
from recommender.benchmark.shift import BALANCES, HEAVIEST, shifted, weighed
from recommender.engines.interactions import HeldOut, Query
from tests.recommender.benchmark.test_benchmark import SET, rows_of

POPULARITY = np.array([100, 10, 0], np.float32)


def taken(*targets: list[int]) -> HeldOut:
    nothing = np.zeros(0, np.int32)
    people = tuple(Query(nothing) for _ in targets)
    return HeldOut("val", people, tuple(nothing for _ in targets), tuple(np.array(row, np.int32) for row in targets))


def test_people_count_by_how_rare_what_they_took_is() -> None:
    people = taken([0], [1])
    np.testing.assert_allclose(shifted(people, POPULARITY, 0.0), [1, 1])
    np.testing.assert_allclose(shifted(people, POPULARITY, 1.0), [2 / 11, 20 / 11])
    np.testing.assert_allclose(shifted(people, POPULARITY, 0.5), 2 * np.array([1, 10**0.5]) / (1 + 10**0.5))


def test_unseen_items_count_as_seen_once_and_items_of_no_table_not_at_all() -> None:
    np.testing.assert_allclose(shifted(taken([2], [1], [-1]), POPULARITY, 1.0), 3 * np.array([1, 0.1, 0]) / 1.1)


def test_nobody_counts_more_than_the_heaviest() -> None:
    weights = shifted(taken(*[[0]] * 99, [2]), np.array([1e6, 1, 1], np.float32), 1.0)
    assert weights.mean() == pytest.approx(1)
    assert weights.max() == pytest.approx(HEAVIEST, rel=0.01)


def test_weighed_mean_lies_in_its_interval() -> None:
    mean, low, high = weighed(np.array([1.0, 0.0, 0.0, 1.0]), np.array([3.0, 1.0, 1.0, 1.0]))
    assert mean == pytest.approx(4 / 6)
    assert low <= mean <= high


def test_command_judges_every_model_and_mgce_in_other_balances(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "recsys").mkdir()
    rows_of()[0].to_parquet(tmp_path / "recsys" / f"{SET}_ratings.parquet")
    pd.DataFrame({"item_id": range(1, 38), "genres": "Drama|War"}).to_parquet(
        tmp_path / "recsys" / f"{SET}_movies.parquet"
    )
    people = {"user_id": range(1, 61), "age": 30, "gender": "F", "occupation": "other"}
    pd.DataFrame(people).to_parquet(tmp_path / "recsys" / f"{SET}_users.parquet")
    monkeypatch.setitem(models.SETTINGS, SET, {"mgce": {"epochs": 1}})
    command = ["benchmark", "--data", str(tmp_path), "--dataset", SET, "--models", "popularity,mgce", "--shift"]
    assert main([*command, "--fitted", str(tmp_path / "fitted"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["people"]["0.0"] == 60
    assert found["people"]["1.0"] < 60
    assert list(found["models"]) == ["popularity", "mgce", *(f"mgce, {title}" for title in BALANCES)]
    popular = found["models"]["popularity"]
    assert popular["1.0"]["ndcg@10"][0] < popular["0.0"]["ndcg@10"][0]
    assert popular["kept"]["ndcg@10"] < 1
    assert main([*command, "--fitted", str(tmp_path / "fitted")]) == 0
    assert "mgce, without conformity" in capsys.readouterr().out
