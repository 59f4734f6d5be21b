"""Other fusions, to be beaten: rules without learning, and networks trained on the same sequences as Attune's own."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from emotion.encoder import model_file
from emotion.fusion.attention import weighted
from emotion.fusion.network import FusionConfig, TensorTokens
from emotion.fusion.tokens import N_FEATURES, SENSED
from emotion.types import EMOTIONS, Modality

WEIGHTS = "fusion_baselines.safetensors"
CLASSES = len(EMOTIONS)
QUALITY = CLASSES + 2
"""Where among a token's features its quality stands."""


class ProductOfExperts(nn.Module):
    """Product of experts (Hinton 2002), each calibrated by itself with a scale and an offset per emotion (Guo et al.
    2017, vector scaling with one slope). An expert is the geometric mean of its recent observations."""

    def __init__(self, modalities: Iterable[Modality] = SENSED) -> None:
        super().__init__()
        self.modalities = tuple(modalities)
        self.scale = nn.Parameter(torch.ones(len(SENSED)))
        self.offset = nn.Parameter(torch.zeros(len(SENSED), CLASSES))

    def experts(self, tokens: TensorTokens) -> tuple[Tensor, Tensor]:
        """The calibrated log-probabilities (B, 3, 7), zero where a modality is absent, and who is present (B, 3)."""
        logs = torch.stack([_mean(tokens[m][1][..., :CLASSES], tokens[m][3] > 0) for m in SENSED], 1)
        present = torch.stack([tokens[m][3].amax(1) > 0 for m in SENSED], 1)
        calibrated = (self.scale[:, None] * logs + self.offset).log_softmax(2)
        return calibrated * present.unsqueeze(2), present

    def forward(self, tokens: TensorTokens) -> Tensor:
        """Logits (B, 7)."""
        experts, _ = self.experts(tokens)
        return experts[:, [SENSED.index(m) for m in self.modalities]].sum(1)

    def only(self, *modalities: Modality) -> ProductOfExperts:
        """The product of some of these experts."""
        part = ProductOfExperts(modalities)
        part.load_state_dict(self.state_dict())
        return part


class WeightedAverage(nn.Module):
    """Mean of the experts' probabilities, weighted by the quality of their observations; nothing is learnt."""

    def forward(self, tokens: TensorTokens) -> Tensor:
        """Logarithms of the mean (B, 7)."""
        means, qualities = [], []
        for m in SENSED:
            _, features, _, fade = tokens[m]
            means.append(_mean(features[..., :CLASSES].exp(), fade > 0))
            qualities.append(_mean(features[..., QUALITY : QUALITY + 1], fade > 0))
        quality = torch.cat(qualities, 1)
        return weighted(quality / quality.sum(1, keepdim=True), torch.stack(means, 1)).clamp_min(1e-6).log()


class Concatenation(nn.Module):
    """A multilayer perceptron on the modalities side by side, each the mean of its tokens weighted by their fade."""

    def __init__(self, config: FusionConfig, hidden: int = 192) -> None:
        super().__init__()
        self.norm = nn.ModuleDict({m: nn.LayerNorm(getattr(config, m)) for m in SENSED})
        inputs = sum(getattr(config, m) + N_FEATURES + 1 for m in SENSED)
        self.layers = nn.Sequential(
            nn.Linear(inputs, hidden), nn.GELU(), nn.Dropout(0.3), nn.Linear(hidden, hidden // 2), nn.GELU()
        )
        self.head = nn.Linear(hidden // 2, CLASSES)

    def forward(self, tokens: TensorTokens) -> Tensor:
        """Logits (B, 7)."""
        parts = []
        for m in SENSED:
            embedding, features, _, fade = tokens[m]
            together = torch.cat([self.norm[m](embedding), features], 2)
            share = fade / fade.sum(1, keepdim=True).clamp_min(1e-6)
            parts += [weighted(share, together), fade.amax(1, keepdim=True)]
        return self.head(self.layers(torch.cat(parts, 1)))


class EarlyFusion(nn.Module):
    """A Transformer over the tokens of all modalities with a class token read by a linear head; no experts, no gates.

    It has the width and depth of Attune's own.
    """

    def __init__(self, config: FusionConfig) -> None:
        super().__init__()
        width = config.width
        self.norm = nn.ModuleDict({m: nn.LayerNorm(getattr(config, m)) for m in SENSED})
        self.embed = nn.ModuleDict({m: nn.Linear(getattr(config, m) + N_FEATURES + 1, width) for m in SENSED})
        self.query = nn.Parameter(torch.zeros(1, 1, width))
        layer = nn.TransformerEncoderLayer(
            width, config.heads, 2 * width, config.dropout, batch_first=True, norm_first=True, activation="gelu"
        )
        layer.self_attn.dropout = 0.0
        self.encoder = nn.TransformerEncoder(layer, config.layers, enable_nested_tensor=False)
        self.head = nn.Linear(width, CLASSES)

    def forward(self, tokens: TensorTokens) -> Tensor:
        """Logits (B, 7)."""
        rows = tokens[SENSED[0]][3].shape[0]
        parts, masks = [self.query.expand(rows, -1, -1)], [torch.zeros(rows, 1, dtype=torch.bool)]
        for m in SENSED:
            embedding, features, _, fade = tokens[m]
            parts.append(self.embed[m](torch.cat([self.norm[m](embedding), features, fade.unsqueeze(2)], 2)))
            masks.append(fade == 0)
        return self.head(self.encoder(torch.cat(parts, 1), src_key_padding_mask=torch.cat(masks, 1))[:, 0])


def trainable(config: FusionConfig) -> dict[str, nn.Module]:
    """The baselines that learn, fresh, by name."""
    return {
        "product of experts": ProductOfExperts(),
        "concatenation": Concatenation(config),
        "early-fusion Transformer": EarlyFusion(config),
    }


def save_baselines(baselines: dict[str, nn.Module], folder: Path) -> None:
    """Write the weights of trained baselines to the safetensors file in a folder that load_baselines reads."""
    tensors = {f"{name}.{key}": w for name, net in baselines.items() for key, w in net.state_dict().items()}
    save_file(tensors, folder / WEIGHTS)


def load_baselines(config: FusionConfig, path: Path | None = None) -> dict[str, nn.Module]:
    """All baselines by name: those trained with the shipped fusion, and each modality and pair of experts.

    Raises ModelNotFoundError when the weights are missing.
    """
    stored = load_file(path or model_file(WEIGHTS))
    trained = trainable(config)
    for name, network in trained.items():
        network.load_state_dict({k.removeprefix(f"{name}."): w for k, w in stored.items() if k.startswith(f"{name}.")})
    product = trained["product of experts"]
    alone = {f"{m} alone": product.only(m) for m in SENSED}
    pairs = {f"{a} + {b}": product.only(a, b) for a, b in ((0, 1), (0, 2), (1, 2)) for a, b in [(SENSED[a], SENSED[b])]}
    everything = trained | {"weighted average": WeightedAverage()} | alone | pairs
    return {name: network.eval() for name, network in everything.items()}


@torch.inference_mode()
def predict(network: nn.Module, tokens: TensorTokens) -> np.ndarray:
    """Probabilities (B, 7) of a baseline."""
    return network(tokens).softmax(1).numpy()


def _mean(values: Tensor, present: Tensor) -> Tensor:
    """Mean over T of values (B, T, K) where present (B, T); zero where nothing is."""
    share = present / present.sum(1, keepdim=True).clamp_min(1)
    return weighted(share, values)
