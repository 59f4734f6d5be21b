"""FAIR keeps the contract with and without each of its parts; its codes, attention and objectives are what they say."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch

from recommender.engines.contract import Engine
from recommender.engines.fair.codes import residual_codes
from recommender.engines.fair.engine import FAIR, _info_nce
from recommender.engines.fair.network import FocusedBlock
from recommender.engines.item_embeddings import content_embeddings, item_embeddings
from recommender.engines.sequence import rotations
from tests.recommender.engines.contract import EngineContract, ndcg_of
from tests.recommender.engines.made import SMALL_NETWORK, planted, tiny

SMALL = SMALL_NETWORK | {"levels": 3, "words": 8}


class TestFAIR(EngineContract):
    def make(self) -> Engine:
        return FAIR(**SMALL)


@pytest.mark.parametrize("left_out", FAIR.parts)
def test_learns_without_any_one_part(left_out: str, tmp_path: Path) -> None:
    data = planted()
    engine = FAIR(**SMALL | dict(FAIR.parts[left_out]))
    engine.fit(data, tmp_path, seed=0)
    assert ndcg_of(engine, data.held_out_val) > 0.7
    assert engine.content_aware == (left_out != "codes")


def test_codes_are_centres_and_what_they_leave() -> None:
    coarse = np.array([[0.0, 0.0], [10.0, 0.0]], np.float32)
    fine = np.array([[0.0, 1.0], [0.0, -1.0]], np.float32)
    vectors = np.array([coarse[a] + fine[b] for a in range(2) for b in range(2)], np.float32)
    codes = residual_codes(vectors, levels=2, words=2, seed=0)
    assert codes[0, 0] == codes[1, 0] != codes[2, 0] == codes[3, 0]
    assert codes[0, 1] == codes[2, 1] != codes[1, 1] == codes[3, 1]
    np.testing.assert_array_equal(codes, residual_codes(vectors, levels=2, words=2, seed=0))


def test_codes_of_equal_and_of_few_vectors() -> None:
    assert not residual_codes(np.zeros((5, 3), np.float32), levels=4, words=8, seed=0).any()
    assert residual_codes(np.ones((1, 0), np.float32), levels=2, words=8, seed=0).shape == (1, 2)


def test_embeddings_hold_content_and_who_took_what_with_what() -> None:
    data = planted()
    content = content_embeddings(data, 8)
    assert content.shape == (37, 7 + 8)
    own = np.sum(content**2, axis=1).mean()
    assert own == pytest.approx(2, rel=0.05)  # text and features, each of a mean square of 1
    likeness = content @ content.T
    groups = np.arange(36) // 6
    same = groups[:, None] == groups
    assert likeness[:36, :36][same].min() > likeness[:36, :36][~same].max()
    assert not item_embeddings(data, 8)[36, 15:].any()  # nobody took the last item
    assert content_embeddings(tiny([[0, 1]], n_items=2), 8).shape == (2, 0)


def test_focused_attention_is_causal_and_takes_off_what_both_maps_see() -> None:
    torch.manual_seed(0)
    block = FocusedBlock(8, 2, 0.0, focused=True).eval()
    states, turns = torch.randn(1, 5, 8), rotations(5, 4)
    changed = states.clone()
    changed[0, 3:] += 1
    np.testing.assert_allclose(block(states, turns)[0, :3].detach(), block(changed, turns)[0, :3].detach(), atol=1e-5)
    plain = FocusedBlock(8, 2, 0.0, focused=False).eval()
    with torch.no_grad():  # two equal maps: their normalised difference is the one map
        weight, bias = block.into.weight.view(5, 8, 8), block.into.bias.view(5, 8)
        weight[3:], bias[3:] = weight[1:3].clone(), bias[1:3].clone()
        plain.into.weight.copy_(weight[:3].reshape(24, 8))
        plain.into.bias.copy_(bias[:3].reshape(24))
        for name in ("before_attention", "before_forward", "out", "forward_part"):
            getattr(plain, name).load_state_dict(getattr(block, name).state_dict())
    np.testing.assert_allclose(block(states, turns).detach(), plain(states, turns).detach(), atol=1e-5)


def test_info_nce_is_low_where_each_context_points_to_its_own_item() -> None:
    vectors, targets = torch.eye(4), torch.arange(4)
    assert float(_info_nce(vectors, vectors, targets)) < 0.01
    assert float(_info_nce(vectors, vectors.flip(0), targets)) > 5
    alike = torch.tensor([[1.0, 0.0], [1.0, 0.0]])
    assert float(_info_nce(alike, alike, torch.tensor([7, 7]))) == pytest.approx(0, abs=1e-5)


def test_score_ranks_by_the_sum_of_the_codes_log_probabilities(tmp_path: Path) -> None:
    data = planted()
    engine = FAIR(**SMALL | {"item_term": False, "epochs": 1})
    engine.fit(data, tmp_path, seed=0)
    query = data.held_out_val.queries[0]
    network = engine.network
    with torch.no_grad():
        items = torch.from_numpy(query.history.astype(np.int64))[None]
        logs = network.code_logs(network(items, network.table())[:, -1])[0]
        sums = sum(logs[level, network.codes[:, level]] for level in range(network.codes.shape[1]))
    difference = engine.scores([query])[0] - sums.numpy()
    np.testing.assert_allclose(difference, difference[0], atol=1e-4)
