"""Diffusion of a person's row of items in a latent space, and a denoiser that is told of one modality.

A row of thousands of zeros and a few ones is noised not by itself but as the mean of its items' vectors, so that a step
costs what the history is long and not what the catalogue is.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional


class Noise:
    """Gaussian noise in steps (Ho et al. 2020): after t of them sqrt(kept[t]) of what was is left.

    kept: (T + 1,) float32 from 1 down; the variances of the steps grow evenly from least to most.
    """

    def __init__(self, steps: int, least: float, most: float) -> None:
        variances = torch.linspace(least, most, steps)
        self.kept = torch.cat([torch.ones(1), torch.cumprod(1 - variances, dim=0)])
        self.steps = steps

    def noised(self, vectors: Tensor, step: Tensor) -> Tensor:
        """(B, D) after step (B,) int64 from 1 to T steps."""
        kept = self.kept[step][:, None]
        return kept.sqrt() * vectors + (1 - kept).sqrt() * torch.randn_like(vectors)

    def back(self, vectors: Tensor, guess: Tensor, step: int) -> Tensor:
        """The mean of (B, D) one step earlier, where guess is what the denoiser takes the beginning for."""
        now, before = self.kept[step], self.kept[step - 1]
        one = now / before
        return (before.sqrt() * (1 - one) * guess + one.sqrt() * (1 - before) * vectors) / (1 - now)

    def weights(self, step: Tensor) -> Tensor:
        """(B,): how much a step counts in the bound on the likelihood, by the signal over noise that it regains."""
        ratio = self.kept / (1 - self.kept).clamp_min(1e-6)
        return torch.where(step > 1, 0.5 * (ratio[step - 1] - ratio[step]), torch.ones(len(step))).clamp(0.0, 1.0)


class Denoiser(nn.Module):
    """From a noised row back to the row, told of the modality of what the person took.

    features: (n_items, F) float32 of the modality. An item's vector is its own and one of its features.
    """

    features: Tensor

    def __init__(self, features: Tensor, size: int, steps: int, dropout: float) -> None:
        super().__init__()
        self.register_buffer("features", features)
        self.item = nn.Embedding(len(features), size)
        nn.init.normal_(self.item.weight, std=0.02)
        self.of_features = nn.Linear(features.shape[1], size, bias=False)
        self.usual = nn.Parameter(torch.zeros(len(features)))
        self.time = nn.Embedding(steps + 1, size)
        self.signal = nn.Linear(features.shape[1], size)
        self.inner = nn.Sequential(
            nn.Linear(3 * size, 2 * size), nn.GELU(), nn.Dropout(dropout), nn.Linear(2 * size, size)
        )
        self.size = size

    def table(self) -> Tensor:
        """(n_items, D): the items' vectors."""
        return self.item.weight + self.of_features(self.features)

    def row(self, bags: Bags, table: Tensor) -> Tensor:
        """(B, D) of length sqrt(D): people's rows in the latent space."""
        return functional.normalize(bags.mean(table), dim=1) * self.size**0.5

    def forward(self, vectors: Tensor, step: Tensor, bags: Bags) -> Tensor:
        """(B, D) noised rows after step (B,) steps -> (B, D) the rows as they are taken to have been."""
        told = self.signal(bags.mean(self.features))
        return vectors + self.inner(torch.cat([vectors, self.time(step), told], dim=1))

    def of_items(self, vectors: Tensor, table: Tensor) -> Tensor:
        """(B, n_items) scores of a row's vector."""
        return vectors @ table.T * self.size**-0.5 + self.usual


class Bags:
    """Some items a person: what sums and means over histories are made of."""

    def __init__(self, items: Sequence[np.ndarray]) -> None:
        """items: int32 or int64 item indices of each person, at least one."""
        lengths = np.array([len(own) for own in items])
        self.items = torch.from_numpy(np.concatenate(items).astype(np.int64))
        self.lengths = torch.from_numpy(lengths)
        self.starts = self.lengths.cumsum(0) - self.lengths

    def mean(self, table: Tensor) -> Tensor:
        """(B, D): the mean of the rows of a table (n_items, D)."""
        return functional.embedding_bag(self.items, table, self.starts, mode="mean")

    def share(self, n_items: int) -> Tensor:
        """(B, n_items): the items of each, with shares that sum to 1."""
        found = torch.zeros(len(self.lengths), n_items)
        rows = torch.repeat_interleave(torch.arange(len(self.lengths)), self.lengths)
        return found.index_put_((rows, self.items), 1 / self.lengths[rows].float(), accumulate=True)


def losses(denoiser: Denoiser, noise: Noise, histories: Sequence[np.ndarray], rng: np.random.Generator) -> Tensor:
    """(3,): the bound on the likelihood in the latent space, the likelihood of the whole row after half of it was
    left out, and the modality signal: what the regained row shows against what the person's items show.
    """
    whole, part = Bags(histories), Bags([left_out(own, rng) for own in histories])
    table = denoiser.table()
    step = torch.from_numpy(rng.integers(1, noise.steps + 1, len(histories)))
    guess = denoiser(noise.noised(denoiser.row(part, table), step), step, part)
    meant = denoiser.row(whole, table).detach()
    bound = (noise.weights(step) * ((guess - meant) ** 2).mean(dim=1)).mean()
    likely = functional.log_softmax(denoiser.of_items(guess, table), dim=1)
    shown = likely.exp() @ denoiser.features - whole.mean(denoiser.features)
    likelihood = -(likely * whole.share(len(table))).sum(dim=1).mean()
    return torch.stack([bound, likelihood, (shown**2).sum(dim=1).mean()])


def left_out(history: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """About half of a history, at least one item."""
    kept = history[rng.random(len(history)) < 0.5]
    return kept if len(kept) else rng.choice(history, 1)


@torch.no_grad()
def regained(denoiser: Denoiser, noise: Noise, bags: Bags, table: Tensor) -> Tensor:
    """(B, n_items): what the whole way back makes of people's rows, from the row itself, as published."""
    vectors = guess = denoiser.row(bags, table)
    for step in range(noise.steps, 0, -1):
        guess = denoiser(vectors, torch.full((len(vectors),), step), bags)
        vectors = noise.back(vectors, guess, step)
    return denoiser.of_items(guess, table)
