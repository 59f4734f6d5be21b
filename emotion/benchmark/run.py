"""`python -m emotion benchmark fusion`: the product's fusion on CMU-MOSI, beside published rows and baselines."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, f1_score, log_loss
from sklearn.model_selection import GroupKFold
from threadpoolctl import threadpool_limits
from torch import nn

from emotion.benchmark.experts import MODALITIES, Evidence, gather, linear, read_transcripts
from emotion.benchmark.mosi import PUBLISHED, Mosi, read_mosi
from emotion.benchmark.networks import NETWORKS, REACH, learn, tokens_of
from emotion.errors import CorpusError
from emotion.evaluation.bootstrap import mean_interval
from emotion.text import TextNetwork

FILE = Path("fusion") / "cmu_mosi.npz"
FOLDS = 5
PUBLISHED_ROWS = {"bc-LSTM (Poria et al. 2017)": 0.803, "MMMU-BA (Ghosal et al. 2018)": 0.823}
"""Accuracy on the held-out test videos with the three published modalities."""
MEMBERS = {"held-out videos": 8, "cross-validation": 3}
"""Networks, each from its own seed, whose probabilities are averaged; as many for the baselines as for Attune."""
ATTUNE = "attune"

Chances = dict[str, np.ndarray]
"""By model: (N,), how likely each utterance is to be positive."""


@dataclass(frozen=True, eq=False)
class Part:
    """Utterances to learn from or to judge, and what was read of their transcripts, (N, D)."""

    mosi: Mosi
    read: np.ndarray

    def of(self, rows: np.ndarray) -> Part:
        """Some of the utterances, by index."""
        return Part(self.mosi.of(rows), self.read[rows])


def benchmark(data: Path, test: Path | None = None, seed: int = 0) -> dict:
    """Learn from DATA/fusion/cmu_mosi.npz and judge on the file `test`, or else by cross-validation over videos.

    Gives `how` and `n`; `models`, by name accuracy, f1 (weighted over both classes) and cross_entropy in nats;
    `published`, accuracy by name; `inflated`, the rows that cross-validation flatters; and `gain` over the `strongest`
    of the other baselines by F1: relative f1 and cross_entropy, and the difference in accuracy with its 95 % interval
    by videos. Raises CorpusError on a file that cannot be read as such.
    """
    known = read_mosi(data / FILE)
    if len(np.unique(known.labels)) < 2 or len(np.unique(known.videos)) < 2 * FOLDS:
        raise CorpusError(f"{data / FILE}: to learn from, both labels and at least {2 * FOLDS} videos are needed")
    new = None if test is None else read_mosi(test)
    network = TextNetwork.load()
    train = Part(known, read_transcripts(known.transcripts, network))
    with threadpool_limits(1):
        if new is None:
            return _report(_cross_validated(train, seed), known, "cross-validation")
        judged = Part(new, read_transcripts(new.transcripts, network))
        return _report(predicted(train, judged, MEMBERS["held-out videos"], seed), new, "held-out videos")


def _cross_validated(train: Part, seed: int) -> Chances:
    videos = train.mosi.videos
    total: Chances = {}
    for rows, others in GroupKFold(FOLDS, shuffle=True, random_state=seed).split(videos, groups=videos):
        part = predicted(train.of(rows), train.of(others), MEMBERS["cross-validation"], seed, learnt=True)
        for name, chances in part.items():
            total.setdefault(name, np.zeros(len(videos)))[others] = chances
    return total


def predicted(train: Part, new: Part, members: int, seed: int, learnt: bool = False) -> Chances:
    """What every model says of new utterances. learnt: see experts.gather."""
    labels = train.mosi.labels
    found = {
        f"logistic regression, {name}": linear().fit(own, labels).predict_proba(other)[:, 1]
        for name, (own, other) in _inputs(train, new).items()
    }
    own, other = gather(train.mosi, train.read, new.mosi, new.read, learnt, seed)
    found["product of experts"] = _sigmoid(sum(other.odds.values()))
    stacked = LogisticRegression().fit(_with_context(train.mosi, own), labels)
    found["stacked experts with context"] = stacked.predict_proba(_with_context(new.mosi, other))[:, 1]
    for name, (make, modalities) in NETWORKS.items():
        tokens, test_tokens = (tokens_of(m, e, modalities) for m, e in ((train.mosi, own), (new.mosi, other)))
        sizes = {modality: parts[0].shape[2] for modality, parts in tokens.items()}
        networks = [learn(partial(make, sizes), tokens, labels, 1000 * seed + k) for k in range(members)]
        found[name] = np.mean([_positive(network, test_tokens) for network in networks], axis=0)
    return found


def _inputs(train: Part, new: Part) -> dict[str, tuple[np.ndarray, np.ndarray]]:
    pairs = {name: (train.mosi.features[name], new.mosi.features[name]) for name in PUBLISHED}
    pairs["text + audio + visual"] = tuple(np.hstack(side) for side in zip(*pairs.values(), strict=True))
    return pairs | {"transcript": (train.read, new.read)}


def _with_context(mosi: Mosi, evidence: Evidence) -> np.ndarray:
    """The experts' log-odds of an utterance, and their mean over its neighbours: (N, 8)."""
    rows, exists = mosi.neighbours(REACH)
    odds = np.column_stack([evidence.odds[name] for name in MODALITIES])
    around = exists & (np.arange(2 * REACH + 1) != REACH)
    mean = (odds[rows] * around[..., None]).sum(axis=1) / np.maximum(around.sum(axis=1, keepdims=True), 1)
    return np.hstack([odds, mean])


@torch.inference_mode()
def _positive(network: nn.Module, tokens: dict) -> np.ndarray:
    return network(tokens).softmax(1)[:, 1].numpy()


def _sigmoid(odds: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-odds))


def _report(chances: Chances, judged: Mosi, how: str) -> dict:
    truth = judged.labels
    models = {
        name: {
            "accuracy": float(accuracy_score(truth, p > 0.5)),
            "f1": float(f1_score(truth, p > 0.5, average="weighted")),
            "cross_entropy": float(log_loss(truth, np.clip(p, 1e-6, 1 - 1e-6), labels=[0, 1])),
        }
        for name, p in sorted(chances.items(), key=lambda item: item[0] != ATTUNE)
    }
    inflated = [f"logistic regression, {name}" for name in ("text", "visual", "text + audio + visual")]
    inflated = inflated if how == "cross-validation" else []
    baselines = [name for name in models if not name.startswith(ATTUNE) and name not in inflated]
    strongest = max(baselines, key=lambda name: models[name]["f1"])
    ours, theirs = models[ATTUNE], models[strongest]
    ahead = ((chances[ATTUNE] > 0.5) == truth).astype(float) - ((chances[strongest] > 0.5) == truth)
    return {
        "how": how,
        "n": len(truth),
        "models": models,
        "published": PUBLISHED_ROWS,
        "inflated": inflated,
        "strongest": strongest,
        "gain": {key: ours[key] / theirs[key] - 1 for key in ("f1", "cross_entropy")}
        | {"accuracy": mean_interval(ahead, judged.videos)},
    }


def print_benchmark(report: dict) -> None:
    """Print the table for a reader."""
    print(f"CMU-MOSI, three modalities, {report['how']}, n = {report['n']}\n")
    print(f"{'':<42}{'accuracy':>9}{'F1':>9}{'cross-entropy':>15}")
    for name, accuracy in report["published"].items():
        print(f"{name + ', published on test':<42}{accuracy:>9.3f}")
    for name, row in report["models"].items():
        mark = " *" if name in report["inflated"] else ""
        print(f"{name:<42}{row['accuracy']:>9.4f}{row['f1']:>9.4f}{row['cross_entropy']:>15.4f}{mark}")
    if report["inflated"]:
        print("* These features were learnt on the labels of these very videos: on others they are worth far less.")
    gain, strongest = report["gain"], report["strongest"]
    print(f"\nattune against the strongest baseline, {strongest}: F1 {gain['f1']:+.1%}, cross-entropy", end=" ")
    print("{:+.1%}, accuracy {:+.4f} [{:+.4f}, {:+.4f}]".format(gain["cross_entropy"], *gain["accuracy"]))
