"""The two face networks as they are served together."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from emotion.training.face_model import FaceModel
from emotion.training.face_trunk import TunedFaceModel
from emotion.types import EMOTIONS

SHARE = 0.5
"""Of the second network in the mean of both."""


class FacePair(nn.Module):
    """(N, 1, 48, 48) float32 grey levels -> logits (N, 7) before the last calibration, embedding (N, 128).

    The first network reads the crop and the second its mirror image, so that both views are seen at the price of one
    each. The mean is taken of their log-probabilities, each at its own temperature and with its own bias; the embedding
    is the first's.
    """

    def __init__(self, first: FaceModel, second: TunedFaceModel) -> None:
        super().__init__()
        self.first, self.second = first, second
        self.register_buffer("temperatures", torch.ones(2))
        self.register_buffer("biases", torch.zeros(2, len(EMOTIONS)))

    def apart(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Logits (N, 7) of the first and of the second, and the embedding."""
        logits, embedding, _ = self.first(x)
        others, _ = self.second(x.flip(3))
        return logits, others, embedding

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        *parts, embedding = self.apart(x)
        logs = [
            torch.log_softmax(part / temperature + bias, 1)
            for part, temperature, bias in zip(parts, self.temperatures, self.biases, strict=True)
        ]
        return torch.lerp(*logs, SHARE), embedding


class ServedFaceModel(nn.Module):
    """What is exported: (N, 48, 48) uint8 -> calibrated probabilities (N, 7), embedding (N, 128)."""

    def __init__(self, pair: FacePair, temperature: float, bias: Tensor) -> None:
        super().__init__()
        self.pair, self.temperature = pair, temperature
        self.register_buffer("bias", bias)

    def forward(self, crops: Tensor) -> tuple[Tensor, Tensor]:
        logits, embedding = self.pair(crops.float().unsqueeze(1))
        return torch.softmax(logits / self.temperature + self.bias, 1), embedding
