"""The benchmark on MIntRec: what is learnt from and judged, the report, and the command."""

import json

import numpy as np
import pandas as pd
import pytest

from emotion.__main__ import main
from emotion.benchmark.intent import ALONE, ATTUNE, predicted
from emotion.benchmark.mintrec import read_split
from emotion.errors import CorpusError
from emotion.text.backbone import Backbone

SAID = {
    "Thank": ("thank you so much", "thanks a lot", "i am so grateful", "many thanks for that", "thank you, glenn"),
    "Leave": ("i have to go now", "bye, see you", "i am leaving", "got to go, goodbye", "we should leave"),
    "Praise": ("you did great", "what a wonderful job", "that is amazing work", "you are the best", "great work, amy"),
}
PLACES = ("", ", here in the store", ", my friend", ", everyone")


def table(first, last, extra=()):
    rows = [
        (f"{text}{place}", intent) for intent, texts in SAID.items() for text in texts[first:last] for place in PLACES
    ]
    return pd.DataFrame([*rows, *extra], columns=["text", "intent"])


@pytest.fixture
def data(tmp_path):
    (tmp_path / "text").mkdir()
    known = [table(0, 4).assign(split="train"), table(4, 5).assign(split="dev")]
    pd.concat(known).to_parquet(tmp_path / "text" / "mintrec1_text.parquet")
    return tmp_path


@pytest.fixture
def more(data):
    """MIntRec 2.0, with an intent that MIntRec has not and an utterance that is judged."""
    extra = [("why would you think so?", "Doubt"), ("THANK YOU, Glenn", "Thank"), ("cheers, i owe you one", "Thank")]
    table(0, 0, extra).to_parquet(data / "text" / "mintrec2_text.parquet")
    return data


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr("emotion.benchmark.intent_tower.UPDATES", 12)


def test_dev_is_judged_and_not_learnt_from(data):
    split = read_split(data, None)
    assert (len(split.train.texts), split.own, len(split.judged.texts)) == (48, 48, 12)
    assert not set(split.train.texts) & set(split.judged.texts)
    assert split.train.names == ("Leave", "Praise", "Thank")


def test_more_is_learnt_from_but_for_other_intents_and_what_is_judged(more):
    split = read_split(more, None)
    assert split.train.texts[split.own :] == ["cheers, i owe you one"]
    assert len(split.alone().train.texts) == split.own == 48


def test_with_a_file_to_judge_all_splits_are_learnt_from(data, tmp_path):
    pd.DataFrame({"text": ["so long", "bye, see you"], "intent": ["Leave", "Leave"]}).to_parquet(tmp_path / "t.parquet")
    split = read_split(data, tmp_path / "t.parquet")
    assert "thank you, glenn" in split.train.texts
    assert "bye, see you" not in split.train.texts
    assert split.judged.classes.tolist() == [0, 0]


@pytest.mark.parametrize(
    ("columns", "complaint"),
    [
        ({"text": ["a"]}, "intent"),
        ({"text": ["a"], "intent": ["Sing"]}, "Sing"),
        ({"text": [], "intent": []}, "intents"),
    ],
)
def test_a_file_that_cannot_be_judged_says_why(data, tmp_path, columns, complaint):
    pd.DataFrame(columns).to_parquet(tmp_path / "t.parquet")
    with pytest.raises(CorpusError, match=complaint):
        read_split(data, tmp_path / "t.parquet")


def test_missing_data(tmp_path):
    with pytest.raises(CorpusError, match="mintrec1_text"):
        read_split(tmp_path, None)


def test_the_command_compares_on_the_same_utterances(more, quick, capsys):
    assert main(["benchmark", "intent", "--data", str(more), "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["n"] == 12
    assert report["learnt_from"] == {"MIntRec": 48, "MIntRec 2.0": 1}
    assert {ATTUNE, ALONE, "TF-IDF, logistic regression"} <= set(report["models"])
    assert report["models"]["the most frequent intent"]["accuracy"] == pytest.approx(1 / 3)
    assert report["models"][ATTUNE]["accuracy"] > 0.8
    for row in report["models"].values():
        low, high = row["interval"]
        assert low <= row["accuracy"] <= high
    ahead = report["models"][ATTUNE]["accuracy"] - report["models"][report["strongest"]]["accuracy"]
    assert report["gain"][0] == pytest.approx(ahead)


def test_the_command_prints_a_table(data, quick, capsys):
    test = data / "test.parquet"
    pd.DataFrame({"text": ["i must go", "thanks again", "what a lovely job"], "intent": list(SAID)}).to_parquet(test)
    assert main(["benchmark", "intent", "--data", str(data), "--test", str(test), "--seed", "3"]) == 0
    printed = capsys.readouterr().out
    for words in ("held-out file, n = 3", "text BERT", "attune", "strongest baseline"):
        assert words in printed
    assert ALONE not in printed


def test_chances_are_distributions_over_the_intents(data, quick):
    split = read_split(data, None)
    for shares in predicted(split, Backbone(), seed=0).values():
        assert shares.shape == (12, 3)
        np.testing.assert_allclose(shares.sum(axis=1), 1, atol=1e-4)
