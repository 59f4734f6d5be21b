"""DiffMM keeps the contract with and without each of its parts; noise grows, rows are regained, edges go by content."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from recommender.engines.contract import Engine
from recommender.engines.diffmm.companions import LEAST, Companions
from recommender.engines.diffmm.diffusion import Bags, Denoiser, Noise, losses
from recommender.engines.diffmm.engine import DiffMM, evened, modalities
from recommender.engines.diffmm.network import GraphNetwork, contrast
from recommender.engines.interactions import Interactions
from tests.recommender.engines.contract import EngineContract, ndcg_of
from tests.recommender.engines.made import GROUPS, SIZE, planted, tiny

SMALL = {"dimension": 16, "latent": 16, "rows": 60, "batch": 60, "epochs": 8, "rate": 1e-2, "edges": 3, "dropout": 0.0}
FROZEN = SMALL | {"together": 1.0, "sharpness": 0.0, "usual": 0.2}


class TestDiffMM(EngineContract):
    learns_order = False

    def make(self) -> Engine:
        return DiffMM(**SMALL)


class TestWithFrozenGraph(EngineContract):
    learns_order = False

    def make(self) -> Engine:
        return DiffMM(**FROZEN)


@pytest.fixture(scope="module")
def data() -> Interactions:
    return planted(ordered=False)


@pytest.fixture(scope="module")
def fitted(data: Interactions, tmp_path_factory: pytest.TempPathFactory) -> DiffMM:
    engine = DiffMM(**SMALL)
    engine.fit(data, tmp_path_factory.mktemp("diffmm"), seed=0)
    return engine


@pytest.mark.parametrize("left_out", DiffMM.parts)
def test_learns_without_any_one_part(left_out: str, data: Interactions, tmp_path: Path) -> None:
    engine = DiffMM(**FROZEN | {"epochs": 4} | dict(DiffMM.parts[left_out]))
    engine.fit(data, tmp_path, seed=0)
    assert ndcg_of(engine, data.held_out_val) > 0.5


def test_drawn_edges_are_new_and_of_the_persons_group(fitted: DiffMM, data: Interactions) -> None:
    group = 2
    history = [data.items[group * SIZE + place] for place in range(3)]
    drawn = fitted.drawn_for(history, 3)
    assert set(drawn) == {"visual", "text"}
    for edges in drawn.values():
        assert {item for item, _ in edges} == {data.items[group * SIZE + place] for place in range(3, 6)}
        shares = [share for _, share in edges]
        assert shares == sorted(shares, reverse=True)
        assert 0 < sum(shares) <= 1


def test_nobody_known_has_no_edges(fitted: DiffMM) -> None:
    assert fitted.drawn_for(["nowhere"], 3) == {}


def test_more_edges_than_items_are_all_there_are(fitted: DiffMM, data: Interactions) -> None:
    assert {len(edges) for edges in fitted.drawn_for(data.items[:2], 10_000).values()} == {data.n_items - 2}


def test_noise_grows_and_a_right_guess_leads_back() -> None:
    noise = Noise(5, 0.01, 0.3)
    assert noise.kept[0] == 1
    assert (noise.kept[1:] < noise.kept[:-1]).all()
    start = torch.randn(4, 8)
    vectors = noise.noised(start, torch.full((4,), 5))
    for step in range(5, 0, -1):
        vectors = noise.back(vectors, start, step)
    torch.testing.assert_close(vectors, start)


def test_the_last_step_back_counts_most() -> None:
    weights = Noise(5, 0.01, 0.3).weights(torch.arange(1, 6))
    assert weights[0] == 1
    assert (weights >= 0).all()
    assert (weights <= 1).all()


def test_the_modality_signal_is_nothing_where_all_items_look_alike() -> None:
    torch.manual_seed(0)
    denoiser = Denoiser(torch.ones(6, 3), 8, 5, 0.0)
    found = losses(denoiser, Noise(5, 0.01, 0.3), [np.array([0, 1]), np.array([4])], np.random.default_rng(0))
    assert found[2].item() == pytest.approx(0, abs=1e-6)
    assert found[1].item() > 0


def test_bags_are_means_and_shares() -> None:
    bags = Bags([np.array([0, 2]), np.array([1])])
    table = torch.tensor([[2.0], [5.0], [4.0]])
    assert bags.mean(table).tolist() == [[3.0], [5.0]]
    assert bags.share(3).tolist() == [[0.5, 0, 0.5], [0, 1, 0]]


def test_views_that_agree_cost_least() -> None:
    views = torch.nn.functional.normalize(torch.eye(4) + 0.1, dim=1)
    assert contrast(views, views, 0.1) < contrast(views, views.roll(1, dims=0), 0.1)


def test_of_a_set_without_content_who_took_it_is_the_modality() -> None:
    found = modalities(tiny([[0, 1], [0, 1], [2, 3]], n_items=5), 8)
    assert set(found) == {"taken"}
    assert found["taken"].shape[0] == 5


def test_who_took_what_is_evened_out(data: Interactions) -> None:
    matrix = evened(replace(data)).to_dense()
    assert matrix.shape == (data.n_users, GROUPS * SIZE + 1)
    user, item = 0, int(data.train[0][0])
    assert matrix[user, item].item() == pytest.approx((len(data.train[0]) * data.popularity[item]) ** -0.5)


def test_companions_took_what_goes_with_a_history_and_the_asked_one_tells_nothing() -> None:
    companions = Companions(tiny([[0, 1], [0, 2, 3], [3]], n_items=5).matrix)
    told = np.exp(companions.scores([np.array([0])]).numpy())[0] - LEAST
    assert told[1] == pytest.approx(2**-0.6 * 2**-0.5, rel=1e-5)
    assert told[2] == pytest.approx(2**-0.6 * 3**-0.5, rel=1e-5)
    assert told[4] == pytest.approx(0, abs=1e-6)
    without = np.exp(companions.scores([np.array([0])], np.array([0])).numpy())[0] - LEAST
    assert without[1] == pytest.approx(0, abs=1e-6)
    assert without[2] == pytest.approx(told[2])


def test_who_is_asked_for_passes_nothing_on() -> None:
    torch.manual_seed(0)
    network = GraphNetwork([torch.randn(4, 3)], 8, 2, 0.0, 1.0, 0.0)
    graph = evened(tiny([[0, 1], [1, 2], [2, 3]], n_items=4))
    rest = graph.to_dense()
    rest[1] = 0
    torch.testing.assert_close(network.table(graph, torch.tensor([1])), network.table(rest.to_sparse()))
    assert not torch.allclose(network.table(graph), network.table(rest.to_sparse()))
