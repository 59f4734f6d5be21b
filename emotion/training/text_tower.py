"""Trains MiniLM's upper layers for affect, on states of its lower layers computed once."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from emotion.text.backbone import EMBEDDING_SIZE, AffectTower, Backbone
from emotion.training.text_corpora import Corpus
from emotion.types import EMOTIONS

BATCH = 32
LAYER_RATE = 1.5e-4
HEAD_RATE = 1e-3
WARM_UP = 0.06
FINE_WEIGHT = 2.0
"""Weight of the mean loss over GoEmotions' 28 own labels, beside 1 for the seven; they teach what the seven blur."""
AFFECT_WEIGHT = 0.15
"""Weight of the squared error of valence and arousal, in units of their variance."""

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


def fit_tower(
    backbone: Backbone, states: SharedStates, emotions: Corpus, affect: Corpus, epochs: int, seed: int
) -> AffectTower:
    """Fits on both corpora at once; `states` holds the rows of `emotions`, then those of `affect`.

    AdamW with linear warm-up and decay; returns a tower with the seven emotions' logits only.
    """
    torch.manual_seed(seed)
    tower = AffectTower(backbone, emotions.targets.shape[1]).train()
    batches = [list(_batches(states.lengths, emotions, affect, seed + epoch)) for epoch in range(epochs)]
    total = sum(map(len, batches))
    optimiser = _optimiser(tower)
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * total), 1 - step / total)
    )
    variance = torch.from_numpy(affect.targets[affect.fit].var(axis=0))
    for epoch, steps in enumerate(batches):
        losses = []
        for rows in steps:
            with torch.autocast("cpu", torch.bfloat16):
                logits, predicted = tower(*states.batch(rows))
            if rows[0] < len(emotions.texts):
                loss = _emotion_loss(logits.float(), torch.from_numpy(emotions.targets[rows]))
                losses.append(loss.item())
            else:
                error = predicted.float() - torch.from_numpy(affect.targets[rows - len(emotions.texts)])
                loss = AFFECT_WEIGHT * (error**2 / variance).mean()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
            optimiser.step()
            rate.step()
        log.info("tower: epoch %d of %d, emotion loss %.4f", epoch + 1, epochs, np.mean(losses))
    tower.emotions.weight = nn.Parameter(tower.emotions.weight[: len(EMOTIONS)].detach().clone())
    tower.emotions.bias = nn.Parameter(tower.emotions.bias[: len(EMOTIONS)].detach().clone())
    return tower.eval()


def tower_evidence(tower: AffectTower, states: SharedStates, rows: np.ndarray) -> np.ndarray:
    """The seven emotion logits, valence and arousal of some rows: (N, 9)."""
    evidence = np.empty((len(rows), len(EMOTIONS) + 2), np.float32)
    order = np.argsort(states.lengths[rows], kind="stable")
    with torch.inference_mode():
        for start in range(0, len(order), 64):
            places = order[start : start + 64]
            evidence[places] = torch.cat(tower(*states.batch(rows[places])), dim=1).numpy()
    return evidence


def _batches(lengths: np.ndarray, emotions: Corpus, affect: Corpus, seed: int) -> Iterator[np.ndarray]:
    """Rows of like length from one corpus at a time, in random order."""
    rng = np.random.default_rng(seed)
    batches = []
    for rows in (emotions.fit, affect.fit + len(emotions.texts)):
        ordered = rows[np.argsort(lengths[rows] + rng.uniform(-3, 3, len(rows)))]
        batches += np.array_split(ordered, -(-len(ordered) // BATCH))
    return (batches[place] for place in rng.permutation(len(batches)))


def _optimiser(tower: AffectTower) -> torch.optim.Optimizer:
    layers = list(tower.layers.parameters())
    heads = [*tower.emotions.parameters(), *tower.affect.parameters()]
    return torch.optim.AdamW(
        [
            {"params": [p for p in layers if p.ndim > 1], "lr": LAYER_RATE, "weight_decay": 0.01},
            {"params": [p for p in layers if p.ndim == 1], "lr": LAYER_RATE, "weight_decay": 0.0},
            {"params": heads, "lr": HEAD_RATE, "weight_decay": 0.01},
        ]
    )


def _emotion_loss(logits: Tensor, targets: Tensor) -> Tensor:
    losses = nn.functional.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    seven = len(EMOTIONS)
    return losses[:, :seven].mean() + FINE_WEIGHT * losses[:, seven:].mean()
