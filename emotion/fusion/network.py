"""The cross-modal Transformer that fuses face, voice and text into emotion, affect and intent."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from emotion.fusion.attention import AttentionFusion, weighted
from emotion.fusion.tokens import N_FEATURES, SENSED
from emotion.modalities import TEXT
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
    """logits (B, 7), affect (B, 2) unbounded, intent (B, 8) logits, attention (B, 3) in the order of SENSED.

    weight (B,) is the sum of what the experts' log-probabilities were multiplied by.
    """

    logits: Tensor
    affect: Tensor
    intent: Tensor
    attention: Tensor
    weight: Tensor


class CrossModalTransformer(nn.Module):
    """Attention fusion of face, voice and text, with heads for affect and intent on the fused state.

    Valence and arousal start from the attended mean of what the experts say of them. The intent starts from what the
    comments wish for, and is corrected by the fused state and by what was read of the text.
    """

    def __init__(self, config: FusionConfig) -> None:
        super().__init__()
        self.config = config
        width = config.width
        sizes = {str(m): getattr(config, m) for m in SENSED}
        self.fusion = AttentionFusion(
            sizes, len(EMOTIONS), N_FEATURES, width, config.heads, config.layers, config.dropout
        )
        self.affect = nn.Linear(width, 2)
        self.intent = nn.Linear(2 * width, len(INTENTS))
        self.intent_gain = nn.Parameter(torch.ones(()))
        for head in (self.affect, self.intent):
            nn.init.zeros_(head.weight)
            nn.init.zeros_(head.bias)

    def forward(self, tokens: TensorTokens) -> Fused:
        """Fuse B sequences; every sequence needs at least one token whose fade is above 0."""
        seen = self.fusion({m: (embedding, features, fade) for m, (embedding, features, _, fade) in tokens.items()})
        n = len(EMOTIONS)
        affects = [weighted(share, tokens[m][1][..., n : n + 2]) for m, share in zip(SENSED, seen.share, strict=True)]
        text = SENSED.index(TEXT)
        _, _, wishes, fade = tokens[TEXT]
        wish = weighted(seen.share[text], wishes) * fade.amax(1, keepdim=True)
        read = torch.cat([seen.state, seen.summaries[:, text] * fade.amax(1, keepdim=True)], 1)
        return Fused(
            logits=seen.logits,
            affect=weighted(seen.attention, torch.stack(affects, 1)) + self.affect(seen.state),
            intent=self.intent_gain * wish + self.intent(read),
            attention=seen.attention,
            weight=seen.weight,
        )
