"""A small engine that a large one teaches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.benchmark import distil as benchmark
from recommender.engines.baselines import Markov, Popularity
from recommender.engines.distilled import Distilled, labels_of, stopping_by_train
from recommender.engines.interactions import Interactions
from recommender.errors import EngineError
from tests.recommender.engines.contract import EngineContract
from tests.recommender.engines.made import SMALL_NETWORK, planted, tiny

SMALL = SMALL_NETWORK | {"labels": 60, "best": 5, "asked": 16}


@pytest.fixture(scope="module")
def data() -> Interactions:
    return planted(n_users=120)


@pytest.fixture(scope="module")
def teacher(data: Interactions, tmp_path_factory: pytest.TempPathFactory) -> Markov:
    engine = Markov()
    engine.fit(data, tmp_path_factory.mktemp("teacher"), seed=0)
    return engine


class TestDistilled(EngineContract):
    def make(self) -> Distilled:
        return Distilled(**SMALL)


class TestTeaching:
    def test_labels_are_the_teachers_best_after_beginnings_alone(self, data: Interactions, teacher: Markov) -> None:
        found = labels_of(teacher, data, Distilled(**SMALL).settings, seed=0)
        assert len(found.histories) == 60
        whole = {history.tobytes() for history in data.train}
        assert not whole & {history.tobytes() for history in found.histories if len(history) == len(data.train[0])}
        assert all(0 < len(history) < len(data.train[0]) for history in found.histories)
        np.testing.assert_allclose(found.shares.sum(axis=1), 1, rtol=1e-5)
        assert not any(np.isin(items, own).any() for items, own in zip(found.items, found.histories, strict=True))

    def test_a_student_that_hears_its_teacher_alone_says_what_it_says(self, data: Interactions, tmp_path: Path) -> None:
        """A teacher that goes by popularity alone is at odds with the pattern that the rows hold."""
        teacher = Popularity()
        teacher.fit(data, tmp_path / "teacher", seed=0)
        people = [[data.items[row] for row in history] for history in data.train[:40]]
        agreed = {}
        for share in (0.0, 1.0):
            student = Distilled(teacher, **SMALL | {"share": share, "labels": 400})
            student.fit(data, tmp_path / str(share), seed=0)
            said = [set(dict(one.recommend(of, None, 5))) for of in people for one in (student, teacher)]
            agreed[share] = np.mean([len(own & its) / 5 for own, its in zip(said[::2], said[1::2], strict=True)])
        assert agreed[1.0] > agreed[0.0] + 0.2

    def test_it_stops_by_training_rows_and_never_sees_val(self, data: Interactions) -> None:
        found = stopping_by_train(data, seed=0)
        held = [user for user, own in enumerate(found.val) if len(own)]
        assert len(held) == 24
        for user, (kept, own) in enumerate(zip(found.train, found.val, strict=True)):
            np.testing.assert_array_equal(np.concatenate([kept, own]), data.train[user])
        assert not stopping_by_train(tiny([[0], [1]], 4), seed=0).held_out_val.queries

    def test_histories_of_one_item_teach_nothing(self, tmp_path: Path) -> None:
        short = tiny([[0], [1], [1, 2]], 4)
        teacher = Markov()
        teacher.fit(short, tmp_path / "teacher", seed=0)
        assert len(labels_of(teacher, short, Distilled(**SMALL).settings, 0).histories) == 1
        only = tiny([[0], [1]], 4)
        student = Distilled(teacher, **SMALL)
        student.fit(only, tmp_path / "student", seed=0)
        assert np.isfinite(student.scores(short.held_out_val.queries or [])).all()


class TestCommand:
    def test_a_table_of_teacher_and_students(
        self, data: Interactions, teacher: Markov, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        teacher.save(tmp_path / "markov")
        monkeypatch.setattr(benchmark, "read_interactions", lambda folder, name: data)
        monkeypatch.setattr(benchmark, "read_held_out", lambda folder, test, data: data.held_out_val.sample(40, 0))
        monkeypatch.setattr(benchmark, "Distilled", lambda *teacher, **more: Distilled(*teacher, **SMALL | more))
        found = benchmark.distil(
            tmp_path, "planted", tmp_path / "markov", None, tmp_path / "student", seed=0, labels=30, untaught=True
        )["models"]
        assert list(found) == ["teacher", "student", "student, untaught"]
        ratio, low, high = found["student"]["kept"]["ndcg@10"]
        assert ratio == pytest.approx(found["student"]["ndcg@10"] / found["teacher"]["ndcg@10"])
        assert low <= ratio <= high
        assert all(one["megabytes"] > 0 and one["serve_ms"] > 0 for one in found.values())
        assert Distilled.load(tmp_path / "student").items == data.items

    def test_a_folder_without_an_engine_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="no folder that an engine was saved in"):
            benchmark.loaded(tmp_path)

    def test_an_engine_of_no_benchmark_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "engine.json").write_text('{"name": "oracle"}', encoding="utf-8")
        with pytest.raises(EngineError, match="holds 'oracle'"):
            benchmark.loaded(tmp_path)
