"""The face: frames of a camera, (H, W, 3) uint8 BGR."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emotion.modality import Modality, OneByOne

if TYPE_CHECKING:
    from emotion.models import Models


def _receiver(models: Models) -> OneByOne:
    return OneByOne(models.face_encoder())


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
