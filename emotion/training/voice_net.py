"""The voice network: a residual CNN over log-mel with attentive statistics pooling over time."""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from emotion.types import EMOTIONS

EMBEDDING = 96
_WIDTHS = (24, 32, 64, 96, 128)


class _Residual(nn.Module):
    """Two 3x3 convolutions around a shortcut (He et al. 2016)."""

    def __init__(self, inputs: int, outputs: int, stride: tuple[int, int]) -> None:
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
            nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
            nn.BatchNorm2d(outputs),
        )
        self.shortcut = nn.Sequential(nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs))

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.body(x) + self.shortcut(x))


class AttentiveStatistics(nn.Module):
    """Weighted mean and deviation over time, (N, C, T) -> (N, 2C) (Okabe, Koshinaka & Shinoda 2018)."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.score = nn.Sequential(nn.Conv1d(channels, 64, 1), nn.Tanh(), nn.Conv1d(64, channels, 1))

    def forward(self, x: Tensor) -> Tensor:
        weight = torch.softmax(self.score(x), dim=2)
        mean = (weight * x).sum(2)
        variance = (weight * x * x).sum(2) - mean * mean
        return torch.cat([mean, variance.clamp_min(1e-5).sqrt()], 1)


def frontend(x: Tensor) -> Tensor:
    """Log-mel (N, 128, T) -> (N, 3, 128, T): level, level against each band's own mean, and slope over time.

    Each is scaled by the clip's deviation, so neither gain nor, in the second, the microphone's tone is left.
    """
    level = x - x.mean((1, 2), keepdim=True)
    scale = level.square().mean((1, 2), keepdim=True).sqrt() + 1e-3
    band = x - x.mean(2, keepdim=True)
    padded = torch.cat([x[:, :, :1], x, x[:, :, -1:]], 2)
    slope = padded[:, :, 2:] - padded[:, :, :-2]
    return torch.stack([level, band, slope], 1) / scale[:, None]


@dataclass(frozen=True)
class Shape:
    """How large a voice network is: width multiplies _WIDTHS."""

    width: float = 1.0
    dropout: float = 0.3


class VoiceNet(nn.Module):
    """Log-mel (N, 128, T) in [0, 1], any T -> logits (N, 7), embedding (N, 96), listeners' logits (N, 7).

    The last, of what people would answer who hear the clip, exist for training only.
    """

    def __init__(self, shape: Shape = Shape()) -> None:
        super().__init__()
        stem, *widths = (int(channels * shape.width) for channels in _WIDTHS)
        last = widths[-1]
        self.stem = nn.Sequential(
            nn.Conv2d(3, stem, 5, 2, 2, bias=False), nn.BatchNorm2d(stem), nn.ReLU(), nn.MaxPool2d((2, 1))
        )
        strides = [(1, 1), (2, 2), (2, 1), (2, 1)]
        inputs = [stem, *widths[:-1]]
        self.blocks = nn.Sequential(*(_Residual(i, o, s) for i, o, s in zip(inputs, widths, strides, strict=True)))
        self.bands = nn.Sequential(nn.Conv2d(last, last, (4, 1), bias=False), nn.BatchNorm2d(last), nn.ReLU())
        self.pool = AttentiveStatistics(last)
        self.embed = nn.Sequential(nn.Dropout(shape.dropout), nn.Linear(2 * last, EMBEDDING), nn.BatchNorm1d(EMBEDDING))
        self.classify = nn.Sequential(nn.ReLU(), nn.Dropout(shape.dropout), nn.Linear(EMBEDDING, len(EMOTIONS)))
        self.listeners = nn.Linear(EMBEDDING, len(EMOTIONS))

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        channels = frontend(x).contiguous(memory_format=torch.channels_last)
        embedding = self.embed(self.pool(self.bands(self.blocks(self.stem(channels))).squeeze(2)))
        return self.classify(embedding), embedding, self.listeners(embedding)
