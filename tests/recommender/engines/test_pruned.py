"""A few members of a blend in its place."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest

from recommender.benchmark import distil as benchmark
from recommender.engines.baselines import ItemKNN, Markov, Popularity
from recommender.engines.blend import Blend, fit_shares
from recommender.engines.distilled import labels_of
from recommender.engines.interactions import Interactions
from recommender.engines.pruned import Pruned
from recommender.errors import EngineError
from tests.recommender.engines.contract import EngineContract
from tests.recommender.engines.made import planted, tiny

SMALL = {"labels": 200, "best": 5}


def blend_of(data: Interactions) -> Blend:
    """A blend fitted on data; on `planted` the Markov chain matters most to it."""
    members = {"popularity": Popularity(), "markov": Markov(), "item_knn": ItemKNN()}
    with TemporaryDirectory() as work:
        for name, member in members.items():
            member.fit(data, Path(work) / name, seed=0)
        blend = Blend(members)
        blend.fit(data, Path(work) / "blend", seed=0)
    return blend


@cache
def teacher() -> Blend:
    return blend_of(planted())


class Alone(Pruned):
    """Fits a teacher of its own first, so that it can be fitted on any data."""

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        self.teacher = blend_of(data)
        super()._fit(data, work, seed)


class TestPruned(EngineContract):
    def make(self) -> Pruned:
        return Alone(**SMALL)


def test_all_members_say_what_the_teacher_says(tmp_path: Path) -> None:
    data = planted()
    engine = Pruned(teacher(), members=9, **SMALL)
    engine.fit(data, tmp_path, seed=0)
    assert sorted(engine.members) == sorted(teacher().members)
    people = [[data.items[row] for row in history] for history in data.train[:60]]
    said = [[dict(one.recommend(own, None, 3)) for one in (engine, teacher())] for own in people]
    assert np.mean([next(iter(own)) == next(iter(its)) for own, its in said]) > 0.9


def test_the_member_that_matters_most_is_chosen_first(tmp_path: Path) -> None:
    engine = Pruned(teacher(), members=1, **SMALL)
    engine.fit(planted(), tmp_path, seed=0)
    assert list(engine.members) == ["markov"]
    assert engine.weights[0] > 0
    assert engine.equally_weighted().weights.tolist() == [1]
    assert list(engine.described()["weights"]) == ["markov"]


def test_members_are_chosen_among_those_named(tmp_path: Path) -> None:
    engine = Pruned(teacher(), members=5, among=["item_knn", "popularity"], **SMALL)
    engine.fit(planted(), tmp_path, seed=0)
    assert set(engine.members) == {"item_knn", "popularity"}
    with pytest.raises(EngineError, match="has no members oracle"):
        Pruned(teacher(), among=["oracle"]).fit(planted(), tmp_path, seed=0)


def test_shares_are_met_by_the_weights_that_made_them() -> None:
    rng = np.random.default_rng(0)
    features, weights = rng.normal(size=(200, 8, 2)).astype(np.float32), np.array([1.5, -0.5], np.float32)
    closed = np.zeros((200, 8), bool)
    closed[:, 7] = True
    likely = np.exp(features @ weights) * ~closed
    shares = (likely / likely.sum(axis=1, keepdims=True)).astype(np.float32)
    found, loss = fit_shares(features, 1e-6, shares, None, closed)
    np.testing.assert_allclose(found, weights, atol=0.02)
    assert loss == pytest.approx(-(shares * np.log(np.where(closed, 1, shares))).sum(axis=1).mean(), abs=1e-3)


def test_without_a_blend_of_the_same_items_it_is_refused(tmp_path: Path) -> None:
    for none in (None, teacher()):
        with pytest.raises(EngineError, match="no blend of these items to prune"):
            Pruned(none).fit(tiny([[0, 1]], 2), tmp_path, seed=0)


def test_the_teacher_is_asked_about_whole_histories(tmp_path: Path) -> None:
    data = planted()
    found = labels_of(teacher(), data, Pruned(**SMALL).labelling, 0, whole=True)
    whole = {history.tobytes() for history in data.train}
    assert len(found.histories) == 200
    assert all(history.tobytes() in whole for history in found.histories)


def test_the_command_prints_what_the_members_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data: Interactions = planted()
    for name, member in teacher().members.items():
        member.save(tmp_path / name)
    teacher().save(tmp_path / "blend")
    monkeypatch.setattr(benchmark, "read_interactions", lambda folder, name: data)
    monkeypatch.setattr(benchmark, "read_held_out", lambda folder, test, data: data.held_out_val.sample(60, 0))
    out = tmp_path / "student"
    found = benchmark.distil(tmp_path, "planted", tmp_path / "blend", None, out, seed=0, labels=100, members=2)
    student = found["models"]["student"]
    assert student["kept"]["ndcg@10"][0] > 0.8
    assert len(student["weights"]) == 2
    assert student["megabytes"] > 0
    assert Pruned.load(out).items == data.items
    with pytest.raises(EngineError, match="holds markov, which has no members"):
        benchmark.distil(tmp_path, "planted", tmp_path / "markov", None, None, seed=0, labels=9, members=2)
