"""What every engine and baseline must keep to. A test module inherits EngineContract and says how its engine is made.

class TestMyEngine(EngineContract):
    def make(self) -> Engine:
        return MyEngine(epochs=20)
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut, Interactions, Query, State
from recommender.engines.ranking import mask_seen, ndcg, ranks
from recommender.errors import EngineError
from tests.recommender.engines.made import planted, tiny


def ndcg_of(engine: Engine, held_out: HeldOut) -> float:
    """NDCG@10 over all people of held_out."""
    scores = engine.scores(held_out.queries)
    mask_seen(scores, held_out.seen)
    return float(np.mean([ndcg(found, 10) for found in ranks(scores, held_out.targets)]))


class EngineContract:
    """Tests that hold for anything that is an Engine."""

    learns_order = True
    """False: the engine's data are sets, so its pattern lies in what goes together instead of what follows what."""

    def make(self) -> Engine:
        """The engine with settings that learn the planted pattern within seconds."""
        raise NotImplementedError

    @pytest.fixture(scope="class")
    @classmethod
    def data(cls) -> Interactions:
        return planted(ordered=cls.learns_order)

    @pytest.fixture(scope="class")
    @classmethod
    def fitted(cls, data: Interactions, tmp_path_factory: pytest.TempPathFactory) -> Engine:
        engine = cls().make()
        engine.fit(data, tmp_path_factory.mktemp("fit"), seed=1)
        return engine

    def test_learns_the_planted_pattern(self, fitted: Engine, data: Interactions) -> None:
        held_out = data.held_out_val
        popular = np.tile(data.popularity, (len(held_out), 1))
        mask_seen(popular, held_out.seen)
        by_popularity = np.mean([ndcg(found, 10) for found in ranks(popular, held_out.targets)])
        assert ndcg_of(fitted, held_out) > 1.5 * by_popularity

    def test_scores_are_finite_float32_for_every_item(self, fitted: Engine, data: Interactions) -> None:
        scores = fitted.scores(data.held_out_val.queries[:3])
        assert scores.shape == (3, data.n_items)
        assert scores.dtype == np.float32
        assert np.isfinite(scores).all()

    def test_a_persons_scores_do_not_depend_on_who_else_is_asked_for(self, fitted: Engine, data: Interactions) -> None:
        queries = data.held_out_val.queries[:5]
        alone = np.concatenate([fitted.scores([query]) for query in queries])
        np.testing.assert_allclose(fitted.scores(queries), alone, rtol=1e-3, atol=1e-3)

    def test_same_seed_same_scores(self, fitted: Engine, data: Interactions, tmp_path: Path) -> None:
        again = self.make()
        again.fit(data, tmp_path, seed=1)
        queries = data.held_out_val.queries[:20]
        np.testing.assert_allclose(again.scores(queries), fitted.scores(queries), rtol=1e-4, atol=1e-4)

    def test_saved_and_loaded_scores_are_equal(self, fitted: Engine, data: Interactions, tmp_path: Path) -> None:
        fitted.save(tmp_path / "kept")
        again = type(fitted).load(tmp_path / "kept")
        queries = [*data.held_out_val.queries[:20], Query(np.array([3, 1], np.int32)), Query(np.zeros(0, np.int32))]
        np.testing.assert_array_equal(again.scores(queries), fitted.scores(queries))
        assert again.recommend(data.items[:2], None, 5) == fitted.recommend(data.items[:2], None, 5)

    def test_folder_of_nothing_or_of_another_engine_is_refused(self, fitted: Engine, tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="not a folder"):
            type(fitted).load(tmp_path)
        fitted.save(tmp_path)
        described = (tmp_path / "engine.json").read_text(encoding="utf-8")
        (tmp_path / "engine.json").write_text(described.replace(f'"{fitted.name}"', '"another"', 1), encoding="utf-8")
        with pytest.raises(EngineError, match="holds another"):
            type(fitted).load(tmp_path)

    def test_not_fitted_is_said(self) -> None:
        with pytest.raises(EngineError, match="not fitted"):
            self.make().recommend(["i1"], None, 3)

    def test_no_training_rows_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="nothing to learn"):
            self.make().fit(tiny([[], []], n_items=3), tmp_path, seed=0)

    def test_somebody_training_never_saw_gets_a_list_by_the_history(self, fitted: Engine, data: Interactions) -> None:
        listed = fitted.recommend(data.items[:3], State({"sex": "F", "age": "never heard of"}), 10)
        ids = [item for item, _ in listed]
        assert len(set(ids)) == 10
        assert not set(ids) & set(data.items[:3])
        values = [score for _, score in listed]
        assert values == sorted(values, reverse=True)
        other = fitted.recommend(data.items[-3:], None, 10)
        assert fitted.name == "popularity" or [item for item, _ in other] != ids

    def test_unknown_items_are_skipped(self, fitted: Engine, data: Interactions) -> None:
        known = list(data.items[:3])
        assert fitted.recommend(["nowhere", *known, "gone"], None, 5) == fitted.recommend(known, None, 5)

    def test_without_known_history_it_is_the_popular_list(self, fitted: Engine, data: Interactions) -> None:
        popular = [data.items[row] for row in np.argsort(-data.popularity, kind="stable")[:5]]
        assert [item for item, _ in fitted.recommend([], None, 5)] == popular
        assert [item for item, _ in fitted.recommend(["nowhere"], None, 5)] == popular

    def test_repeats_in_the_history_are_allowed(self, fitted: Engine, data: Interactions) -> None:
        listed = [item for item, _ in fitted.recommend([data.items[2]] * 300, None, 5)]
        assert len(listed) == 5
        assert data.items[2] not in listed

    def test_all_items_at_most(self, fitted: Engine, data: Interactions) -> None:
        assert len(fitted.recommend(data.items[:4], None, 10_000)) == data.n_items - 4
        with pytest.raises(EngineError, match="at least 1"):
            fitted.recommend(data.items[:4], None, 0)

    def test_items_training_never_saw_come_last_unless_content_places_them(
        self, fitted: Engine, data: Interactions
    ) -> None:
        unseen = data.popularity == 0
        assert unseen.any()
        scores = fitted.scores(data.held_out_val.queries[:5])
        if not fitted.content_aware:
            assert (scores[:, unseen].max(axis=1) < scores[:, ~unseen].min(axis=1)).all()

    def test_catalogue_of_one_item(self, tmp_path: Path) -> None:
        engine = self.make()
        engine.fit(tiny([[0], [0], [0]], n_items=1), tmp_path, seed=0)
        assert [item for item, _ in engine.recommend([], None, 3)] == ["i0"]
        assert engine.recommend(["i0"], None, 3) == []

    def test_repeats_and_people_without_rows_in_training(self, tmp_path: Path) -> None:
        engine = self.make()
        engine.fit(tiny([[0, 1, 1, 2], [], [2, 2], [1, 0]], n_items=4), tmp_path, seed=0)
        assert len(engine.recommend(["i1"], None, 5)) == 3
