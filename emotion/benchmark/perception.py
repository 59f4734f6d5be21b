"""Whether fusion hears and sees as people do: from what they perceived apart to what they perceived together."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

from emotion.benchmark.perceivers import attune, average, linear, product
from emotion.errors import CorpusError
from emotion.evaluation.bootstrap import mean_interval
from emotion.fusion.onlookers import SURE
from emotion.fusion.perceiver import SENSES
from emotion.training.votes import FILE, Votes, read_votes

FOLDS = 7
ATTUNE = "attune"

Predictor = Callable[[Votes, Votes], np.ndarray]

MODELS: dict[str, Predictor] = {
    "product": product,
    "linear": linear,
    "weighted average": average,
    "voice alone": lambda train, new: new.shares("voice"),
    "face alone": lambda train, new: new.shares("face"),
}
"""The baselines, by name: clips to learn from and new ones -> distributions (N, 6)."""


def benchmark(data: Path, test: Path | None = None, seed: int = 0) -> dict:
    """Learn from DATA/fusion/crema_d_votes.parquet and judge on the file `test`, or else across speakers.

    Gives `how`, `n` and `conflicts`, the share of clips whose majorities by ear and by eye differ; `models`, by name
    cross_entropy (nats, to the distribution of those who heard and saw) and agreement (with an answer that most of
    them gave), each also in conflicts; `followed`, in conflicts, whom people and the fusion follow; `gain` in
    cross_entropy over the linear softmax with its 95 % interval by speakers; and `covered`, how often the number of
    those who gave an answer lies in the fusion's 80 % interval. Raises CorpusError on other files.
    """
    known = read_votes(data / FILE)
    if len(np.unique(known.speakers)) < 2 * FOLDS:
        raise CorpusError(f"{data / FILE}: to learn from, at least {2 * FOLDS} speakers are needed")
    if test is None:
        return _report(*_cross_validated(known, seed), known, f"{FOLDS} folds over speakers")
    new = read_votes(test)
    if shared := set(known.speakers.tolist()) & set(new.speakers.tolist()):
        raise CorpusError(f"{test}: speakers {', '.join(map(str, sorted(shared)[:5]))} are among those learnt from")
    return _report(*_predicted(known, new, seed), new, "held-out speakers")


def _predicted(train: Votes, new: Votes, seed: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    found, within = attune(train, new, seed)
    return {ATTUNE: found} | {name: model(train, new) for name, model in MODELS.items()}, within


def _cross_validated(votes: Votes, seed: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    total: dict[str, np.ndarray] = {}
    covered = np.zeros(votes.perceived.shape, bool)
    folds = GroupKFold(FOLDS, shuffle=True, random_state=seed).split(votes.speakers, groups=votes.speakers)
    for rows, others in folds:
        found, covered[others] = _predicted(votes.of(rows), votes.of(others), seed)
        for name, predicted in found.items():
            total.setdefault(name, np.zeros_like(votes.perceived))[others] = predicted
    return total, covered


def _report(predicted: dict[str, np.ndarray], within: np.ndarray, votes: Votes, how: str) -> dict:
    conflict = votes.conflict
    losses = {name: -(votes.perceived * np.log(chances)).sum(axis=1) for name, chances in predicted.items()}
    right = {name: agrees(chances, votes) for name, chances in predicted.items()}
    models = {
        name: {
            "cross_entropy": float(losses[name].mean()),
            "agreement": float(right[name].mean()),
            "conflict_cross_entropy": float(losses[name][conflict].mean()),
            "conflict_agreement": float(right[name][conflict].mean()),
        }
        for name in predicted
    }
    return {
        "how": how,
        "n": len(votes),
        "conflicts": float(conflict.mean()),
        "models": models,
        "followed": {
            "people": _followed(votes.counts["both"], votes),
            ATTUNE: _followed(predicted[ATTUNE], votes),
        },
        "gain": {"cross_entropy": mean_interval(losses["linear"] - losses[ATTUNE], votes.speakers)},
        "covered": {"all": float(within.mean()), "conflict": float(within[conflict].mean())},
    }


def agrees(chances: np.ndarray, votes: Votes) -> np.ndarray:
    """Whether those who heard and saw gave no answer more often than the likeliest of chances (N, 6), (N,) bool."""
    both = votes.counts["both"]
    chosen = np.take_along_axis(both, chances.argmax(axis=1)[:, None], axis=1)[:, 0]
    return chosen == both.max(axis=1)


def _followed(chances: np.ndarray, votes: Votes) -> dict[str, float]:
    """In conflicts, the share in which the likeliest answer is that of most who saw, of most who heard, or neither."""
    rows = votes.conflict
    named = chances[rows].argmax(axis=1)
    found = {sense: float((named == votes.counts[sense][rows].argmax(axis=1)).mean()) for sense in reversed(SENSES)}
    return found | {"neither": 1 - sum(found.values())}


def print_perception(report: dict) -> None:
    """Print the report for a reader."""
    print(f"CREMA-D, perceived together, {report['how']}, n = {report['n']}, in conflict {report['conflicts']:.0%}\n")
    print(f"{'':<18}{'cross-entropy':>15}{'agreement':>11}{'in conflict':>15}{'agreement':>11}")
    for name, row in report["models"].items():
        print(f"{name:<18}{row['cross_entropy']:>15.4f}{row['agreement']:>11.4f}", end="")
        print(f"{row['conflict_cross_entropy']:>15.4f}{row['conflict_agreement']:>11.4f}")
    print("\nin conflict, who is followed:")
    for name, row in report["followed"].items():
        print(f"{name:<18}" + ", ".join(f"{whom} {share:.0%}" for whom, share in row.items()))
    gain = report["gain"]["cross_entropy"]
    print("\nattune ahead of the linear softmax: {:+.4f} [{:+.4f}, {:+.4f}] nats".format(*gain))
    covered = report["covered"]
    print(
        f"within its {SURE:.0%} intervals: {covered['all']:.1%} of the answers, {covered['conflict']:.1%} in conflict"
    )
