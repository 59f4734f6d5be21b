"""Batches of speech for the voice networks: windows drawn from clips, warped, heard elsewhere and mixed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from emotion.training.augment_audio import Acoustics, warp
from emotion.training.voice_clips import Clips
from emotion.voice.logmel import MELS, WINDOW

SHORTEST = 40  # frames: 1.3 s, where the speech gate begins to let windows through
POOL = 8  # batches sorted by length together, so that a batch needs no padding
LEAST_SHARE = 0.5  # of a clip's frames


@dataclass(frozen=True)
class Batch:
    """pictures (N, 128, T) in [0, 1], acted (N, 7) with the listeners' share, heard (N, 7), 0 where none."""

    pictures: Tensor
    acted: Tensor
    heard: Tensor

    def mixed(self, alpha: float, random: np.random.Generator) -> Batch:
        """Each clip mixed with another of the batch, the shares from Beta(alpha, alpha) (Zhang et al. 2018)."""
        shares = random.beta(alpha, alpha, len(self.pictures)).astype(np.float32)
        device = self.pictures.device
        share = torch.from_numpy(np.maximum(shares, 1 - shares)).to(device)
        other = torch.from_numpy(random.permutation(len(shares))).to(device)

        def mix(part: Tensor) -> Tensor:
            return part + (1 - share).view(-1, *[1] * (part.ndim - 1)) * (part[other] - part)

        return Batch(mix(self.pictures), mix(self.acted), mix(self.heard))


class Drawer:
    """Draws augmented batches of clips without end, all on one device, the clips kept there as uint8."""

    def __init__(self, clips: Clips, listeners: float, size: int, device: str, seed: int) -> None:
        """listeners: their share in what is acted; size: clips a batch."""
        self._size = size
        self._random = torch.Generator(device).manual_seed(seed)
        self._acoustics = Acoustics(self._random)
        self._lengths = torch.tensor([picture.shape[1] for picture in clips.pictures], device=device)
        padded = np.zeros((len(clips.pictures), MELS, int(self._lengths.max())), np.uint8)
        for row, picture in zip(padded, clips.pictures, strict=True):
            row[:, : picture.shape[1]] = picture
        self._pictures = torch.from_numpy(padded).to(device)
        self._weights = torch.from_numpy(clips.weights()).float().to(device)
        self._acted = torch.from_numpy(clips.targets(listeners)).to(device)
        self._heard = torch.from_numpy(clips.heard).to(device)

    def __iter__(self) -> Iterator[Batch]:
        """Batches, T differing from one to the next, at most 3 s."""
        while True:
            drawn = torch.multinomial(self._weights, self._size * POOL, replacement=True, generator=self._random)
            available = self._lengths[drawn].clamp_max(WINDOW)
            share = torch.rand(len(drawn), generator=self._random, device=drawn.device)
            length = (available * (LEAST_SHARE + (1 - LEAST_SHARE) * share)).long()
            length = torch.maximum(length, available.clamp_max(SHORTEST))
            drawn = drawn[length.argsort()].view(POOL, self._size)
            frames = length.sort().values[:: self._size].tolist()
            for part in torch.randperm(POOL, generator=self._random, device=drawn.device).tolist():
                yield self._batch(drawn[part], frames[part])

    @torch.no_grad()
    def _batch(self, rows: Tensor, frames: int) -> Batch:
        windows = warp(self._pictures[rows].float() / 255, self._lengths[rows], frames, self._random)
        return Batch(self._acoustics(windows), self._acted[rows], self._heard[rows])
