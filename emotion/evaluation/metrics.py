"""Classification and regression metrics in the field's standard definitions."""

from __future__ import annotations

import numpy as np
from sklearn.metrics import accuracy_score, f1_score, recall_score

from emotion.types import EMOTIONS

_CLASSES = np.arange(len(EMOTIONS))


def expected_calibration_error(confidence: np.ndarray, correct: np.ndarray, bins: int = 15) -> float:
    """ECE of top-label confidences (N,) in [0, 1] against correctness (N,) bool, equal-width bins (Guo et al. 2017)."""
    if not len(confidence):
        return 0.0
    which = np.minimum((confidence * bins).astype(int), bins - 1)
    counts = np.bincount(which, minlength=bins)
    gap = np.bincount(which, weights=confidence - correct, minlength=bins)
    return float(np.abs(gap).sum() / counts.sum())


def ece_by_chance(confidence: np.ndarray, draws: int = 100) -> float:
    """The ECE to expect of confidences (N,) that are exactly true: what is left of it on N rows alone."""
    if not len(confidence):
        return 0.0
    hits = np.random.default_rng(0).random((draws, len(confidence))) < confidence
    return float(np.mean([expected_calibration_error(confidence, hit) for hit in hits]))


COVERAGES = (1.0, 0.8, 0.6, 0.4, 0.2)


def risk_coverage(certainty: np.ndarray, correct: np.ndarray) -> dict:
    """How accuracy rises as the least certain rows are left unread (Geifman & El-Yaniv 2017).

    certainty (N,), the higher the surer, in any unit; correct (N,) bool. Gives `coverage` and `accuracy` at each, and
    `aurc`, the mean error over all coverages (lower is better; the plain error where certainty says nothing). Rows of
    one certainty share their accuracy, so their order in the file does not matter.
    """
    _, tie = np.unique(certainty, return_inverse=True)
    shared = (np.bincount(tie, weights=correct) / np.bincount(tie))[tie]
    kept = np.cumsum(shared[np.argsort(-tie, kind="stable")]) / np.arange(1, len(tie) + 1)
    return {
        "coverage": list(COVERAGES),
        "accuracy": [float(kept[int(np.ceil(c * len(kept))) - 1]) for c in COVERAGES],
        "aurc": float(1 - kept.mean()),
    }


def single_label(probabilities: np.ndarray, labels: np.ndarray) -> dict:
    """Metrics of probabilities (N, 7) against class indices (N,).

    Predictions stay seven-way; UAR and macro-F1 average over the classes that occur in the labels.
    """
    predicted = probabilities.argmax(axis=1)
    present = np.unique(labels)
    f1 = f1_score(labels, predicted, labels=_CLASSES, average=None, zero_division=0)
    return {
        "n": len(labels),
        "accuracy": float(accuracy_score(labels, predicted)),
        "uar": float(recall_score(labels, predicted, labels=present, average="macro", zero_division=0)),
        "macro_f1": float(f1[present].mean()),
        "weighted_f1": float(f1_score(labels, predicted, average="weighted", zero_division=0)),
        "ece": expected_calibration_error(probabilities.max(axis=1), predicted == labels),
        "ece_by_chance": ece_by_chance(probabilities.max(axis=1)),
        "per_class": _per_class(
            f1,
            recall_score(labels, predicted, labels=_CLASSES, average=None, zero_division=0),
            np.bincount(labels, minlength=len(EMOTIONS)),
        ),
        "confusion": _confusion(labels, predicted),
    }


def multi_label(probabilities: np.ndarray, chosen: np.ndarray, truth: np.ndarray) -> dict:
    """Metrics of chosen emotions (N, 7) bool against true ones (N, 7) bool.

    accuracy counts a row as right when its most probable emotion (of probabilities (N, 7)) is among the true ones; ece
    is of that. confusion counts the rows with exactly one true emotion against the most probable one.
    """
    top = probabilities.argmax(axis=1)
    hit = truth[np.arange(len(truth)), top]
    present = truth.any(axis=0)
    f1 = f1_score(truth, chosen, average=None, zero_division=0)
    recall = recall_score(truth, chosen, average=None, zero_division=0)
    single = truth.sum(axis=1) == 1
    return {
        "n": len(truth),
        "accuracy": float(hit.mean()),
        "uar": float(recall[present].mean()),
        "macro_f1": float(f1[present].mean()),
        "weighted_f1": float(f1_score(truth, chosen, average="weighted", zero_division=0)),
        "ece": expected_calibration_error(probabilities.max(axis=1), hit),
        "per_class": _per_class(f1, recall, truth.sum(axis=0)),
        "confusion": _confusion(truth[single].argmax(axis=1), top[single]),
    }


def pearson(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Pearson's correlation of two (N,) arrays; 0 where one of them is constant."""
    if predicted.std() == 0 or truth.std() == 0:
        return 0.0
    return float(np.corrcoef(predicted, truth)[0, 1])


def concordance(predicted: np.ndarray, truth: np.ndarray) -> float:
    """Concordance correlation coefficient (Lin 1989) of two (N,) arrays."""
    spread = predicted.var() + truth.var() + (predicted.mean() - truth.mean()) ** 2
    return float(2 * np.cov(predicted, truth, bias=True)[0, 1] / spread) if spread > 0 else 0.0


def affect(valence: np.ndarray, arousal: np.ndarray, true_valence: np.ndarray, true_arousal: np.ndarray) -> dict:
    """Pearson's r and CCC of valence and arousal, all (N,) on [-1, 1]."""
    return {
        "pearson_valence": pearson(valence, true_valence),
        "pearson_arousal": pearson(arousal, true_arousal),
        "ccc_valence": concordance(valence, true_valence),
        "ccc_arousal": concordance(arousal, true_arousal),
    }


def _confusion(labels: np.ndarray, predicted: np.ndarray) -> list[list[int]]:
    counts = np.zeros((len(EMOTIONS), len(EMOTIONS)), int)
    np.add.at(counts, (labels, predicted), 1)
    return counts.tolist()


def _per_class(f1: np.ndarray, recall: np.ndarray, support: np.ndarray) -> dict:
    return {
        str(emotion): {"f1": float(f1[i]), "recall": float(recall[i]), "n": int(support[i])}
        for i, emotion in enumerate(EMOTIONS)
    }
