import json

import cv2
import numpy as np
import pandas as pd
import pytest

from emotion.errors import CorpusError
from emotion.evaluation import metrics
from emotion.evaluation.corpus import read_corpus
from emotion.evaluation.evaluate import predictions_frame
from emotion.types import EMOTIONS, Prediction

SURE = np.eye(7, dtype=np.float32)


def test_perfect_predictions_score_one():
    labels = np.array([0, 1, 3, 3, 6])
    report = metrics.single_label(SURE[labels], labels)
    assert [report[k] for k in ("n", "accuracy", "uar", "macro_f1", "weighted_f1", "ece")] == [5, 1, 1, 1, 1, 0]


def test_uar_and_macro_f1_average_over_classes_in_the_labels_only():
    labels = np.array([0, 0, 3, 3])
    report = metrics.single_label(SURE[[0, 0, 3, 6]], labels)
    assert report["uar"] == pytest.approx((1.0 + 0.5) / 2)
    assert report["macro_f1"] == pytest.approx((1.0 + 2 / 3) / 2)
    assert report["confusion"][3] == [0, 0, 0, 1, 0, 0, 1]


def test_ece_is_the_gap_between_sureness_and_rightness():
    confidence = np.full(100, 0.9)
    assert metrics.expected_calibration_error(confidence, np.arange(100) < 60) == pytest.approx(0.3)


def test_what_chance_leaves_of_the_ece_falls_with_the_rows():
    confidence = np.linspace(0.3, 0.99, 60)
    few, many = (metrics.ece_by_chance(np.tile(confidence, times)) for times in (1, 100))
    assert 0.08 < few < 0.25
    assert many < 0.02
    assert metrics.ece_by_chance(np.ones(10)) == 0.0


def test_multi_label_counts_sets():
    truth = np.zeros((3, 7), bool)
    truth[0, [3, 5]] = truth[1, 4] = truth[2, 6] = True
    chosen = truth.copy()
    chosen[1] = SURE[0].astype(bool)
    report = metrics.multi_label(SURE[[3, 0, 6]], chosen, truth)
    assert report["accuracy"] == pytest.approx(2 / 3)
    assert report["macro_f1"] == pytest.approx(3 / 4)
    assert np.sum(report["confusion"]) == 2


def test_concordance_punishes_a_shift_that_pearson_forgives():
    x = np.linspace(-1, 1, 50)
    assert metrics.pearson(x, x + 0.5) == pytest.approx(1.0)
    assert metrics.concordance(x, x) == pytest.approx(1.0)
    assert metrics.concordance(x, x + 0.5) < 0.8
    assert metrics.pearson(np.zeros(50), x) == 0.0


@pytest.fixture
def faces(tmp_path):
    picture = cv2.imencode(".webp", np.full((48, 48), 90, np.uint8))[1].tobytes()
    big = cv2.imencode(".png", np.full((96, 80, 3), 90, np.uint8))[1].tobytes()
    table = pd.DataFrame(
        {"image": [picture, b"broken", big, picture], "label": [3, 3, 6, 0], "split": ["train", "val", "val", "val"]}
    )
    table.to_parquet(tmp_path / "faces.parquet")
    return tmp_path / "faces.parquet"


def test_faces_are_read_by_split_with_rows_of_the_file_and_broken_ones_counted(faces):
    corpus = read_corpus("face", faces, "val")
    assert corpus.rows.tolist() == [2, 3]
    assert corpus.unreadable == 1
    assert corpus.classes.tolist() == [6, 0]
    assert all(s.shape == (48, 48) and s.dtype == np.uint8 for s in corpus.signals)
    assert len(read_corpus("face", faces).rows) == 3


@pytest.mark.parametrize(("modality", "split"), [("face", "test"), ("voice", None), ("text", "val")])
def test_wrong_files_are_named(faces, modality, split):
    with pytest.raises(CorpusError, match=r"faces\.parquet"):
        read_corpus(modality, faces, split)


def test_a_file_that_is_no_parquet_is_named(tmp_path):
    (tmp_path / "x.parquet").write_text("hello")
    with pytest.raises(CorpusError, match="cannot be read"):
        read_corpus("text", tmp_path / "x.parquet")


def test_texts_with_many_labels_affect_and_unknown_labels(tmp_path):
    several = tmp_path / "several.parquet"
    pd.DataFrame({"text": ["a", "b"], "labels": [["joy", "curiosity"], ["neutral"]]}).to_parquet(several)
    truth = read_corpus("text", several).several
    assert truth[0].tolist() == [False, False, False, True, False, True, False]

    affect = tmp_path / "affect.parquet"
    pd.DataFrame({"text": ["a", "b"], "V": [1.0, 3.0], "A": [5.0, 4.0], "split": ["dev", "dev"]}).to_parquet(affect)
    corpus = read_corpus("text", affect, "val")
    assert corpus.valence.tolist() == [-1.0, 0.0]
    assert corpus.arousal.tolist() == [1.0, 0.5]

    spoken = tmp_path / "spoken.parquet"
    pd.DataFrame({"utterance": ["a", "b"], "emotion": ["boredom", "sadness"]}).to_parquet(spoken)
    assert read_corpus("text", spoken).classes.tolist() == [-1, EMOTIONS.index("sadness")]


def test_predictions_table_has_the_columns_that_others_recompute_from(tmp_path):
    chosen = np.zeros((2, 7), bool)
    chosen[0, [0, 3]] = True
    prediction = Prediction(SURE[:2], np.zeros((2, 4)), np.zeros(2), np.ones(2), chosen=chosen)
    frame = predictions_frame(np.array([5, 9]), prediction, multi_label=True)
    assert list(frame.columns) == ["row", *map(str, EMOTIONS), "valence", "arousal", "labels"]
    assert frame["labels"].tolist() == [["anger", "joy"], []]
    assert json.loads(frame["row"].to_json(orient="values")) == [5, 9]
