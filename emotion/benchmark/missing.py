"""Whether a fusion can be ahead of the product of experts where senses are missing: on a world that is known exactly.

Sequences composed from unimodal corpora hold senses that share a label and nothing else. Then, by Bayes' rule, the
chance of a label given several senses is the product of its chances given each, and no fusion is right more often than
that product, whatever is missing. What is left to gain are experts that are surer than they are right. Both are tried
here on senses whose experts are known: Gaussian signals around a label.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from emotion.evaluation.bootstrap import mean_interval
from emotion.fusion.attention import AttentionFusion, ModalityTokens
from emotion.fusion.tokens import SENSED
from emotion.training.learner import Learner
from emotion.types import EMOTIONS

CLASSES = len(EMOTIONS)
SEPARATION = 1.8
"""Of a label's signal, in deviations: a sense alone is right in two thirds, as shipped networks on clean signals."""

OVERSURE = {"exact": 1.0, "one sense oversure": 2.5}
"""By world, what one sense's log-probabilities are multiplied by."""

STEPS = 800
BATCH = 256
JUDGED = 20_000


def benchmark(seed: int = 0) -> dict:
    """By world `product`, `attune` and `one sense`, their accuracies on sequences of one or two of three senses, and
    `gain`, of the fusion over the product with its 95 % interval.
    """
    return {world: _world(factor, seed) for world, factor in OVERSURE.items()}


def drawn(count: int, oversure: float, random: np.random.Generator) -> tuple[dict[str, ModalityTokens], Tensor]:
    """Tokens of sequences of one or two senses, and their labels (N,)."""
    labels = random.integers(0, CLASSES, count)
    order = random.permuted(np.tile(np.arange(len(SENSED)), (count, 1)), axis=1)
    present = order < random.integers(1, len(SENSED), (count, 1))
    tokens = {}
    for column, sense in enumerate(map(str, SENSED)):
        signal = random.standard_normal((count, 1, CLASSES))
        signal[np.arange(count), 0, labels] += SEPARATION
        here = present[:, column, None].astype(np.float32)
        signal = torch.from_numpy(signal.astype(np.float32) * here[..., None])
        logs = (SEPARATION * signal).log_softmax(2) * (oversure if column == 0 else 1.0)
        tokens[sense] = signal, logs, torch.from_numpy(here)
    return tokens, torch.from_numpy(labels)


def product(tokens: Mapping[str, ModalityTokens]) -> Tensor:
    """Log-probabilities (N, 7), up to a constant."""
    return sum(logs[:, 0] * here for _, logs, here in tokens.values())


def _world(oversure: float, seed: int) -> dict:
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    sizes = dict.fromkeys(map(str, SENSED), CLASSES)
    learner = Learner(AttentionFusion(sizes, CLASSES, CLASSES), STEPS)
    for _ in range(STEPS):
        tokens, labels = drawn(BATCH, oversure, random)
        learner.step(F.cross_entropy(learner.network(tokens).logits, labels))
    tokens, labels = drawn(JUDGED, oversure, random)
    with torch.inference_mode():
        attune = torch.cat([learner.average(part).logits for part in _parts(tokens)])
    right = {"product": product(tokens).argmax(1) == labels, "attune": attune.argmax(1) == labels}
    alone = tokens[str(SENSED[-1])]
    seen = alone[2][:, 0] > 0
    gain = (right["attune"].double() - right["product"].double()).numpy()
    return {
        "n": JUDGED,
        "one sense": float((alone[1][seen, 0].argmax(1) == labels[seen]).double().mean()),
        **{name: float(hits.double().mean()) for name, hits in right.items()},
        "gain": mean_interval(gain, np.arange(JUDGED)),
    }


def _parts(tokens: dict[str, ModalityTokens]) -> list[dict[str, ModalityTokens]]:
    return [
        {sense: tuple(values[start : start + BATCH] for values in token) for sense, token in tokens.items()}
        for start in range(0, JUDGED, BATCH)
    ]


def print_missing(report: dict) -> None:
    """Print the report for a reader."""
    print("One or two of three senses that share a label and nothing else; accuracy\n")
    print(f"{'':<22}{'one sense':>10}{'product':>10}{'attune':>10}   gain, 95 % interval")
    for world, row in report.items():
        print(f"{world:<22}{row['one sense']:>10.4f}{row['product']:>10.4f}{row['attune']:>10.4f}", end="")
        print("   {:+.4f} [{:+.4f}, {:+.4f}]".format(*row["gain"]))
    print("\nWhere every expert is exact the product is Bayes' rule itself: nothing can be right more often.")
