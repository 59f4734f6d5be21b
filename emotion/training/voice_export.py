"""Calibrates the trained voice network and writes it as ONNX."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from functools import partial
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
    """The mean logits and mean embedding of a clip in several views of it (test-time augmentation).

    (N, 128, T) -> (N, 7), (N, 96), T at least 16.
    """

    def __init__(self, model: VoiceNet, views: Sequence[Callable[[Tensor], Tensor]]) -> None:
        super().__init__()
        self.model, self.views = model, views

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor]:
        logits, embeddings, _ = zip(*(self.model(view(logmel)) for view in self.views), strict=True)
        return sum(logits) / len(self.views), sum(embeddings) / len(self.views)


class Pair(nn.Module):
    """Two networks that judge a clip together, the first at other pitches, the second at other paces.

    (N, 128, T) -> their mean log-probabilities (N, 7), each at its own temperature, and the first's embedding (N, 96).
    """

    def __init__(self, first: VoiceNet, second: VoiceNet) -> None:
        super().__init__()
        self.first = HeardAgain(first, [partial(shifted, bands=bands) for bands in SHIFTS])
        self.second = HeardAgain(second, [partial(at_pace, pace=pace) for pace in PACES])
        self.temperatures = (1.0, 1.0)

    def calibrate(self, clips: Clips) -> None:
        """Brings each to the temperature that suits its answers to the clips."""
        self.temperatures = tuple(fit_temperature(logits_of(part, clips), clips) for part in (self.first, self.second))

    def forward(self, logmel: Tensor) -> tuple[Tensor, Tensor]:
        logits, embedding = self.first(logmel)
        others, _ = self.second(logmel)
        parts = zip((logits, others), self.temperatures, strict=True)
        return sum(torch.log_softmax(part / temperature, 1) for part, temperature in parts) / 2, embedding


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
    weight = torch.from_numpy(clips.even_weights())
    grid = np.geomspace(0.3, 3.0, 200)
    return float(min(grid, key=lambda t: (weight * F.cross_entropy(logits / t, target, reduction="none")).sum().item()))


def export_calibrated(first: VoiceNet, second: VoiceNet, val: Clips, path: Path) -> Path:
    """Writes both networks as they are served, with the temperatures that suit their answers to the clips of val."""
    served = Pair(first, second).eval()
    served.calibrate(val)
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
