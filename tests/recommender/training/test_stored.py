"""Interactions read in batches give the engine that they give when they are in memory."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from recommender.__main__ import main
from recommender.engines.interactions import Interactions
from recommender.engines.linear import LinearSequence
from recommender.errors import RecommenderError
from recommender.training.stored import fit, twin
from recommender.training.stored.histories import Stored

ITEMS = 300


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("twin") / "twin.parquet"
    assert twin.write(made, 40_000, ITEMS) >= 40_000
    return made


def rows(file: Path) -> tuple[np.ndarray, np.ndarray]:
    table = pq.read_table(file)
    return table["user"].to_numpy(), table["item"].to_numpy()


class TestTwin:
    def test_it_is_made_of_whole_people_in_order_of_time(self, file: Path) -> None:
        users, items = rows(file)
        times = pq.read_table(file)["time"].to_numpy()
        assert (np.diff(users) >= 0).all()
        assert (np.diff(times)[np.diff(users) == 0] > 0).all()
        assert len({*zip(users.tolist(), items.tolist(), strict=True)}) == len(users), "nobody rates a film twice"
        assert 0 <= items.min() <= items.max() < ITEMS

    def test_few_films_are_taken_by_many(self, file: Path) -> None:
        counts = np.sort(np.bincount(rows(file)[1], minlength=ITEMS))[::-1]
        assert counts[: ITEMS // 10].sum() > 0.25 * counts.sum()

    def test_the_same_seed_makes_the_same_file(self, file: Path, tmp_path: Path) -> None:
        twin.write(tmp_path / "again.parquet", 40_000, ITEMS)
        assert pq.read_table(tmp_path / "again.parquet").equals(pq.read_table(file))


class TestHistories:
    @pytest.mark.parametrize("batch", [1, 97, 10_000, 10_000_000])
    def test_each_person_comes_once_and_whole(self, file: Path, batch: int, tmp_path: Path) -> None:
        table = pq.read_table(file).slice(0, 500 if batch == 1 else 40_000)
        pq.write_table(table, tmp_path / "some.parquet")
        users, items = rows(tmp_path / "some.parquet")
        found = [
            (user, history.tolist())
            for people, histories in Stored(tmp_path / "some.parquet", batch).histories()
            for user, history in zip(people.tolist(), histories, strict=True)
        ]
        assert [user for user, _ in found] == np.unique(users).tolist()
        assert [item for _, history in found for item in history] == items.tolist()
        assert all(history == items[users == user].tolist() for user, history in found[:20])

    def test_items_are_counted(self, file: Path) -> None:
        assert (Stored(file, 777).counts() == np.bincount(rows(file)[1])).all()

    @pytest.mark.parametrize("content", [b"none", None])
    def test_another_file_is_refused_and_told(self, tmp_path: Path, content: bytes | None) -> None:
        other = tmp_path / "other.parquet"
        if content is None:
            pq.write_table(pa.table({"person": [1]}), other)
        else:
            other.write_bytes(content)
        with pytest.raises(RecommenderError, match="columns user and item"):
            Stored(other).counts()


class TestFit:
    def test_pieces_give_what_all_at_once_gives(self, file: Path, tmp_path: Path) -> None:
        people = [history for _, found in Stored(file, 5_000).histories() for history in found]
        whole, pieces = LinearSequence(keeps=(0.8,)), LinearSequence(keeps=(0.8,))
        names = tuple(map(str, range(ITEMS)))
        data = Interactions("twin", names, tuple(map(str, range(len(people)))), tuple(people), ())
        whole.fit(data, tmp_path, 0)
        pieces.fit_pieces(names, data.popularity, (found for _, found in Stored(file, 3_000).histories()))
        assert np.allclose(whole.weights, pieces.weights, atol=1e-4)

    def test_people_kept_apart_are_foretold_better_than_by_popularity(self, file: Path, tmp_path: Path) -> None:
        found = fit.fit(file, 200, tmp_path / "engine")
        assert found["items_learnt"] == 200
        assert found["hr_10"] > found["popularity_hr_10"]
        assert LinearSequence.load(tmp_path / "engine").recommend(["1"], None, 3)

    def test_the_commands_make_and_learn(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        made = tmp_path / "twin.parquet"
        assert main(["twin", "--out", str(made), "--rows", "20000"]) == 0
        assert main(["stored", "--file", str(made), "--items", "100"]) == 0
        assert "most memory held" in capsys.readouterr().out
        assert main(["stored", "--file", str(tmp_path / "none")]) == 1
