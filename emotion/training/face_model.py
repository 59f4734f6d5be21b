"""The face network as trained: a small residual network over 48 x 48 grey crops."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from emotion.types import EMOTIONS

EMBEDDING_SIZE = 128
VOTE_CLASSES = 10  # FER+: eight emotions, unknown, not a face


def _convolution(inputs: int, outputs: int, kernel: int, stride: int = 1) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(inputs, outputs, kernel, stride, kernel // 2, bias=False),
        nn.BatchNorm2d(outputs),
    )


class ResidualBlock(nn.Module):
    """Two 3 x 3 convolutions beside a shortcut (He et al. 2016, Deep Residual Learning, figure 2)."""

    def __init__(self, inputs: int, outputs: int, stride: int) -> None:
        super().__init__()
        self.first = _convolution(inputs, outputs, 3, stride)
        self.second = _convolution(outputs, outputs, 3)
        same = inputs == outputs and stride == 1
        self.shortcut = nn.Identity() if same else _convolution(inputs, outputs, 1, stride)

    def forward(self, x: Tensor) -> Tensor:
        return torch.relu(self.second(torch.relu(self.first(x))) + self.shortcut(x))


class FaceModel(nn.Module):
    """(N, 1, H, W) float32 grey levels in [0, 255] -> logits (N, 7), embedding (N, 128), vote logits (N, 10).

    Every crop is brought to mean 0 and deviation 1 first, so that light and exposure matter little. Pooling is
    global: training may run on smaller crops than the 48 x 48 that are served. The vote logits, of FER+'s
    classes, exist for training only.
    """

    def __init__(self, widths: tuple[int, ...] = (32, 64, 128, 256), depths: tuple[int, ...] = (1, 2, 2, 1)) -> None:
        super().__init__()
        self.stem = _convolution(1, widths[0], 5, stride=2)
        blocks, inputs = [], widths[0]
        for stage, (width, depth) in enumerate(zip(widths, depths, strict=True)):
            for block in range(depth):
                blocks.append(ResidualBlock(inputs, width, stride=2 if stage and not block else 1))
                inputs = width
        self.blocks = nn.Sequential(*blocks)
        self.embed = nn.Sequential(nn.Dropout(0.3), nn.Linear(inputs, EMBEDDING_SIZE), nn.BatchNorm1d(EMBEDDING_SIZE))
        self.classify = nn.Linear(EMBEDDING_SIZE, len(EMOTIONS))
        self.vote = nn.Linear(EMBEDDING_SIZE, VOTE_CLASSES)

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        x = x - x.mean((1, 2, 3), keepdim=True)
        x = x / (x.square().mean((1, 2, 3), keepdim=True).sqrt() + 4.0)
        x = self.blocks(torch.relu(self.stem(x)))
        embedding = self.embed(x.mean((2, 3)))
        return self.classify(embedding), embedding, self.vote(embedding)
