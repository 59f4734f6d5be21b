"""What the intent head is worth: on families of phrasing it never saw, and on comments as people write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from safetensors.numpy import load_file
from sklearn.metrics import f1_score, recall_score

from emotion.encoder import model_file
from emotion.errors import CorpusError
from emotion.text import TextNetwork
from emotion.text.backbone import Backbone
from emotion.text.heads import intent_distribution
from emotion.text.network import WEIGHTS
from emotion.training.intent import NO_WISH, held_out_scores, intent_features, sentences
from emotion.types import INTENTS

COMMENTS = Path(__file__).with_name("intent_comments.csv")
"""Comments with every intent a sensible reader would accept, none of them trained on."""
NAMED = 0.3
"""A largest intent below this names no wish: it is far from certain and near to even (0.125)."""
RESAMPLES = 2000


def evaluate_intent(file: Path = COMMENTS, seed: int = 0) -> tuple[dict, pd.DataFrame]:
    """The head's design judged on held-out families of its own sentences, the shipped head on a file of comments.

    Returns the figures and the predictions for the file; see judge_comments.
    """
    comments, predictions = judge_comments(file)
    return {"families": _held_out_families(seed), "comments": comments}, predictions


def judge_comments(file: Path) -> tuple[dict, pd.DataFrame]:
    """The shipped head on a CSV with the columns text and intents; intents are joined by |, "none" is no wish.

    A comment is right when its largest intent is among them; one below NAMED counts as "none". Returns the figures and
    the predictions. Raises CorpusError when the file or a column is missing, or an intent is unknown.
    """
    comments = _read(file)
    shares = TextNetwork.load().predict(list(comments.text)).intent
    names = np.array([*map(str, INTENTS), "none"])
    largest = names[shares.argmax(axis=1)]
    named = np.where(shares.max(axis=1) < NAMED, "none", largest)
    accepted = [set(wanted.split("|")) for wanted in comments.intents]
    right = np.array([name in wanted for name, wanted in zip(named, accepted, strict=True)])
    wish = np.array(["none" not in wanted for wanted in accepted])
    largest_right = np.array([name in wanted for name, wanted in zip(largest, accepted, strict=True)])
    figures = {
        "n": len(right),
        "accuracy": float(right.mean()),
        "wishes": int(wish.sum()),
        "accuracy_of_largest_intent": float(largest_right[wish].mean()) if wish.any() else 0.0,
    }
    return figures, comments.assign(predicted=named, share=shares.max(axis=1), right=right)


def print_intent(report: dict, predictions: pd.DataFrame) -> None:
    """Print the figures, and the comments that were misread, on stdout."""
    families, comments = report["families"], report["comments"]
    low, high = families["interval"]
    print(f"held-out families: {families['sentences']} sentences of {families['families']} families, a fifth of these")
    print(f"left out at a time; macro-F1 over eight intents {families['macro_f1']:.3f} [{low:.3f}, {high:.3f}], with")
    print(f"'no wish' as a ninth class {families['macro_f1_nine']:.3f}; 95 % interval by resampling families")
    print(f"largest intent: mean {families['share_wish']:.2f} with a wish, {families['share_no_wish']:.2f} without")
    print("\nrecall: " + ", ".join(f"{name} {value:.2f}" for name, value in families["recall"].items()))
    print(f"\ncomments never trained on: accuracy {comments['accuracy']:.3f} of {comments['n']}; the largest intent is")
    print(
        f"accepted for {comments['accuracy_of_largest_intent']:.3f} of {comments['wishes']} that hold a wish. Misread:"
    )
    for row in predictions[~predictions.right].itertuples():
        print(f"  {row.text:<58} {row.intents:<24} read as {row.predicted} ({row.share:.2f})")


def _held_out_families(seed: int) -> dict:
    table = sentences()
    classes, families = table["class"].to_numpy(), table.family.to_numpy()
    features = intent_features(Backbone(), table.text, load_file(model_file(WEIGHTS))["idf"])
    scores = held_out_scores(features, classes, families, seed)
    intents = intent_distribution(scores)
    wish = classes != NO_WISH
    eight = intents.argmax(axis=1)
    recall = recall_score(classes, scores.argmax(axis=1), average=None)
    return {
        "sentences": len(table),
        "families": len(set(families)),
        "macro_f1": float(f1_score(classes[wish], eight[wish], average="macro")),
        "interval": _interval(classes[wish], eight[wish], families[wish], seed),
        "macro_f1_nine": float(f1_score(classes, scores.argmax(axis=1), average="macro")),
        "share_wish": float(intents[wish].max(axis=1).mean()),
        "share_no_wish": float(intents[~wish].max(axis=1).mean()),
        "recall": dict(zip([*map(str, INTENTS), "none"], map(float, recall), strict=True)),
    }


def _interval(truth: np.ndarray, predicted: np.ndarray, families: np.ndarray, seed: int) -> list[float]:
    """95 % bootstrap interval of macro-F1 when whole families are drawn anew."""
    rng = np.random.default_rng(seed)
    n, groups = len(INTENTS), np.unique(families)
    counts = np.zeros((len(groups), n, n))
    np.add.at(counts, (np.searchsorted(groups, families), truth, predicted), 1)
    drawn = rng.multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=RESAMPLES)
    confusion = np.einsum("rg,gtp->rtp", drawn, counts)
    hits = np.diagonal(confusion, axis1=1, axis2=2)
    f1 = 2 * hits / np.maximum(confusion.sum(1) + confusion.sum(2), 1)
    return np.percentile(f1.mean(axis=1), [2.5, 97.5]).tolist()


def _read(file: Path) -> pd.DataFrame:
    if not file.is_file():
        raise CorpusError(f"{file} is missing")
    table = pd.read_csv(file)
    if lacking := {"text", "intents"} - set(table.columns):
        raise CorpusError(f"{file}: columns {', '.join(sorted(lacking))} are missing")
    unknown = {name for names in table.intents for name in names.split("|")} - {*map(str, INTENTS), "none"}
    if unknown:
        raise CorpusError(f"{file}: unknown intents {', '.join(sorted(unknown))}")
    return table
