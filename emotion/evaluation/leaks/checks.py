"""The four ways in which a corpus can leak, each measured on its own."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import recall_score
from sklearn.model_selection import GroupKFold, StratifiedKFold, cross_val_predict

from emotion.evaluation.leaks.fingerprints import CLOSE, pairs
from emotion.evaluation.leaks.signals import Signals

EXAMPLES = 5
FOLDS = 5
ORDER_MATTERS = 0.05
"""From this share of rows above chance that repeat the label of the row before, the order of rows tells the label."""

_SPREADS = 5.0


def near_duplicates(signals: Signals) -> list[dict[str, Any]]:
    """For each two splits: how many rows of the later one have a near-duplicate in the earlier, their share, and of
    those whose labels both are known, how many agree; with examples as pairs of rows."""
    found = []
    for first, second in itertools.combinations(sorted(set(signals.split.tolist()), key=_train_first), 2):
        own, others = (np.flatnonzero(signals.split == split) for split in (first, second))
        close = pairs(signals.hashes[own], signals.hashes[others], CLOSE[signals.kind])
        rows = np.column_stack([own[close[:, 0]], others[close[:, 1]]])
        found.append({"splits": [first, second]} | _counted(rows, signals.classes, signals.classes, len(others)))
    return found


def against(signals: Signals, test: Signals) -> dict[str, Any]:
    """The same of a corpus and a file that a model is to be judged on, and the groups that both have."""
    rows = pairs(signals.hashes, test.hashes, CLOSE[signals.kind])
    shared = []
    if signals.group is not None and test.group is not None and signals.grouped_by == test.grouped_by:
        shared = sorted(set(signals.group.tolist()) & set(test.group.tolist()))
    return _counted(rows, signals.classes, test.classes, len(test)) | {"groups_in_both": shared}


def groups_in_two_splits(signals: Signals) -> dict[str, Any] | None:
    """Which speakers or dialogues stand in more than one split; None where the file names none."""
    if signals.group is None:
        return None
    splits: dict[str, set[str]] = {}
    for group, split in zip(signals.group.tolist(), signals.split.tolist(), strict=True):
        splits.setdefault(group, set()).add(split)
    shared = sorted(group for group, own in splits.items() if len(own) > 1)
    counted = {"groups": len(splits), "in_two_splits": len(shared), "examples": shared[:EXAMPLES]}
    return {"by": signals.grouped_by} | counted


def order(signals: Signals) -> dict[str, Any]:
    """Whether the order of rows tells their labels: how many have the label of the row before, and by chance would."""
    classes = signals.classes[signals.classes >= 0]
    if len(classes) < 3:
        return {"repeats": 0.0, "by_chance": 0.0, "tells": False}
    repeats = float((classes[1:] == classes[:-1]).mean())
    shares = np.bincount(classes) / len(classes)
    chance = float((shares**2).sum())
    spread = np.sqrt(chance * (1 - chance) / (len(classes) - 1))
    tells = abs(repeats - chance) > max(ORDER_MATTERS, _SPREADS * spread)
    return {"repeats": repeats, "by_chance": chance, "tells": bool(tells)}


def random_split(signals: Signals, seed: int = 0) -> dict[str, float] | None:
    """UAR of a quick linear classifier with groups apart and with rows divided at random, and how much that flatters.

    None where there are no features, no groups, or too few of them.
    """
    known = signals.classes >= 0
    if not signals.features.shape[1] or signals.group is None or len(set(signals.group[known])) < FOLDS:
        return None
    features, classes, group = signals.features[known], signals.classes[known], signals.group[known]
    apart = _uar(features, classes, GroupKFold(FOLDS, shuffle=True, random_state=seed), group)
    mixed = _uar(features, classes, StratifiedKFold(FOLDS, shuffle=True, random_state=seed))
    return {"groups_apart": apart, "at_random": mixed, "flattery": mixed - apart}


def _train_first(split: str) -> tuple[bool, str]:
    return split != "train", split


def _counted(rows: np.ndarray, own: np.ndarray, others: np.ndarray, count: int) -> dict[str, Any]:
    labels = np.column_stack([own[rows[:, 0]], others[rows[:, 1]]])
    labels = labels[(labels >= 0).all(axis=1)]
    copies = len(np.unique(rows[:, 1]))
    return {
        "rows": copies,
        "share": copies / max(count, 1),
        "same_label": float((labels[:, 0] == labels[:, 1]).mean()) if len(labels) else None,
        "examples": rows[:EXAMPLES].tolist(),
    }


def _uar(features: np.ndarray, classes: np.ndarray, folds, group: np.ndarray | None = None) -> float:
    model = LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto")
    predicted = cross_val_predict(model, features, classes, groups=group, cv=folds)
    return float(recall_score(classes, predicted, average="macro"))
