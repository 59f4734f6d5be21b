"""How the demo's engines are trained: the join to the catalogue, the simulated sittings, and what the command says."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from recommender.catalogue.items import Catalogue
from recommender.engines.opinion import Opinion
from recommender.engines.shipped import load_engines
from recommender.errors import EngineError, InteractionError
from recommender.ranking.features import Features
from recommender.simulation.tastes import LENGTHS, simulated_sittings
from recommender.training import engines
from recommender.training.histories import film_rows, watched
from recommender.types import Kind
from tests.recommender.made import catalogue_of, item, random_catalogue

FILMS = 8


@pytest.fixture
def catalogue() -> Catalogue:
    """Eight films, i0 to i7, of which the first six have a MovieLens id, and eight songs."""
    films = [
        replace(item(f"i{n}", title=f"Film {n}, The"), movielens_id=n + 1 if n < 6 else None, tmdb_id=100 + n)
        for n in range(FILMS)
    ]
    songs = [item(f"s{n}", 0.1 * n, kind=Kind.SONG, genres=("rock",)) for n in range(8)]
    return catalogue_of(*films, *songs)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """People who watch the films in turn, in both sets; film 7 is known by its TMDB id, film 8 by title and year."""
    movies = pd.DataFrame(
        {
            "item_id": [1, 2, 3, 4, 5, 6, 70, 80, 900],
            "title": [f"The Film {n} (2000)" for n in range(8)] + ["Another (1999)"],
            "tmdb_id": pd.array([None] * 6 + [106, None, 5], dtype="Int32"),
        }
    )
    ids = [1, 2, 3, 4, 5, 6, 70, 80]
    rows = [
        (person, ids[(person + step) % 8], 5.0 if step % 2 else 2.0, step) for person in range(60) for step in range(5)
    ]
    rows += [(99, 900, 5.0, 0)]
    ratings = pd.DataFrame(rows, columns=["user_id", "item_id", "rating", "position"])
    for name in ("movielens_latest_small", "movielens_1m"):
        movies.to_parquet(tmp_path / f"{name}_movies.parquet")
        ratings.sample(frac=1, random_state=0).to_parquet(tmp_path / f"{name}_ratings.parquet")
    return tmp_path


def test_films_are_joined_by_id_then_tmdb_then_title_and_year(catalogue: Catalogue, folder: Path) -> None:
    found = film_rows(catalogue, folder / "movielens_1m_movies.parquet")
    assert found == {str(n + 1): n for n in range(6)} | {"70": 6, "80": 7}


def test_histories_are_in_order_with_what_was_liked(catalogue: Catalogue, folder: Path) -> None:
    people = list(watched(catalogue, folder))
    assert len(people) == 120, "whoever watched no film of the catalogue is left out"
    assert people[3].rows.tolist() == [3, 4, 5, 6, 7]
    assert people[3].liked.tolist() == [False, True, False, True, False]


def test_a_table_without_positions_is_named(catalogue: Catalogue, folder: Path) -> None:
    file = folder / "movielens_1m_ratings.parquet"
    pd.read_parquet(file).drop(columns="position").to_parquet(file)
    with pytest.raises(InteractionError, match=r"movielens_1m_ratings\.parquet.*'position'"):
        list(watched(catalogue, folder))


class TestSimulated:
    def test_sittings_are_of_one_mood_without_repeats_and_with_one_film_at_most(self) -> None:
        features = Features.of(random_catalogue(200))
        sittings = simulated_sittings(features, 60, seed=3)
        film = features.catalogue.of_kind(Kind.FILM)
        spread = [features.affect[sitting].std(axis=0).mean() for sitting in sittings]
        for sitting in sittings:
            assert LENGTHS[0] <= len(sitting) <= LENGTHS[1]
            assert len(set(sitting.tolist())) == len(sitting)
            assert film[sitting].sum() <= 1
        assert np.mean(spread) < 0.8 * features.affect.std(axis=0).mean()

    def test_the_same_seed_the_same_sittings(self) -> None:
        features = Features.of(random_catalogue(60))
        first, second, other = (simulated_sittings(features, 3, seed) for seed in (1, 1, 2))
        assert [a.tolist() for a in first] == [a.tolist() for a in second] != [a.tolist() for a in other]

    def test_films_alone_have_none(self) -> None:
        assert simulated_sittings(Features.of(catalogue_of(item("a"), item("b"))), 5, seed=0) == []


class TestTraining:
    def test_what_is_shipped_can_be_loaded_and_foretells_the_turn(
        self, catalogue: Catalogue, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(engines, "SIMULATED", 40)
        out = tmp_path / "out"
        found = engines.train(catalogue, folder, out)
        figures = found["models"]
        assert {"linear_sequence", "fair", "uim", "mgce", "sequence", "interest"} <= set(figures)
        assert figures["linear_sequence"]["ndcg@10"] > 0.9 > figures["popularity"]["ndcg@10"]
        assert found["n_users"] == 12
        assert any("linear_sequence" in line for line in engines.lines(found))
        shipped = load_engines(out)
        opinion = Opinion(shipped["sequence"], catalogue, against_usual=True)
        assert catalogue.items[int(opinion.of(("i1", "i2")).argmax())].id == "i3"
        crowd = Opinion(shipped["conformity"], catalogue, against_usual=False)
        assert crowd.knows <= FILMS, "nobody is known to like a song"

    def test_too_few_people_are_told(self, folder: Path) -> None:
        with pytest.raises(EngineError, match="at least 10"):
            engines.train(catalogue_of(item("x", title="Nobody Saw It"), item("y")), folder, folder / "out")

    def test_a_missing_engine_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="mgce"):
            load_engines(tmp_path)
