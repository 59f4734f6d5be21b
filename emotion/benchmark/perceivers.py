"""From what was heard and seen apart to what is perceived together: the fusion itself, and its baselines."""

from __future__ import annotations

import copy

import numpy as np
import torch
from scipy.optimize import minimize_scalar
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.benchmark.votes import ASKED, SENSES, Votes
from emotion.fusion.attention import AttentionFusion

CLASSES = len(ASKED)
MEMBERS = 5
WIDTH = 16
DROPOUT = 0.1
EPOCHS = 24
BATCH = 256
LEARNING_RATE = 3e-3
WEIGHT_DECAY = 0.05
PENALTY = 1e-4


def described(shares: np.ndarray, full: bool = True) -> Tensor:
    """Shares of answers (N, 6) -> their logarithms and themselves (N, 12); in full also squares and entropy (N, 19)."""
    logs = np.log(shares)
    parts = [logs, shares]
    if full:
        parts += [shares**2, -(shares * logs).sum(axis=1, keepdims=True)]
    return torch.from_numpy(np.hstack(parts).astype(np.float32))


class Calibrated(nn.Module):
    """Each sense's answers brought to one scale by a linear layer of its own; the sum of both is a linear softmax."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.experts = nn.ModuleDict({sense: nn.Linear(size, CLASSES) for sense in SENSES})
        for expert in self.experts.values():
            nn.init.zeros_(expert.weight)
            nn.init.zeros_(expert.bias)

    def forward(self, seen: dict[str, Tensor]) -> dict[str, Tensor]:
        """Logits (N, 6) of each sense."""
        return {sense: self.experts[sense](values) for sense, values in seen.items()}

    def fit(self, seen: dict[str, Tensor], perceived: Tensor) -> Calibrated:
        """The least cross-entropy of the sum, with a small penalty on the weights."""
        optimiser = torch.optim.LBFGS(self.parameters(), max_iter=200, line_search_fn="strong_wolfe")

        def loss() -> Tensor:
            optimiser.zero_grad()
            weights = sum(expert.weight.square().sum() for expert in self.experts.values())
            value = F.cross_entropy(sum(self(seen).values()), perceived) + PENALTY * weights
            value.backward()
            return value

        optimiser.step(loss)
        return self


class Perceiver(nn.Module):
    """The product's attention fusion over two observations, what was heard and what was seen.

    It starts as the product of the calibrated experts, and learns from there whom people follow when.
    """

    def __init__(self, calibrated: Calibrated, size: int) -> None:
        super().__init__()
        self.calibrated = calibrated
        self.fusion = AttentionFusion(dict.fromkeys(SENSES, size), CLASSES, CLASSES, WIDTH, 4, 1, DROPOUT)
        nn.init.zeros_(self.fusion.gate[-1].weight)
        nn.init.zeros_(self.fusion.gate[-1].bias)

    def forward(self, seen: dict[str, Tensor]) -> Tensor:
        """Logits (N, 6)."""
        experts = self.calibrated(seen)
        present = torch.ones(len(seen[SENSES[0]]), 1)
        tokens = {sense: (seen[sense][:, None], experts[sense][:, None], present) for sense in SENSES}
        return self.fusion(tokens).logits


def attune(train: Votes, new: Votes, seed: int = 0) -> np.ndarray:
    """The mean of several fusions, (N, 6), each trained from the calibrated product on."""
    seen, asked = _seen(train), _seen(new)
    perceived = torch.from_numpy(train.perceived.astype(np.float32))
    found = np.zeros((len(new), CLASSES))
    calibrated = Calibrated(seen[SENSES[0]].shape[1]).fit(seen, perceived)
    for member in range(MEMBERS):
        network = _learnt(calibrated, seen, perceived, 1000 * seed + member)
        with torch.inference_mode():
            found += network(asked).softmax(1).numpy() / MEMBERS
    return found


def linear(train: Votes, new: Votes) -> np.ndarray:
    """A linear softmax on logarithms and shares of both senses."""
    seen, perceived = _seen(train, full=False), torch.from_numpy(train.perceived.astype(np.float32))
    fitted = Calibrated(seen[SENSES[0]].shape[1]).fit(seen, perceived)
    with torch.inference_mode():
        return sum(fitted(_seen(new, full=False)).values()).softmax(1).numpy()


def product(train: Votes, new: Votes) -> np.ndarray:
    """voice^w · face, with the w that fits best."""
    return _best(train, new, lambda w, voice, face: _unit(voice**w * face), (0.0, 2.0))


def average(train: Votes, new: Votes) -> np.ndarray:
    """w · voice + (1 - w) · face, with the w that fits best."""
    return _best(train, new, lambda w, voice, face: w * voice + (1 - w) * face, (0.0, 1.0))


def _best(train: Votes, new: Votes, mix, bounds: tuple[float, float]) -> np.ndarray:
    own = [train.shares(sense) for sense in SENSES]
    fitted = minimize_scalar(
        lambda w: -(train.perceived * np.log(mix(w, *own))).sum(axis=1).mean(), bounds=bounds, method="bounded"
    )
    return mix(fitted.x, *(new.shares(sense) for sense in SENSES))


def _learnt(calibrated: Calibrated, seen: dict[str, Tensor], perceived: Tensor, seed: int) -> Perceiver:
    torch.manual_seed(seed)
    network = Perceiver(copy.deepcopy(calibrated), seen[SENSES[0]].shape[1]).train()
    steps = EPOCHS * -(-len(perceived) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for rows in torch.randperm(len(perceived)).split(BATCH):
            loss = F.cross_entropy(network({sense: values[rows] for sense, values in seen.items()}), perceived[rows])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return network.eval()


def _seen(votes: Votes, full: bool = True) -> dict[str, Tensor]:
    return {sense: described(votes.shares(sense), full) for sense in SENSES}


def _unit(rows: np.ndarray) -> np.ndarray:
    return rows / rows.sum(axis=1, keepdims=True)
