"""The bound of valence and arousal."""

from __future__ import annotations

import numpy as np

KNEE = 0.6
"""Valence and arousal of this size and less are left as they are."""


def bounded(affect: np.ndarray) -> np.ndarray:
    """Unbounded valence and arousal -> float32 in (-1, 1); up to KNEE as they are, beyond it ever more compressed.

    So what is strong and what is stronger stay apart.
    """
    excess = np.maximum(np.abs(affect) - KNEE, 0.0)
    size = np.minimum(np.abs(affect), KNEE) + (1.0 - KNEE) * np.tanh(excess / (1.0 - KNEE))
    return (np.sign(affect) * size).astype(np.float32)
