"""Self-attention over the history that says what comes next: SASRec and its descendants."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from emotion.precision import mixed
from recommender.engines.checkpoint import EngineCheckpoint, epoch_rng
from recommender.engines.contract import EarlyStopping, Engine, progress, stopping_sample
from recommender.engines.interactions import Interactions, Query
from recommender.engines.losses import one_negative_loss, softmax_loss
from recommender.engines.ranking import mean_ndcg
from recommender.engines.windows import batches, cut, padded


@dataclass(frozen=True)
class SequenceSettings:
    """Size of the network and how it is trained.

    length: items of the history it reads. tokens: steps of a batch. average: how much of the running average of the
    weights stays at a step; the average is what is kept. minutes of processor time: no epoch begins after them.
    content: item features count beside the item's own vector.
    """

    dimension: int = 64
    layers: int = 2
    heads: int = 2
    length: int = 100
    dropout: float = 0.2
    loss: Literal["softmax", "one negative"] = "softmax"
    rate: float = 2e-3
    decay: float = 0.01
    tokens: int = 6000
    epochs: int = 60
    patience: int = 5
    average: float = 0.995
    minutes: float = 55.0
    content: bool = False


class Block(nn.Module):
    """Pre-norm causal self-attention with rotary positions (Su et al. 2021), and a feed-forward part."""

    def __init__(self, settings: SequenceSettings) -> None:
        super().__init__()
        size = settings.dimension
        self.heads = settings.heads
        self.before_attention, self.before_forward = nn.LayerNorm(size), nn.LayerNorm(size)
        self.into, self.out = nn.Linear(size, 3 * size), nn.Linear(size, size)
        self.forward_part = nn.Sequential(nn.Linear(size, 4 * size), nn.GELU(), nn.Linear(4 * size, size))
        self.dropout = nn.Dropout(settings.dropout)

    def forward(self, states: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
        """(B, L, D) -> (B, L, D); each place sees itself and what lies before it."""
        rows, length, size = states.shape
        mixed = self.into(self.before_attention(states)).view(rows, length, 3, self.heads, -1)
        query, key, value = mixed.permute(2, 0, 3, 1, 4)
        query, key = rotated(query, turns), rotated(key, turns)
        seen = _causal_attention(query, key, value)
        states = states + self.dropout(self.out(seen.transpose(1, 2).reshape(rows, length, size)))
        return states + self.dropout(self.forward_part(self.before_forward(states)))


class SequenceNetwork(nn.Module):
    """Item vectors, blocks, and the same item vectors to score the next item with."""

    def __init__(self, settings: SequenceSettings, n_items: int, content: Tensor | None = None) -> None:
        super().__init__()
        self.item = nn.Embedding(n_items, settings.dimension)
        nn.init.normal_(self.item.weight, std=0.02)
        self.register_buffer("content", content if content is not None else torch.zeros(n_items, 0))
        self.from_content = (
            nn.Linear(self.content.shape[1], settings.dimension, bias=False) if content is not None else None
        )
        self.blocks = nn.ModuleList(Block(settings) for _ in range(settings.layers))
        self.dropout = nn.Dropout(settings.dropout)
        self.norm = nn.LayerNorm(settings.dimension)
        self.heads, self.size = settings.heads, settings.dimension

    def table(self) -> Tensor:
        """(n_items, D): each item's vector."""
        if self.from_content is None:
            return self.item.weight
        return self.item.weight + self.from_content(self.content)

    def forward(self, items: Tensor, table: Tensor) -> Tensor:
        """(B, L) int64 item indices, -1 at the end where shorter -> (B, L, D) float32 states."""
        turns = rotations(items.shape[1], self.size // self.heads)
        states = self.dropout(functional.embedding(items.clamp_min(0), table) * self.size**0.5)
        with mixed():
            for block in self.blocks:
                states = block(states, turns)
        return self.norm(states.float())


class SequenceEngine(Engine):
    """Trains a SequenceNetwork to name each next item of every history; scores by the state after the last one."""

    defaults: ClassVar[SequenceSettings] = SequenceSettings()
    tables: tuple[Tensor, ...] | None = None
    """The items' vectors, once the network learns no more."""

    def __init__(self, **settings: Any) -> None:
        self.settings = replace(self.defaults, **settings)

    def _fit(self, data: Interactions, work: Path, seed: int) -> None:
        torch.manual_seed(seed)
        settings, self.tables = self.settings, None
        trained = self._network(data, seed)
        averaging = torch.optim.swa_utils.get_ema_multi_avg_fn(settings.average)
        averaged = torch.optim.swa_utils.AveragedModel(trained, multi_avg_fn=averaging)
        optimiser = torch.optim.AdamW(_groups(trained, settings.decay), lr=settings.rate, betas=(0.9, 0.98))
        stopping, looks_at = EarlyStopping(settings.patience), stopping_sample(data)
        checkpoint = EngineCheckpoint(work, asdict(settings) | {"seed": seed, "items": data.n_items})
        done = checkpoint.restore([trained, averaged], optimiser, stopping)
        self.network, self.spent_before = averaged.module.eval(), checkpoint.before
        bar = progress(range(done, settings.epochs), self.name)
        for epoch in bar:
            loss = self._epoch(trained, averaged, optimiser, data, epoch, seed)
            reached = mean_ndcg(self._scores, looks_at)
            weights = {name: value.clone() for name, value in self.network.state_dict().items()}
            stop = stopping.look(reached, weights)
            bar.set_postfix(loss=loss, ndcg=reached, best=stopping.best)
            checkpoint.save(epoch + 1, [trained, averaged], optimiser, stopping)
            if stop or checkpoint.spent()[1] > 60 * settings.minutes:
                break
        if stopping.kept:
            self.network.load_state_dict(stopping.kept)
        self.tables = self._tables()
        checkpoint.clear()

    def _epoch(
        self,
        trained: nn.Module,
        averaged: torch.optim.swa_utils.AveragedModel,
        optimiser: torch.optim.Optimizer,
        data: Interactions,
        epoch: int,
        seed: int,
    ) -> float:
        """Go once over all steps of all histories; the mean loss."""
        rng = epoch_rng(seed, epoch)
        found = self._batches(data, rng)
        trained.train()
        total = 0.0
        for place, batch in enumerate(found):
            for group in optimiser.param_groups:
                group["lr"] = self.settings.rate * _warm_then_cosine(epoch + place / len(found), self.settings.epochs)
            total += self._step(trained, torch.from_numpy(batch), optimiser)
            averaged.update_parameters(trained)
        return total / max(len(found), 1)

    def _network(self, data: Interactions, seed: int) -> nn.Module:
        """The network to be trained."""
        return SequenceNetwork(self.settings, data.n_items, _content(data) if self.settings.content else None)

    def _batches(self, data: Interactions, rng: np.random.Generator) -> list[np.ndarray]:
        """What one epoch goes over, as `_loss` reads it."""
        histories = data.train if data.ordered else [rng.permutation(history) for history in data.train]
        return list(batches(cut(histories, self.settings.length, rng), self.settings.tokens, rng))

    def _step(self, network: nn.Module, batch: Tensor, optimiser: torch.optim.Optimizer) -> float:
        loss = self._loss(network, batch)
        optimiser.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 5.0)
        optimiser.step()
        return float(loss.detach())

    def _loss(self, network: SequenceNetwork, batch: Tensor) -> Tensor:
        table = network.table()
        real = batch[:, 1:] >= 0
        states = network(batch[:, :-1], table)[real]
        targets = batch[:, 1:][real]
        if self.settings.loss == "softmax":
            return softmax_loss(states, table, targets)
        return one_negative_loss(states, table, targets, torch.randint(len(table), targets.shape))

    def _scores(self, queries: Sequence[Query]) -> np.ndarray:
        return self._network_scores(queries)

    @torch.inference_mode()
    def _network_scores(self, queries: Sequence[Query]) -> np.ndarray:
        """What the network says of every item after each history: (B, n_items) float32."""
        (table,) = self.tables or self._tables()
        histories = [query.history[-self.settings.length :] for query in queries]
        order = np.argsort([len(history) for history in histories], kind="stable")
        found = np.empty((len(queries), len(self.items)), np.float32)
        for start in range(0, len(order), 64):  # of about one length, so that little is computed on padding
            rows = order[start : start + 64]
            items = torch.from_numpy(padded([histories[row] for row in rows]))
            last = torch.arange(len(rows)), (items >= 0).sum(dim=1) - 1
            found[rows] = self._after([queries[row] for row in rows], items, last, table).numpy()
        return found

    @torch.no_grad()
    def _tables(self) -> tuple[Tensor, ...]:
        return (self.network.table(),)

    def _after(self, queries: Sequence[Query], items: Tensor, last: tuple[Tensor, Tensor], table: Tensor) -> Tensor:
        """(B, n_items) scores of what comes after the `last` of items (B, L)."""
        return self.network(items, table)[last] @ table.T

    def _state(self) -> tuple[dict[str, Any], dict[str, np.ndarray]]:
        return asdict(self.settings), {name: value.numpy() for name, value in self.network.state_dict().items()}

    def _restore(self, settings: dict[str, Any], arrays: dict[str, np.ndarray]) -> None:
        self.settings = replace(self.defaults, **settings)
        weights = {name: torch.from_numpy(array) for name, array in arrays.items()}
        self.network = self._empty(weights).eval()
        self.network.load_state_dict(weights)
        self.tables = self._tables()

    def _empty(self, weights: Mapping[str, Tensor]) -> nn.Module:
        """A network that these weights fit."""
        return SequenceNetwork(self.settings, len(self.items), weights["content"] if self.settings.content else None)


class SASRecBCE(SequenceEngine):
    """SASRec as published: one negative a step, binary cross-entropy (Kang & McAuley 2018)."""

    name, kind = "sasrec_bce", "baseline"
    defaults = SequenceSettings(loss="one negative")


class SASRecCE(SequenceEngine):
    """SASRec with softmax cross-entropy over all items (Klenitskiy & Vasilev 2023, "Turning dross into gold loss")."""

    name, kind = "sasrec_ce", "baseline"


def _content(data: Interactions) -> Tensor:
    """(n_items, C) float32: the set's features side by side, each scaled to a mean square of 1 a row."""
    parts = []
    for features in data.features.values():
        centred = features - features.mean(axis=0)
        parts.append(centred / max(float(np.sqrt((centred**2).sum(axis=1).mean())), 1e-6))
    return torch.from_numpy(np.concatenate(parts, axis=1, dtype=np.float32)) if parts else torch.zeros(data.n_items, 1)


def _groups(network: nn.Module, decay: float) -> list[dict[str, Any]]:
    """Weight decay for matrices alone."""
    matrices = [weight for weight in network.parameters() if weight.ndim > 1]
    others = [weight for weight in network.parameters() if weight.ndim <= 1]
    return [{"params": matrices, "weight_decay": decay}, {"params": others, "weight_decay": 0.0}]


def _warm_then_cosine(done: float, epochs: int) -> float:
    """The factor of the learning rate after so many epochs: up over the first one, then a half cosine to a tenth."""
    return min(done + 0.01, 0.55 + 0.45 * math.cos(math.pi * min(done / epochs, 1)))


def _causal_attention(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """Softmax attention on (B, heads, L, size); on a CPU in bfloat16 twice as quick as torch's fused one."""
    length, size = query.shape[-2:]
    later = torch.ones(length, length, dtype=torch.bool).triu_(1)
    scores = (query @ key.transpose(-1, -2) * size**-0.5).masked_fill_(later, -1e4)
    return torch.softmax(scores, dim=-1).to(value.dtype) @ value


@lru_cache(maxsize=256)
@torch.inference_mode(False)
def rotations(length: int, size: int) -> tuple[Tensor, Tensor]:
    """(L, size) cosine and sine of each place's rotation. Not to be written to."""
    speeds = 10000.0 ** (-torch.arange(0, size, 2) / size)
    angles = torch.arange(length)[:, None] * speeds
    return torch.cat([angles.cos()] * 2, dim=-1), torch.cat([angles.sin()] * 2, dim=-1)


def rotated(vectors: Tensor, turns: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary positions on (B, heads, L, size), size even."""
    cosine, sine = (part.to(vectors.dtype) for part in turns)
    first, second = vectors.chunk(2, dim=-1)
    return vectors * cosine + torch.cat([-second, first], dim=-1) * sine
