"""The voice: chunks of a microphone's sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emotion.modality import Modality

if TYPE_CHECKING:
    from emotion.models import Models
    from emotion.voice.receiver import VoiceReceiver


def _receiver(models: Models) -> VoiceReceiver:
    from emotion.voice.receiver import VoiceReceiver  # which itself reads this modality's name

    return VoiceReceiver(models.voice_encoder())


VOICE = Modality(
    "voice",
    receiver=_receiver,
    icon="mic",
    fades=(1.2, 1.9),  # windows come 1 s apart, so they start later than a face
    reach=6.0,
    kept=12,
    tokens=4,
    streamed=True,
    consent="microphone",
    resting=2,  # windows of 3 s come once a second
)
