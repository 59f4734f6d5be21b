"""MiniLM's upper layers, trained on for intents as the text model's are for affect."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional as F
from tqdm import tqdm

from emotion.precision import mixed
from emotion.text.backbone import AffectTower, Backbone
from emotion.training.text_tower import WARM_UP, SharedStates

LAYER_RATE = 1.5e-4
HEAD_RATE = 1.5e-3
UPDATES = 700
"""Steps of training, whatever the number of utterances."""
BATCH = 24
SMOOTHING = 0.1


def tower_chances(backbone: Backbone, states: SharedStates, classes: np.ndarray, count: int, seed: int) -> np.ndarray:
    """Learn from the first utterances of `states`, of classes (N,), and give (M, count) for the M others."""
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    tower = AffectTower(backbone, count).train()
    optimiser = torch.optim.AdamW(
        [
            {"params": tower.layers.parameters(), "lr": LAYER_RATE},
            {"params": tower.emotions.parameters(), "lr": HEAD_RATE},
        ],
        weight_decay=0.01,
    )
    rate = torch.optim.lr_scheduler.LambdaLR(
        optimiser, lambda step: min((step + 1) / (WARM_UP * UPDATES), 1 - step / UPDATES)
    )
    truth, batches = torch.from_numpy(classes), []
    for _ in tqdm(range(UPDATES), unit="step", leave=False):
        batches = batches or _batches(states.lengths[: len(classes)], rng)
        rows = batches.pop()
        with mixed():
            logits = tower.emotions(tower(*states.batch(rows)))
        loss = F.cross_entropy(logits.float(), truth[rows], label_smoothing=SMOOTHING)
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(tower.parameters(), 1.0)
        optimiser.step()
        rate.step()
    return _chances(tower.eval(), states, np.arange(len(classes), len(states.lengths)))


def _batches(lengths: np.ndarray, rng: np.random.Generator) -> list[np.ndarray]:
    """All rows once, those of like length together, in random order."""
    ordered = np.argsort(lengths + rng.uniform(-3, 3, len(lengths)))
    parts = np.array_split(ordered, -(-len(ordered) // BATCH))
    return [parts[place] for place in rng.permutation(len(parts))]


@torch.inference_mode()
def _chances(tower: AffectTower, states: SharedStates, rows: np.ndarray) -> np.ndarray:
    parts = np.array_split(rows, -(-len(rows) // 64))
    return torch.cat([tower.emotions(tower(*states.batch(part))).softmax(1) for part in parts]).numpy()
