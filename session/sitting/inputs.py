"""What one step of a sitting takes in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from emotion.modality import Arrival, Modality
from session.sitting.act import Act
from session.sitting.baselines import BaselineWish
from session.sitting.choices import Choices


@dataclass(frozen=True)
class Received:
    """How much has arrived of camera and microphone so far, and how much of it was dropped.

    Frames: so often one was due to be read and was not before the next was due.
    """

    frames: int = 0
    frames_dropped: int = 0
    audio_seconds: float = 0.0
    audio_seconds_dropped: float = 0.0


@dataclass(frozen=True, eq=False)
class Inputs:
    """What arrived since the last step: signals by modality, oldest first.

    acts are what else the person did that may move the list, baseline what they asked of their baseline, and aloud what
    they said, as Words. rung: the place on the ladder that says how much is read.
    """

    choices: Choices
    sensing: bool
    signals: Mapping[Modality, Sequence[Arrival]] = field(default_factory=dict)
    acts: Sequence[Act] = ()
    baseline: Sequence[BaselineWish] = ()
    received: Received = Received()
    aloud: Sequence[Arrival] = ()
    rung: int = 0

    def senses(self, modality: Modality) -> bool:
        """Whether signals of a modality are taken: agreed to and, where they stream in, while sensing is on."""
        return self.choices.allows(modality) and (self.sensing or not modality.streamed)
