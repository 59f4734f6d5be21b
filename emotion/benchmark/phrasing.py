"""What the intent head is worth: on families of phrasing it never saw, and on comments as people write them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
from safetensors.numpy import load_file
from scipy.stats import binomtest
from sklearn.metrics import confusion_matrix, f1_score

from emotion.encoder import model_file
from emotion.errors import CorpusError
from emotion.evaluation.bootstrap import draws, interval
from emotion.text import TextNetwork
from emotion.text.backbone import EMBEDDING_SIZE, Backbone
from emotion.text.heads import intent_distribution
from emotion.text.network import WEIGHTS
from emotion.training.intent import NO_WISH, held_out_scores, intent_features, sentences
from emotion.types import INTENTS

COMMENTS = Path(__file__).with_name("intent_comments.csv")
"""Comments with every intent a sensible reader would accept, none of them trained on."""
NAMED = 0.3
"""A largest intent below this names no wish: it is far from certain and near to even (0.125)."""
ALIKE = 0.9
"""Cosine of sentence embeddings from which on two sentences are near duplicates."""
NONE = "none"
CLASSES = (*map(str, INTENTS), NONE)


def evaluate_intent(file: Path | None = None, seed: int = 0) -> tuple[dict, pd.DataFrame]:
    """The head's design judged on held-out families of its own sentences, the shipped head on a file of comments.

    Without a file, on this module's own comments. Returns the figures and the predictions; see judge_comments.
    """
    comments, predictions = judge_comments(file or COMMENTS)
    return {"families": _held_out_families(seed), "comments": comments}, predictions


def judge_comments(file: Path) -> tuple[dict, pd.DataFrame]:
    """The shipped head on a CSV or Parquet file with the columns text and intents (or intent).

    Several intents that fit are joined by |; "none" is no wish. A comment is right when its largest intent is among
    them; one below NAMED counts as "none". macro_f1 is over the eight intents, by the largest one, of comments that
    hold a wish. Returns the figures and the predictions. Raises CorpusError when the file or a column is missing, or an
    intent is unknown.
    """
    comments = _read(file)
    shares = TextNetwork.load().predict(comments.text.tolist()).intent
    assert shares is not None
    largest = np.array(INTENTS, str)[shares.argmax(axis=1)]
    named = np.where(shares.max(axis=1) < NAMED, NONE, largest)
    accepted = [wanted.split("|") for wanted in comments.intents]
    right = np.array([name in wanted for name, wanted in zip(named, accepted, strict=True)])
    wish = np.array([NONE not in wanted for wanted in accepted])
    truth = np.array([name if name in wanted else wanted[0] for name, wanted in zip(largest, accepted, strict=True)])
    figures = {
        "n": len(right),
        "accuracy": float(right.mean()),
        "interval": _share_interval(right),
        "wishes": int(wish.sum()),
    }
    if wish.any():
        figures["accuracy_of_largest_intent"] = float((largest == truth)[wish].mean())
        present = sorted(set(truth[wish]))
        figures["macro_f1"] = float(f1_score(truth[wish], largest[wish], labels=present, average="macro"))
    if not wish.all():
        figures["left_open"] = float((named == NONE)[~wish].mean())
    table = comments.assign(predicted=named, share=shares.max(axis=1), right=right)
    return figures, table.assign(**dict(zip(map(str, INTENTS), shares.T, strict=True)))


def print_intent(report: dict, predictions: pd.DataFrame) -> None:
    """Print the figures, and the comments that were misread, on stdout."""
    families, comments = report["families"], report["comments"]
    print(
        f"own sentences, {families['n']} of {families['families']} families, a fifth of the families left out at a time"
    )
    print(
        "macro-F1 over eight intents {:.3f} [{:.3f}, {:.3f}]".format(families["macro_f1"], *families["interval"]),
        end="",
    )
    print(f", with 'no wish' as a ninth {families['macro_f1_nine']:.3f}; 95 % interval by resampling families")
    print(f"largest intent: mean {families['share_wish']:.2f} with a wish, {families['share_no_wish']:.2f} without")
    print(f"\n{'class':<15}{'n':>5}{'recall':>9}   taken for")
    for name, row in zip(CLASSES, np.array(families["confusion"]), strict=True):
        others = [place for place in np.argsort(-row, kind="stable") if CLASSES[place] != name][:3]
        mixed = ", ".join(f"{CLASSES[place]} {row[place]}" for place in others if row[place])
        print(f"{name:<15}{row.sum():>5}{row[CLASSES.index(name)] / row.sum():>9.3f}   {mixed}")
    print("\ncomments: accuracy {:.3f} [{:.3f}, {:.3f}]".format(comments["accuracy"], *comments["interval"]), end="")
    print(f" of {comments['n']}")
    if "macro_f1" in comments:
        print(
            f"largest intent accepted for {comments['accuracy_of_largest_intent']:.3f} of {comments['wishes']}", end=" "
        )
        print(f"that hold a wish, macro-F1 {comments['macro_f1']:.3f}")
    if "left_open" in comments:
        print(f"left open where nothing need be wished: {comments['left_open']:.3f}")
    for row in predictions[~predictions.right].itertuples():
        print(f"  {row.text[:66]:<66} {row.intents:<24} read as {row.predicted} ({row.share:.2f})")


def _held_out_families(seed: int) -> dict:
    table = sentences()
    classes, families = table["class"].to_numpy(), table.family.to_numpy()
    features = intent_features(Backbone(), table.text, load_file(model_file(WEIGHTS))["idf"])
    scores = held_out_scores(features, classes, families, seed)
    intents = intent_distribution(scores)
    wish = classes != NO_WISH
    eight, nine = intents.argmax(axis=1), scores.argmax(axis=1)
    return {
        "n": len(table),
        "families": len(set(families)),
        "near_duplicates": _near_duplicates(features[:, :EMBEDDING_SIZE].toarray(), families),
        "macro_f1": float(f1_score(classes[wish], eight[wish], average="macro")),
        "interval": _interval(classes[wish], eight[wish], families[wish], seed),
        "macro_f1_nine": float(f1_score(classes, nine, average="macro")),
        "share_wish": float(intents[wish].max(axis=1).mean()),
        "share_no_wish": float(intents[~wish].max(axis=1).mean()),
        "classes": list(CLASSES),
        "confusion": confusion_matrix(classes, nine).tolist(),
    }


def _near_duplicates(embeddings: np.ndarray, families: np.ndarray) -> int:
    """Pairs of sentences of different families that are more than ALIKE, from embeddings (N, 384)."""
    alike = np.triu(embeddings @ embeddings.T > ALIKE, 1)
    return int((alike & (families[:, None] != families)).sum())


def _interval(truth: np.ndarray, predicted: np.ndarray, families: np.ndarray, seed: int) -> list[float]:
    """95 % bootstrap interval of macro-F1 when whole families are drawn anew."""
    n, groups = len(INTENTS), np.unique(families)
    counts = np.zeros((len(groups), n, n))
    np.add.at(counts, (np.searchsorted(groups, families), truth, predicted), 1)
    confusion = np.einsum("rg,gtp->rtp", draws(len(groups), seed=seed), counts)
    hits = np.diagonal(confusion, axis1=1, axis2=2)
    f1 = 2 * hits / np.maximum(confusion.sum(1) + confusion.sum(2), 1)
    return interval(f1.mean(axis=1)).tolist()


def _share_interval(right: np.ndarray) -> list[float]:
    """Wilson's 95 % interval of a share, from (N,) bool (Wilson 1927)."""
    found = binomtest(int(right.sum()), len(right)).proportion_ci(method="wilson")
    return [float(found.low), float(found.high)]


def _read(file: Path) -> pd.DataFrame:
    if not file.is_file():
        raise CorpusError(f"{file} is missing")
    try:
        table = pd.read_parquet(file) if file.suffix == ".parquet" else pd.read_csv(file)
    except (OSError, ValueError) as error:
        raise CorpusError(
            f"{file} cannot be read as {'Parquet' if file.suffix == '.parquet' else 'CSV'}: {error}"
        ) from error
    if "intents" not in table:
        table = table.rename(columns={"intent": "intents"})
    if lacking := {"text", "intents"} - set(table.columns):
        raise CorpusError(f"{file}: columns {', '.join(sorted(lacking))} are missing")
    table = table[["text", "intents"]].astype(str)
    if table.empty:
        raise CorpusError(f"{file} holds no comment")
    unknown = {name for names in table.intents for name in names.split("|")} - set(CLASSES)
    if unknown:
        raise CorpusError(f"{file}: unknown intents {', '.join(sorted(unknown))}; known are {', '.join(CLASSES)}")
    return table
