"""The one word for what a person feels, wherever it is said: in a statement, as a change, as a reason."""

from __future__ import annotations

from emotion.message import Message
from emotion.types import Emotion


def mood_of(emotion: Emotion | None) -> Message:
    """What a person feels who feels this emotion, e.g. "cheerful"; None: not known."""
    return Message(f"emotion-{'unknown' if emotion is None else emotion}")
