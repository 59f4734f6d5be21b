"""Words that people have for how they feel, each with its place on the affect plane, clockwise from the top."""

from __future__ import annotations

from emotion.message import Message

FEELINGS: dict[str, tuple[float, float]] = {
    "surprised": (0.3, 0.75),
    "excited": (0.7, 0.7),
    "happy": (0.8, 0.4),
    "content": (0.65, -0.1),
    "calm": (0.6, -0.55),
    "tired": (0.0, -0.7),
    "bored": (-0.4, -0.5),
    "sad": (-0.7, -0.25),
    "worried": (-0.75, 0.75),
    "angry": (-0.35, 0.55),
    "okay": (0.1, 0.0),
}
"""(valence, arousal) of each, in [-1, 1]."""


def nearest(valence: float, arousal: float) -> str:
    """The word whose place lies nearest to a place on the plane."""
    return min(FEELINGS, key=lambda word: (FEELINGS[word][0] - valence) ** 2 + (FEELINGS[word][1] - arousal) ** 2)


def feeling(word: str) -> Message:
    """The word in a person's language."""
    return Message(f"feeling-{word}")
