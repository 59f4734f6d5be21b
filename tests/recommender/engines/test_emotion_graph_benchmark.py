"""Tables of feelings are read with checks, and the graph is judged beside its baselines from the command line."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.base import clone

from emotion.types import EMOTIONS
from recommender.__main__ import main
from recommender.engines.emotion_graph.benchmark import cost as graph_cost
from recommender.engines.emotion_graph.benchmark import models as feelings_models
from recommender.engines.emotion_graph.benchmark.data import (
    AGES,
    GENRES,
    PARTS,
    Encoder,
    feelings_of,
    flat,
    read_table_of_feelings,
)
from recommender.engines.emotion_graph.benchmark.models import FLAT, GRAPHS, OTHERS, PROTOCOLS, link_rows
from recommender.engines.emotion_graph.benchmark.run import FIGURES, confusions, figures
from recommender.engines.emotion_graph.model import EmotionGraph
from recommender.errors import InteractionError

HAPPY, SAD, NEUTRAL = 2, 1, 7


def rows(people: range, seed: int = 0) -> pd.DataFrame:
    """Each person sees five films: comedies (genre 3) make happy, others sad, and men (sex 1) stay neutral."""
    rng = np.random.default_rng(seed)
    coded = [column for scaled, codes in PARTS.values() for column in (*scaled, *codes)]
    found = []
    for person in people:
        for place in range(5):
            film = int(rng.integers(0, 12))
            emotion = NEUTRAL if person % 2 else HAPPY if film % 2 else SAD
            row = dict.fromkeys([*coded, *GENRES], -1) | {"user_id": person, "item_id": film, "rating": 4}
            row |= {"sex": 1 + (person + 1) % 2, "genre1": 3 if film % 2 else 4, "age": 20 + person, "mood": 1}
            found.append(row | {"dominant_emo": emotion, "order": 10 * person + place})
    return pd.DataFrame(found)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder that holds ten people to learn from and four of val."""
    (tmp_path / "recsys").mkdir()
    table = pd.concat([rows(range(10)).assign(split="train"), rows(range(10, 14), seed=1).assign(split="val")])
    table.to_parquet(tmp_path / "recsys" / "ldos_comoda.parquet")
    return tmp_path


def read(tmp_path: Path, table: pd.DataFrame) -> pd.DataFrame:
    table.to_parquet(tmp_path / "feelings.parquet")
    return read_table_of_feelings(tmp_path / "feelings.parquet")


def test_rows_come_in_the_order_of_time_with_emotions_of_this_package(tmp_path: Path) -> None:
    table = rows(range(2))
    table.loc[0, "dominant_emo"] = -1
    found = read(tmp_path, table.iloc[::-1])
    assert found["person"].tolist() == ["0"] * 5 + ["1"] * 5
    assert found["emotion"][0] == -1
    assert {EMOTIONS[row] for row in found["emotion"][5:]} == {"neutral"}


@pytest.mark.parametrize(
    ("column", "value", "says"),
    [("dominant_emo", 9, "is no emotion"), ("age", None, "is missing"), ("user_id", 1.5, "no whole number")],
)
def test_wrong_values_are_named_with_file_row_and_column(
    tmp_path: Path, column: str, value: float | None, says: str
) -> None:
    table = rows(range(2)).astype({column: "Float64"})
    table.loc[3, column] = value
    with pytest.raises(InteractionError, match=rf"feelings.parquet, row 3, column '{column}'.*{says}"):
        read(tmp_path, table)


def test_missing_column_is_named(tmp_path: Path) -> None:
    with pytest.raises(InteractionError, match="no column 'mood'"):
        read(tmp_path, rows(range(2)).drop(columns="mood"))


def test_features_are_scaled_by_known_values_and_unheard_of_codes_are_nothing(tmp_path: Path) -> None:
    table = rows(range(6))
    table.loc[0, "age"] = AGES[1] + 1
    told = read(tmp_path, table)
    encoder = Encoder.of(told)
    mean, deviation = encoder.scales["age"]
    assert mean < 26
    people = encoder.features(told.drop_duplicates("person"), "people")
    assert people[0, 0] == 0
    assert people[1, 0] == pytest.approx((21 - mean) / deviation, rel=1e-5)
    unheard = encoder.features(told.assign(sex=5), "people")
    assert not unheard[:, 1:].any()
    assert encoder.codes["genre"] == (3, 4)


def test_flat_features_leave_out_the_row_itself_and_what_comes_after(tmp_path: Path) -> None:
    table = read(tmp_path, rows(range(4)))
    felt = feelings_of(table, Encoder.of(table))
    width = 3 * (len(EMOTIONS) + 1)
    before = flat(felt, None, earlier=True)
    changed = felt.emotion.copy()
    changed[4] = (changed[4] + 1) % 7  # the last row of the first person
    after = flat(feelings_of(table.assign(emotion=changed), Encoder.of(table)), None, earlier=True)
    np.testing.assert_array_equal(before[:5], after[:5])
    assert not flat(felt, None, earlier=False)[:, -width:].any()


def test_command_judges_the_graph_beside_its_baselines(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small(monkeypatch)
    assert main(["graph", "--data", str(folder), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["n_people"], found["n_rows"]) == (4, 20)
    assert {*FLAT, *GRAPHS} < set(found["models"])
    for model in found["models"].values():
        for protocol in PROTOCOLS:
            for figure in FIGURES:
                low, high = model[protocol]["ci"][figure]
                assert low <= model[protocol][figure] <= high
    majority, forest, graph = (
        found["models"][name] for name in ("majority class, popularity", "random forest", "emotion graph, R-GCN")
    )
    assert forest["nothing known"]["accuracy"] > majority["nothing known"]["accuracy"]
    gain = graph["nothing known"]["over"]["random forest"]["accuracy"]
    assert gain[0] == pytest.approx(graph["nothing known"]["accuracy"] - forest["nothing known"]["accuracy"])
    assert gain[1] <= gain[0] <= gain[2]
    assert 0 < graph["links"]["nothing known"] < 1
    rows(range(20, 23)).to_parquet(folder / "test.parquet")
    assert main(["graph", "--data", str(folder), "--test", str(folder / "test.parquet")]) == 0
    printed = capsys.readouterr().out
    assert "judged on: test" in printed
    assert "3 people held out, 15 rows" in printed


def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Models that fit in no time."""
    monkeypatch.setattr(feelings_models, "EmotionGraph", partial(EmotionGraph, members=2, epochs=2, size=8))
    for name, more, tried in (
        ("logistic regression", {"C": 0.1}, {"C": [0.1]}),
        ("random forest", {"n_estimators": 5}, {"min_samples_leaf": [1]}),
    ):
        monkeypatch.setitem(FLAT, name, (clone(FLAT[name][0]).set_params(**more), tried))


def test_every_person_is_held_out_once_and_one_alone_is_judged(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    small(monkeypatch)
    rows(range(20, 21)).to_parquet(folder / "one.parquet")
    assert main(["graph", "--data", str(folder), "--folds", "2", "--test", str(folder / "one.parquet"), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["n_people"], found["n_rows"]) == (1, 5)
    crossed = found["cross_validated"]
    assert (crossed["n_people"], crossed["n_rows"], crossed["folds"]) == (14, 70, 2)


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (rows(range(20, 22)).assign(dominant_emo=-1), "test.parquet, column 'dominant_emo': known of 0 people"),
        (rows(range(3, 5)), "test.parquet, row 0, column 'user_id': person 3 is in"),
        (rows(range(20, 22)).drop(columns="genre2"), "no column 'genre2'"),
        (rows(range(20, 22)).iloc[:0], "no rows"),
    ],
)
def test_people_that_cannot_be_judged_are_said(
    folder: Path, capsys: pytest.CaptureFixture[str], table: pd.DataFrame, says: str
) -> None:
    table.to_parquet(folder / "test.parquet")
    assert main(["graph", "--data", str(folder), "--test", str(folder / "test.parquet")]) == 1
    assert says in capsys.readouterr().err


def test_more_folds_than_people_are_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph", "--data", str(folder), "--folds", "40"]) == 1
    assert "40 folds of 14 people" in capsys.readouterr().err


def test_links_are_told_from_films_that_training_knows_and_the_person_does_not(tmp_path: Path) -> None:
    table = read(tmp_path, rows(range(6)))
    encoder = Encoder.of(table)
    told = feelings_of(table[table["person"].isin(["0", "1"])], encoder)
    asked = feelings_of(table[~table["person"].isin(["0", "1"])], encoder)
    found, wanted = link_rows(told, asked, seed=0)
    assert wanted.shape == (len(found), 1 + OTHERS)
    assert found.items[: len(told.items)] == told.items
    assert wanted.max() < len(told.items)
    np.testing.assert_array_equal(wanted[:, 0], found.item)
    for person in range(len(found.people)):
        own = {asked.items[item] for item in asked.item[asked.person == person]}
        others = {found.items[item] for item in wanted[found.person == person, 1:].ravel()}
        assert not own & others


def test_figures_are_those_of_the_rows_drawn() -> None:
    truth, guess, person = np.array([0, 0, 1, 1]), np.array([0, 1, 1, 1]), np.array([0, 0, 1, 1])
    found = figures(confusions(truth, guess, person), np.array([[1, 1], [2, 0]]))
    np.testing.assert_allclose(found["accuracy"], [3 / 4, 1 / 2])
    np.testing.assert_allclose(found["uar"], [(1 / 2 + 1) / 2, 1 / 2])
    np.testing.assert_allclose(found["macro_f1"], [(2 / 3 + 4 / 5) / 2, 2 / 3])


def test_command_prints_what_an_epoch_costs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(graph_cost, "EDGES", (2000, 8000))
    assert main(["graph", "--cost", "--json"]) == 0
    curve = json.loads(capsys.readouterr().out)["curve"]
    for one, wanted in zip(curve, (2000, 8000), strict=True):
        assert one["edges"] == pytest.approx(wanted, rel=0.05)
    assert curve[1]["rows"] > 3 * curve[0]["rows"]
    assert all(one["seconds"] > 0 for one in curve)


def test_data_or_cost_must_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["graph"]) == 1
    assert "--data" in capsys.readouterr().err
