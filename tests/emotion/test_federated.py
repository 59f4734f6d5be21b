"""Learning together: what travels, what stays, what noise hides, and what a federation comes to."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from emotion.__main__ import main
from emotion.errors import CorpusError
from emotion.federated.benchmark import run
from emotion.federated.benchmark.corpora import LAGS, diaries, drawn, unit_rows
from emotion.federated.homes import Home
from emotion.federated.learning import CLIP, Learner, Plan, averaged, macro_f1
from emotion.federated.network import AtHome, Together, agreement, arrays_of, load

CLASSES = 3
QUICK = Plan(rounds=6, epochs=2, batch=8)


def home(place: int, count: int = 48) -> Home:
    """A person who shows each of three classes by another place of both views, turned about in a way of their own."""
    rng = np.random.default_rng(place)
    targets = np.arange(count) % CLASSES
    turned = (targets + place % CLASSES) % CLASSES if place >= 100 else targets
    first = 3 * np.eye(CLASSES)[turned] + rng.normal(0, 0.3, (count, CLASSES))
    second = 3 * np.eye(CLASSES)[turned] + rng.normal(0, 0.3, (count, CLASSES))
    test = np.arange(count) % 4 == 3
    return Home(f"p{place}", first.astype(np.float32), second.astype(np.float32), targets, test, CLASSES)


@pytest.fixture(scope="module")
def alike() -> list[Home]:
    return [home(place) for place in range(3)]


@pytest.fixture(scope="module")
def unlike() -> list[Home]:
    """People who show the same in three different ways, so that no one network fits all."""
    return [home(place) for place in (100, 101, 102)]


def test_people_who_are_alike_learn_together(alike: list[Home]) -> None:
    found = run.together(alike, dataclasses.replace(QUICK, personal=False, contrast=0.0), seed=0)
    assert set(found) == {one.name for one in alike}
    assert min(found.values()) > 0.9


def test_a_part_of_ones_own_helps_where_people_differ(unlike: list[Home]) -> None:
    common = run.together(unlike, dataclasses.replace(QUICK, personal=False, contrast=0.0), seed=0)
    own = run.together(unlike, QUICK, seed=0)
    assert np.mean(list(own.values())) > np.mean(list(common.values())) + 0.2


def test_who_is_gone_is_missed_and_the_others_go_on(alike: list[Home]) -> None:
    whole, killed = (run.together(alike, QUICK, seed=0, killed=place) for place in (None, 0))
    assert set(whole) == {one.name for one in alike}
    assert set(killed) == {one.name for one in alike[1:]}
    assert min(killed.values()) > 0.8


def test_alone_and_in_one_place_are_judged_home_by_home(alike: list[Home]) -> None:
    plan = dataclasses.replace(QUICK, personal=False)
    for found in (run.alone(alike, plan, 0), run.pooled(alike, plan, 0)):
        assert set(found) == {one.name for one in alike}
        assert min(found.values()) > 0.8


def test_what_stays_at_home_does_not_travel(alike: list[Home]) -> None:
    learner = Learner(alike[0], QUICK, seed=0)
    before = [value.copy() for value in arrays_of(learner.own)]
    sent, count = learner.fit(run.first(alike, 0))
    assert count == int((~alike[0].test).sum())
    assert [one.shape for one in sent] == [one.shape for one in run.first(alike, 0)]
    assert any((a != b).any() for a, b in zip(before, arrays_of(learner.own), strict=True))


def test_noise_hides_a_moment_and_is_bounded_without_it(alike: list[Home]) -> None:
    learner = Learner(alike[0], dataclasses.replace(QUICK, noise=1e-9), seed=0)
    rows = torch.arange(4)
    learner._noised(rows)
    total = torch.sqrt(sum((one.grad**2).sum() for one in learner.together.parameters()))
    assert float(total) <= CLIP + 1e-4
    quiet = [one.grad.clone() for one in learner.together.parameters()]
    learner.plan = dataclasses.replace(QUICK, noise=5.0)
    learner._noised(rows)
    assert any((a - one.grad).abs().max() > 0.1 for a, one in zip(quiet, learner.together.parameters(), strict=True))


def test_under_noise_the_shared_part_does_not_hear_of_the_personal_one(alike: list[Home]) -> None:
    plain, changed = (Learner(alike[0], dataclasses.replace(QUICK, noise=1e-9), seed=0) for _ in range(2))
    with torch.no_grad():
        changed.own.head.bias += 5.0
    for learner in (plain, changed):
        learner._noised(torch.arange(6))
    for one, other in zip(plain.together.parameters(), changed.together.parameters(), strict=True):
        torch.testing.assert_close(one.grad, other.grad, atol=1e-6, rtol=1e-4)


def test_what_a_home_learns_alone_never_travels_and_has_half_the_say(alike: list[Home]) -> None:
    with_it, without = (Learner(alike[0], QUICK, seed=0) for _ in range(2))
    with torch.no_grad():
        without.alone.head.bias += 5.0
    for one, other in zip(*(learner.fit(run.first(alike, 0))[0] for learner in (with_it, without)), strict=True):
        np.testing.assert_array_equal(one, other)
    rows = torch.arange(3)
    said = with_it._averaged(with_it._said(rows, personal=True), with_it._said_alone(rows))
    torch.testing.assert_close(said.sum(dim=1), torch.ones(3))
    assert not torch.allclose(said, with_it._said(rows, personal=True).softmax(dim=1))


def test_each_split_judges_by_other_moments_and_a_home_stands_for_their_mean(alike: list[Home]) -> None:
    first, second = (drawn(alike[0], seed) for seed in (0, 1))
    assert first.test.sum() == second.test.sum() == round(0.4 * 16) * CLASSES
    assert (first.test != second.test).any()
    runs = [{"FedAvg": {"per_client": {"a": 0.2, "b": 0.4}, "rounds": 3}}, {"FedAvg": {"per_client": {"a": 0.4}}}]
    assert run._mean(runs) == {"FedAvg": {"per_client": {"a": pytest.approx(0.3), "b": 0.4}, "rounds": 3}}


def test_means_weigh_by_moments() -> None:
    found = averaged([([np.array([0.0, 2.0])], 1), ([np.array([4.0, 2.0])], 3)])
    assert found[0].tolist() == [3.0, 2.0]


def test_parameters_of_another_network_are_refused() -> None:
    with pytest.raises(ValueError, match="parameters were sent"):
        load(Together(3, 3, 2), arrays_of(AtHome(2)))


def test_views_of_the_same_moment_agree_most() -> None:
    views = torch.eye(4)
    assert agreement(views, views) < agreement(views, views.roll(1, dims=0))


def test_macro_f1_counts_each_class_alike() -> None:
    assert macro_f1(np.array([0, 0, 0, 1]), np.array([0, 0, 0, 1])) == 1
    assert macro_f1(np.array([0, 0, 0, 0]), np.array([0, 0, 0, 1])) == pytest.approx((6 / 7) / 2)


def test_a_home_is_kept_and_read(alike: list[Home], tmp_path: Path) -> None:
    alike[1].save(tmp_path / "home.npz")
    again = Home.load(tmp_path / "home.npz")
    assert (again.name, again.classes) == (alike[1].name, CLASSES)
    np.testing.assert_array_equal(again.first, alike[1].first)
    np.testing.assert_array_equal(again.test, alike[1].test)


def test_views_are_as_long_as_they_are_wide() -> None:
    found = unit_rows(np.array([[3.0, 4.0], [0.0, 0.0]]))
    assert (found**2).sum(axis=1).tolist() == pytest.approx([2.0, 0.0])


@pytest.fixture
def kept_diaries(tmp_path: Path) -> Path:
    (tmp_path / "recsys").mkdir()
    rng = np.random.default_rng(0)
    rows = [
        {
            "study": "0006",
            "user_id": f"0006:{who}",
            "obs": place,
            "valence": rng.normal(0, 0.3),
            "arousal": 0.1,
            "split": "train",
        }
        for who, count in (("a", 60), ("b", 50), ("c", 12))
        for place in range(count)
    ]
    pd.DataFrame(rows).to_parquet(tmp_path / "recsys" / "ema_affect.parquet")
    return tmp_path


def test_diaries_are_cut_in_time_and_short_ones_stay_out(kept_diaries: Path) -> None:
    found = diaries(kept_diaries, people=5)
    assert [one.name for one in found] == ["0006:a", "0006:b"]
    assert len(found[0]) == 60 - LAGS
    assert not found[0].test[: round(0.6 * len(found[0]))].any()
    assert found[0].test[-20:].all()


def test_one_diary_alone_is_refused(kept_diaries: Path) -> None:
    with pytest.raises(CorpusError, match="needs two"):
        diaries(kept_diaries, people=1)


def test_no_diaries_are_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read as diaries"):
        diaries(tmp_path, people=3)


def test_without_its_environment_the_command_says_how_to_make_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run.measure, "__defaults__", (False, 1, tmp_path / "python"))
    assert main(["federated", "--data", str(tmp_path)]) == 1
    assert "make federated" in capsys.readouterr().err


def test_a_gain_is_named_whichever_way_the_figure_points() -> None:
    models = {"local only": {"per_client": {"a": 0.3, "b": 0.2}}, "FedAvg": {"per_client": {"a": 0.4, "b": 0.4}}}
    models["personal"] = {"per_client": {"a": 0.2, "b": 0.1}}
    run._compare(models, higher=False)
    assert models["personal"]["over FedAvg"][0] == pytest.approx(0.25)
    assert models["personal"]["better than local only"] == 1
    found = {
        "task": "diaries",
        "figure": "mean absolute error",
        "clients": ["a", "b"],
        "moments": [40, 50],
        "epsilon": 8.0,
        "splits": 2,
    }
    lines = list(run.lines(found | {"delta": 1e-3, "noise": 1.0, "models": models}))
    assert lines[0] == "diaries: 2 homes, 40 to 50 moments each, means over 2 splits"
    assert any("personal" in line and "+0.2500" in line for line in lines)
