"""What a person says of their own feeling: (valence, arousal), each in [-1, 1]."""

from __future__ import annotations

from typing import TYPE_CHECKING

from emotion.modality import Modality, OneByOne
from emotion.types import Condition, Observation, Reading

if TYPE_CHECKING:
    from emotion.models import Models


LEADS = 0.85
"""The attention that a fresh correction takes from all that is sensed."""


class Correction:
    """Takes the person at their word."""

    def encode(self, told: tuple[float, float], time: float) -> Reading:
        """The reading of (valence, arousal)."""
        valence, arousal = told
        observation = Observation(TOLD, time, quality=1.0, valence=valence, arousal=arousal, leading=LEADS)
        return Reading(TOLD, time, Condition.OK, observation)


def _receiver(models: Models) -> OneByOne:
    return OneByOne(Correction())


TOLD = Modality("told", receiver=_receiver, icon="touch_app", fades=(120.0, 300.0), kept=4, leads=True)
