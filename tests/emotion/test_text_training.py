"""Training of the text model: the parts with known answers, and the whole on a few sentences."""

import numpy as np
import pandas as pd
import pytest

from emotion import encoder as encoder_module
from emotion.errors import CorpusError
from emotion.text import TextNetwork
from emotion.text.heads import softmax
from emotion.text.ngrams import ngram_counts
from emotion.training import text_corpora
from emotion.training.negations import negated_sentences
from emotion.training.text import best_thresholds, fit_felt, fit_sharpness, train
from emotion.training.text_corpora import SITUATIONS, Corpora, emobank, goemotions, own_comments, situations
from emotion.types import EMOTIONS, Emotion

WORDS = {
    "anger": "furious",
    "disgust": "gross",
    "fear": "terrified",
    "joy": "delighted",
    "sadness": "miserable",
    "surprise": "astonished",
    "neutral": "seated",
}
PLACES = ("at home", "at work", "in town", "by the sea", "on the bus", "in bed", "at school", "in the garden")
SEED = 4
"""Divides the sentences so that every emotion has some to tune on."""
TIMES = ("today", "again", "right now", "this morning", "tonight")


@pytest.fixture(scope="module")
def corpora(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    (folder / "text").mkdir()
    rows = [
        (f"I am {word} {place} {when}", [name]) for name, word in WORDS.items() for place in PLACES for when in TIMES
    ]
    told = pd.DataFrame(rows, columns=["text", "labels"]).assign(split="train")
    dev = told.iloc[[0]].assign(split="dev")
    pd.concat([told, dev]).to_parquet(folder / "text" / "goemotions.parquet")
    pleasant = {"delighted": 4.5, "seated": 3.0, "miserable": 1.5}
    rows = [(f"{word} {place} {when}", v, 3.4) for word, v in pleasant.items() for place in PLACES for when in TIMES]
    table = pd.DataFrame(rows, columns=["text", "V", "A"]).assign(split="train")
    table["A"] += 0.2 * (table.index % 3)
    table.to_parquet(folder / "text" / "emobank.parquet")
    for name, (column, label) in SITUATIONS.items():
        rows = [(f"When I was {word} {place}, {name}", own) for own, word in WORDS.items() for place in PLACES]
        pd.DataFrame(rows, columns=[column, label]).assign(split="train").to_parquet(
            folder / "text" / f"{name}.parquet"
        )
    return folder


@pytest.fixture
def own(tmp_path, monkeypatch):
    """A few comments in the place of this project's own."""
    file = tmp_path / "comments.csv"
    rows = [("a", "en", "own", name, 0.1, 0.2, f"so {word} {when}") for name, word in WORDS.items() for when in TIMES]
    rows += [("a", "de", "own", "joy", 0.8, 0.5, "so froh")]
    columns = ["family", "language", "whose", "emotion", "valence", "arousal", "text"]
    pd.DataFrame(rows, columns=columns).to_csv(file, index=False)
    monkeypatch.setattr(text_corpora, "COMMENTS", file)


def test_rows_that_stand_in_dev_too_are_left_out(corpora):
    corpus = goemotions(corpora, seed=0)
    assert "I am furious at home today" not in corpus.texts
    assert not set(corpus.fit) & set(corpus.tune)
    assert len(corpus.fit) + len(corpus.tune) == len(corpus.texts)


def test_valence_and_arousal_are_mapped_linearly(corpora):
    corpus = emobank(corpora, seed=0)
    assert corpus.targets[corpus.texts.index("delighted at home today"), 0] == pytest.approx(0.75)
    assert corpus.targets[corpus.texts.index("seated at home today"), 0] == 0.0


def test_a_label_outside_the_seven_keeps_its_own_label_only(tmp_path):
    (tmp_path / "text").mkdir()
    table = pd.DataFrame({"situation": ["a", "b"], "emotion": ["joyful", "trusting"], "split": "train"})
    table.to_parquet(tmp_path / "text" / "empatheticdialogues.parquet")
    corpus = situations(tmp_path, "empatheticdialogues", seed=0)
    assert corpus.targets[:, : len(EMOTIONS)].sum(axis=1).tolist() == [1, 0]
    np.testing.assert_array_equal(corpus.targets[:, len(EMOTIONS) :], np.eye(2))


def test_a_corpus_counts_with_the_root_of_its_size_and_every_row_finds_its_text(corpora, own, monkeypatch):
    monkeypatch.setattr(text_corpora, "negated_sentences", lambda: [("not delighted", Emotion.JOY)])
    every = Corpora.read(corpora, seed=SEED)
    places, felt, weights = every.felt("fit")
    starts = [every.start(corpus) for corpus in every.labelled]
    inside = (places >= starts[0]) & (places < starts[1])
    assert weights[inside].sum() == pytest.approx(inside.sum() ** 0.5)
    texts = every.texts
    for place, row in zip(places, felt, strict=True):
        assert WORDS[EMOTIONS[int(row.argmax())]] in texts[place]


def test_only_the_english_comments_teach_the_english_model(own):
    assert "so froh" not in own_comments(seed=0).texts
    assert len(own_comments(seed=0).texts) == len(WORDS) * len(TIMES)


def test_missing_corpus_says_what_to_name(tmp_path):
    with pytest.raises(CorpusError, match="--data"):
        goemotions(tmp_path, seed=0)


def test_negated_sentences_turn_the_feeling():
    told = dict(negated_sentences())
    assert told["I'm not happy"] is Emotion.SADNESS
    assert told["I'm not sad anymore"] is Emotion.JOY
    assert told["not bad"] is Emotion.JOY


def test_thresholds_part_two_clouds():
    rng = np.random.default_rng(0)
    logits = np.r_[rng.normal(-2.0, 0.2, 500), rng.normal(0.5, 0.2, 50)][:, None].astype(np.float32)
    targets = (np.arange(550) >= 500).astype(np.float32)[:, None]
    threshold = best_thresholds(logits, targets)[0]
    assert -1.6 < threshold < 0.1


def test_the_emotion_felt_is_read_off_all_experts_with_the_probabilities_it_has():
    rng = np.random.default_rng(0)
    evidence = rng.normal(0, 2, (20_000, 9))
    probabilities = softmax(0.5 * evidence[:, :3] + 0.3 * evidence[:, 6:])
    drawn = (rng.random(20_000)[:, None] > probabilities.cumsum(axis=1)).sum(axis=1).clip(max=2)
    stack, offset = fit_felt(evidence, np.eye(3)[drawn], np.ones(20_000))
    assert np.abs(softmax(evidence @ stack + offset) - probabilities).mean() < 0.03


def test_the_distribution_is_as_sharp_as_what_is_felt():
    rng = np.random.default_rng(0)
    logits = rng.normal(0, 2, (20_000, 3))
    drawn = (rng.random(20_000)[:, None] > softmax(1.5 * logits).cumsum(axis=1)).sum(axis=1).clip(max=2)
    assert fit_sharpness(logits, np.eye(3)[drawn]) == pytest.approx(1.5, abs=0.05)


def test_a_negated_word_is_another_feature():
    plain, negated, repeated = ngram_counts(["happy", "not happy", "not not happy"])
    shared = plain.multiply(negated).nnz
    assert shared < plain.nnz / 4
    assert negated.multiply(repeated).nnz > plain.nnz / 2


def test_training_gives_a_model_that_loads_and_has_learnt(corpora, own, tmp_path, monkeypatch):
    monkeypatch.setattr(text_corpora, "negated_sentences", lambda: [("not happy", Emotion.SADNESS)])
    train(corpora, tmp_path, epochs=1, seed=SEED)
    monkeypatch.setattr(encoder_module, "MODEL_DIR", tmp_path)
    prediction = TextNetwork.load().predict([f"I am {word} on the train" for word in WORDS.values()])
    named = [str(EMOTIONS[place]) for place in prediction.probabilities.argmax(axis=1)]
    assert sum(name == wanted for name, wanted in zip(named, WORDS, strict=True)) >= 6
    assert prediction.valence[list(WORDS).index("joy")] > prediction.valence[list(WORDS).index("sadness")]
