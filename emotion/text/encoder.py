"""A typed comment -> Reading."""

from __future__ import annotations

import numpy as np

from emotion.encoder import Network
from emotion.modalities import TEXT
from emotion.text.normalise import has_words, normalise
from emotion.types import Condition, Reading

FULL_LENGTH = 5
"""Words from which on a comment's length no longer limits its quality."""


class TextEncoder:
    """Reads comments with a shared network; holds no state of its own."""

    def __init__(self, network: Network) -> None:
        self.network = network

    def encode(self, comment: str, time: float) -> Reading:
        """The observation in a comment, of which MAX_CHARACTERS are read; EMPTY when these hold no word and no emoji.

        Quality in [0, 1] grows with the number of words, up to FULL_LENGTH, and with how far the distribution over
        the emotions is from even. Never raises on a str.
        """
        text = normalise(comment)
        if not has_words(text):
            return Reading(TEXT, time, Condition.EMPTY)
        prediction = self.network.predict([comment])
        quality = _quality(len(text.split()), prediction.probabilities[0])
        observation = prediction.observation(TEXT, time, quality)
        return Reading(TEXT, time, Condition.OK, observation)


def _quality(words: int, probabilities: np.ndarray) -> float:
    entropy = -np.sum(probabilities * np.log(np.maximum(probabilities, 1e-9)))
    certainty = 1.0 - entropy / np.log(len(probabilities))
    length = min(1.0, 0.5 + 0.5 * words / FULL_LENGTH)
    return float(np.clip(length * (0.4 + 0.6 * certainty), 0.0, 1.0))
