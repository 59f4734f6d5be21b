"""Fusion where face and voice belong together and one of them is missing: clips that people heard, saw, or both.

Composed sequences of other corpora hold senses that share a label and nothing else. Here a clip's face is what those
answered who only saw it, its voice what those answered who only heard it, and what is to be read is what those answered
who did both: of one person in one moment. That is put to the fusion taught on other speakers; and sequences composed
after these answers, of what the shipped networks read, to the shipped fusion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.model_selection import GroupKFold
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.benchmark import readings
from emotion.benchmark.perception import FOLDS, agrees
from emotion.errors import CorpusError
from emotion.evaluation.bootstrap import mean_interval
from emotion.fusion.perceiver import CLASSES, SENSES, Calibrated
from emotion.training.perception import learn, minimise, perceived_by, seen_of
from emotion.training.votes import FILE, Votes, read_votes

ATTUNE = "attune"
GIVEN = {"face and voice": SENSES, "voice missing": ("face",), "face missing": ("voice",)}
"""By name the senses that there are."""

Predictor = Callable[[Votes, Votes, Sequence[str]], np.ndarray]


class Scaled(nn.Module):
    """A product of experts, each with a slope and an offset per emotion, as emotion/evaluation/baselines.py has it."""

    def __init__(self, senses: Sequence[str]) -> None:
        super().__init__()
        self.senses = tuple(senses)
        self.slope = nn.Parameter(torch.ones(len(self.senses), 1, 1))
        self.offset = nn.Parameter(torch.zeros(len(self.senses), 1, CLASSES))

    def forward(self, votes: Votes) -> Tensor:
        """Logits (N, 6)."""
        logs = np.log([votes.shares(sense) for sense in self.senses]).astype(np.float32)
        return (self.slope * torch.from_numpy(logs) + self.offset).sum(0)


def product(train: Votes, new: Votes, senses: Sequence[str]) -> np.ndarray:
    """The product of the experts there are, with the slopes and offsets that fit best for just these senses."""
    scaled = Scaled(senses)
    perceived = _perceived(train)
    minimise(scaled, lambda: F.cross_entropy(scaled(train), perceived))
    with torch.inference_mode():
        return scaled(new).softmax(1).numpy()


def linear(train: Votes, new: Votes, senses: Sequence[str]) -> np.ndarray:
    """The product of experts that are linear layers on logarithms and shares, fitted for just these senses."""
    seen, perceived = seen_of(train, full=False), _perceived(train)
    experts = Calibrated(seen[SENSES[0]].shape[1])
    minimise(experts, lambda: F.cross_entropy(sum(experts(seen)[sense] for sense in senses), perceived))
    with torch.inference_mode():
        found = experts(seen_of(new, full=False))
        return sum(found[sense] for sense in senses).softmax(1).numpy()


MODELS: dict[str, Predictor] = {"product": product, "linear experts": linear}
"""Fitted for the senses that are given; the fusion is one for all."""


def benchmark(data: Path, test: Path | None = None, seed: int = 0) -> dict:
    """Learn from DATA/fusion/crema_d_votes.parquet and judge on the file `test`, or else across speakers.

    Gives `how`, `n` and `given`, by which senses there are: `models`, of each cross_entropy (nats, to the distribution
    of those who heard and saw) and agreement (with an answer that most of them gave), and `gains`, of the fusion over
    each other in both, with 95 % intervals by speakers. Without `test`, and where DATA holds the pictures and voices,
    `read` is the same of the shipped fusion on sequences composed of the shipped networks' readings; see readings.py.
    Raises CorpusError on other files.
    """
    known = read_votes(data / FILE)
    if len(np.unique(known.speakers)) < 2 * FOLDS:
        raise CorpusError(f"{data / FILE}: to learn from, at least {2 * FOLDS} speakers are needed")
    if test is None:
        folds = GroupKFold(FOLDS, shuffle=True, random_state=seed).split(known.speakers, groups=known.speakers)
        report = _report(_judged(known, known, list(folds), seed), known, f"{FOLDS} folds over speakers")
        return report | (
            {"read": _report(*readings.judged(data, GIVEN, seed), "readings")} if readings.there(data) else {}
        )
    new = read_votes(test)
    if shared := set(known.speakers.tolist()) & set(new.speakers.tolist()):
        raise CorpusError(f"{test}: speakers {', '.join(map(str, sorted(shared)[:5]))} are among those learnt from")
    everyone = [(np.arange(len(known)), np.arange(len(new)))]
    return _report(_judged(known, new, everyone, seed), new, "held-out speakers")


def _judged(known: Votes, new: Votes, folds: list, seed: int) -> dict[str, dict[str, np.ndarray]]:
    """By senses and model the distributions (N, 6) of new clips, each from folds that hold none of their speakers."""
    found = {name: {model: np.zeros(new.perceived.shape) for model in (ATTUNE, *MODELS)} for name in GIVEN}
    for rows, others in folds:
        train, judged = known.of(rows), new.of(others)
        members = learn(train, seed, tuple(GIVEN.values()))
        for name, senses in GIVEN.items():
            found[name][ATTUNE][others] = perceived_by(members, judged, senses)
            for model, predictor in MODELS.items():
                found[name][model][others] = predictor(train, judged, senses)
    return found


def _report(found: dict[str, dict[str, np.ndarray]], votes: Votes, how: str) -> dict:
    return {"how": how, "n": len(votes), "given": {name: _compared(models, votes) for name, models in found.items()}}


def _compared(models: dict[str, np.ndarray], votes: Votes) -> dict:
    losses = {name: -(votes.perceived * np.log(chances)).sum(axis=1) for name, chances in models.items()}
    right = {name: agrees(chances, votes).astype(float) for name, chances in models.items()}
    return {
        "models": {
            name: {"cross_entropy": float(losses[name].mean()), "agreement": float(right[name].mean())}
            for name in models
        },
        "gains": {
            name: {
                "cross_entropy": mean_interval(losses[name] - losses[ATTUNE], votes.speakers),
                "agreement": mean_interval(right[ATTUNE] - right[name], votes.speakers),
            }
            for name in models
            if name != ATTUNE
        },
    }


def _perceived(votes: Votes) -> Tensor:
    return torch.from_numpy(votes.perceived.astype(np.float32))


def print_paired(report: dict) -> None:
    """Print the report for a reader."""
    print(f"CREMA-D, face and voice of one clip, {report['how']}, n = {report['n']}; [ ]: 95 % by speakers")
    _print_given(report["given"])
    if "read" in report:
        print(f"\nthe shipped fusion on the shipped networks' readings, val speakers, n = {report['read']['n']}")
        _print_given(report["read"]["given"])


def _print_given(given: dict) -> None:
    for name, row in given.items():
        print(f"\n{name:<18}{'cross-entropy':>15}{'agreement':>11}   attune ahead in cross-entropy; in agreement")
        for model, figures in row["models"].items():
            print(f"{model:<18}{figures['cross_entropy']:>15.4f}{figures['agreement']:>11.4f}", end="")
            gains = row["gains"].get(model, {}).values()
            print("   " + "; ".join("{:+.4f} [{:+.4f}, {:+.4f}]".format(*gain) for gain in gains))
