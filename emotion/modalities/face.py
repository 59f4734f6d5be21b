"""The face: frames of a camera."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np

from emotion.modality import Arrival, Modality

if TYPE_CHECKING:
    from emotion.encoder import Encoder
    from emotion.models import Models
    from emotion.types import Reading

Frame = np.ndarray | Callable[[], np.ndarray]
"""(H, W, 3) uint8 BGR, or what makes it once it is read; it never is where a newer one came first."""


class FaceReceiver:
    """Has each frame read by itself."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    def read(self, arrived: Sequence[Arrival], now: float) -> list[Reading]:
        """A reading of each frame."""
        frames = [(frame() if callable(frame) else frame, time) for frame, time in arrived]
        return [self._encoder.encode(frame, time) for frame, time in frames]


def _receiver(models: Models) -> FaceReceiver:
    return FaceReceiver(models.face_encoder())


FACE = Modality(
    "face",
    receiver=_receiver,
    icon="face",
    fades=(0.6, 1.9),
    reach=4.0,
    kept=90,
    tokens=8,
    streamed=True,
    consent="camera",
    resting=10,
)
