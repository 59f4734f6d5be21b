"""The intent head: wishes it must know, comments that hold no wish, its sentences, and the commands."""

import json
import xml.etree.ElementTree as ET

import numpy as np
import pandas as pd
import pytest
from safetensors.numpy import load_file

from emotion.__main__ import main
from emotion.benchmark.phrasing import COMMENTS, judge_comments
from emotion.errors import CorpusError
from emotion.fusion import Fusion
from emotion.labels import expected_affect
from emotion.modalities import FACE
from emotion.text import TextEncoder, TextNetwork
from emotion.text.backbone import Backbone
from emotion.text.heads import intent_distribution
from emotion.text.ngrams import BUCKETS
from emotion.training import intent
from emotion.types import EMOTIONS, INTENTS, Emotion, Intent, Observation


@pytest.fixture(scope="module")
def network():
    return TextNetwork.load()


@pytest.mark.parametrize(
    ("comment", "wish"),
    [
        ("I want something soothing before I go to sleep", Intent.RELAX),
        ("please calm me down", Intent.RELAX),
        ("i need a laugh", Intent.CHEER_UP),
        ("show me a comedy, I'm down 😔", Intent.CHEER_UP),
        ("pump me up 💪🔥", Intent.ENERGISE),
        ("i wanna dance, play something loud", Intent.ENERGISE),
        ("I have to study for my exam, no lyrics", Intent.FOCUS),
        ("need to concentrate on my work", Intent.FOCUS),
        ("surprise me with something new", Intent.EXPLORE),
        ("show me something I haven't heard before", Intent.EXPLORE),
        ("make me cry", Intent.BE_MOVED),
        ("I'd like a touching love story", Intent.BE_MOVED),
        ("take my mind off my ex", Intent.BE_DISTRACTED),
        ("i want to forget about today", Intent.BE_DISTRACTED),
        ("more like this", Intent.KEEP_GOING),
        ("dont change anything, this is perfect", Intent.KEEP_GOING),
    ],
)
def test_wishes(network, comment, wish):
    assert INTENTS[int(network.predict([comment]).intent[0].argmax())] is wish


@pytest.mark.parametrize(
    "comment",
    [
        "what a day, my boss yelled at me",
        "the bus was full this morning",
        "I had soup for dinner",
        "hello",
        "my brother lives in Oslo",
        "I'm so angry right now",
        "it is what it is",
        "",
    ],
)
def test_comments_without_a_wish_leave_the_intent_open(network, comment):
    assert network.predict([comment]).intent[0].max() < 0.4


def looks(emotion):
    """A face that seems to show an emotion for a moment, up to second 10."""
    probabilities = np.where(np.arange(7) == EMOTIONS.index(emotion), 0.8, 0.2 / 6).astype(np.float32)
    valence, arousal = expected_affect(probabilities)
    return [
        Observation(FACE, 10 - step / 10, 0.9, probabilities, None, float(valence), float(arousal)) for step in range(4)
    ]


def wish(observations):
    return dict(zip(INTENTS, Fusion.load().fuse(observations, 10.0).intent.tolist(), strict=True))


def test_what_a_face_shows_makes_wishes_likelier_and_none_certain():
    sad, glad = (wish(looks(emotion)) for emotion in (Emotion.SADNESS, Emotion.JOY))
    assert sad[Intent.CHEER_UP] > 1 / 8 > sad[Intent.ENERGISE]
    assert glad[Intent.KEEP_GOING] > sad[Intent.KEEP_GOING]
    assert max(*sad.values(), *glad.values()) < 0.4


@pytest.mark.parametrize("emotion", [Emotion.SADNESS, Emotion.JOY, Emotion.ANGER])
def test_a_wish_in_words_stands_whatever_the_face_shows(network, emotion):
    said = TextEncoder(network).encode("pump me up, something loud", 9.0).observation
    assert wish([*looks(emotion), said])[Intent.ENERGISE] > 0.6


def test_no_wish_is_spread_evenly():
    scores = np.zeros((2, 9), np.float32)
    scores[0, 8] = 50.0
    scores[1, 3] = 50.0
    intents = intent_distribution(scores)
    np.testing.assert_allclose(intents[0], np.full(8, 1 / 8), atol=1e-6)
    np.testing.assert_allclose(intents[1], np.eye(8)[3], atol=1e-6)


def test_sentences_are_many_varied_and_distinct():
    table = intent.sentences()
    counts = table["class"].value_counts()
    assert len(table) >= 1200
    assert set(counts.index) == set(range(9))
    assert counts.min() >= 150
    assert not table.text.str.lower().duplicated().any()
    wishes = table[table["class"] != intent.NO_WISH]
    assert wishes.family.nunique() >= 20
    assert wishes.groupby("family").intent.nunique().min() == 8


def test_the_head_finds_the_words_that_tell_wishes_apart():
    table = pd.DataFrame(
        [
            (place, family, f"{form} {word}")
            for place, word in enumerate(["calm", "jokes", "techno"])
            for family, form in enumerate(["give me", "i need", "could you play", "more", "any"])
        ],
        columns=["class", "family", "text"],
    )
    features = intent.intent_features(Backbone(), table.text, np.ones(2 * BUCKETS, np.float32))
    classes = table["class"].to_numpy()
    scores = intent.held_out_scores(features, classes, table.family.to_numpy(), seed=0)
    assert (scores.argmax(axis=1) == classes).all()


def test_comments_to_judge_by_are_not_trained_on():
    comments = pd.read_csv(COMMENTS)
    assert len(comments) >= 40
    assert not set(comments.text.str.lower()) & set(intent.sentences().text.str.lower())


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("text\nhello\n", "intents"),
        ("intents,text\nrelax|sing,la la\n", "sing"),
        ("intents,text\n", "no comment"),
        ("", "CSV"),
    ],
)
def test_a_file_of_comments_that_cannot_be_judged_says_why(tmp_path, content, complaint):
    file = tmp_path / "comments.csv"
    file.write_text(content)
    with pytest.raises(CorpusError, match=complaint):
        judge_comments(file)


def test_missing_comments(tmp_path):
    with pytest.raises(CorpusError, match="missing"):
        judge_comments(tmp_path / "none.csv")


def test_judging_counts_any_accepted_intent_as_right(tmp_path):
    file = tmp_path / "comments.csv"
    file.write_text(
        "intents,text\nfocus|relax,I have to study for my exam\nnone,I had soup for dinner\nexplore,pump me up\n"
    )
    figures, predictions = judge_comments(file)
    assert predictions.right.tolist() == [True, True, False]
    assert figures["accuracy"] == pytest.approx(2 / 3)
    assert figures["wishes"] == 2
    assert figures["macro_f1"] == pytest.approx((1 + 0) / 2)
    assert figures["left_open"] == 1.0


def test_figures_can_be_recomputed_from_the_predictions(tmp_path):
    file = tmp_path / "comments.parquet"
    pd.DataFrame({"text": ["make me cry", "hello"], "intent": ["be moved", "none"]}).to_parquet(file)
    figures, predictions = judge_comments(file)
    shares = predictions[[str(intent) for intent in INTENTS]].to_numpy()
    np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-5)
    assert predictions.share.tolist() == shares.max(axis=1).tolist()
    assert figures["accuracy"] == predictions.right.mean()


@pytest.fixture
def few_sentences(monkeypatch):
    """Three of each class and family of some families, so that folds are quickly fitted."""
    table = intent.sentences()
    few = table[table.family.isin(["want", "need", "imperative", "fragment", "negated", "status", "short"])]
    few = few.groupby(["class", "family"]).head(3).reset_index(drop=True)
    monkeypatch.setattr("emotion.benchmark.phrasing.sentences", lambda: few)
    monkeypatch.setattr(intent, "sentences", lambda: few)
    return few


def test_evaluation_on_the_command_line(few_sentences, tmp_path, capsys):
    out, picture = tmp_path / "predictions.parquet", tmp_path / "intent.svg"
    assert main(["evaluate", "intent", "--json", "--predictions", str(out), "--confusion", str(picture)]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["comments"]["n"] == len(pd.read_csv(COMMENTS)) == len(pd.read_parquet(out))
    assert np.sum(report["families"]["confusion"]) == report["families"]["n"] == len(few_sentences)
    low, high = report["families"]["interval"]
    assert low <= report["families"]["macro_f1"] <= high
    assert report["families"]["near_duplicates"] == 0
    drawn = ET.parse(picture).getroot()
    assert {"relax", "keep going", "none"} <= {element.text for element in drawn.iter()}


def test_a_file_of_comments_on_the_command_line(few_sentences, tmp_path, capsys):
    file = tmp_path / "comments.csv"
    file.write_text("text,intents\npump me up,explore\nI had soup for dinner,none\n")
    assert main(["evaluate", "intent", str(file)]) == 0
    printed = capsys.readouterr().out
    assert "comments: accuracy 0.500" in printed
    assert "pump me up" in printed
    assert main(["evaluate", "intent", str(file), "--split", "dev"]) == 1
    assert "--split" in capsys.readouterr().err


@pytest.mark.parametrize(("command", "needs"), [("train", "--data"), ("evaluate", "corpus file")])
def test_other_models_say_what_they_need(command, needs, capsys):
    assert main([command, "text"]) == 1
    assert needs in capsys.readouterr().err


def test_training_on_the_command_line(few_sentences, tmp_path):
    assert main(["train", "intent", "--out", str(tmp_path)]) == 0
    stored = load_file(tmp_path / "text_intent.safetensors")
    assert stored["intent"].shape == (384, 9)
    assert stored["intent_ngrams"].shape == (2 * BUCKETS, 9)
