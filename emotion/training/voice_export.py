"""Calibrates the trained voice network and writes it as ONNX."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from emotion.training.exported import without_traces
from emotion.training.voice_clips import Clips
from emotion.training.voice_learner import logits_of
from emotion.training.voice_net import VoiceNet
from emotion.voice.logmel import MELS

PACES = (Fraction(9, 10), Fraction(11, 10))
SHIFTS = (1, -1)  # mel bands


class HeardAgain(nn.Module):
    """The mean logits and mean embedding of a clip at other paces and other pitches (test-time augmentation).

    (N, 128, T) -> (N, 7), (N, 96), T at least 16.
    """

    def __init__(self, model: VoiceNet) -> None:
        super().__init__()
        self.model = model

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor]:
        clips = [at_pace(logmel, pace) for pace in PACES] + [shifted(logmel, bands) for bands in SHIFTS]
        logits, embeddings, _ = zip(*(self.model(clip) for clip in clips), strict=True)
        return sum(logits) / len(clips), sum(embeddings) / len(clips)


def shifted(logmel: Tensor, bands: int) -> Tensor:
    """(N, 128, T) with everything so many bands higher, or lower where negative; the outermost band is repeated."""
    last = logmel.shape[1] - 1
    return logmel[:, (torch.arange(last + 1) - bands).clamp(0, last)]


def at_pace(logmel: Tensor, pace: Fraction) -> Tensor:
    """(N, 128, T) played faster (pace over 1) or slower: (N, 128, 1 + (T - 1) // pace), linearly interpolated."""
    if pace == 1:
        return logmel
    last = logmel.shape[2] - 1
    place = torch.arange(1 + last * pace.denominator // pace.numerator) * float(pace)
    before = place.long()
    share = place - before
    return logmel[:, :, before] * (1 - share) + logmel[:, :, (before + 1).clamp_max(last)] * share


class _Served(nn.Module):
    """What is exported: calibrated probabilities instead of logits."""

    def __init__(self, model: nn.Module, temperature: float) -> None:
        super().__init__()
        self.model, self.temperature = model, temperature

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor]:
        logits, embedding = self.model(logmel)
        return torch.softmax(logits / self.temperature, 1), embedding


def fit_temperature(logits: Tensor, clips: Clips) -> float:
    """The temperature with the least cross-entropy on the clips' logits (n, 7) (Guo et al. 2017), of 0.3 to 3.

    Each corpus counts alike, however many of its clips there are.
    """
    target = torch.from_numpy(clips.emotion)
    _, corpus, counts = np.unique(clips.corpus, return_inverse=True, return_counts=True)
    weight = torch.from_numpy(1 / counts[corpus] / len(counts)).float()
    grid = np.geomspace(0.3, 3.0, 200)
    return float(min(grid, key=lambda t: (weight * F.cross_entropy(logits / t, target, reduction="none")).sum().item()))


def export_calibrated(model: VoiceNet, val: Clips, path: Path) -> Path:
    """Writes the network as it is served, with the temperature that suits its answers to the clips of val."""
    served = HeardAgain(model).eval()
    return export(served, fit_temperature(logits_of(served, val), val), path)


def export(model: nn.Module, temperature: float, path: Path) -> Path:
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
    return without_traces(path)
