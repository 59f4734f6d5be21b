"""What people perceive who hear a voice and see a face, from what others perceive who only hear or only see."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import torch
from torch import Tensor, nn

from emotion.fusion.attention import AttentionFusion
from emotion.types import Emotion

ASKED = (Emotion.ANGER, Emotion.DISGUST, Emotion.FEAR, Emotion.JOY, Emotion.SADNESS, Emotion.NEUTRAL)
"""What people could answer (CREMA-D: Cao et al. 2014), in the order of every (N, 6) array."""

SENSES = ("voice", "face")
SMOOTHING = 0.5
"""Answers added to each count, so that what nobody chose is not impossible (Krichevsky & Trofimov 1981)."""

CLASSES = len(ASKED)
WIDTH = 16
DROPOUT = 0.1


def described(shares: np.ndarray, full: bool = True) -> Tensor:
    """Shares of answers (N, 6) -> their logarithms and themselves (N, 12); in full also squares and entropy (N, 19)."""
    logs = np.log(shares)
    parts = [logs, shares]
    if full:
        parts += [shares**2, -(shares * logs).sum(axis=1, keepdims=True)]
    return torch.from_numpy(np.hstack(parts).astype(np.float32))


class Calibrated(nn.Module):
    """Each sense's answers brought to one scale by a linear layer of its own; the sum of both is a linear softmax."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.experts = nn.ModuleDict({sense: nn.Linear(size, CLASSES) for sense in SENSES})
        for expert in self.experts.values():
            nn.init.zeros_(expert.weight)
            nn.init.zeros_(expert.bias)

    def forward(self, seen: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Logits (N, 6) of each sense."""
        return {sense: self.experts[sense](values) for sense, values in seen.items()}


class Perceiver(nn.Module):
    """The product's attention fusion over two observations, what was heard and what was seen.

    It starts as the product of the calibrated experts, and learns from there whom people follow when.
    """

    def __init__(self, calibrated: Calibrated, size: int) -> None:
        super().__init__()
        self.calibrated = calibrated
        self.fusion = AttentionFusion(dict.fromkeys(SENSES, size), CLASSES, CLASSES, WIDTH, 4, 1, DROPOUT)
        nn.init.zeros_(self.fusion.gate[-1].weight)
        nn.init.zeros_(self.fusion.gate[-1].bias)

    def forward(self, seen: Mapping[str, Tensor], present: Tensor | None = None) -> Tensor:
        """Logits (N, 6); present (N, 2), in the order of SENSES, is 0 where a sense is missing and 1 elsewhere."""
        experts = self.calibrated(seen)
        here = torch.ones(len(seen[SENSES[0]]), len(SENSES)) if present is None else present
        tokens = {
            sense: (seen[sense][:, None], experts[sense][:, None], here[:, column, None])
            for column, sense in enumerate(SENSES)
        }
        return self.fusion(tokens).logits
