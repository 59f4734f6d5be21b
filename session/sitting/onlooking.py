"""How people would read somebody of whom the face says one thing and the voice another."""

from __future__ import annotations

from collections.abc import Mapping

from emotion.fusion.onlookers import Answer, Onlookers
from emotion.fusion.perceiver import ASKED
from emotion.modalities import FACE, VOICE
from emotion.modality import Modality
from session.sitting.sensing import Signal
from session.types import Meter

EVERY = 2.0
"""Seconds for which what was found stays."""


class Onlooking:
    """Asks, while one sitting's face and voice differ, how people would read both. Used by one thread."""

    def __init__(self, onlookers: Onlookers | None) -> None:
        self._onlookers = onlookers
        self._answers: tuple[Answer, ...] = ()
        self._since = -float("inf")

    def update(
        self, now: float, signals: Mapping[Modality, Signal], meters: Mapping[Modality, Meter]
    ) -> tuple[Answer, ...]:
        """What people would answer at a time in s, likeliest first; nothing where the two agree or one is not read."""
        if self._onlookers is None or not differ(meters):
            self._answers, self._since = (), -float("inf")
        elif now - self._since >= EVERY:
            voice, face = signals[VOICE].says, signals[FACE].says
            if voice is not None and face is not None:
                self._answers, self._since = self._onlookers.read(voice.probabilities, face.probabilities), now
        return self._answers


def differ(meters: Mapping[Modality, Meter]) -> bool:
    """Whether face and voice name two emotions, both of which people were asked about."""
    named = {meters[m].emotion for m in (FACE, VOICE) if m in meters} & set(ASKED)
    return len(named) == 2
