"""The blend keeps the contract of all engines, learns whom to trust, and its weights can be checked by hand."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.benchmark.ablation import ablation
from recommender.engines.baselines import Markov, Popularity
from recommender.engines.blend import Blend, fit_weights, log_standardised, places
from recommender.engines.contract import Engine
from recommender.engines.interactions import Interactions
from recommender.errors import EngineError
from tests.recommender.engines.contract import EngineContract, ndcg_of
from tests.recommender.engines.made import planted


class FittedWithItsMembers(Blend):
    """A blend that fits its members first and keeps them beside itself, as the benchmark does for it."""

    def __init__(self) -> None:
        super().__init__({"markov": Markov(), "popularity": Popularity()})

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        for member in self.members.values():
            member.fit(data, work, seed)
        super()._fit(data, work, seed)

    def save(self, folder: Path) -> None:
        super().save(folder)
        for name, member in self.members.items():
            member.save(folder.parent / name)


class TestBlend(EngineContract):
    def make(self) -> Engine:
        return FittedWithItsMembers()


def fitted(data: Interactions, folder: Path) -> Blend:
    blend = FittedWithItsMembers()
    blend.fit(data, folder, seed=0)
    return blend


def test_trusts_the_member_that_knows_and_says_so(tmp_path: Path) -> None:
    data = planted()
    blend = fitted(data, tmp_path)
    weights = blend.described()["weights"]
    assert list(weights) == ["markov", "popularity"]
    assert sum(weights["markov"].values()) > 3 * abs(sum(weights["popularity"].values()))
    gains = ablation(blend, data.held_out_val)
    mean, low, high = gains["markov"]["ndcg@10"]
    assert low < mean < high
    assert low > 0.1
    assert abs(gains["popularity"]["ndcg@10"][0]) < 0.05


def test_a_val_person_can_be_scored_by_weights_that_never_saw_them(tmp_path: Path) -> None:
    data = planted()
    blend = fitted(data, tmp_path)
    queries = data.held_out_val.queries
    apart = blend.cross_fitted().weights_for(queries)
    for row, query in enumerate(queries):
        np.testing.assert_array_equal(apart[row], blend.fold_weights[blend.fold_of[query.user]])
    assert len(np.unique(apart, axis=0)) == len(blend.fold_weights)
    assert (blend.weights_for(queries) == blend.weights).all()
    assert abs(ndcg_of(blend.cross_fitted(), data.held_out_val) - ndcg_of(blend, data.held_out_val)) < 0.05


def test_without_members_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="members"):
        Blend().fit(planted(), tmp_path, seed=0)


def test_member_of_another_package_is_not_loaded(tmp_path: Path) -> None:
    fitted(planted(), tmp_path).save(tmp_path / "blend")
    file = tmp_path / "blend" / "engine.json"
    file.write_text(file.read_text(encoding="utf-8").replace("recommender.engines.baselines:Markov", "os:system"))
    with pytest.raises(EngineError, match="none of this package"):
        FittedWithItsMembers.load(tmp_path / "blend")


def test_places_and_log_standardised_scores_by_hand() -> None:
    scores = np.array([[1.0, 3.0, 2.0, 3.0]], np.float32)
    np.testing.assert_array_equal(places(scores), [[3, 0, 2, 1]])
    deviation = np.sqrt(0.6875)
    wanted = np.sign(scores - 2.25) * np.log1p(np.abs(scores - 2.25) / deviation)
    np.testing.assert_allclose(log_standardised(scores), wanted, rtol=1e-5)
    np.testing.assert_array_equal(log_standardised(np.full((1, 3), 7.0)), [[0, 0, 0]])


def test_weights_are_those_of_a_conditional_logit() -> None:
    rng = np.random.default_rng(0)
    features = rng.normal(size=(3000, 6, 2)).astype(np.float32)
    true = np.array([1.2, -0.7])
    chances = features @ true + rng.gumbel(size=(3000, 6))
    labels = np.zeros((3000, 6), np.int8)
    labels[np.arange(3000), chances.argmax(axis=1)] = 1
    filled = np.concatenate([features, np.full((3000, 2, 2), 50, np.float32)], axis=1)
    filling = np.concatenate([labels, np.full((3000, 2), -1, np.int8)], axis=1)
    np.testing.assert_allclose(fit_weights(filled, filling, 1e-6), true, atol=0.08)
    assert np.abs(fit_weights(filled, filling, 10.0)).max() < 0.1


def test_rivals_that_stand_for_many_undo_how_they_were_sampled() -> None:
    rng = np.random.default_rng(1)
    features = rng.normal(size=(2000, 300, 2)).astype(np.float32)
    true = np.array([1.0, 0.5])
    taken = (features @ true + rng.gumbel(size=(2000, 300))).argmax(axis=1)
    rows, sample_weight = np.zeros((2000, 41), int), np.ones((2000, 41), np.float32)
    for person in range(2000):  # what was taken, the first 20 by one feature, and 20 of the others
        order = np.argsort(-features[person, :, 0])
        order = order[order != taken[person]]
        rows[person] = [taken[person], *order[:20], *rng.choice(order[20:], 20, replace=False)]
        sample_weight[person, 21:] = len(order[20:]) / 20
    sampled = np.take_along_axis(features, rows[..., None], axis=1)
    labels = np.zeros((2000, 41), np.int8)
    labels[:, 0] = 1
    np.testing.assert_allclose(fit_weights(sampled, labels, 1e-6, sample_weight), true, atol=0.1)
    assert fit_weights(sampled, labels, 1e-6)[0] < 0.3  # without it, standing high seems to speak against an item
