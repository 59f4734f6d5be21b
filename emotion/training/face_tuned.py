"""Teaches expressions to the second face network, whose layers knew faces already: on FER2013 with FER+ votes."""

from __future__ import annotations

import math
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn.functional import cross_entropy
from tqdm import tqdm

from emotion.checkpoint import Checkpoint
from emotion.training.averaged import Averaged
from emotion.training.face_corpus import FaceCorpus
from emotion.training.face_export import logits
from emotion.training.face_trunk import TunedFaceModel, read_trunk
from emotion.training.images import augment

BATCH = 64
WEIGHT_DECAY = 0.05
VOTE_LOSS = 0.5  # weight of the second head, which learns FER+'s ten classes
MIXING = 0.3  # of Beta(a, a), from which the shares of a mixed pair are drawn
SETTLING = 1024  # crops that the layers' normalisation is set to


@dataclass(frozen=True)
class Stage:
    """A span of epochs on crops of `side` px; `strength` says how much they are varied."""

    epochs: int
    side: int
    strength: float


@dataclass(frozen=True)
class Course:
    """Stages along which the learning rates, of the layers that came and of the new ones, fall to 0 by a cosine.

    They rise over `warm_up` steps first; the share `mixed` of the batches has its crops mixed in pairs (mixup: Zhang et
    al. 2018).
    """

    stages: tuple[Stage, ...]
    trunk_rate: float
    head_rate: float
    mixed: float
    warm_up: int

    @property
    def plan(self) -> list[Stage]:
        """The stage of each epoch."""
        return [stage for stage in self.stages for _ in range(stage.epochs)]


# From the averaged weights of one course the next begins anew.
COURSES = (
    Course((Stage(6, 80, 0.9), Stage(3, 96, 0.7), Stage(4, 96, 0.5)), 4e-4, 2e-3, mixed=0.5, warm_up=300),
    Course((Stage(5, 96, 0.3),), 1.5e-4, 4e-4, mixed=0.2, warm_up=100),
)


def tune(
    corpus: FaceCorpus,
    val: FaceCorpus,
    peers: Path,
    checkpoint: Checkpoint,
    seed: int = 0,
    courses: tuple[Course, ...] = COURSES,
) -> TunedFaceModel:
    """Train on a corpus from PEERS/human/faceres.json on; the averaged weights.

    After every epoch the checkpoint is written and the accuracy on val is said; a run that finds one goes on from
    there. Raises CorpusError where the layers are missing.
    """
    torch.manual_seed(seed)
    run = _Run(corpus, peers, seed, courses[0])
    done = run.load(checkpoint)
    plan = [(course, epoch) for course in courses for epoch in range(len(course.plan))]
    for number, (course, epoch) in enumerate(plan[done:], done):
        if number and not epoch:
            run.begin_anew()
        loss = run.epoch(course, epoch, number)
        run.save(checkpoint, number + 1)
        accuracy = (logits(run.average, val)[0].argmax(1).numpy() == val.labels).mean()
        tqdm.write(f"epoch {number + 1}: loss {loss:.4f}, val accuracy {accuracy:.4f}", file=sys.stderr)
    return run.average


class _Run(Averaged):
    """One training on a corpus."""

    def __init__(self, corpus: FaceCorpus, peers: Path, seed: int, course: Course) -> None:
        self.corpus, self.seed = corpus, seed
        self.targets, self.votes = torch.from_numpy(corpus.targets()), torch.from_numpy(corpus.votes)
        self.batch = min(BATCH, len(corpus))
        model = TunedFaceModel()
        rows = np.random.default_rng(seed).permutation(len(corpus))[:SETTLING]
        model.trunk = read_trunk(peers, self._varied(rows, course.stages[0], (seed, 0)).split(128))
        model = model.to(memory_format=torch.channels_last)
        trunk, own = list(model.trunk.parameters()), {id(p) for p in model.trunk.parameters()}
        groups = [
            {"params": [p for p in trunk if p.ndim > 1]},
            {"params": [p for p in trunk if p.ndim <= 1], "weight_decay": 0.0},
            {"params": [p for p in model.parameters() if id(p) not in own]},
        ]
        super().__init__(model, TunedFaceModel(), torch.optim.AdamW(groups, weight_decay=WEIGHT_DECAY))

    def epoch(self, course: Course, epoch: int, number: int) -> float:
        """One pass over the corpus, `epoch` of the course and `number` of all epochs; returns the mean loss."""
        stage = course.plan[epoch]
        rng = np.random.default_rng((self.seed, number))
        torch.manual_seed(self.seed * 10_000 + number)
        order = rng.permutation(len(self.corpus))
        batches = [order[i * self.batch : (i + 1) * self.batch] for i in range(len(order) // self.batch)]
        self.step, steps, total = epoch * len(batches), len(course.plan) * len(batches), 0.0
        self.model.train()
        with ThreadPoolExecutor(1) as beside:
            drawn = [(rows, stage, (self.seed, number, i)) for i, rows in enumerate(batches)]
            coming = beside.submit(self._varied, *drawn[0])
            for i, rows in enumerate(tqdm(batches, f"epoch {number + 1}", mininterval=5, leave=False)):
                crops = coming.result()
                if i + 1 < len(drawn):
                    coming = beside.submit(self._varied, *drawn[i + 1])
                self._set_rates(course, self.step / steps)
                batch = crops, self.targets[rows], self.votes[rows]
                total += self._update(*(_mixed(*batch, rng) if rng.random() < course.mixed else batch))
        return total / len(batches)

    def _varied(self, rows: np.ndarray, stage: Stage, seed: tuple[int, ...]) -> Tensor:
        rng = np.random.default_rng(seed)
        crops = [augment(image, rng, stage.side, stage.strength) for image in self.corpus.images[rows]]
        return torch.from_numpy(np.stack(crops)[:, None]).float()

    def _set_rates(self, course: Course, progress: float) -> None:
        share = 0.5 * (1 + math.cos(math.pi * progress)) * min(1.0, (self.step + 1) / course.warm_up)
        rates = (course.trunk_rate, course.trunk_rate, course.head_rate)
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * share

    def _update(self, x: Tensor, target: Tensor, votes: Tensor) -> float:
        read, vote_logits = self.model(x.contiguous(memory_format=torch.channels_last))
        loss = cross_entropy(read, target) + VOTE_LOSS * cross_entropy(vote_logits, votes)
        return self.follow(loss)


def _mixed(x: Tensor, target: Tensor, votes: Tensor, rng: np.random.Generator) -> tuple[Tensor, ...]:
    share, others = rng.beta(MIXING, MIXING), torch.from_numpy(rng.permutation(len(x)))
    return tuple(share * values + (1 - share) * values[others] for values in (x, target, votes))
