"""Trains the face networks on FER2013 with FER+ votes and exports them for ONNX Runtime."""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from emotion.benchmark.face import FOLDER
from emotion.checkpoint import Checkpoint
from emotion.precision import mixed
from emotion.training.averaged import Averaged
from emotion.training.face_corpus import FaceCorpus
from emotion.training.face_export import export, logits
from emotion.training.face_model import FaceModel
from emotion.training.face_tuned import COURSES, Course, tune
from emotion.training.images import augment

BATCH = 128
WEIGHT_DECAY = 5e-4
SMALL_SIDE = 40  # px; such crops are a third cheaper
VOTE_LOSS = 0.5  # weight of the second head, which learns FER+'s ten classes


@dataclass(frozen=True)
class Cycle:
    """A span of training whose learning rate stays at `rate` for the share `held`, then falls to 0.

    The share `small` of its epochs is trained on crops of SMALL_SIDE px; `strength` says how much crops are varied.
    """

    epochs: int
    rate: float
    held: float
    small: float
    strength: float


# From the averaged weights of one cycle the next begins anew (SGDR: Loshchilov & Hutter 2017).
CYCLES = (
    Cycle(30, 0.1, held=0.6, small=0.84, strength=1.0),
    Cycle(36, 0.05, held=0.1, small=0.33, strength=0.5),
    Cycle(36, 0.05, held=0.1, small=0.25, strength=0.4),
)


def train(
    data: Path,
    out: Path,
    seed: int = 0,
    cycles: tuple[Cycle, ...] = CYCLES,
    courses: tuple[Course, ...] = COURSES,
    peers: Path = FOLDER,
) -> Path:
    """Train on the train split without near-duplicates of val, calibrate on val, write OUT/face.onnx, return its path.

    The first network begins from nothing, the second from PEERS/human/faceres.json. Checkpoints are written to OUT
    after every epoch; a run that finds one goes on from there and removes it at the end. Raises CorpusError on missing
    data.
    """
    val = FaceCorpus.read(data, "val")
    corpus = FaceCorpus.read(data, "train").apart_from(val)
    key = {"seed": seed, "rows": len(corpus)}
    own, tuned = (Checkpoint(out / f"{name}_checkpoint.safetensors", key) for name in ("face", "face_tuned"))
    second = tune(corpus, val, peers, tuned, seed, courses)
    path = export(_first(corpus, val, own, seed, cycles), second, val, out / "face.onnx")
    for checkpoint in (own, tuned):
        checkpoint.clear()
    return path


def _first(
    corpus: FaceCorpus, val: FaceCorpus, checkpoint: Checkpoint, seed: int, cycles: tuple[Cycle, ...]
) -> FaceModel:
    torch.manual_seed(seed)
    run = _Run(corpus, seed)
    done = run.load(checkpoint)
    plan = [(cycle, epoch) for cycle in cycles for epoch in range(cycle.epochs)]
    for number, (cycle, epoch) in enumerate(plan[done:], done):
        if number and not epoch:
            run.begin_anew()
        loss = run.epoch(cycle, epoch, number)
        run.save(checkpoint, number + 1)
        accuracy = (logits(run.average, val)[0].argmax(1).numpy() == val.labels).mean()
        tqdm.write(f"epoch {number + 1}/{len(plan)}: loss {loss:.4f}, val accuracy {accuracy:.4f}", file=sys.stderr)
    return run.average


class _Run(Averaged):
    """One training on a corpus."""

    def __init__(self, corpus: FaceCorpus, seed: int) -> None:
        self.corpus, self.seed = corpus, seed
        self.targets, self.votes = torch.from_numpy(corpus.targets()), torch.from_numpy(corpus.votes)
        model = FaceModel().to(memory_format=torch.channels_last)
        matrices = [p for p in model.parameters() if p.ndim > 1]
        vectors = [p for p in model.parameters() if p.ndim <= 1]
        groups = [{"params": matrices, "weight_decay": WEIGHT_DECAY}, {"params": vectors, "weight_decay": 0.0}]
        super().__init__(model, FaceModel(), torch.optim.SGD(groups, 0.0, momentum=0.9, nesterov=True))

    def epoch(self, cycle: Cycle, epoch: int, number: int) -> float:
        """One pass over the corpus, `epoch` of the cycle and `number` of all epochs; returns the mean loss."""
        rng = np.random.default_rng((self.seed, number))
        torch.manual_seed(self.seed * 10_000 + number)
        side = SMALL_SIDE if (epoch + 1) / cycle.epochs <= cycle.small else self.corpus.images.shape[1]
        order = rng.permutation(len(self.corpus.labels))
        batches = [order[i : i + BATCH] for i in range(0, len(order), BATCH)]
        self.step = epoch * len(batches)
        total = 0.0
        self.model.train()
        for rows in tqdm(batches, f"epoch {number + 1}", mininterval=5, leave=False):
            for group in self.optimizer.param_groups:
                group["lr"] = rate(cycle, self.step / (cycle.epochs * len(batches))) * min(1.0, (self.step + 1) / 400)
            crops = np.stack([augment(image, rng, side, cycle.strength) for image in self.corpus.images[rows]])
            x = torch.from_numpy(crops[:, None]).float().contiguous(memory_format=torch.channels_last)
            total += self._update(x, self.targets[rows], self.votes[rows])
        return total / len(batches)

    def _update(self, x: Tensor, target: Tensor, votes: Tensor) -> float:
        with mixed():
            logits, _, vote_logits = self.model(x)
        loss = cross_entropy(logits.float(), target) + VOTE_LOSS * cross_entropy(vote_logits.float(), votes)
        return self.follow(loss)


def rate(cycle: Cycle, progress: float) -> float:
    """The learning rate after a share `progress` of the cycle: held, then half a cosine (Hägele et al. 2024)."""
    decay = max(0.0, (progress - cycle.held) / (1 - cycle.held))
    return cycle.rate * 0.5 * (1 + math.cos(math.pi * decay))
