"""The personal baselines of one sitting: taken in a few seconds at rest, applied to every later reading, not stored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

import numpy as np

from emotion.baseline import Baseline
from emotion.types import EMOTIONS, Emotion, Modality, Observation

SECONDS = 8.0
"""How long the person is asked to be at rest."""

SETTLES = 1.0
"""Readings of the first second do not count: the face still moves, and a voice window reaches back."""

STRONG = 0.5
"""From this shift on (Hellinger distance), the person may not have been at rest, and the page says so."""


class BaselineWish(Enum):
    """What the person asks for."""

    TAKE = "take"
    CANCEL = "cancel"
    REMOVE = "remove"


@dataclass(frozen=True)
class BaselineStatus:
    """How the baselines stand.

    left: seconds until the one being taken is done, None while none is. of: the senses a baseline is set for. failed:
    the last attempt saw and heard too little, and changed nothing. looked: what the person looked or sounded like at
    rest, where that was far from neutral.
    """

    left: float | None = None
    of: tuple[Modality, ...] = ()
    failed: bool = False
    looked: Emotion | None = None


class Baselines:
    """Takes and applies the baselines of those modalities that have one. Used by one thread; times are s on the
    session's clock."""

    def __init__(self, modalities: Sequence[Modality]) -> None:
        self._resting = [modality for modality in modalities if modality.resting]
        self._of: dict[Modality, Baseline] = {}
        self._seen: dict[Modality, list[Observation]] = {}
        self._began: float | None = None
        self._failed = False

    def begin(self, now: float) -> None:
        """Take new ones from now on; those set go on to count until then."""
        self._began, self._failed = now, False
        self._seen = {modality: [] for modality in self._resting}

    def cancel(self) -> None:
        """Take none after all; nothing changes."""
        self._began, self._failed = None, False

    def remove(self) -> tuple[Modality, ...]:
        """Read the person as anybody again; returns of which senses there was a baseline."""
        self.cancel()
        had = tuple(self._of)
        self._of.clear()
        return had

    def forget(self, modality: Modality) -> None:
        """Drop one sense's baseline, and what was seen for a new one."""
        self._of.pop(modality, None)
        self._seen.pop(modality, None)

    def read(self, observation: Observation) -> Observation:
        """The observation as it is read of this person; remembered while a baseline is being taken."""
        modality = observation.modality
        if self._began is not None and modality in self._seen and observation.probabilities is not None:
            age = observation.time - self._began
            if SETTLES <= age <= SECONDS:
                self._seen[modality].append(observation)
        baseline = self._of.get(modality)
        return observation if baseline is None else baseline.apply(observation)

    def finish(self, now: float) -> tuple[Modality, ...]:
        """Set the baselines once their time is up; returns of which senses, none while it is not or too little came."""
        if self._began is None or now - self._began < SECONDS:
            return ()
        found = {m: Baseline.of(seen) for m, seen in self._seen.items() if len(seen) >= m.resting}
        self._of |= found
        self._began, self._failed = None, not found
        self._seen = {}
        return tuple(found)

    def rest(self, modality: Modality) -> np.ndarray:
        """(7,): what was read at rest of a sense that has a baseline."""
        return self._of[modality].rest

    def status(self, now: float) -> BaselineStatus:
        """How they stand."""
        left = None if self._began is None else max(self._began + SECONDS - now, 0.0)
        strong = max(self._of.values(), key=lambda b: b.shift, default=None)
        looked = EMOTIONS[int(np.argmax(strong.rest))] if strong is not None and strong.shift >= STRONG else None
        return BaselineStatus(left, tuple(self._of), self._failed, looked)
