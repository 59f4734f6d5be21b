"""What learns on the evidence: the fusion itself, and the baselines."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.benchmark.experts import MODALITIES, Evidence
from emotion.benchmark.mosi import PUBLISHED, Mosi
from emotion.fusion.attention import AttentionFusion, ModalityTokens

REACH = 4
"""Utterances before and after that count as context."""
FEATURES = 5
"""Two log-probabilities, whether the utterance is the one asked for, its place before or after, and how far it is."""
WIDTH = 16
DROPOUT = 0.2
EPOCHS = 10
BATCH = 128
LEARNING_RATE = 2e-3
WEIGHT_DECAY = 0.1

Tokens = dict[str, ModalityTokens]


def tokens_of(mosi: Mosi, evidence: Evidence, modalities: Sequence[str]) -> Tokens:
    """Each utterance with its neighbours in the video as T = 2 * REACH + 1 tokens per modality."""
    rows, exists = mosi.neighbours(REACH)
    offset = np.arange(-REACH, REACH + 1, dtype=np.float32)
    where = np.stack([offset == 0, offset / REACH, np.log1p(np.abs(offset))], axis=1).astype(np.float32)
    fade = torch.from_numpy((exists / (1 + np.abs(offset))).astype(np.float32))
    found = {}
    for name in modalities:
        odds = torch.from_numpy(evidence.odds[name])
        logs = torch.stack([F.logsigmoid(-odds), F.logsigmoid(odds)], 1)[rows]
        place = torch.from_numpy(where).expand(len(rows), -1, -1)
        found[name] = odds[rows].unsqueeze(2), torch.cat([logs, place], 2), fade
    return found


class EarlyFusion(nn.Module):
    """A Transformer over the same tokens with a class token and a linear head."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.embed = nn.ModuleDict({m: nn.Linear(size + FEATURES, WIDTH) for m, size in sizes.items()})
        self.query = nn.Parameter(torch.zeros(1, 1, WIDTH))
        layer = nn.TransformerEncoderLayer(
            WIDTH, 4, 2 * WIDTH, DROPOUT, batch_first=True, norm_first=True, activation="gelu"
        )
        layer.self_attn.dropout = 0.0
        self.encoder = nn.TransformerEncoder(layer, 1, enable_nested_tensor=False)
        self.head = nn.Linear(WIDTH, 2)

    def forward(self, tokens: Tokens) -> Tensor:
        """Logits (B, 2)."""
        rows = next(iter(tokens.values()))[2].shape[0]
        parts, masks = [self.query.expand(rows, -1, -1)], [torch.zeros(rows, 1, dtype=torch.bool)]
        for name, (embedding, features, fade) in tokens.items():
            parts.append(self.embed[name](torch.cat([embedding, features], 2)))
            masks.append(fade == 0)
        return self.head(self.encoder(torch.cat(parts, 1), src_key_padding_mask=torch.cat(masks, 1))[:, 0])


class Concatenation(nn.Module):
    """A multilayer perceptron on all modalities of the utterance side by side, without context."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        inputs = sum(size + 2 for size in sizes.values())
        self.layers = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(inputs, 2 * WIDTH), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(2 * WIDTH, 2)
        )

    def forward(self, tokens: Tokens) -> Tensor:
        """Logits (B, 2)."""
        parts = [
            torch.cat([embedding[:, REACH], features[:, REACH, :2]], 1) for embedding, features, _ in tokens.values()
        ]
        return self.layers(torch.cat(parts, 1))


class Attune(nn.Module):
    """The product's own attention fusion."""

    def __init__(self, sizes: dict[str, int]) -> None:
        super().__init__()
        self.fusion = AttentionFusion(sizes, 2, FEATURES, WIDTH, layers=1, dropout=DROPOUT)

    def forward(self, tokens: Tokens) -> Tensor:
        """Logits (B, 2)."""
        return self.fusion(tokens).logits


NETWORKS = {
    "attune": (Attune, MODALITIES),
    "attune, without the transcript": (Attune, PUBLISHED),
    "concatenation, multilayer perceptron": (Concatenation, MODALITIES),
    "early-fusion Transformer with context": (EarlyFusion, MODALITIES),
}
"""By name: what makes a network from the embedding sizes, and the modalities it is given."""


def learn(make: Callable[[], nn.Module], tokens: Tokens, labels: np.ndarray, seed: int) -> nn.Module:
    """Make a network and train it for a fixed number of epochs; the mean weights of the second half are kept."""
    torch.manual_seed(seed)
    network = make().train()
    truth = torch.from_numpy(labels)
    steps = EPOCHS * -(-len(labels) // BATCH)
    optimiser = torch.optim.AdamW(network.parameters(), LEARNING_RATE, weight_decay=WEIGHT_DECAY)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, LEARNING_RATE, total_steps=steps)
    average = torch.optim.swa_utils.AveragedModel(network)
    for epoch in range(EPOCHS):
        for rows in torch.randperm(len(labels)).split(BATCH):
            part = {name: tuple(values[rows] for values in parts) for name, parts in tokens.items()}
            loss = F.cross_entropy(network(part), truth[rows])
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            schedule.step()
        if epoch >= EPOCHS // 2:
            average.update_parameters(network)
    return average.module.eval()
