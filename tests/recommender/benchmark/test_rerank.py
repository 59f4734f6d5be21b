"""Re-ranking by what people wrote: what may be known beforehand, what is learnt from it, and how it is judged."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from emotion.types import EMOTIONS
from recommender.benchmark import rerank as benchmark
from recommender.benchmark.factorisation import ALS
from recommender.benchmark.words import REVIEWS, TAGS, Words, read_words
from recommender.engines.baselines import Markov, Popularity
from recommender.engines.contract import Engine
from recommender.engines.interactions import HeldOut, Interactions, Query
from recommender.engines.known import Known
from recommender.engines.reranker import LearntReranker, behaviour, candidates_of, emotions
from recommender.engines.uim.language_user import LanguageUser
from recommender.errors import EngineError, InteractionError

JOY, FEAR = EMOTIONS.index("joy"), EMOTIONS.index("fear")


def reads(texts: list[str]) -> np.ndarray:
    """Joy where a text says so, else fear."""
    return np.eye(len(EMOTIONS))[[JOY if "joy" in text else FEAR for text in texts]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    rows = [
        ("a", "x", 0, "train", "joy"),
        ("a", "y", 1, "val", "dread"),
        ("b", "y", 0, "train", "joy"),
        ("b", "y", 1, "train", "dread again"),
        ("b", "x", 2, "val", None),
        ("c", "x", 0, "train", "dread"),
    ]
    table = pd.DataFrame(rows, columns=["user_id", "item_id", "position", "split", "review_text"])
    table.assign(summary="it").to_parquet(tmp_path / f"{REVIEWS}.parquet")
    return tmp_path


class TestReviews:
    def test_of_an_item_that_was_reviewed_again_the_first_counts(self, folder: Path) -> None:
        words = read_words(folder, REVIEWS, reads)
        data = words.data
        assert (data.items, data.users) == (("x", "y"), ("a", "b", "c"))
        assert [own.tolist() for own in data.train] == [[0], [1], [0]]
        assert [own.tolist() for own in data.val] == [[1], [0], []]
        assert len(words.users) == 5
        assert "1 rows" in data.notes[0]

    def test_what_was_written_of_a_val_row_tells_nothing_of_its_item(self, folder: Path) -> None:
        """Of y only b's joy may be known; a's dread is of a val row."""
        words = read_words(folder, REVIEWS, reads)
        assert words.learnt.sum() == 3
        assert words.of_items[1, JOY] > 0 > words.of_items[1, FEAR]
        assert words.of_items[0, JOY] < words.of_items[1, JOY]

    def test_a_label_is_ones_own_word_or_what_others_said(self, folder: Path) -> None:
        words = read_words(folder, REVIEWS, reads)
        own = words.labels(2, np.array([0, 1]))
        assert own[0, FEAR] > 0.5
        np.testing.assert_allclose(own[1], words.of_items[1])
        assert words.labels(-1, np.zeros(0, int)).shape == (0, 7)

    def test_shuffled_words_are_the_same_words(self, folder: Path) -> None:
        words = read_words(folder, REVIEWS, reads)
        np.testing.assert_array_equal(np.sort(words.shuffled(1).emotions, axis=0), np.sort(words.emotions, axis=0))

    def test_a_set_without_words_is_refused(self, folder: Path) -> None:
        with pytest.raises(InteractionError, match="nothing that people wrote is known of 'tiktok'"):
            read_words(folder, "tiktok", reads)


def test_tags_of_val_rows_are_kept_apart(tmp_path: Path) -> None:
    rows = [(1, 10, 0, "train"), (1, 20, 1, "val"), (2, 20, 0, "train"), (2, 10, 1, "val")]
    pd.DataFrame(rows, columns=["user_id", "item_id", "position", "split"]).to_parquet(
        tmp_path / f"{TAGS}_ratings.parquet"
    )
    pd.DataFrame({"item_id": [10, 20], "title": ["Ten (1995)", "20 (2) Days"]}).to_parquet(
        tmp_path / f"{TAGS}_movies.parquet"
    )
    tags = [(1, 10, "joy"), (1, 10, "more joy"), (1, 20, "dread"), (9, 10, "joy"), (2, 20, "joy")]
    pd.DataFrame(tags, columns=["user_id", "item_id", "tag"]).to_parquet(tmp_path / f"{TAGS}_tags.parquet")
    words = read_words(tmp_path, TAGS, reads)
    assert words.users.tolist() == [0, 0, 1, -1]
    assert words.learnt.tolist() == [True, False, True, True]
    np.testing.assert_array_equal(words.years, [1995, np.nan])


def test_of_another_set_strangers_tagged_the_items(tmp_path: Path) -> None:
    rows = [(1, 10, 0, "train"), (1, 20, 1, "val")]
    pd.DataFrame(rows, columns=["user_id", "item_id", "position", "split"]).to_parquet(
        tmp_path / "movielens_1m_ratings.parquet"
    )
    movies = pd.DataFrame({"item_id": [10, 20], "title": ["Ten", "Twenty"], "year": [1994, 1998]})
    movies.to_parquet(tmp_path / "movielens_1m_movies.parquet")
    people = pd.DataFrame({"user_id": [1], "gender": ["F"], "age": ["25-34"], "occupation": ["artist"]})
    people.to_parquet(tmp_path / "movielens_1m_users.parquet")
    tags = pd.DataFrame([(1, 20, "joy"), (7, 30, "joy")], columns=["user_id", "item_id", "tag"])
    tags.to_parquet(tmp_path / f"{TAGS}_tags.parquet")
    words = read_words(tmp_path, "movielens_1m", reads)
    assert (words.users.tolist(), words.items.tolist(), words.learnt.tolist()) == ([-1], [1], [True])
    assert words.years.tolist() == [1994, 1998]


@pytest.fixture(scope="module")
def felt() -> Words:
    """People who write with joy take joyful items next, those who write with fear others; order says nothing."""
    rng = np.random.default_rng(0)
    n_users, n_items = 160, 24
    joyful = np.arange(n_items) % 2 == 0
    kinds = rng.random(n_users) < 0.5
    train, val, users, items, feelings = [], [], [], [], []
    for user, kind in enumerate(kinds):
        first = rng.permutation(n_items)[:2]
        liked = rng.permutation([item for item in np.flatnonzero(joyful == kind) if item not in first])
        taken, target = np.concatenate([first, liked[:2]]), liked[2]
        train.append(taken.astype(np.int32))
        val.append(np.array([target], np.int32))
        users += [user] * 4
        items += taken.tolist()
        feelings += [JOY if kind and joyful[item] else FEAR if not kind else JOY for item in taken]
    data = Interactions(
        name="felt",
        items=tuple(f"i{row}" for row in range(n_items)),
        users=tuple(map(str, range(n_users))),
        train=tuple(train),
        val=tuple(val),
        texts=tuple(f"Title {row}" for row in range(n_items)),
    )
    said = np.eye(len(EMOTIONS))[feelings]
    said[[joyful[item] for item in items], JOY] += 0.2
    words = Words(data, np.array(users), np.array(items), said, np.ones(len(users), bool), data.texts)
    return replace_items(words, joyful)


def replace_items(words: Words, joyful: np.ndarray) -> Words:
    """What is said of an item is that it is joyful or not."""
    words.__dict__["of_items"] = np.where(joyful[:, None], np.eye(7)[JOY], np.eye(7)[FEAR]).astype(np.float32)
    return words


class TestLearntReranker:
    def test_it_finds_what_tells(self) -> None:
        rng = np.random.default_rng(1)
        features, taken = rng.normal(size=(80, 5, 3)), rng.integers(0, 5, 80)
        features[np.arange(80), taken, 1] += 2
        reranker = LearntReranker(features, taken)
        assert (reranker.scores(features).argmax(axis=1) == taken).mean() > 0.7
        assert np.abs(reranker.weights).argmax() == 1

    def test_its_trees_find_what_no_sum_can_say(self) -> None:
        """What is taken is neither high nor low."""
        rng = np.random.default_rng(2)
        features = rng.normal(size=(400, 6, 1)).astype(np.float32)
        taken = np.abs(features[:, :, 0]).argmin(axis=1)
        reranker = LearntReranker(features, taken)
        assert (reranker.scores(features).argmax(axis=1) == taken).mean() > 0.6
        assert ((features @ reranker.weights).argmax(axis=1) == taken).mean() < 0.4

    def test_nobody_to_learn_from_leaves_all_alike(self) -> None:
        reranker = LearntReranker(np.ones((3, 4, 2)), np.full(3, -1))
        assert not reranker.scores(np.ones((1, 4, 2))).any()

    def test_candidates_are_the_best_that_are_new(self) -> None:
        scores = np.array([[3.0, 2.0, 1.0], [1.0, 2.0, 3.0]], np.float32)
        queries = [Query(np.array([0], np.int32)), Query(np.array([0, 1], np.int32))]
        assert candidates_of(scores, queries, 2).tolist() == [[1, 2], [2, -1]]

    def test_features_are_those_of_the_candidates(self, felt: Words, tmp_path: Path) -> None:
        engine = Popularity()
        engine.fit(felt.data, tmp_path, seed=0)
        queries = felt.data.held_out_val.queries[:3]
        candidates = candidates_of(engine.scores(queries), queries, 6)
        assert behaviour([engine], queries, candidates).shape == (3, 6, 3)
        found = emotions([felt.labels(q.user, q.history) for q in queries], felt.of_items, candidates)
        assert found.shape == (3, 6, 9)
        np.testing.assert_allclose(found[0, :, :7], felt.of_items[candidates[0]])


@pytest.fixture
def look(felt: Words, tmp_path: Path) -> benchmark.Look:
    return benchmark.Look(fitted(felt.data, tmp_path), known(felt.data), felt.data.held_out_val)


def known(data: Interactions) -> Known:
    return Known(data, data.times, np.zeros(0))


def fitted(data: Interactions, work: Path) -> list[Engine]:
    engines = [Markov(), Popularity()]
    for engine in engines:
        engine.fit(data, work / engine.name, seed=0)
    return engines


class TestJudging:
    def test_labels_that_tell_lift_and_shuffled_ones_do_not(
        self, felt: Words, look: benchmark.Look, tmp_path: Path
    ) -> None:
        earlier, held = benchmark.held_back(felt.data, 0)
        learnt = benchmark.Look(fitted(earlier, tmp_path), known(earlier), held)
        found = {}
        for name, words in (("without", None), ("with", felt), ("shuffled", felt.shuffled(3))):
            reranker = LearntReranker(learnt.features(words), learnt.taken)
            found[name] = benchmark._values(look.ranks(reranker.scores(look.features(words))))
        gain = benchmark._gain(found["with"], found["without"])
        assert gain[0] > gain[1] > 0
        assert benchmark._gain(found["shuffled"], found["without"])[0] < gain[0]

    def test_a_target_that_is_no_candidate_has_no_rank(self, look: benchmark.Look) -> None:
        look.taken[0] = -1
        assert np.isinf(look.ranks()[0])
        assert benchmark._values(look.ranks())["ndcg@10"][0] == 0

    def test_the_candidates_stand_as_they_are_without_scores(self, look: benchmark.Look) -> None:
        count = look.candidates.shape[1]
        same = look.ranks(-np.tile(np.arange(count, dtype=np.float32), (len(look.queries), 1)))
        np.testing.assert_array_equal(look.ranks(), same)

    def test_there_must_be_somebody(self, felt: Words) -> None:
        with pytest.raises(EngineError, match="nobody to judge by"):
            benchmark.Look([], known(felt.data), HeldOut("val", (), (), ()))


class Oracle(LanguageUser):
    """Turns the list round, or does not answer."""

    def __init__(self, answers: bool) -> None:
        self.answers, self.told = answers, []

    def answer(self, conversation: list[dict[str, str]]) -> str:
        self.told.append(conversation[1]["content"])
        if not self.answers:
            raise EngineError("out of time")
        return "RANKING: " + ", ".join(str(number) for number in range(benchmark.ASKED_OF, 0, -1))


class TestLanguageModel:
    def test_its_order_is_taken_and_it_is_told_of_emotions(self, felt: Words, look: benchmark.Look) -> None:
        user = Oracle(answers=True)
        found = benchmark.asked(user, look, felt, 20, seed=0)
        assert (found["n_users"], found["fallbacks"]) == (20, 0)
        assert "Title" in user.told[0]
        assert "(joy)" in " ".join(user.told)
        assert found["gain"][0] == pytest.approx(found["ndcg@10"] - found["candidates"]["ndcg@10"])

    def test_an_item_of_which_nothing_was_said_stands_without_an_emotion(
        self, felt: Words, look: benchmark.Look
    ) -> None:
        user = Oracle(answers=True)
        pieces = {name: getattr(felt, name)[:0] for name in ("users", "items", "emotions", "learnt")}
        silent = replace(felt, **pieces)
        benchmark.asked(user, look, silent, 5, seed=0)
        assert "(" not in user.told[0]

    def test_without_an_answer_the_candidates_stay(self, felt: Words, look: benchmark.Look) -> None:
        found = benchmark.asked(Oracle(answers=False), look, felt, 20, seed=0)
        assert found["fallbacks"] == 20
        assert found["gain"] == [0, 0, 0]


class TestHeldBack:
    def test_the_last_rows_are_asked_for_by_what_was_before(self, felt: Words) -> None:
        earlier, held = benchmark.held_back(felt.data, 0)
        assert [len(own) for own in earlier.train] == [2] * 160
        assert not any(len(own) for own in earlier.val)
        assert len(held) == 320
        for query, target in zip(held.queries, held.targets, strict=True):
            whole = felt.data.train[query.user]
            np.testing.assert_array_equal(np.concatenate([query.history, target]), whole[: len(query.history) + 1])
            assert len(query.history) >= 2

    def test_one_row_is_nothing_to_learn_from(self, felt: Words) -> None:
        short = replace(felt.data, train=tuple(own[:1] for own in felt.data.train))
        with pytest.raises(EngineError, match="nobody has two training rows"):
            benchmark.held_back(short, 0)

    def test_what_was_written_of_them_tells_nothing_of_their_items(self, felt: Words) -> None:
        held = felt.without([own[2:] for own in felt.data.train])
        assert held.learnt.tolist() == [True, True, False, False] * 160
        stranger = replace(felt, users=np.full(len(felt.users), -1)).without([own[2:] for own in felt.data.train])
        assert stranger.learnt.all()


def test_factorisation_places_a_person_by_the_latest_items(felt: Words, tmp_path: Path) -> None:
    engine = ALS(factors=4, latest=2)
    engine.fit(felt.data, tmp_path / "work", seed=0)
    engine.save(tmp_path / "als")
    again = ALS.load(tmp_path / "als")
    whole, end = Query(np.array([0, 1, 2, 3], np.int32)), Query(np.array([2, 3], np.int32))
    np.testing.assert_allclose(again.scores([whole]), again.scores([end]), rtol=1e-4)
    assert again.latest == 2


def test_the_whole_command(felt: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "felt_words", lambda folder, name: felt)
    monkeypatch.setattr("emotion.text.TextNetwork.load", lambda: None)
    monkeypatch.setattr(benchmark, "BESIDE", {"popularity": {}})
    found = benchmark.rerank(tmp_path, "felt", None, 0, source="markov")
    assert list(found["models"])[:2] == ["candidates", "re-ranked, without emotions"]
    assert found["models"]["re-ranked, with emotions"]["over_without"][1] > 0
    assert any(
        line.startswith("re-ranked, with emotions") and "over without" in line for line in benchmark.lines(found)
    )


def test_a_language_model_may_be_judged_alone(felt: Words, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(benchmark, "felt_words", lambda folder, name: felt)
    user = Oracle(answers=True)
    found = benchmark.rerank(tmp_path, "felt", None, 0, source="markov", user=user, ask=20, alone=True)
    assert list(found["models"]) == ["candidates", "language model"]
    assert found["models"]["language model"]["n_users"] == len(user.told) == 20
    assert found["protocol"]["beside"] == []
