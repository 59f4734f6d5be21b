"""What a log-mel picture of speech is: its scales, and how it is brought to 0..1."""

from __future__ import annotations

import numpy as np

SAMPLE_RATE = 16_000
N_FFT = 1024
HOP = 512  # 32 ms a frame
MELS = 128
TOP_DB = 80.0
CLIP_SECONDS = 3.0
WINDOW = 1 + int(CLIP_SECONDS * SAMPLE_RATE) // HOP  # frames


def rescale(picture: np.ndarray) -> np.ndarray:
    """A log-mel in any linear dB scale, rescaled so that its own minimum is 0 and its maximum 1 (float32)."""
    picture = np.asarray(picture, np.float32)
    low, high = picture.min(), picture.max()
    return (picture - low) / (high - low) if high > low else np.zeros_like(picture)
