"""The emotion graph: nothing leaks into what is asked, new people and items need no training, the pattern is learnt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from emotion.types import EMOTIONS
from recommender.engines.emotion_graph.data import METADATA, Feelings, graph
from recommender.engines.emotion_graph.model import EmotionGraph
from recommender.engines.emotion_graph.network import emotion_shares
from recommender.engines.emotion_graph.sampling import NeighbourSampler
from recommender.errors import EngineError

SMALL = {"members": 2, "size": 8, "epochs": 12, "rate": 0.03, "dropout": 0.1}
ITEMS = 60
"""So many that most are told of by few, and what an item is has to be learnt from."""

JOY, SADNESS, NEUTRAL = EMOTIONS.index("joy"), EMOTIONS.index("sadness"), EMOTIONS.index("neutral")


def cinema(people: int, seed: int, name: str = "p") -> Feelings:
    """Comedies lead to joy and tragedies to sadness, but half the people, as their one attribute says, stay neutral."""
    rng = np.random.default_rng(seed)
    cool = rng.integers(0, 2, people)
    person, item = np.repeat(np.arange(people), 6), rng.integers(0, ITEMS, 6 * people)
    emotion = np.where(cool[person] == 1, NEUTRAL, np.where(item % 2 == 0, JOY, SADNESS))
    return Feelings(
        people=tuple(f"{name}{row}" for row in range(people)),
        items=tuple(f"i{row}" for row in range(ITEMS)),
        person=person,
        item=item,
        emotion=emotion,
        rating=np.full(len(person), 4, np.float32),
        of_people=cool[:, None].astype(np.float32),
        of_items=np.eye(2, dtype=np.float32)[np.arange(ITEMS) % 2],
        situation=np.zeros((len(person), 1), np.float32),
        kinds=np.eye(2, dtype=bool)[np.arange(ITEMS) % 2],
    )


@pytest.fixture(scope="module", params=["rgcn", "hgt"])
def fitted(request: pytest.FixtureRequest) -> EmotionGraph:
    engine = EmotionGraph(kind=request.param, **SMALL)
    engine.fit(cinema(30, seed=1), seed=0)
    return engine


def test_learns_what_is_planted_for_people_it_never_saw(fitted: EmotionGraph) -> None:
    asked = cinema(12, seed=2, name="new")
    for earlier in (False, True):
        found = fitted.predict(asked, earlier)
        assert found.shape == (len(asked), 7)
        np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
        assert (found.argmax(axis=1) == asked.emotion).mean() > 0.9


def test_items_it_never_saw_are_placed_by_their_features(fitted: EmotionGraph) -> None:
    asked = replace(cinema(12, seed=2, name="new"), items=tuple(f"unheard of {row}" for row in range(ITEMS)))
    assert (fitted.predict(asked, earlier=False).argmax(axis=1) == asked.emotion).mean() > 0.9


def test_what_is_foretold_depends_on_earlier_rows_alone(fitted: EmotionGraph) -> None:
    asked = cinema(4, seed=3, name="new")
    before = fitted.predict(asked)
    emotion = asked.emotion.copy()
    emotion[5], emotion[0] = SADNESS, -1  # the last and the first row of the first person
    after = fitted.predict(replace(asked, emotion=emotion))
    np.testing.assert_allclose(after[[0, *range(6, 24)]], before[[0, *range(6, 24)]], atol=1e-6)
    assert not np.allclose(after[1:6], before[1:6])
    nothing = fitted.predict(replace(asked, emotion=np.full(24, -1)), earlier=False)
    np.testing.assert_allclose(nothing, fitted.predict(asked, earlier=False), atol=1e-6)


def test_whoever_is_asked_about_changes_nobody_else(fitted: EmotionGraph) -> None:
    asked = cinema(4, seed=3, name="new")
    alone = asked.take(np.arange(6))
    np.testing.assert_allclose(fitted.predict(asked)[:6], fitted.predict(alone), atol=1e-5)


def test_survives_a_folder(fitted: EmotionGraph, tmp_path: Path) -> None:
    fitted.save(tmp_path)
    asked = cinema(4, seed=3, name="new")
    again = EmotionGraph.load(tmp_path)
    np.testing.assert_array_equal(again.predict(asked), fitted.predict(asked))
    items = np.tile(np.arange(3), (len(asked), 1))
    np.testing.assert_array_equal(again.links(asked, items), fitted.links(asked, items))
    assert fitted.links(asked, items).shape == (24, 3)


def test_told_of_nobodys_feelings_it_keeps_no_rows_and_looks_at_none(tmp_path: Path) -> None:
    engine = EmotionGraph(alone=True, **SMALL | {"epochs": 2})
    engine.fit(cinema(12, seed=1), seed=0)
    engine.save(tmp_path)
    kept = EmotionGraph.load(tmp_path).train
    assert (len(kept), kept.people, kept.items) == (0, (), ())
    asked = cinema(3, seed=2, name="new")
    other = replace(asked, emotion=(asked.emotion + 1) % 7)
    np.testing.assert_array_equal(engine.predict(asked), engine.predict(other))
    assert not np.allclose(engine.predict(asked), engine.predict(asked, earlier=False), atol=1e-6)


def test_folder_of_nothing_too_few_people_and_not_fitted_are_said(tmp_path: Path) -> None:
    with pytest.raises(EngineError, match="not a folder"):
        EmotionGraph.load(tmp_path)
    with pytest.raises(EngineError, match="too few"):
        EmotionGraph().fit(cinema(1, seed=0))
    unfelt = replace(cinema(30, seed=0), emotion=np.full(180, -1))
    with pytest.raises(EngineError, match="0 known feelings"):
        EmotionGraph().fit(unfelt)
    with pytest.raises(EngineError, match="not fitted"):
        EmotionGraph().predict(cinema(2, seed=0))


def test_graph_holds_the_rows_told_and_leads_what_is_known_into_whoever_is_asked() -> None:
    rows = Feelings(
        people=("a", "b"),
        items=("x", "y"),
        person=np.array([0, 0, 1, 1]),
        item=np.array([0, 1, 0, 1]),
        emotion=np.array([JOY, -1, SADNESS, JOY]),
        rating=np.array([5, 2, 3, np.nan], np.float32),
        of_people=np.ones((2, 1), np.float32),
        of_items=np.ones((2, 1), np.float32),
        situation=np.zeros((4, 0), np.float32),
        kinds=np.array([[True, False], [True, True]]),
    )
    found = graph(rows, train=np.array([0, 1]), test=np.array([3]), known=[np.array([2])])
    assert found.node_types == METADATA[0]
    assert sorted(found.edge_types) == sorted(METADATA[1])
    edges = {edge[1]: found[edge].edge_index.T.tolist() for edge in found.edge_types}
    assert edges["viewed"] == [[0, 0], [0, 1]]
    assert edges["viewed_by"] == [[0, 0], [1, 0], [0, 2]]  # node 2 is whoever is asked about: b, of whom a row is known
    assert edges["rated"] == [[0, 0]]
    assert edges["dominant_emotion"] == [[0, JOY]]
    assert edges["preferred_by"] == edges["felt_lately_by"] == [[JOY, 0], [SADNESS, 2]]
    assert edges["felt_at_such_by"] == [[SADNESS, 2]]  # x, seen before, shares a kind with y, asked about
    apart = graph(replace(rows, kinds=np.eye(2, dtype=bool)), np.array([0, 1]), np.array([3]), [np.array([2])])
    assert apart["emotion", "felt_at_such_by", "user"].edge_index.shape == (2, 0)
    np.testing.assert_allclose(found["user"].x[:, 1], np.log1p([2, 0, 1]), rtol=1e-6)


def test_only_the_newest_feelings_are_lately() -> None:
    rows = cinema(2, seed=0)
    emotion = np.tile(np.array([JOY, JOY, -1, SADNESS, NEUTRAL, NEUTRAL]), 2)
    rows = replace(rows.take(np.repeat(np.arange(6), 2)[:12]), emotion=np.repeat(emotion[:6], 2))
    told = np.arange(12)
    found = graph(rows, told[:0], np.array([11]), [told[:11]])
    lately = found["emotion", "felt_lately_by", "user"].edge_index
    assert lately[0].tolist() == [SADNESS, SADNESS, NEUTRAL, NEUTRAL, NEUTRAL]
    assert set(lately[1].tolist()) == {2}


def test_even_prior_names_rare_emotions_more_readily(fitted: EmotionGraph) -> None:
    asked = cinema(6, seed=6, name="new")
    usual, even = fitted.predict(asked, prior=1.0), fitted.predict(asked, prior=0.0)
    rarest, commonest = fitted.shares.argmin(), fitted.shares.argmax()
    assert (even[:, rarest] > usual[:, rarest]).all()
    assert (even[:, commonest] < usual[:, commonest]).all()


def test_rows_of_others_follow_and_items_meet_by_their_ids() -> None:
    first, second = (
        cinema(2, seed=0),
        replace(cinema(3, seed=1, name="q"), items=tuple(f"i{row}" for row in range(5, ITEMS + 5))),
    )
    both = first.followed_by(second)
    assert both.people == (*first.people, *second.people)
    assert both.items == tuple(f"i{row}" for row in range(ITEMS + 5))
    assert [both.items[row] for row in both.item[12:]] == [second.items[row] for row in second.item]
    assert both.earlier(np.array([14]))[0].tolist() == [12, 13]


def test_shares_of_emotions_are_drawn_towards_none() -> None:
    found = emotion_shares(torch.tensor([[0, 0, 1], [1, 1, 1]]), nodes=2, emotions=2)
    np.testing.assert_allclose(found, [[0, 0, 0], [2 / 5, 1 / 5, np.log(4)]], rtol=1e-6)


def test_sampler_draws_real_edges_and_no_more_than_its_fanout() -> None:
    rows = cinema(40, seed=4)
    told = np.arange(len(rows))
    data = graph(rows, told, told[:0], [])
    part, held = NeighbourSampler(data, (3, 2), np.random.default_rng(0)).sample({"item": np.array([7, 2])})
    assert {2, 7} <= set(held["item"])
    for edge in METADATA[1]:
        real = set(map(tuple, data[edge].edge_index.T.tolist()))
        source, target = part[edge].edge_index.numpy()
        drawn = list(zip(held[edge[0]][source].tolist(), held[edge[2]][target].tolist(), strict=True))
        assert set(drawn) <= real
        if len(target):
            assert np.bincount(target).max() <= 3
        np.testing.assert_array_equal(part[edge[0]].x, data[edge[0]].x[torch.from_numpy(held[edge[0]])])


def test_sampler_with_room_for_all_gives_the_states_of_the_whole_graph(fitted: EmotionGraph) -> None:
    rows = cinema(20, seed=5)
    told = np.arange(len(rows))
    data = graph(rows, told, told[:0], [])
    part, held = NeighbourSampler(data, (1000, 1000), np.random.default_rng(0)).sample({"user": np.array([3])})
    network = fitted.members[0]
    with torch.no_grad():
        whole, some = network(data)["user"][3], network(part)["user"][int(np.searchsorted(held["user"], 3))]
    np.testing.assert_allclose(some, whole, rtol=1e-4, atol=1e-5)
