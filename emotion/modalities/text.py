"""Text: the comments a person types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emotion.modality import Modality, OneByOne

if TYPE_CHECKING:
    from emotion.models import Models


def _receiver(models: Models) -> OneByOne:
    return OneByOne(models.text_encoder())


TEXT = Modality(
    "text",
    receiver=_receiver,
    icon="chat_bubble",
    fades=(15.0, 58.0),
    kept=20,
    tokens=3,
    superseded=0.25,
    consent="text",
)
