"""Calibrates the trained voice network and writes it as ONNX."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from emotion.training.voice_net import VoiceNet
from emotion.voice.features import MELS


class _Served(nn.Module):
    """What is exported: calibrated probabilities instead of logits."""

    def __init__(self, model: VoiceNet, temperature: float) -> None:
        super().__init__()
        self.model, self.temperature = model, temperature

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor]:
        logits, embedding = self.model(logmel)
        return torch.softmax(logits / self.temperature, 1), embedding


def fit_temperature(logits: Tensor, emotion: np.ndarray) -> float:
    """The temperature with the least cross-entropy on (n, 7) logits (Guo et al. 2017), from a grid of 0.3 to 3."""
    target = torch.from_numpy(emotion)
    grid = np.geomspace(0.3, 3.0, 200)
    return float(min(grid, key=lambda t: F.cross_entropy(logits / t, target).item()))


def export(model: VoiceNet, temperature: float, path: Path) -> Path:
    """Writes the network with its temperature: logmel (N, 128, T) -> probabilities (N, 7), embedding (N, D)."""
    served = _Served(model, temperature).eval().to(memory_format=torch.contiguous_format)
    path.parent.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(
        served,
        (torch.rand(2, MELS, 80),),
        str(path),
        input_names=["logmel"],
        output_names=["probabilities", "embedding"],
        dynamic_shapes={"logmel": {0: torch.export.Dim("clips"), 2: torch.export.Dim("frames", min=16)}},
        dynamo=True,
        external_data=False,
    )
    return path
