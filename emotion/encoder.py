"""The one interface behind which embedded and pretrained encoders are alike."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from emotion.errors import ModelNotFoundError
from emotion.types import Prediction, Reading

MODEL_DIR = Path(__file__).resolve().parent.parent / "assets" / "models"


class Network(Protocol):
    """A trained classifier over a batch of prepared signals, free of any notion of time or quality."""

    def predict(self, batch: Sequence) -> Prediction:
        """face: (N, 48, 48) uint8 grey crops; voice: N (128, frames) float32 log-mels in [0, 1]; text: N str."""


class Encoder(Protocol):
    """signal -> Reading. It never raises on a bad signal and never guesses: it states a condition instead.

    One instance serves one session (an encoder may track a face); the network inside is shared by all.
    """

    def encode(self, signal: np.ndarray | str, time: float) -> Reading:
        """face: (H, W, 3) uint8 BGR frame; voice: (n,) float32 mono 16 kHz window of about 3 s; text: a comment."""


def model_file(name: str) -> Path:
    """The path of a shipped weights file.

    Raises ModelNotFoundError with the command that makes it.
    """
    path = MODEL_DIR / name
    if not path.is_file():
        kind = path.stem.split("_")[0]
        raise ModelNotFoundError(f"{path} is missing; make it with: python -m emotion train {kind} --data DIR")
    return path
