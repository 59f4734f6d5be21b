"""The benchmark from the command line, on small made tables in the format of the real ones."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender.__main__ import main
from recommender.benchmark import models
from recommender.benchmark.data import read_interactions, read_test
from recommender.errors import InteractionError
from tests.recommender.engines.made import planted

SET = "movielens_100k"
QUICK = "popularity,item_knn,markov,ease,als,bpr,linear_sequence,blend"
FIGURES = {"hr@10", "ndcg@10", "recall@10", "recall@20", "ndcg@20", "mrr", "coverage", "novelty", "diversity", "gini"}


def rows_of(n_users: int = 60) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Tables of train and val rows, and of test rows: the planted walks, whose last item is kept for the test."""
    data = planted(n_users=n_users)
    kept, held = [], []
    for user, (train, val) in enumerate(zip(data.train, data.val, strict=True)):
        for place, item in enumerate([*train, *val]):
            row = {"user_id": user + 1, "item_id": int(item) + 1, "rating": 4, "timestamp": 100 * user + place}
            row |= {"position": place, "split": "val" if place == 3 else "train"}
            (held if place == 4 else kept).append(row)
    return pd.DataFrame(kept), pd.DataFrame(held)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that holds recsys with one small set."""
    place = tmp_path / "data" / "recsys"
    place.mkdir(parents=True)
    kept, held = rows_of()
    kept.to_parquet(place / f"{SET}_ratings.parquet")
    held.to_parquet(tmp_path / "test.parquet")
    movies = {"item_id": range(1, 38), "title": [f"Film {n}" for n in range(1, 38)], "genres": "Drama|War"}
    pd.DataFrame(movies).to_parquet(place / f"{SET}_movies.parquet")
    people = {"user_id": range(1, 61), "age": [17, 30, 60] * 20, "gender": ["F", "M"] * 30, "occupation": "other"}
    pd.DataFrame(people | {"zip_code": "0"}).to_parquet(place / f"{SET}_users.parquet")
    return tmp_path


def benchmark(folder: Path, *more: str, models: str = "popularity,markov") -> int:
    return main(["benchmark", "--data", str(folder / "data"), "--dataset", SET, "--models", models, *more])


def with_rows(folder: Path, rows: pd.DataFrame) -> Path:
    """The folder with other rows, and the file they are in."""
    file = folder / "data" / "recsys" / f"{SET}_ratings.parquet"
    rows.to_parquet(file)
    return file


def test_a_figure_chosen_on_test_stands_apart(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(models.SETTINGS, SET, {"diffmm": {"epochs": 1, "dimension": 8, "latent": 8}})
    assert benchmark(folder, "--json", models="diffmm") == 0
    assert "chosen on test, as published" not in json.loads(capsys.readouterr().out)["models"]["diffmm"]
    assert benchmark(folder, "--test", str(folder / "test.parquet"), models="diffmm") == 0
    assert "diffmm, its epoch chosen on test, as published: recall@20" in capsys.readouterr().out


def test_json_alone_on_stdout_with_every_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark(folder, "--json", "--test", str(folder / "test.parquet"), models=QUICK) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["n_users"] == 60
    assert found["protocol"]["judged_on"] == "test"
    assert found["protocol"]["items_ranked"] == 37
    assert list(found["models"]) == QUICK.split(",")
    kinds = {name: model["kind"] for name, model in found["models"].items()}
    assert kinds["als"] == "baseline"
    assert kinds["linear_sequence"] == "engine"
    assert kinds["blend"] == "blend"
    for model in found["models"].values():
        assert set(model) >= FIGURES
        for name in FIGURES:
            low, high = model["ci"][name]
            assert low <= high
            assert np.isfinite(model[name])
        for name in ("hr@10", "ndcg@10", "recall@20", "mrr"):
            assert model["ci"][name][0] <= model[name] <= model["ci"][name][1]
        assert {"train_seconds", "train_memory_mb", "serve_seconds_per_user"} <= set(model)
        assert set(model["cold"]) == {"5", "10", "30"}
        assert set(model["by_profile"]["sex"]["groups"]) == {"F", "M"}
    assert found["models"]["markov"]["ndcg@10"] > 2 * found["models"]["popularity"]["ndcg@10"]
    assert set(found["models"]["blend"]["weights"]) == set(QUICK.split(",")) - {"blend"}
    assert set(found["models"]["blend"]["ablation"]) == set(QUICK.split(",")) - {"blend"}


def test_table_to_read_names_the_protocol(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark(folder, models="markov,ease,blend") == 0
    printed = capsys.readouterr().out
    for word in (
        "judged on: val",
        "items ranked: 37",
        "largest gap ndcg@10",
        "weights of blend",
        "what each member adds",
        "one list",
    ):
        assert word in printed


def test_what_was_fitted_is_kept_and_reused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = folder / "kept"
    assert benchmark(folder, "--json", "--fitted", str(kept)) == 0
    first = json.loads(capsys.readouterr().out)
    before = (kept / SET / "markov" / "arrays.safetensors").stat().st_mtime_ns
    assert benchmark(folder, "--json", "--fitted", str(kept)) == 0
    again = json.loads(capsys.readouterr().out)
    assert (kept / SET / "markov" / "arrays.safetensors").stat().st_mtime_ns == before
    for name in FIGURES | {"train_seconds"}:
        assert again["models"]["markov"][name] == first["models"]["markov"][name]

    kept_rows, _ = rows_of()
    with_rows(folder, pd.concat([kept_rows, kept_rows.tail(1).assign(item_id=999, position=9)]))
    assert benchmark(folder, "--fitted", str(kept)) == 1
    assert "other items" in capsys.readouterr().err


def test_the_test_adds_the_val_row_to_the_history(folder: Path) -> None:
    data = read_interactions(folder / "data", SET)
    held_out = read_test(folder / "test.parquet", data)
    assert [len(query.history) for query in data.held_out_val.queries] == [3] * 60
    assert [len(query.history) for query in held_out.queries] == [4] * 60
    for query, seen, targets in zip(held_out.queries, held_out.seen, held_out.targets, strict=True):
        assert query.history[-1] == data.val[query.user][0]
        assert set(seen) == set(query.history)
        assert len(targets) == 1
    assert held_out.queries[0].state.profile == {"sex": "F", "age": "under 18", "occupation": "other"}


def test_a_set_without_order_keeps_val_out_of_the_test(folder: Path) -> None:
    kept, held = rows_of()
    for rows, file in ((kept, folder / "data" / "recsys" / "amazon_baby_interactions.parquet"), (held, folder / "t")):
        rows[["user_id", "item_id", "split"]].to_parquet(file)
    data = read_interactions(folder / "data", "amazon_baby")
    held_out = read_test(folder / "t", data)
    assert {len(query.history) for query in held_out.queries} == {3}
    assert any(list(data.train[user]) != sorted(data.train[user]) for user in range(60))


def test_unknown_people_and_items_in_the_test(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, held = rows_of()
    more = pd.DataFrame({"user_id": [900, 1], "item_id": [3, 800], "split": "test"})
    pd.concat([held.assign(split="test"), more]).to_parquet(folder / "test.parquet")
    assert benchmark(folder, "--json", "--test", str(folder / "test.parquet")) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["n_users"] == 61
    assert any("1 targets are in no table" in note for note in found["protocol"]["notes"])


def test_rows_in_any_order_and_times_that_run_backwards_are_put_by_position(folder: Path) -> None:
    kept, _ = rows_of()
    wanted = read_interactions(folder / "data", SET)
    with_rows(folder, kept.sample(frac=1, random_state=1))
    found = read_interactions(folder / "data", SET)
    for one, other in zip(wanted.train, found.train, strict=True):
        np.testing.assert_array_equal(one, other)
    kept.loc[1, "timestamp"] = -5
    with_rows(folder, kept)
    assert "1 timestamps run backwards; position gives the order" in read_interactions(folder / "data", SET).notes


BAD = {
    "no item": (lambda rows: rows.assign(item_id=rows["item_id"].where(rows.index != 5)), "row 5, column 'item_id'"),
    "half an item": (lambda rows: rows.assign(item_id=rows["item_id"] + (rows.index == 7) / 2), "row 7, .*no whole"),
    "ids of a wrong type": (lambda rows: rows.assign(user_id=rows["user_id"] > 3), "column 'user_id': holds bool"),
    "an item twice": (lambda rows: pd.concat([rows, rows.tail(1)]), "row 240, column 'item_id'.*twice"),
    "a position twice": (lambda rows: rows.assign(position=rows["position"].where(rows.index != 2, 1)), "row 2.*twice"),
    "no position": (lambda rows: rows.assign(position=rows["position"].where(rows.index != 2)), "row 2.*missing"),
    "no rating": (lambda rows: rows.assign(rating=rows["rating"].where(rows.index != 9)), "row 9, column 'rating'"),
    "endless rating": (lambda rows: rows.assign(rating=rows["rating"].where(rows.index != 9, np.inf)), "row 9.*finite"),
    "rating in words": (lambda rows: rows.assign(rating="good"), "column 'rating': holds"),
    "another split": (lambda rows: rows.assign(split=rows["split"].where(rows.index != 4, "dev")), "row 4.*neither"),
    "train after val": (lambda rows: rows.assign(position=rows["position"].replace({3: 0.5})), "after the val row"),
    "no column": (lambda rows: rows.drop(columns="position"), "no column 'position'; there are user_id"),
    "no rows": (lambda rows: rows.head(0), "no rows"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_rows_are_refused_with_file_row_and_column(folder: Path, name: str) -> None:
    spoil, message = BAD[name]
    file = with_rows(folder, spoil(rows_of()[0]))
    with pytest.raises(InteractionError, match=message) as caught:
        read_interactions(folder / "data", SET)
    assert str(file) in str(caught.value)


def test_what_is_described_twice_or_wrongly_is_refused_and_what_is_unknown_stays_so(folder: Path) -> None:
    place = folder / "data" / "recsys"
    people = pd.read_parquet(place / f"{SET}_users.parquet")
    people.assign(age=people["age"].where(people.index != 0)).to_parquet(place / f"{SET}_users.parquet")
    assert read_interactions(folder / "data", SET).profiles["age"][:2] == ("", "25-34")
    pd.concat([people, people.tail(1)]).to_parquet(place / f"{SET}_users.parquet")
    with pytest.raises(InteractionError, match=r"users\.parquet, row 60, column 'user_id': '60' is there twice"):
        read_interactions(folder / "data", SET)
    movies = pd.read_parquet(place / f"{SET}_movies.parquet")
    pd.concat([movies, movies.head(1)]).to_parquet(place / f"{SET}_movies.parquet")
    with pytest.raises(InteractionError, match=r"movies\.parquet, row 37, column 'item_id': '1' is there twice"):
        read_interactions(folder / "data", SET)


@pytest.mark.parametrize(
    ("vectors", "message"),
    [
        ([[1.0, 2.0], [1.0]], "item 2, column 'visual': is no vector of 2 finite"),
        ([[1.0, np.nan], [1.0, 2.0]], "item 1, column 'visual'"),
        (["loud", "dark"], "column 'visual': holds what is no vector"),
    ],
)
def test_features_that_are_no_vectors_of_one_length_are_refused(folder: Path, vectors: list, message: str) -> None:
    place = folder / "data" / "recsys"
    pd.DataFrame({"user_id": [1, 1], "item_id": [1, 2], "split": ["train", "val"]}).to_parquet(
        place / "tiktok_interactions.parquet"
    )
    pd.DataFrame({"item_id": [1, 2], "visual": vectors}).to_parquet(place / "tiktok_item_features.parquet")
    with pytest.raises(InteractionError, match=message):
        read_interactions(folder / "data", "tiktok")


def test_an_item_without_features_has_zeros(folder: Path) -> None:
    place = folder / "data" / "recsys"
    pd.DataFrame({"user_id": [1, 1], "item_id": [1, 2], "split": ["train", "val"]}).to_parquet(
        place / "tiktok_interactions.parquet"
    )
    described = pd.DataFrame({"item_id": [1, 2], "visual": [[1.0, 2.0], None]})
    described.to_parquet(place / "tiktok_item_features.parquet")
    np.testing.assert_array_equal(read_interactions(folder / "data", "tiktok").features["visual"], [[1, 2], [0, 0]])


def test_bad_calls_end_with_a_reason_and_status_1(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert benchmark(folder, models="markov,magic") == 1
    assert "no model 'magic'; there are all, popularity" in capsys.readouterr().err
    assert main(["benchmark", "--data", str(folder / "data"), "--dataset", "netflix"]) == 1
    assert "no data set 'netflix'; there are movielens_1m" in capsys.readouterr().err
    assert benchmark(folder / "nowhere") == 1
    assert "not a Parquet table" in capsys.readouterr().err
    (folder / "test.parquet").write_text("not a table")
    assert benchmark(folder, "--test", str(folder / "test.parquet")) == 1
    assert "not a Parquet table" in capsys.readouterr().err
