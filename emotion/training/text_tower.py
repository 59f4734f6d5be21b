"""Trains MiniLM's upper layers for affect on all corpora, on states of its lower layers computed once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from emotion.text.backbone import EMBEDDING_SIZE, AffectTower, Backbone
from emotion.text.heads import OUTPUTS
from emotion.training.text_lessons import Lesson

BATCH = 32
LAYER_RATE = 1.5e-4
HEAD_RATE = 1e-3
WARM_UP = 0.06

log = logging.getLogger(__name__)


class SharedStates:
    """The states after the shared layers of many texts, as float16 in one array, and their sentence embeddings."""

    def __init__(self, backbone: Backbone, texts: Sequence[str], chunk: int = 64) -> None:
        lengths = backbone.tokenise(texts)[1].sum(axis=1)
        self.lengths = lengths
        self._starts = np.concatenate([[0], np.cumsum(lengths)])
        self._states = np.empty((self._starts[-1], EMBEDDING_SIZE), np.float16)
        self.embeddings = np.empty((len(texts), EMBEDDING_SIZE), np.float32)
        order = np.argsort(lengths, kind="stable")
        with torch.inference_mode():
            for start in range(0, len(order), chunk):
                rows = order[start : start + chunk]
                states, embeddings = backbone(*map(torch.from_numpy, backbone.tokenise([texts[row] for row in rows])))
                self.embeddings[rows] = embeddings.numpy()
                for row, state in zip(rows, states.numpy(), strict=True):
                    self._states[self._starts[row] : self._starts[row + 1]] = state[: lengths[row]]

    def batch(self, rows: np.ndarray) -> tuple[Tensor, Tensor]:
        """States (N, L, 384) float32 and mask (N, L) of some rows, padded to the longest."""
        states = np.zeros((len(rows), self.lengths[rows].max(), EMBEDDING_SIZE), np.float32)
        mask = np.arange(states.shape[1]) < self.lengths[rows][:, None]
        for place, row in enumerate(rows):
            states[place, : self.lengths[row]] = self._states[self._starts[row] : self._starts[row + 1]]
        return torch.from_numpy(states), torch.from_numpy(mask)


def fit_tower(tower: AffectTower, states: SharedStates, taught: list[Lesson], epochs: int, seed: int) -> None:
    """Fits the tower on all corpora at once, in place, with AdamW and linear warm-up and decay."""
    torch.manual_seed(seed)
    tower.train()
    batches = [list(_batches(states.lengths, taught, seed + epoch)) for epoch in range(epochs)]
    total = sum(map(len, batches))
    optimiser = _optimiser(tower, [lesson.loss for lesson in taught])
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * total), 1 - step / total)
    )
    for epoch, steps in enumerate(batches):
        losses = []
        for lesson, rows in steps:
            pooled = tower(*states.batch(rows + lesson.start))
            loss = lesson.loss(tower, pooled, torch.from_numpy(lesson.corpus.targets[rows]))
            losses.append(loss.item())
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
            optimiser.step()
            rate.step()
        log.info("tower: epoch %d of %d, loss %.4f", epoch + 1, epochs, np.mean(losses))
    tower.eval()


def tower_evidence(tower: AffectTower, states: SharedStates, rows: np.ndarray) -> np.ndarray:
    """What the tower says of some rows, see AffectTower.evidence: (N, 16)."""
    evidence = np.empty((len(rows), OUTPUTS), np.float32)
    order = np.argsort(states.lengths[rows], kind="stable")
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            places = order[start : start + 64]
            evidence[places] = tower.evidence(tower(*states.batch(rows[places]))).numpy()
    return evidence


def _batches(lengths: np.ndarray, taught: list[Lesson], seed: int) -> Iterator[tuple[Lesson, np.ndarray]]:
    """Rows of like length from one corpus at a time, in random order."""
    rng = np.random.default_rng(seed)
    batches = []
    for lesson in taught:
        rows = lesson.corpus.fit
        ordered = rows[np.argsort(lengths[rows + lesson.start] + rng.uniform(-3, 3, len(rows)))]
        batches += [(lesson, part) for part in np.array_split(ordered, -(-len(ordered) // BATCH))]
    return (batches[place] for place in rng.permutation(len(batches)))


def _optimiser(tower: AffectTower, losses: list[nn.Module]) -> torch.optim.Optimizer:
    layers = list(tower.layers.parameters())
    heads = [p for part in (tower.emotions, tower.affect, tower.felt, *losses) for p in part.parameters()]
    return torch.optim.AdamW(
        [
            {"params": [p for p in layers if p.ndim > 1], "lr": LAYER_RATE, "weight_decay": 0.01},
            {"params": [p for p in layers if p.ndim == 1], "lr": LAYER_RATE, "weight_decay": 0.0},
            {"params": heads, "lr": HEAD_RATE, "weight_decay": 0.01},
        ]
    )
