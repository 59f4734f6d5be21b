"""Feelings about films: the arrays say what the trained network says, and move the list's films and nothing else."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from emotion.types import EMOTIONS, Emotion
from recommender.__main__ import main
from recommender.catalogue.items import Catalogue, load_catalogue
from recommender.engines.emotion_graph import training as film_feelings
from recommender.engines.emotion_graph.data import Feelings
from recommender.engines.emotion_graph.model import EmotionGraph
from recommender.engines.emotion_graph.served import (
    CLEAR_MOOD,
    FOLDER,
    GENRES,
    MOODS,
    FilmFeelings,
    PredictedFeelings,
    decade_of,
    features_of,
    load_feelings,
    moods_of,
)
from recommender.engines.emotion_graph.training import CODES, known_to_both, write
from recommender.errors import EngineError
from recommender.policy.iso import strategy_for
from recommender.ranking.explanation import explain
from recommender.ranking.explanation import without as without_term
from recommender.ranking.features import Features
from recommender.ranking.ranker import Ranker
from recommender.ranking.reasons import phrase
from recommender.ranking.terms.feeling import Feeling, expected_emotions
from recommender.types import Kind
from tests.recommender.engines.test_emotion_graph_benchmark import rows
from tests.recommender.made import catalogue_of, context, feels, item, random_catalogue, said, situation

JOY, FEAR = EMOTIONS.index(Emotion.JOY), EMOTIONS.index(Emotion.FEAR)
COMEDY, HORROR = 7, 14


def evenings(people: range, seed: int = 0) -> pd.DataFrame:
    """Comedies give joy and horror films fear to whoever is in a positive mood; in a negative one all is neutral."""
    rng = np.random.default_rng(seed)
    found = []
    for person in people:
        for _ in range(6):
            film, mood = int(rng.integers(0, 40)), int(rng.choice([1, 3]))
            genre = COMEDY if film % 2 else HORROR
            felt = "neutral" if mood == 3 else "joy" if film % 2 else "fear"
            known = {"person": str(person), "item": str(film), "genre1": genre, "genre2": -1, "genre3": -1}
            known |= {"movie_year": 1995, "mood": mood, "rating": float(rng.integers(1, 6))}
            found.append(known | {"emotion": [str(e) for e in EMOTIONS].index(felt), "split": "train"})
    return pd.DataFrame(found)


@pytest.fixture(scope="module")
def graph() -> EmotionGraph:
    engine = EmotionGraph(alone=True, links=0.0, members=2, epochs=12, size=8, rate=0.03)
    engine.fit(known_to_both(evenings(range(30))), seed=0)
    return engine


@pytest.fixture(scope="module")
def network(graph: EmotionGraph, tmp_path_factory: pytest.TempPathFactory) -> FilmFeelings:
    folder = tmp_path_factory.mktemp("feelings")
    write(graph, np.array([0.5, 0.2, 0.3]), 0.8, folder)
    assert {file.name for file in folder.iterdir()} == {"feelings.json", "feelings.safetensors"}
    return FilmFeelings.load(folder)


def asked_in(mood: int, seen: int) -> Feelings:
    """Somebody who saw films 0 to seen, rated the even ones well, and is then asked about a last one."""
    table = evenings(range(1)).iloc[[0] * (seen + 1)].reset_index(drop=True)
    table["item"], table["mood"] = [str(row) for row in range(seen + 1)], mood
    table["genre1"] = [COMEDY if row % 3 else HORROR for row in range(seen + 1)]
    table["rating"] = [5.0 if row % 2 == 0 else 2.0 for row in range(seen + 1)]
    return known_to_both(table)


@pytest.mark.parametrize("seen", [0, 1, 5])
def test_arrays_say_what_the_network_says(graph: EmotionGraph, network: FilmFeelings, seen: int) -> None:
    for mood in range(len(MOODS)):
        asked = asked_in(mood + 1, seen)
        expected = graph.predict(asked)[-1]
        found = network.predict(asked.of_items, np.arange(seen), np.arange(0, seen, 2))[mood, -1]
        np.testing.assert_allclose(found, expected, atol=1e-5)


def test_what_was_planted_is_predicted(network: FilmFeelings) -> None:
    films = np.zeros((2, len(GENRES) + 1), np.float32)
    films[0, GENRES.index("comedy")] = films[1, GENRES.index("horror")] = 1
    films[:, -1] = decade_of(np.array([1995.0, 1995.0]))
    none = np.zeros(0, int)
    named = network.predict(films, none, none).argmax(axis=2)
    assert named[MOODS.index("positive")].tolist() == [JOY, FEAR]
    assert {EMOTIONS[row] for row in named[MOODS.index("negative")]} == {Emotion.NEUTRAL}


def films_and_a_song() -> tuple:
    return (
        item("funny", genres=("comedy",)),
        item("scary", genres=("horror",)),
        item("odd", genres=("unheard of",)),
        item("song", kind=Kind.SONG, genres=("comedy",)),
    )


def blended(
    network: FilmFeelings, catalogue: Catalogue, chosen: tuple = (), valence: float | None = CLEAR_MOOD
) -> np.ndarray:
    rows = np.arange(len(catalogue))
    return PredictedFeelings(network, catalogue).blended(catalogue.emotions, rows, chosen, valence)


def test_films_are_moved_towards_what_is_predicted_and_songs_stay(network: FilmFeelings) -> None:
    catalogue = catalogue_of(*films_and_a_song())
    found = blended(network, catalogue)
    np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
    np.testing.assert_array_equal(found[3], catalogue.emotions[3])
    assert found[0, JOY] > catalogue.emotions[0, JOY] > found[1, JOY]
    assert found[1, FEAR] > catalogue.emotions[1, FEAR] > found[0, FEAR]
    nothing = blended(replace(network, weight=0.0), catalogue)
    np.testing.assert_allclose(nothing, catalogue.emotions, rtol=1e-6)


def test_mood_and_choices_count_and_unknown_items_do_not(network: FilmFeelings) -> None:
    catalogue = catalogue_of(*films_and_a_song())

    def found(chosen: tuple = (), valence: float | None = CLEAR_MOOD) -> np.ndarray:
        return blended(network, catalogue, chosen, valence)

    assert not np.allclose(found(), found(valence=-CLEAR_MOOD), atol=1e-4)
    assert not np.allclose(found(), found((("scary", 1.0),)), atol=1e-5)
    assert not np.allclose(found((("scary", 0.2),)), found((("scary", 1.0),)), atol=1e-5)
    np.testing.assert_array_equal(found((("gone", 1.0), ("song", 1.0))), found())


def test_catalogue_without_films_and_one_of_one_film_are_left_as_they_are(network: FilmFeelings) -> None:
    for only in (item("s", kind=Kind.SONG), item("f", genres=("comedy",))):
        catalogue = catalogue_of(only)
        found = blended(network, catalogue, (), 0.3)
        np.testing.assert_allclose(found, catalogue.emotions, rtol=1e-6)


def test_term_knows_the_persons_mood_and_choices(network: FilmFeelings) -> None:
    catalogue = catalogue_of(*films_and_a_song())
    features = Features.of(catalogue, feelings=network)
    assert Features.of(catalogue).predicted is None
    cheerful, gloomy = context(feels(0.6, 0.3)), context(feels(-0.6, 0.3))
    same, own = expected_emotions(situation(Features.of(catalogue), cheerful))
    np.testing.assert_array_equal(same, catalogue.emotions)
    assert not own.any()
    scores = Feeling().score(situation(features, cheerful)).values
    assert scores[0] > scores[1]
    assert abs(float(scores.mean())) < 1e-6
    (glad, of_films), (low, _) = (expected_emotions(situation(features, given)) for given in (cheerful, gloomy))
    assert of_films.tolist() == [True, True, True, False]
    assert not np.allclose(glad, low, atol=1e-4)
    liked = context(feels(0.6, 0.3), likes=("scary",))
    assert not np.allclose(scores, Feeling().score(situation(features, liked)).values, atol=1e-6)
    assert np.isfinite(expected_emotions(situation(features, context()))[0]).all()


def test_reason_says_you_of_what_is_predicted_and_people_of_the_rest(network: FilmFeelings) -> None:
    joy = {"emotion": Emotion.JOY, "valence": 0.6, "arousal": 0.4}
    fear = {"emotion": Emotion.FEAR, "valence": -0.6, "arousal": 0.4}
    catalogue = catalogue_of(
        item("film", genres=("comedy",), **joy),
        item("song", kind=Kind.SONG, genres=("pop",), **joy),
        item("other", genres=("horror",), **fear),
    )
    given = context(feels(0.6, 0.4))
    strategy = strategy_for(given)
    with_network, without = (Ranker(catalogue, feelings=one).weigh(given, strategy) for one in (network, None))
    assert said(phrase(with_network, "feeling", 0)) == "apt to leave you cheerful"
    assert said(phrase(with_network, "feeling", 1)) == "apt to leave people cheerful"
    assert said(phrase(without, "feeling", 0)) == "apt to leave people cheerful"


def test_taking_the_feeling_away_gives_the_rank_that_was_said(network: FilmFeelings) -> None:
    catalogue = random_catalogue(80)
    ranker = Ranker(catalogue, feelings=network)
    liked = tuple(one.id for one in catalogue.items if one.kind == Kind.FILM)[:4]
    for given in (context(feels(0.6, 0.4), likes=liked), context(feels(-0.6, -0.3))):
        strategy = strategy_for(given)
        again = ranker.rank(given, without_term(strategy, "feeling"), 60)
        ranks = {one.item.id: one.rank for one in again}
        named = 0
        for one in ranker.rank(given, strategy):
            assert one.score == pytest.approx(sum(one.terms.values()), abs=1e-6)
            for cause in explain(ranker, given, strategy, one).causes:
                if cause.term == "feeling" and one.item.id in ranks:
                    assert cause.rank_without == ranks[one.item.id]
                    named += 1
        assert named


def test_moods_are_shared_between_neighbours_and_usual_when_unknown() -> None:
    usual = np.array([0.5, 0.3, 0.2])
    assert moods_of(None, usual) is usual
    np.testing.assert_allclose(moods_of(CLEAR_MOOD, usual), [1, 0, 0])
    np.testing.assert_allclose(moods_of(-2 * CLEAR_MOOD, usual), [0, 0, 1])
    np.testing.assert_allclose(moods_of(-CLEAR_MOOD / 4, usual), [0, 0.75, 0.25])
    np.testing.assert_allclose(moods_of(0.0, usual), [0, 1, 0])


def test_features_are_genres_and_the_decade() -> None:
    found = features_of(catalogue_of(item("a", genres=("comedy", "unheard of"))), np.array([0]))
    assert found.shape == (1, len(GENRES) + 1)
    assert np.flatnonzero(found[0]).tolist() == [GENRES.index("comedy")]
    np.testing.assert_allclose(decade_of(np.array([2009.0, 1995.0, 1890.0, -1.0, 2024.0])), [0, -0.5, -4, 0, 1])
    assert list(CODES.values()) == sorted(GENRES) == list(GENRES)


class TestShipped:
    def test_holds_no_rows_of_anybody_and_every_number_is_one(self) -> None:
        network = load_feelings()
        assert 0 < network.weight <= 1
        sizes = {len(array) for arrays in network.members for array in arrays.values()}
        assert max(sizes) < 50
        assert (FOLDER / "feelings.safetensors").stat().st_size < 100_000
        assert all(np.isfinite(array).all() for arrays in network.members for array in arrays.values())

    def test_moves_the_catalogues_films_and_comes_at_once(self) -> None:
        catalogue = load_catalogue()
        features = Features.of(catalogue, feelings=load_feelings())
        comedies = [one.id for one in catalogue.items if one.kind == Kind.FILM and "comedy" in one.genres]
        given = context(feels(0.5, 0.2), likes=tuple(comedies[:5]))
        found, _ = expected_emotions(situation(features, given))
        films = np.array([one.kind == Kind.FILM for one in catalogue.items])
        np.testing.assert_allclose(found.sum(axis=1), 1, rtol=1e-5)
        assert np.abs(found - catalogue.emotions)[films].max() > 0.02
        np.testing.assert_array_equal(found[~films], catalogue.emotions[~films])
        spent = []
        for number in range(5):
            other = context(feels(0.5, 0.2), likes=tuple(comedies[number : number + 5]))
            began = time.thread_time()
            Feeling().score(situation(features, other))
            spent.append(time.thread_time() - began)
        assert min(spent) < 0.010


class TestFolder:
    def test_what_is_missing_or_broken_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(EngineError, match="not a folder that holds feelings"):
            FilmFeelings.load(tmp_path)
        shutil.copytree(FOLDER, tmp_path / "other")
        kept = json.loads((tmp_path / "other" / "feelings.json").read_text(encoding="utf-8"))
        for wrong in (kept | {"genres": ["noir"]}, kept | {"members": 9}, {}):
            (tmp_path / "other" / "feelings.json").write_text(json.dumps(wrong), encoding="utf-8")
            with pytest.raises(EngineError, match="not a folder that holds feelings"):
                FilmFeelings.load(tmp_path / "other")


class TestTraining:
    def test_command_judges_and_writes_what_can_be_loaded(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(film_feelings, "EmotionGraph", partial(EmotionGraph, members=2, epochs=2, size=8))
        (tmp_path / "recsys").mkdir()
        table = rows(range(14)).assign(split=["val" if person > 10 else "train" for person in np.repeat(range(14), 5)])
        table.to_parquet(tmp_path / "recsys" / "ldos_comoda.parquet")
        assert main(["graph", "--data", str(tmp_path), "--demo", "--out", str(tmp_path / "out"), "--json"]) == 0
        found = json.loads(capsys.readouterr().out)
        assert (found["n_people"], found["n_rows"], found["val"]["n_people"]) == (14, 70, 3)
        for model in found["models"].values():
            low, high = model["ci"]["log_loss"]
            assert low <= model["log_loss"] <= high
        assert FilmFeelings.load(tmp_path / "out").weight == found["weight"]

    def test_table_without_a_split_is_judged_as_a_whole(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(film_feelings, "EmotionGraph", partial(EmotionGraph, members=2, epochs=1, size=4))
        rows(range(10)).to_parquet(tmp_path / "ldos_comoda.parquet")
        assert main(["graph", "--data", str(tmp_path), "--demo", "--out", str(tmp_path / "out")]) == 0
        printed = capsys.readouterr().out
        assert "all people, each held out once: 10 people, 50 rows" in printed
        assert "those of val" not in printed

    def test_too_few_people_are_said(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        rows(range(4)).to_parquet(tmp_path / "ldos_comoda.parquet")
        assert main(["graph", "--data", str(tmp_path), "--demo", "--out", str(tmp_path / "out")]) == 1
        assert "known of 4 people; at least 10" in capsys.readouterr().err
