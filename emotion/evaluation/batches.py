"""Runs a network over many signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from tqdm import tqdm

from emotion.types import Prediction

BATCH = 64


def run_batches(run: Callable[[Sequence], Prediction], signals: Sequence) -> Prediction:
    """The predictions for all signals, in batches, with a progress bar on stderr."""
    parts = [run(signals[i : i + BATCH]) for i in tqdm(range(0, len(signals), BATCH), unit="batch", leave=False)]

    def joined(name: str) -> np.ndarray | None:
        pieces = [getattr(part, name) for part in parts]
        return None if pieces[0] is None else np.concatenate(pieces)

    return Prediction(*(joined(n) for n in ("probabilities", "embedding", "valence", "arousal", "intent", "chosen")))
