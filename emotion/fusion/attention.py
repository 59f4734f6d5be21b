"""Attention fusion of experts: any modalities, any sizes, any number of tokens of each."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

ModalityTokens = tuple[Tensor, Tensor, Tensor]
"""embedding (B, T, D), features (B, T, N) that begin with an expert's log-probabilities (C), fade (B, T) in [0, 1]."""

GATE_OF_ONE = 0.54
"""softplus(0.54) = 1: untrained, the fusion is the product of experts."""

AGREEMENTS = 3


@dataclass(frozen=True)
class Evidence:
    """What M modalities say together of B sequences.

    logits (B, C); attention (B, M), which sums to 1; weight (B,), the sum of the gates that the logits stand for; state
    (B, W), the attended mean of summaries (B, M, W); share: per modality (B, T), how its tokens were pooled.
    """

    logits: Tensor
    attention: Tensor
    weight: Tensor
    state: Tensor
    summaries: Tensor
    share: tuple[Tensor, ...]


class AttentionFusion(nn.Module):
    """Attention fusion after MMEI (Hu, Chen & Hu 2025, arXiv 2512.10963), written as a weighted product of experts.

    Every observation is a token; a Transformer lets the tokens of all modalities see each other. Per modality m a
    pooling over its tokens gives an expert's log-probabilities L_m and a gate s_m >= 0, which falls with the fade of
    the modality. The result is softmax(sum_m s_m L_m): with all gates at 1 it is the product of experts, the best
    fusion of modalities that are independent given the class; the gates learn whom to trust less, from what the tokens
    hold and from how well the expert agrees with the others. The attention that is returned is s_m / sum s: the very
    weights that made the result.
    """

    temperature: torch.Tensor

    def __init__(
        self,
        sizes: Mapping[str, int],
        classes: int,
        features: int,
        width: int = 64,
        heads: int = 4,
        layers: int = 2,
        dropout: float = 0.1,
    ) -> None:
        """sizes: the embedding size of each modality, in the order of the attention; features: N of ModalityTokens."""
        super().__init__()
        self.modalities = tuple(str(m) for m in sizes)
        self.classes = classes
        self.norm = nn.ModuleDict({m: nn.LayerNorm(sizes[m]) for m in sizes})
        self.embed = nn.ModuleDict({m: nn.Linear(sizes[m], width) for m in sizes})
        self.describe = nn.ModuleDict({m: nn.Linear(features, width) for m in sizes})
        layer = nn.TransformerEncoderLayer(
            width, heads, 2 * width, dropout, batch_first=True, norm_first=True, activation="gelu"
        )
        layer.self_attn.dropout = 0.0  # of the attention's weights; it would cost PyTorch's fast path in training
        self.encoder = nn.TransformerEncoder(layer, layers, enable_nested_tensor=False)
        self.pool = nn.Linear(width, 1)
        self.correct = nn.Linear(width, classes)
        self.gate = nn.Sequential(nn.Linear(width + AGREEMENTS, width), nn.GELU(), nn.Linear(width, 1))
        self.register_buffer("temperature", torch.ones(()))
        for weights in (self.correct.weight, self.correct.bias):
            nn.init.zeros_(weights)

    def forward(self, tokens: Mapping[str, ModalityTokens]) -> Evidence:
        """Fuse B sequences; every sequence needs at least one token whose fade is above 0."""
        shares, experts, summaries = [], [], []
        for modality, states in zip(self.modalities, self._cross_modal(tokens), strict=True):
            _, features, fade = tokens[modality]
            share = masked_softmax(self.pool(states).squeeze(-1), fade)
            shares.append(share)
            experts.append(weighted(share, features[..., : self.classes] + self.correct(states)))
            summaries.append(weighted(share, states))
        fades = torch.stack([tokens[m][2].amax(1) for m in self.modalities], 1)
        expert, summary = torch.stack(experts, 1), torch.stack(summaries, 1)
        seen = torch.cat([summary, agreement(expert, fades > 0)], 2)
        gate = F.softplus(self.gate(seen).squeeze(-1) + GATE_OF_ONE) * fades
        attention = gate / gate.sum(1, keepdim=True).clamp_min(1e-6)
        return Evidence(
            logits=weighted(gate, expert) / self.temperature,
            attention=attention,
            weight=gate.sum(1) / self.temperature,
            state=weighted(attention, summary),
            summaries=summary,
            share=tuple(shares),
        )

    def _cross_modal(self, tokens: Mapping[str, ModalityTokens]) -> list[Tensor]:
        parts, masks = [], []
        for modality in self.modalities:
            embedding, features, fade = tokens[modality]
            parts.append(self.embed[modality](self.norm[modality](embedding)) + self.describe[modality](features))
            masks.append(fade == 0)
        seen = self.encoder(torch.cat(parts, 1), src_key_padding_mask=torch.cat(masks, 1))
        return list(seen.split([part.shape[1] for part in parts], dim=1))


def agreement(experts: Tensor, present: Tensor) -> Tensor:
    """How each of M experts stands to the product of the others: (B, M, 3), from logits (B, M, C), present (B, M).

    The logarithm of how much likelier than by chance the two mean the same class (0 without others), the expert's own
    sureness, and that of the others; a sureness is 1 - entropy / log C, in [0, 1].
    """
    classes = experts.shape[2]
    log_p = experts.log_softmax(2) * present.unsqueeze(2)
    log_q = (log_p.sum(1, keepdim=True) - log_p).log_softmax(2)
    log_own = experts.log_softmax(2)
    same = torch.logsumexp(log_own + log_q, 2) + math.log(classes)
    sureness = [1 + (x.exp() * x).sum(2) / math.log(classes) for x in (log_own, log_q)]
    return torch.stack([same, *sureness], 2)


def masked_softmax(scores: Tensor, fade: Tensor) -> Tensor:
    """Softmax of scores (B, T) with each share scaled by its fade; all zero where nothing is left."""
    share = (scores - scores.amax(1, keepdim=True)).exp() * fade
    return share / share.sum(1, keepdim=True).clamp_min(1e-6)


def weighted(weights: Tensor, values: Tensor) -> Tensor:
    """Sum over T of weights (B, T) times values (B, T, K)."""
    return (weights.unsqueeze(-1) * values).sum(1)
