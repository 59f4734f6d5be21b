"""SERMON: aspects are found without a list of them, reasons hold or are refused, and what was learnt foretells."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import torch

from recommender.__main__ import main
from recommender.benchmark import sermon as benchmark
from recommender.benchmark.overlap import bleu, rouge, rouge_l
from recommender.benchmark.rating import Biases, Factors
from recommender.engines.item_embeddings import text_embeddings
from recommender.engines.sermon.aspects import WHOLE, Aspect, Aspects, sentences
from recommender.engines.sermon.facts import Facts
from recommender.engines.sermon.model import Reviews, Sermon, rmse
from recommender.engines.sermon.network import SermonNetwork
from recommender.errors import RecommenderError

SET = "amazon_all_beauty_2018_reviews"
GOOD = ("The scent is lovely.", "Very lovely scent.", "The lather is very rich and it is lovely.")
BAD = ("The bottle is awful.", "Very awful bottle.", "The pump is awful and it is so awful.")
TALK = ("I bought this in March.", "It came on a Monday.", "My sister has one.")
WRITTEN = [*GOOD, *BAD, *TALK] * 6
SMALL = {"size": 16, "epochs": 4, "batch": 32, "longest": 10, "width": 2}


def reads(written: Sequence[str]) -> np.ndarray:
    """A reader who knows two words."""
    return np.array([0.8 * ("lovely" in one) - 0.8 * ("awful" in one) for one in written])


def embeds(written: Sequence[str]) -> np.ndarray:
    """Texts by the letters in them."""
    counts = np.array(
        [[text.lower().count(letter) for letter in "abcdefghilmnorstuvy"] for text in written], np.float32
    )
    return counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-6)


@pytest.fixture(scope="module")
def aspects() -> Aspects:
    return Aspects.mined(WRITTEN, reads)


@pytest.fixture
def facts(aspects: Aspects) -> Facts:
    """Of item 0 three people say that the scent is lovely, one that the bottle is awful."""
    lovely, awful = Aspect("scent", "lovely", 1), Aspect("bottle", "awful", -1)
    return Facts(aspects, [(1, 0, lovely), (2, 0, lovely), (3, 0, lovely), (3, 0, awful)])


def reviews() -> tuple[Reviews, Reviews]:
    """Forty people and four items: the even ones are lovely, the odd ones awful, and people say so."""
    rng = np.random.default_rng(0)
    users, items = np.repeat(np.arange(40), 3), np.concatenate([rng.permutation(4)[:3] for _ in range(40)])
    ratings = np.where(items % 2 == 0, 5.0, 2.0).astype(np.float32)
    texts = tuple((GOOD if item % 2 == 0 else BAD)[rng.integers(3)] for item in items)
    whole, last = Reviews(users, items.astype(np.int64), ratings, texts), np.arange(120) % 3 == 2
    return whole.take(np.flatnonzero(~last)), whole.take(np.flatnonzero(last))


@pytest.fixture(scope="module")
def fitted() -> Sermon:
    model = Sermon(reads, embeds, **SMALL | {"epochs": 40, "patience": 40})
    model.fit(*reviews(), n_users=40, n_items=4, seed=0)
    return model


def test_opinions_and_features_find_each_other(aspects: Aspects) -> None:
    assert aspects.opinions["lovely"] == 1
    assert aspects.opinions["awful"] == -1
    assert {"scent", "bottle"} <= aspects.features
    assert not {"march", "monday", "sister"} & aspects.features


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("The scent is lovely.", [Aspect("scent", "lovely", 1)]),
        ("A lovely scent!", [Aspect("scent", "lovely", 1)]),
        ("The scent is not lovely", [Aspect("scent", "lovely", -1)]),
        ("It is lovely.", [Aspect(WHOLE, "lovely", 1)]),
        ("It came on a Monday.", []),
        ("", []),
    ],
)
def test_a_sentence_is_parsed(aspects: Aspects, sentence: str, found: list[Aspect]) -> None:
    assert aspects.of(sentence) == found


def test_nothing_written_teaches_nothing() -> None:
    found = Aspects.mined([], reads)
    assert not found.opinions
    assert found.of("The scent is lovely.") == []


def test_sentences_hold_letters() -> None:
    assert sentences("Nice. 10/10!\n\nReally nice!") == ["Nice.", "Really nice!"]


@pytest.mark.parametrize(
    ("sentence", "reader", "liked", "verdict"),
    [
        ("the scent is lovely", 9, True, "holds"),
        ("the scent is lovely", 9, False, "against it"),
        ("the scent is not lovely", 9, False, "not known"),
        ("the bottle is awful", 9, False, "not known"),
        ("i think the scent is lovely", 9, True, "speaks of somebody"),
        ("the scent is lovely for weddings", 9, True, "says more than was parsed"),
        ("it came on a monday", 9, True, "says nothing"),
        ("the scent is lovely and", 9, True, "is no sentence"),
        ("lovely lovely scent", 9, True, "is no sentence"),
        ("", 9, True, "says nothing"),
    ],
)
def test_only_what_others_said_and_no_more_is_shown(
    facts: Facts, sentence: str, reader: int, liked: bool, verdict: str
) -> None:
    assert facts.verdict(0, sentence, reader, liked) == verdict


def test_ones_own_word_is_no_proof(facts: Facts) -> None:
    lovely = Aspect("scent", "lovely", 1)
    assert facts.known(0, lovely, reader=1)
    assert not Facts(facts._aspects, [(1, 0, lovely), (2, 0, lovely)]).known(0, lovely, reader=1)
    assert not facts.known(1, lovely, reader=9)


def test_ratings_come_close_and_the_unknown_get_the_usual(fitted: Sermon) -> None:
    train, val = reviews()
    assert rmse(fitted.ratings(val.users, val.items), val.ratings) < 0.7
    assert rmse(np.full(len(val), train.ratings.mean()), val.ratings) > 1.2
    assert abs(fitted.ratings(np.array([-1]), np.array([-1]))[0] - train.ratings.mean()) < 1


def test_every_reason_shown_holds_and_the_rest_is_counted(fitted: Sermon) -> None:
    reasons = {(user, item): fitted.reason(user, item) for item in range(4) for user in range(5)}
    assert any(one.sentence for one in reasons.values())
    for (_, item), one in reasons.items():
        if one.sentence:
            held, count = fitted.facts.claims_hold(item, one.sentence, reader=99)
            assert held == count > 0
        else:
            assert one.refused.total() > 0


def test_an_item_nobody_wrote_of_has_no_reason(fitted: Sermon) -> None:
    assert fitted.reason(0, -1).sentence is None


def test_a_triple_and_its_review_are_drawn_together() -> None:
    torch.manual_seed(0)
    network, texts = SermonNetwork(3, 3, 2, 8, 4, 8), torch.eye(4)[:3]
    own = network.of_text(texts)
    assert network.aligned(own, texts, 0.1) < network.aligned(own.roll(1, dims=0), texts, 0.1)


def test_no_reviews_are_refused() -> None:
    empty = Reviews(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32), ())
    with pytest.raises(RecommenderError, match="no reviews"):
        Sermon(reads, embeds).fit(empty, empty, 1, 1, 0)


def test_overlap_with_itself_is_whole_and_with_another_none() -> None:
    said, other = ["it", "smells", "very", "nice", "today"], ["we", "never", "came", "back"]
    assert bleu([said], [[other, said]]) == pytest.approx(100)
    assert bleu([said], [[other]]) == 0
    assert rouge(said, said, 2) == rouge_l(said, said) == 100
    assert rouge(said, other, 1) == rouge_l(said, other) == 0
    assert rouge_l(["a", "x", "b"], ["a", "b", "c"]) == pytest.approx(200 * 2 / 6)


def test_a_short_sentence_is_punished_by_bleu() -> None:
    said = ["it", "smells", "very", "nice"]
    assert bleu([said], [[["it", "smells", "very", "nice", "every", "day", "now", "too"]]]) == pytest.approx(
        100 * np.exp(1 - 8 / 4)
    )


def test_biases_and_factors_beat_the_mean() -> None:
    train, val = reviews()
    mean = rmse(np.full(len(val), train.ratings.mean()), val.ratings)
    biases = rmse(Biases(train, 40, 4).ratings(val.users, val.items), val.ratings)
    factors = rmse(Factors(train, 40, 4, seed=0).ratings(val.users, val.items), val.ratings)
    assert biases < mean
    assert factors < mean
    assert np.isfinite(Factors(train, 40, 4, seed=0).ratings(np.array([-1]), np.array([-1]))).all()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    train, val = reviews()
    parts = [
        {"user_id": f"u{user}", "item_id": f"i{item}", "rating": rating, "review_text": text, "split": split}
        for split, rows in (("train", train), ("val", val))
        for user, item, rating, text in zip(rows.users, rows.items, rows.ratings, rows.texts, strict=True)
    ]
    (tmp_path / "recsys").mkdir()
    pd.DataFrame(parts).to_parquet(tmp_path / "recsys" / f"{SET}.parquet")
    return tmp_path


def test_the_command_prints_one_object(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(benchmark, "shipped_readers", lambda: (reads, embeds))
    monkeypatch.setattr(benchmark, "PARTS", {"SERMON": SMALL})
    command = ["sermon", "--data", str(folder), "--dataset", SET]
    assert main([*command, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert list(found["ratings"]) == ["global mean", "biases", "matrix factorisation", "SERMON"]
    assert found["protocol"]["with_words"] + found["protocol"]["copied"] == 40
    assert found["refused"]["asked"] == found["protocol"]["with_words"]
    shown = found["reasons"].get("written, verified and shown")
    assert shown is None or shown["claims_hold"] == 1
    assert main(command) == 0
    assert "a reason was shown for" in capsys.readouterr().out


def test_another_set_and_a_missing_rating_are_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sermon", "--data", str(folder), "--dataset", "netflix"]) == 1
    assert "there are" in capsys.readouterr().err
    file = folder / "recsys" / f"{SET}.parquet"
    table = pd.read_parquet(file)
    table.loc[0, "rating"] = np.nan
    table.to_parquet(file)
    assert main(["sermon", "--data", str(folder), "--dataset", SET]) == 1
    assert "rating" in capsys.readouterr().err


def test_each_text_is_embedded_once_and_an_empty_one_not_at_all() -> None:
    found = text_embeddings(("a film about cats", "", "a film about cats", "war"))
    assert found.shape == (4, 384)
    assert not found[1].any()
    np.testing.assert_array_equal(found[0], found[2])
    np.testing.assert_allclose(np.linalg.norm(found[[0, 3]], axis=1), 1, atol=1e-2)
    assert not text_embeddings(("",)).any()
