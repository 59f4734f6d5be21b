"""Forecasts see the past alone, cover what they say, and refuse people whom they learnt from."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender.errors import ForecastError, InteractionError
from recommender.forecast.benchmark.diaries import questions, read_diaries
from recommender.forecast.benchmark.run import measure
from recommender.forecast.kalman import Dynamics, Kalman
from recommender.forecast.network import ForecastNetwork, load
from recommender.forecast.past import NAMES
from recommender.forecast.training import fit_dynamics, fit_network

MOOD = Dynamics(mean=0.2, between=0.3, within=0.2, noise=0.1, inertia=0.7)


def diary(people: int, answers: int, study: str = "a", first: int = 0, split: str = "train") -> pd.DataFrame:
    """People whose moods are as MOOD says, with a table's columns; each tenth prompt is missed."""
    random = np.random.default_rng(first + people)
    mean = MOOD.mean + MOOD.between * random.standard_normal(people)
    deviation = MOOD.within * random.standard_normal(people)
    rows = []
    for prompt in range(answers):
        value = np.clip(mean + deviation + MOOD.noise * random.standard_normal(people), -1, 1)
        rows += [
            (study, f"{study}:{first + person}", prompt, 1 + prompt // 5, value[person], -value[person] / 2, split)
            for person in range(people)
            if (prompt + person) % 10 != 3
        ]
        new = MOOD.within * np.sqrt(1 - MOOD.inertia**2) * random.standard_normal(people)
        deviation = MOOD.inertia * deviation + new
    return pd.DataFrame(rows, columns=["study", "user_id", "obs", "day", "valence", "arousal", "split"])


def written(table: pd.DataFrame, folder: Path, name: str = "ema_affect") -> Path:
    """The table in a file of that name."""
    file = folder / f"{name}.parquet"
    table.to_parquet(file)
    return file


def test_a_question_knows_nothing_of_its_own_answer_or_later_ones(tmp_path: Path) -> None:
    table = diary(4, 20)
    before = questions(read_diaries(written(table, tmp_path)), MOOD, MOOD)
    changed = table.assign(valence=table["valence"].where(table["obs"] < 12, -table["valence"]))
    after = questions(read_diaries(written(changed, tmp_path, "changed")), MOOD, MOOD)
    prompts = np.concatenate([np.sort(one["obs"].to_numpy())[1:] for _, one in table.groupby("user_id")])
    assert len(prompts) == len(before)
    np.testing.assert_array_equal(before.features[prompts <= 12], after.features[prompts <= 12])
    assert not np.array_equal(before.features[prompts > 13], after.features[prompts > 13], equal_nan=True)


def test_missed_prompts_count_as_time_gone_by(tmp_path: Path) -> None:
    asked = questions(read_diaries(written(diary(1, 6), tmp_path)), MOOD, MOOD)
    assert asked.column("gap").tolist() == [1, 1, 2, 1]


def test_the_filter_is_surer_the_more_it_knows_and_unsure_after_a_gap() -> None:
    kalman, who, once = Kalman(MOOD, 1), np.zeros(1, np.int64), np.ones(1)
    at_first = kalman.predict(who, once)[1]
    for _ in range(20):
        kalman.take_in(who, once, np.array([0.6]))
    mean, later = kalman.predict(who, once)
    assert later < at_first
    assert kalman.predict(who, 10 * once)[1] > later
    assert 0.5 < mean[0] < 0.6  # near what is always answered, drawn towards everybody's mean


def test_the_filters_parameters_are_found_again(tmp_path: Path) -> None:
    diaries = read_diaries(written(diary(150, 30), tmp_path))
    found = fit_dynamics(diaries, diaries.valence)
    assert found.mean == pytest.approx(MOOD.mean, abs=0.08)
    assert found.between == pytest.approx(MOOD.between, rel=0.25)
    assert found.inertia == pytest.approx(MOOD.inertia, abs=0.15)


def test_the_network_gives_quantiles_in_order_and_is_read_as_it_was_written(tmp_path: Path) -> None:
    asked = questions(read_diaries(written(diary(12, 15), tmp_path)), MOOD, MOOD)
    network = fit_network(asked, asked, 1, epochs=1, batch=32, report=lambda line: None)
    told = network.predict(asked.features, asked.study)
    assert (np.diff(told, axis=2) >= 0).all()
    network.save(tmp_path / "net.safetensors", ("a",), {"valence": {}})
    again, studies, dynamics = load(tmp_path / "net.safetensors")
    assert (studies, dynamics) == (("a",), {"valence": {}})
    np.testing.assert_array_equal(again.predict(asked.features, asked.study), told)


def test_a_missing_network_names_its_file(tmp_path: Path) -> None:
    with pytest.raises(ForecastError, match=r"none\.safetensors"):
        load(tmp_path / "none.safetensors")


def test_the_shipped_network_takes_what_nobody_knows() -> None:
    network, studies, _ = load()
    assert isinstance(network, ForecastNetwork)
    told = network.predict(np.full((1, len(NAMES)), np.nan, np.float32), np.array([-1]))
    assert np.isfinite(told).all()
    assert len(studies) > 10


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Diaries and songs heard, of a few people each."""
    parts = [diary(30, 15), diary(8, 15, first=50, split="val")]
    written(pd.concat(parts), tmp_path)
    written(heard(range(6), "train"), tmp_path, "situnes_interactions")
    songs = pd.DataFrame({"item_id": range(5), "valence": np.linspace(0, 1, 5), "energy": 0.5})
    written(songs, tmp_path, "situnes_songs")
    return tmp_path


def heard(people: range, split: str) -> pd.DataFrame:
    """Songs heard, after which the mood lies half way to 0.4."""
    random = np.random.default_rng(people.start)
    before = random.uniform(-0.8, 0.8, (len(people), 20)).ravel()
    rows = {
        "user_id": np.repeat(list(people), 20),
        "item_id": random.integers(0, 5, len(before)),
        "timestamp": np.arange(len(before)),
        "emo_pre_valence": before,
        "emo_pre_arousal": 0.0,
        "emo_post_valence": before / 2 + 0.2 + 0.02 * random.standard_normal(len(before)),
        "split": split,
    }
    return pd.DataFrame(rows)


def test_the_command_judges_every_model_on_held_out_people(folder: Path, tmp_path: Path) -> None:
    tests = [
        written(diary(5, 12, first=90, split="test"), tmp_path, "people"),
        written(heard(range(10, 12), "test"), tmp_path, "listeners"),
    ]
    found = measure(folder, tests)
    assert found["people"] == 5
    assert set(found["models"]) >= {"persistence", "exponential average", "Kalman filter", "LightGBM", "Transformer"}
    assert all(0 < one["mae_valence"] < 0.6 and 0 <= one["coverage_80"] <= 1 for one in found["models"].values())
    songs = found["songs"]["models"]
    assert songs["past"]["mae_valence"] < songs["valence before"]["mae_valence"]


def test_people_who_were_learnt_from_are_refused(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(InteractionError, match="must be new"):
        measure(folder, [written(diary(5, 12, split="test"), tmp_path, "known")])


@pytest.mark.parametrize(("column", "value", "named"), [("valence", 3.0, "outside"), ("obs", None, "missing")])
def test_a_wrong_cell_is_named(tmp_path: Path, column: str, value: float | None, named: str) -> None:
    table = diary(2, 5)
    table.loc[3, column] = value
    with pytest.raises(InteractionError, match=rf"row \d+, column '{column}'.*{named}"):
        read_diaries(written(table, tmp_path))
