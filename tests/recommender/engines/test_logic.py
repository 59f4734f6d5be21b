"""A sequence engine that is taught rules: it learns as others do, and what it says is truer to them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from recommender.benchmark import logic as benchmark
from recommender.engines.interactions import Interactions
from recommender.engines.logic import LogicSASRec
from recommender.engines.windows import padded
from recommender.errors import EngineError
from tests.recommender.engines.contract import EngineContract
from tests.recommender.engines.made import SMALL_NETWORK, planted

GENRES = np.eye(7, dtype=np.float32)[np.arange(37) // 6]


def with_genres(data: Interactions) -> Interactions:
    return replace(data, features={"genres": GENRES})


class TestLogicSASRec(EngineContract):
    def make(self) -> LogicSASRec:
        return LogicSASRec(**SMALL_NETWORK)

    @pytest.fixture(scope="class")
    @classmethod
    def data(cls) -> Interactions:
        return with_genres(planted())

    def test_what_it_says_is_truer_to_the_formulas_than_without_them(self, data: Interactions, tmp_path: Path) -> None:
        some = replace(data, users=data.users[:40], train=data.train[:40], val=data.val[:40])
        batch = torch.from_numpy(padded(data.train))
        held = {}
        for trust in (0.0, 10.0):
            engine = LogicSASRec(**SMALL_NETWORK, trust=trust)
            engine.fit(some, tmp_path / str(trust), seed=0)
            with torch.no_grad():
                held[trust] = float(engine.satisfaction(engine.network, batch))
        assert held[10.0] > held[0.0] + 0.01

    def test_without_genres_there_is_nothing_to_break(self, tmp_path: Path) -> None:
        engine = LogicSASRec(**SMALL_NETWORK | {"epochs": 1})
        engine.fit(planted(n_users=20), tmp_path, seed=0)
        assert float(engine.satisfaction(engine.network, torch.from_numpy(padded(planted().train)))) == 1

    @pytest.mark.parametrize(
        ("formula", "wrong"),
        [("likes(person, item) ->", "means nothing"), ("likes(item, person)", "nothing is known of likes")],
    )
    def test_a_formula_that_means_nothing_is_refused(self, formula: str, wrong: str) -> None:
        with pytest.raises(EngineError, match=wrong):
            LogicSASRec(formulas=(formula,))

    def test_a_person_takes_a_genre_by_their_share_of_it(self, data: Interactions) -> None:
        engine = self.make()
        engine._network(data, 0)
        takes = engine._takes(torch.tensor([[0, 1, 6, -1]]))[0]
        usual = engine._usual
        np.testing.assert_allclose(takes[1], [1 / (1 + usual[0]), *[0.0] * 6])
        np.testing.assert_allclose(takes[2, 1], 1 / 3 / (1 / 3 + usual[1]), rtol=1e-6)
        np.testing.assert_allclose(takes[3], takes[2])


class TestLittleData:
    def test_nobody_is_learnt_from_and_judged(self) -> None:
        data = with_genres(planted())
        learnt, rest = benchmark.parted(data, 0.1, seed=3)
        assert (learnt.n_users, len(rest)) == (24, 216)
        own = {id(history) for history in learnt.train}
        assert not any(id(query.history) in own for query in rest.queries)
        assert all(query.user == -1 for query in rest.queries)

    def test_gains_are_over_the_plain_model_for_the_same_people(
        self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
    ) -> None:
        monkeypatch.setattr(benchmark, "read_interactions", lambda folder, name: with_genres(planted(n_users=60)))
        monkeypatch.setattr(benchmark, "LITTLE", SMALL_NETWORK | {"epochs": 1})
        monkeypatch.setattr(benchmark, "SEEDS", 1)
        found = benchmark.little_data(tmp_path, "made", 0.5, seed=0)
        assert found["protocol"]["people_learnt_from"] == found["protocol"]["people_judged"] == 30
        plain, ruled = found["models"]["sasrec_ce"], found["models"]["sasrec_logic"]
        mean, low, high = ruled["gain"]["ndcg@10"]
        assert mean == pytest.approx(ruled["ndcg@10"] - plain["ndcg@10"])
        assert low <= mean <= high
        assert any("sasrec_logic" in line and "of ndcg@10" in line for line in benchmark.lines(found))

    def test_a_set_without_genres_is_refused(self, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
        monkeypatch.setattr(benchmark, "read_interactions", lambda folder, name: planted())
        with pytest.raises(EngineError, match="nothing is known of its items' genres"):
            benchmark.little_data(tmp_path, "made", 0.5, seed=0)

    @pytest.mark.parametrize("share", [0, 1, -0.5, 2])
    def test_a_share_must_lie_between(self, share: float, tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="must lie between 0 and 1"):
            benchmark.little_data(tmp_path, "movielens_100k", share, seed=0)
