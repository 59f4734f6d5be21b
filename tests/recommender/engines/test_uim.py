"""UiM keeps the contract with and without each of its parts; its profile, routing and loss are what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional

from recommender.engines.contract import Engine
from recommender.engines.interactions import Query, State
from recommender.engines.uim.engine import UiM
from recommender.engines.uim.network import InterestCapsules, best_interest_loss, squashed
from recommender.engines.uim.profile import Attributes, Profile, off_the_beaten_track
from tests.recommender.engines.contract import EngineContract, ndcg_of
from tests.recommender.engines.made import SMALL_NETWORK, planted

SMALL = SMALL_NETWORK | {"interests": 2, "listed": 3}


class TestUiM(EngineContract):
    def make(self) -> Engine:
        return UiM(**SMALL)


@pytest.mark.parametrize("left_out", UiM.parts)
def test_learns_without_any_one_part(left_out: str, tmp_path: Path) -> None:
    data = planted(n_users=150)
    engine = UiM(**SMALL | dict(UiM.parts[left_out]))
    engine.fit(data, tmp_path, seed=0)
    assert ndcg_of(engine, data.held_out_val) > 0.6
    assert (engine.user is None) == (left_out == "simulated user")
    assert engine.content_aware == (left_out != "content")


def test_profile_moves_the_scores_and_an_unknown_value_is_no_error(tmp_path: Path) -> None:
    data = planted(n_users=150)
    engine = UiM(**SMALL)
    engine.fit(data, tmp_path, seed=0)
    history = np.array([0, 1, 2], np.int32)
    woman, man, other = (
        engine.scores([Query(history, state=State(profile))])[0]
        for profile in ({"sex": "F"}, {"sex": "M"}, {"sex": "never heard of"})
    )
    assert not np.allclose(woman, man)
    np.testing.assert_array_equal(other, engine.scores([Query(history)])[0])


def test_mined_habits_look_at_the_history_so_far_alone() -> None:
    torch.manual_seed(0)
    profile = Profile(Attributes({"sex": ("F", "M")}), torch.tensor([0.0, 1.0, 0.0]), 4)
    items, number = torch.tensor([[0, 1, 2, 1]]), torch.tensor([[1]])
    whole = profile(items, number)
    np.testing.assert_allclose(profile(items[:, :2], number).detach(), whole[:, :2].detach(), atol=1e-6)
    assert not torch.allclose(profile(torch.tensor([[1, 1, 2, 1]]), number)[0, 0], whole[0, 0])


def test_popular_half_of_the_rows_is_the_beaten_track() -> None:
    np.testing.assert_array_equal(off_the_beaten_track(np.array([1, 6, 3, 2], np.float32)), [1, 0, 1, 1])


def test_attributes_are_numbered_from_one() -> None:
    attributes = Attributes.of(planted())
    assert attributes.values == {"sex": ("F", "M"), "age": ("25-34",)}
    np.testing.assert_array_equal(attributes.numbers([{"sex": "M", "age": "9"}, {}]), [[2, 0], [0, 0]])


def test_capsules_are_causal_short_and_shut_by_the_gate() -> None:
    torch.manual_seed(0)
    interests = InterestCapsules(8, 3)
    states, gate = torch.randn(1, 6, 8), torch.ones(1, 6)
    found = interests(states, gate)
    assert found.shape == (1, 6, 3, 4)
    assert (found.norm(dim=-1) < 1).all()
    changed = states.clone()
    changed[0, 4:] = 5
    np.testing.assert_allclose(interests(changed, gate)[0, :4].detach(), found[0, :4].detach(), atol=1e-5)
    shut = torch.tensor([[1.0, 0, 1, 1, 1, 1]])
    changed = states.clone()
    changed[0, 1] = 5
    np.testing.assert_allclose(
        interests(changed, shut)[0, 2:].detach(), interests(states, shut)[0, 2:].detach(), atol=1e-5
    )


def test_squash_keeps_direction_and_bounds_length() -> None:
    np.testing.assert_allclose(squashed(torch.tensor([[3.0, 4.0]])), [[15 / 26, 20 / 26]], rtol=1e-5)
    assert not squashed(torch.zeros(1, 2)).any()


def test_loss_and_its_gradients_are_those_of_cross_entropy_of_the_best_interest() -> None:
    torch.manual_seed(0)
    interests, table = torch.randn(200, 3, 8, requires_grad=True), torch.randn(40, 8, requires_grad=True)
    targets = torch.randint(40, (200,))
    wanted = functional.cross_entropy((interests @ table.T).amax(dim=1), targets)
    found = best_interest_loss(interests, table, targets)
    assert found.item() == pytest.approx(wanted.item(), rel=0.01)
    for got, right in zip(
        torch.autograd.grad(found, [interests, table]), torch.autograd.grad(wanted, [interests, table]), strict=True
    ):
        assert functional.cosine_similarity(got.ravel(), right.ravel(), dim=0) > 0.99
