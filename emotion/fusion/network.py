"""The cross-modal Transformer whose attention weighs the experts of face, voice and text."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from emotion.fusion.tokens import N_FEATURES, SENSED
from emotion.types import EMOTIONS, INTENTS, Modality

TensorTokens = dict[Modality, tuple[Tensor, Tensor, Tensor, Tensor]]
"""Per modality: embedding (B, T, D), features (B, T, 11), intent (B, T, 8), fade (B, T). See tokens.Tokens."""


@dataclass(frozen=True)
class FusionConfig:
    """Sizes of the network; embedding sizes by modality come from the encoders."""

    face: int
    voice: int
    text: int
    width: int = 64
    heads: int = 4
    layers: int = 2
    dropout: float = 0.1


@dataclass(frozen=True)
class Fused:
    """logits (B, 7), affect (B, 2) = valence and arousal, intent (B, 8) logits, attention (B, 3) in SENSED's order."""

    logits: Tensor
    affect: Tensor
    intent: Tensor
    attention: Tensor


class CrossModalTransformer(nn.Module):
    """Attention fusion after MMEI (Hu, Chen & Hu 2025, arXiv 2512.10963), written as a weighted product of experts.

    Every observation is a token; a Transformer lets the tokens of all modalities see each other. Per modality m a
    pooling over its tokens gives an expert's log-probabilities L_m and a gate s_m >= 0, which falls with the fade of
    the modality. The result is softmax(sum_m s_m L_m): with all gates at 1 it is the product of experts, the best
    fusion of modalities that are independent given the emotion; the gates learn whom to trust less. The attention
    that is returned is s_m / sum s: the very weights that made the result.
    """

    def __init__(self, config: FusionConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.norm = nn.ModuleDict({m: nn.LayerNorm(getattr(config, m)) for m in SENSED})
        self.embed = nn.ModuleDict({m: nn.Linear(getattr(config, m), width) for m in SENSED})
        self.describe = nn.ModuleDict({m: nn.Linear(N_FEATURES, width) for m in SENSED})
        layer = nn.TransformerEncoderLayer(
            width, config.heads, 2 * width, config.dropout, batch_first=True, norm_first=True, activation="gelu"
        )
        self.encoder = nn.TransformerEncoder(layer, config.layers, enable_nested_tensor=False)
        self.pool = nn.Linear(width, 1)
        self.correct = nn.Linear(width, len(EMOTIONS))
        self.gate = nn.Sequential(nn.Linear(width, width), nn.GELU(), nn.Linear(width, 1))
        self.affect = nn.Linear(width, 2)
        self.intent = nn.Linear(width, len(INTENTS))
        self.intent_gain = nn.Parameter(torch.ones(()))
        self.register_buffer("temperature", torch.ones(()))
        for head in (self.correct, self.affect, self.intent):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def forward(self, tokens: TensorTokens) -> Fused:
        """Fuse B sequences; every sequence needs at least one token whose fade is above 0."""
        seen = self._cross_modal(tokens)
        experts, affects, intents, gates, pooled = [], [], [], [], []
        for modality, states in zip(SENSED, seen, strict=True):
            _, features, intent, fade = tokens[modality]
            share = _masked_softmax(self.pool(states).squeeze(-1), fade)
            n = len(EMOTIONS)
            summary = _weighted(share, states)
            experts.append(_weighted(share, features[..., :n] + self.correct(states)))
            affects.append(_weighted(share, features[..., n : n + 2]))
            intents.append(_weighted(share, intent) * fade.amax(1, keepdim=True))
            gates.append(F.softplus(self.gate(summary).squeeze(-1) + 0.54) * fade.amax(1))
            pooled.append(summary)
        gate = torch.stack(gates, 1)
        attention = gate / gate.sum(1, keepdim=True).clamp_min(1e-6)
        fused = _weighted(attention, torch.stack(pooled, 1))
        return Fused(
            logits=_weighted(gate, torch.stack(experts, 1)) / self.temperature,
            affect=(_weighted(attention, torch.stack(affects, 1)) + self.affect(fused)).clamp(-1, 1),
            intent=self.intent_gain * intents[SENSED.index(Modality.TEXT)] + self.intent(fused),
            attention=attention,
        )

    def _cross_modal(self, tokens: TensorTokens) -> list[Tensor]:
        parts, masks = [], []
        for modality in SENSED:
            embedding, features, _, fade = tokens[modality]
            parts.append(self.embed[modality](self.norm[modality](embedding)) + self.describe[modality](features))
            masks.append(fade == 0)
        seen = self.encoder(torch.cat(parts, 1), src_key_padding_mask=torch.cat(masks, 1))
        return list(seen.split([part.shape[1] for part in parts], dim=1))


def _masked_softmax(scores: Tensor, fade: Tensor) -> Tensor:
    """Softmax of scores (B, T) with each share scaled by its fade; all zero where nothing is left."""
    share = (scores - scores.amax(1, keepdim=True)).exp() * fade
    return share / share.sum(1, keepdim=True).clamp_min(1e-6)


def _weighted(weights: Tensor, values: Tensor) -> Tensor:
    """Sum over T of weights (B, T) times values (B, T, K)."""
    return (weights.unsqueeze(-1) * values).sum(1)
