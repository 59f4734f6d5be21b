"""The sequence engines keep the contract; their losses and windows are what they say."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from recommender.engines import sequence
from recommender.engines.contract import Engine
from recommender.engines.losses import one_negative_loss, softmax_loss
from recommender.engines.sequence import SASRecBCE, SASRecCE
from recommender.engines.windows import batches, cut, padded
from tests.recommender.engines.contract import EngineContract, ndcg_of
from tests.recommender.engines.made import planted

SMALL = {"dimension": 16, "layers": 1, "heads": 1, "tokens": 120, "epochs": 8, "rate": 1e-2, "average": 0.9}


class TestSASRecCE(EngineContract):
    def make(self) -> Engine:
        return SASRecCE(**SMALL)


class TestSASRecBCE(EngineContract):
    def make(self) -> Engine:
        return SASRecBCE(**SMALL)


class TestWithContent(EngineContract):
    def make(self) -> Engine:
        return SASRecCE(**SMALL, content=True)


def test_softmax_loss_and_its_gradients_are_those_of_cross_entropy() -> None:
    torch.manual_seed(0)
    states, table = torch.randn(300, 8, requires_grad=True), torch.randn(40, 8, requires_grad=True)
    targets, weights = torch.randint(40, (300,)), torch.rand(300)
    each = functional.cross_entropy(states @ table.T, targets, reduction="none")
    wanted = (each * weights).sum() / weights.sum()
    found = softmax_loss(states, table, targets, weights)
    assert float(found.detach()) == pytest.approx(float(wanted.detach()), rel=0.01)
    for got, right in zip(
        torch.autograd.grad(found, [states, table]), torch.autograd.grad(wanted, [states, table]), strict=True
    ):
        assert functional.cosine_similarity(got.ravel(), right.ravel(), dim=0) > 0.999
        assert float(got.norm()) == pytest.approx(float(right.norm()), rel=0.02)


def test_one_negative_loss_by_hand() -> None:
    states, table = torch.tensor([[1.0, 0.0]]), torch.tensor([[2.0, 0.0], [-1.0, 5.0]])
    wanted = np.log(1 + np.exp(-2)) + np.log(1 + np.exp(-1))
    found = one_negative_loss(states, table, torch.tensor([0]), torch.tensor([1]))
    assert float(found) == pytest.approx(wanted, rel=1e-5)


@pytest.mark.parametrize("length", [1, 3, 50])
def test_every_step_of_a_history_is_in_one_window(length: int) -> None:
    history = np.arange(20)
    for seed in range(5):
        windows = cut([history, np.array([7])], length, np.random.default_rng(seed))
        assert all(2 <= len(window) <= length + 1 for window in windows)
        steps = [(int(a), int(b)) for window in windows for a, b in pairwise(window)]
        assert sorted(steps) == [(place, place + 1) for place in range(19)]


def test_batches_hold_each_window_once_and_no_more_than_they_may() -> None:
    rng = np.random.default_rng(0)
    windows = [np.full(rng.integers(2, 9), number) for number in range(50)]
    found = list(batches(windows, 30, rng))
    assert all(batch.size <= 30 for batch in found)
    rows = sorted(int(row[0]) for batch in found for row in batch)
    assert rows == list(range(50))
    np.testing.assert_array_equal(padded([np.array([4]), np.array([5, 6])]), [[4, -1], [5, 6]])


def test_training_that_was_stopped_goes_on_to_the_same_weights(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    data = planted(n_users=60)
    whole = SASRecCE(**SMALL | {"epochs": 3})
    whole.fit(data, tmp_path / "whole", seed=2)

    kept = sequence.EngineCheckpoint.save

    def keep_and_stop(self: sequence.EngineCheckpoint, epoch: int, *rest: object) -> None:
        kept(self, epoch, *rest)
        if epoch == 2:
            raise KeyboardInterrupt

    broken = SASRecCE(**SMALL | {"epochs": 3})
    monkeypatch.setattr(sequence.EngineCheckpoint, "save", keep_and_stop)
    began = time.perf_counter()
    with pytest.raises(KeyboardInterrupt):
        broken.fit(data, tmp_path / "broken", seed=2)
    lost = time.perf_counter() - began
    monkeypatch.undo()
    broken.fit(data, tmp_path / "broken", seed=2)
    assert whole.spent_before == (0, 0)
    assert 0 < broken.spent_before[0] < lost  # what the run that was stopped took is told
    assert broken.spent_before[1] > 0
    queries = data.held_out_val.queries
    np.testing.assert_allclose(broken.scores(queries), whole.scores(queries), rtol=1e-5, atol=1e-5)


def test_content_places_items_that_training_never_saw(tmp_path: Path) -> None:
    data = planted()
    with_content, without = SASRecCE(**SMALL, content=True), SASRecCE(**SMALL)
    for engine in (with_content, without):
        engine.fit(data, tmp_path, seed=0)
    assert ndcg_of(with_content, data.held_out_val) > 0.8 * ndcg_of(without, data.held_out_val)
