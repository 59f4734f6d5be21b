"""Histories cut 8:1:1 in time order: ratings below 3 gone, the last tenth the test, nothing of it in training."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender.__main__ import main
from recommender.benchmark.data import in_tenths, read_held_out, read_interactions

SET = "movielens_1m_tenths"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One user with ratings, two of twelve of them low, and one whose ratings nobody knows; twelve films."""
    films = range(1, 13)
    rows = [{"user_id": 1, "item_id": n, "position": n, "rating": 2 if n in (3, 12) else 4} for n in films]
    rows += [{"user_id": 2, "item_id": n, "position": 13 - n, "rating": None} for n in range(3, 13)]
    table = pd.DataFrame(rows).assign(split="train")
    table.to_parquet(tmp_path / "movielens_1m_ratings.parquet")
    pd.DataFrame({"item_id": films, "title": "Film", "genres": "War"}).to_parquet(
        tmp_path / "movielens_1m_movies.parquet"
    )
    people = {"user_id": [1, 2], "gender": ["F", "M"], "age": ["25-34", "35-44"], "occupation": "other"}
    pd.DataFrame(people).to_parquet(tmp_path / "movielens_1m_users.parquet")
    return tmp_path


def test_eight_tenths_train_one_val_one_test(folder: Path) -> None:
    data = read_interactions(folder, SET)
    held_out = read_held_out(folder, None, data)
    names = np.array(data.items)
    assert [names[items].tolist() for items in data.train] == [
        ["1", "2", "4", "5", "6", "7", "8", "9"],
        ["12", "11", "10", "9", "8", "7", "6", "5"],
    ]
    assert [names[items].tolist() for items in data.val] == [["10"], ["4"]]
    assert [names[items].tolist() for items in held_out.targets] == [["11"], ["3"]]
    assert [names[items].tolist()[-1] for items in held_out.seen] == ["10", "4"]


def test_short_histories_keep_most_to_learn_from() -> None:
    rows = pd.DataFrame({"user": ["a"] * 3 + ["b"] * 25, "item": [*"xyz", *map(str, range(25))]})
    found = in_tenths(rows)
    assert found["split"].tolist()[:3] == ["train", "train", "val"]
    assert found["split"][3:].value_counts().to_dict() == {"train": 20, "val": 2, "test": 3}


def test_command_judges_on_the_last_tenth_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["benchmark", "--data", str(folder), "--dataset", SET, "--models", "popularity", "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["protocol"]["judged_on"] == "test"
    assert found["protocol"]["split"] == "each user's rows 8:1:1 in time order"
    assert found["n_users"] == 2
    assert "ratings below 3" in found["protocol"]["notes"][-1]
