"""What a written person's face and voice are read as at each moment, as readings of a sense. Pure."""

from __future__ import annotations

import numpy as np

from emotion.labels import expected_affect
from emotion.modalities import FACE
from emotion.modality import Modality
from emotion.types import EMOTIONS, Condition, Observation, Reading
from session.stories.script import AWAY, Look, Story

QUALITY = 0.9
WAVER = 0.25
"""Standard deviation of the noise on a reading's log-probabilities: no real sense reads the same twice."""

FLOOR = 0.01
"""The least share of an emotion."""


def reading(story: Story, modality: Modality, since: float, time: float) -> Reading:
    """What a sense reads `since` s after the story began, dated `time` on the sitting's clock.

    The same story wavers the same way each time it is told.
    """
    shares = _shares(story, modality, since)
    if shares is None:
        return Reading(modality, time, Condition.NO_FACE if modality == FACE else Condition.SILENT)
    chance = np.random.default_rng([round(100 * since), len(str(modality)), *story.name.encode()])
    wavering = np.exp(np.log(shares) + chance.normal(0, WAVER, len(EMOTIONS)))
    probabilities = (wavering / wavering.sum()).astype(np.float32)
    valence, arousal = expected_affect(probabilities)
    seen = Observation(modality, time, QUALITY, probabilities, None, float(valence), float(arousal))
    return Reading(modality, time, Condition.OK, seen)


def _shares(story: Story, modality: Modality, since: float) -> np.ndarray | None:
    """(7,) shares at a time, gliding from those before; None where there is nothing to read."""
    before, now = None, None
    begins = glide = 0.0
    for number, chapter in enumerate(story.chapters, start=1):
        look = chapter.face if modality == FACE else chapter.voice
        if look is not None and story.begins(number) <= since:
            before, now, begins, glide = now, _of(look), story.begins(number), chapter.glide
    if now is None or before is None or since >= begins + glide:
        return now
    way = (since - begins) / glide
    return (1 - way) * before + way * now


def _of(look: Look) -> np.ndarray | None:
    if look == AWAY:
        return None
    shares = np.array([look.get(str(emotion), 0.0) for emotion in EMOTIONS])
    spread = max(1.0 - shares.sum(), 0.0) / len(EMOTIONS)
    shares = np.maximum(shares + spread, FLOOR)
    return shares / shares.sum()
