"""`python -m emotion benchmark intent`: the design of the intent head on MIntRec, beside a published figure."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from safetensors.numpy import load_file
from scipy import sparse
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score
from threadpoolctl import threadpool_limits

from emotion.benchmark.intent_tower import tower_chances
from emotion.benchmark.mintrec import Split, read_split
from emotion.encoder import model_file
from emotion.evaluation.bootstrap import mean_interval
from emotion.text.backbone import Backbone
from emotion.text.heads import softmax
from emotion.text.network import WEIGHTS
from emotion.text.ngrams import ngram_counts, weighted
from emotion.training.intent import NGRAM_SCALE, fit_intent
from emotion.training.text_tower import SharedStates

ATTUNE, ALONE, FROZEN = "attune", "attune, MIntRec alone", "attune, encoder not trained"
PUBLISHED_ROWS = {
    "text BERT (Zhang et al. 2022)": 0.709,
    "MAG-BERT, three modalities (Zhang et al. 2022)": 0.727,
}
"""Accuracy on the official test utterances."""
TOWER_SHARE = 0.6
"""Of the log-probabilities of the trained layers in the mix; the rest is the linear head's."""

Chances = dict[str, np.ndarray]
"""By model: (N, K), how likely each intent is for each utterance."""


def benchmark_intent(data: Path, test: Path | None = None, seed: int = 0) -> dict:
    """Learn from MIntRec and judge on its split dev, or on the file `test`; see mintrec.read_split.

    Gives `how`, `n`, and `learnt_from`, counts of utterances; `models`, by name accuracy, macro_f1, weighted_f1 and
    accuracy's 95 % `interval` by utterances; `published`, accuracy by name; the `strongest` of the baselines by
    accuracy, and `gain` over it in accuracy, [mean, low, high]. Raises CorpusError on a file that cannot be read.
    """
    split = read_split(data, test)
    backbone = Backbone()
    with threadpool_limits(1):
        chances = predicted(split, backbone, seed)
        if split.own < len(split.train.texts):
            chances |= {ALONE: predicted(split.alone(), backbone, seed)[ATTUNE]}
    return _report(chances, split)


def predicted(split: Split, backbone: Backbone, seed: int) -> Chances:
    """What every model says of the utterances to be judged."""
    train, judged = split.train, split.judged
    states = SharedStates(backbone, train.texts + judged.texts)
    known = len(train.texts)
    embeddings = states.embeddings
    idf = load_file(model_file(WEIGHTS))["idf"].astype(np.float32)
    ngrams = weighted(ngram_counts(train.texts + judged.texts), idf)
    features = sparse.hstack([sparse.csr_matrix(embeddings), NGRAM_SCALE * ngrams], format="csr")
    frozen = _linear(features[:known], train.classes, features[known:], len(train.names), seed)
    tower = tower_chances(backbone, states, train.classes, len(train.names), seed)
    mixed = TOWER_SHARE * np.log(tower + 1e-9) + (1 - TOWER_SHARE) * np.log(frozen + 1e-9)
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True)
    counts = words.fit_transform(train.texts), words.transform(judged.texts)
    shares = np.bincount(train.classes, minlength=len(train.names)) / known
    return {
        ATTUNE: softmax(mixed),
        FROZEN: frozen,
        "frozen MiniLM, logistic regression": _regression(
            embeddings[:known], train.classes, embeddings[known:], len(train.names)
        ),
        "TF-IDF, logistic regression": _regression(counts[0], train.classes, counts[1], len(train.names)),
        "the most frequent intent": np.tile(shares, (len(judged.texts), 1)),
    }


def _linear(own: sparse.csr_matrix, classes: np.ndarray, new: sparse.csr_matrix, count: int, seed: int) -> np.ndarray:
    """The intent head's own fit, (N, count)."""
    weights, offset = fit_intent(own, classes, seed)
    return _placed(softmax(new @ weights + offset), classes, count)


def _regression(
    own: np.ndarray | sparse.csr_matrix, classes: np.ndarray, new: np.ndarray | sparse.csr_matrix, count: int
) -> np.ndarray:
    model = LogisticRegression(C=10.0, max_iter=1000, tol=1e-3).fit(own, classes)
    return _placed(model.predict_proba(new), classes, count)


def _placed(chances: np.ndarray, classes: np.ndarray, count: int) -> np.ndarray:
    """Columns of the classes that occur, set among all of them."""
    found = np.zeros((len(chances), count))
    found[:, np.unique(classes)] = chances
    return found


def _report(chances: Chances, split: Split) -> dict:
    truth = split.judged.classes
    said = {name: shares.argmax(axis=1) for name, shares in chances.items()}
    models = {
        name: {
            "accuracy": float(accuracy_score(truth, guess)),
            "macro_f1": float(f1_score(truth, guess, labels=np.unique(truth), average="macro", zero_division=0)),
            "weighted_f1": float(f1_score(truth, guess, average="weighted", zero_division=0)),
            "interval": mean_interval(guess == truth)[1:],
        }
        for name, guess in sorted(said.items(), key=lambda item: not item[0].startswith(ATTUNE))
    }
    baselines = [name for name in models if not name.startswith(ATTUNE)]
    strongest = max(baselines, key=lambda name: models[name]["accuracy"])
    ahead = (said[ATTUNE] == truth).astype(float) - (said[strongest] == truth)
    return {
        "how": split.how,
        "n": len(truth),
        "learnt_from": {"MIntRec": split.own, "MIntRec 2.0": len(split.train.texts) - split.own},
        "models": models,
        "published": PUBLISHED_ROWS,
        "strongest": strongest,
        "gain": mean_interval(ahead),
    }


def print_benchmark_intent(report: dict) -> None:
    """Print the table for a reader."""
    learnt = ", ".join(f"{count} of {name}" for name, count in report["learnt_from"].items() if count)
    print(f"MIntRec, text, twenty intents, {report['how']}, n = {report['n']}; learnt from {learnt}\n")
    print(f"{'':<48}{'accuracy':>9}{'macro-F1':>10}{'weighted':>10}")
    for name, accuracy in report["published"].items():
        print(f"{name + ', on test':<48}{accuracy:>9.3f}")
    for name, row in report["models"].items():
        figures = f"{row['accuracy']:>9.4f}{row['macro_f1']:>10.4f}{row['weighted_f1']:>10.4f}"
        print(f"{name:<48}{figures}   [{row['interval'][0]:.3f}, {row['interval'][1]:.3f}]")
    print(f"\nattune over the strongest baseline, {report['strongest']}: accuracy", end=" ")
    print("{:+.4f} [{:+.4f}, {:+.4f}]".format(*report["gain"]))
