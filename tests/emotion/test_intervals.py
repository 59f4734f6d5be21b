"""Intervals, groups, the risk-coverage curve, the confusion matrix as a picture, and what personal baselines change."""

import xml.etree.ElementTree as ET
from dataclasses import replace

import cv2
import numpy as np
import pandas as pd
import pytest

from emotion.__main__ import main
from emotion.errors import CorpusError
from emotion.evaluation import intervals, metrics
from emotion.evaluation.confusion import confusion_svg, write_confusion
from emotion.evaluation.corpus import Corpus, read_corpus
from emotion.evaluation.personal import judge_baseline
from emotion.modalities import VOICE
from emotion.types import EMOTIONS, Prediction

ONE_HOT = np.eye(7, dtype=bool)
NAMES = ("accuracy", "uar", "macro_f1", "weighted_f1", "ece")


@pytest.fixture
def readings() -> tuple[np.ndarray, np.ndarray]:
    """Probabilities (300, 7) that are right about half of the time, and labels of six of the seven classes."""
    rng = np.random.default_rng(0)
    labels = rng.integers(6, size=300)
    return rng.dirichlet(np.full(7, 0.5), 300) * 0.6 + 0.4 * np.eye(7)[labels], labels


def test_sums_give_the_same_metrics_as_the_rows(readings):
    probabilities, labels = readings
    tally = intervals.classification(probabilities, ONE_HOT[probabilities.argmax(1)], ONE_HOT[labels]).values()
    expected = metrics.single_label(probabilities, labels)
    assert {n: tally[n] for n in NAMES} == pytest.approx({n: expected[n] for n in NAMES})
    assert tally["recall joy"] == pytest.approx(expected["per_class"]["joy"]["recall"])
    assert "recall neutral" not in tally

    truth = ONE_HOT[labels] | ONE_HOT[(labels + 2) % 7]
    chosen = probabilities > 0.2
    several = metrics.multi_label(probabilities, chosen, truth)
    assert {n: intervals.classification(probabilities, chosen, truth).values()[n] for n in NAMES} == pytest.approx(
        {n: several[n] for n in NAMES}
    )

    rng = np.random.default_rng(1)
    felt = rng.uniform(-1, 1, (4, 200))
    felt[2] += felt[0]
    assert intervals.affect(*felt).values() == pytest.approx(metrics.affect(*felt))


def test_an_interval_has_the_width_that_theory_gives():
    right = np.arange(400) < 300
    picked = np.where(right, 0, 1)
    tally = intervals.classification(np.eye(7)[picked], ONE_HOT[picked], ONE_HOT[np.zeros(400, int)])
    low, high = tally.intervals(np.arange(400))["accuracy"]
    error = np.sqrt(0.75 * 0.25 / 400)
    assert (low, high) == pytest.approx((0.75 - 1.96 * error, 0.75 + 1.96 * error), abs=0.01)
    assert tally.intervals(np.arange(400))["accuracy"] == [low, high]


def test_people_who_differ_widen_the_interval():
    right = np.repeat([True, False] * 5, 40)  # of ten people half are always read right, half never
    picked = np.where(right, 0, 1)
    tally = intervals.classification(np.eye(7)[picked], ONE_HOT[picked], ONE_HOT[np.zeros(400, int)])
    rows, people = (tally.intervals(c)["accuracy"] for c in (np.arange(400), np.repeat(np.arange(10), 40)))
    assert rows[1] - rows[0] < 0.11
    assert people[1] - people[0] > 0.5


def test_a_class_that_some_replicates_lack_does_not_spoil_uar():
    labels = np.array([0] * 20 + [3])
    tally = intervals.classification(np.eye(7)[labels], ONE_HOT[labels], ONE_HOT[labels])
    found = tally.intervals(np.arange(21))
    assert found["uar"] == [1.0, 1.0]
    assert "recall fear" not in found


def test_accuracy_rises_with_certainty_and_ties_do_not_depend_on_order():
    certainty, correct = np.linspace(0, 1, 10), np.arange(10) >= 4
    curve = metrics.risk_coverage(certainty, correct)
    assert curve["accuracy"] == pytest.approx([0.6, 0.75, 1.0, 1.0, 1.0])
    assert 0 < curve["aurc"] < 0.4
    for order in (correct, correct[::-1]):
        assert metrics.risk_coverage(np.full(10, 0.5), order)["accuracy"] == pytest.approx([0.6] * 5)


def test_people_and_groups_are_read_where_the_corpus_has_them(tmp_path):
    table = pd.DataFrame(
        {
            "text": ["a", "b", "c", "d"],
            "emotion": ["joy", "anger", "joy", "fear"],
            "speaker": ["s1", "s1", None, None],
            "sex": ["F", "F", "M", None],
            "age": [20.0, 20.0, 61.0, None],
            "language": ["en"] * 4,
        }
    )
    table.to_parquet(tmp_path / "t.parquet")
    corpus = read_corpus("text", tmp_path / "t.parquet")
    assert len(set(corpus.people)) == 3
    assert corpus.people[0] == corpus.people[1]
    assert {name: list(values) for name, values in corpus.groups.items()} == {
        "sex": ["F", "F", "M", ""],
        "age": ["0 to 29", "0 to 29", "60 and over", ""],
    }
    table[["text", "emotion"]].to_parquet(tmp_path / "t.parquet")
    bare = read_corpus("text", tmp_path / "t.parquet")
    assert len(set(bare.people)) == 4
    assert bare.groups == {}


def test_the_confusion_matrix_is_drawn_with_shares_and_counts():
    counts = np.zeros((7, 7), int)
    counts[3, 3], counts[3, 6], counts[4, 4] = 3, 1, 5
    drawn = ET.fromstring(confusion_svg(counts.tolist(), "<face> & more"))
    texts = [node.text for node in drawn.iter() if node.tag.endswith("text")]
    assert drawn[0].text == "<face> & more"
    assert [text for text in texts if text in ("75", "25", "100")] == ["75", "25", "100"]
    assert sum(text in EMOTIONS for text in texts) == 7 + 2  # a column for every class, a row for those that occur


def test_a_picture_that_cannot_be_drawn_is_refused_plainly(tmp_path):
    with pytest.raises(CorpusError, match="no emotion labels"):
        write_confusion({"pearson_valence": 0.7}, tmp_path / "x.svg", "x")
    with pytest.raises(CorpusError, match="cannot be written"):
        write_confusion({"confusion": np.eye(7).tolist()}, tmp_path / "missing" / "x.svg", "x")


def test_the_command_prints_intervals_groups_and_the_curve(tmp_path, capsys):
    rng = np.random.default_rng(0)
    rows = 24
    pictures = [cv2.imencode(".png", rng.integers(0, 256, (48, 48), np.uint8))[1].tobytes() for _ in range(rows)]
    table = pd.DataFrame({"image": pictures, "label": np.arange(rows) % 7, "sex": ["F", "M"] * 12})
    table["subject"] = np.arange(rows) // 4
    table.to_parquet(tmp_path / "faces.parquet")
    assert main(["evaluate", "face", str(tmp_path / "faces.parquet"), "--confusion", str(tmp_path / "c.svg")]) == 0
    printed = capsys.readouterr().out
    for words in ("drawn by person (6)", "by sex", "by subject", "share read", "AURC", "UAR"):
        assert words in printed
    assert ET.parse(tmp_path / "c.svg").getroot().tag.endswith("svg")


@pytest.fixture
def speakers() -> tuple[Corpus, Prediction]:
    """Six people of 12 rows, half neutral, half joy; every neutral row reads as sadness, half of joy as joy."""
    labels = np.tile(np.repeat([EMOTIONS.index("neutral"), EMOTIONS.index("joy")], 6), 6)
    people = np.repeat([f"p{i}" for i in range(6)], 12)
    probabilities = np.full((72, 7), 0.02, np.float32)
    read = np.where(labels == EMOTIONS.index("joy"), EMOTIONS.index("joy"), EMOTIONS.index("sadness"))
    probabilities[np.arange(72), read] = 0.88
    return Corpus(list(range(72)), np.arange(72), people, classes=labels), Prediction(probabilities, np.zeros((72, 1)))


def test_a_baseline_is_judged_on_rows_it_was_not_taken_from(speakers):
    report = judge_baseline(VOICE, *speakers)
    assert (report["people"], report["clips"], report["n"]) == (6, 4, 6 * 8)
    assert report["without"]["uar"] == pytest.approx(0.5)
    assert report["with"]["uar"] == pytest.approx(1.0)
    assert report["gain"]["uar"] == pytest.approx(0.5)
    assert report["intervals"]["uar"] == pytest.approx([0.5, 0.5])
    assert report["without"]["neutral_valence"] < -0.4
    assert report["with"]["neutral_off"] <= 0.1


def test_a_baseline_needs_people_with_enough_neutral_rows(speakers):
    corpus, prediction = speakers
    with pytest.raises(CorpusError, match="speaker or subject"):
        judge_baseline(VOICE, replace(corpus, people=np.arange(72).astype(str)), prediction)
    with pytest.raises(CorpusError, match="more than 4 neutral"):
        judge_baseline(VOICE, replace(corpus, classes=np.full(72, 3)), prediction)


def test_the_command_refuses_a_baseline_of_words(tmp_path, capsys):
    assert main(["evaluate", "text", str(tmp_path / "x.parquet"), "--baseline"]) == 1
    assert "face and voice" in capsys.readouterr().err
