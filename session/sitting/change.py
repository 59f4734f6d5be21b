"""One plain sentence about what moved in the list and why."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np

from emotion.trajectory import TrajectorySummary
from emotion.types import Emotion, Modality
from recommender.types import Recommendation

MOODS: dict[Emotion | None, str] = {
    Emotion.ANGER: "angry",
    Emotion.DISGUST: "disgusted",
    Emotion.FEAR: "anxious",
    Emotion.JOY: "joyful",
    Emotion.SADNESS: "sad",
    Emotion.SURPRISE: "surprised",
    Emotion.NEUTRAL: "neutral",
    None: "not known",
}

SOURCES: dict[Modality, str] = {
    Modality.FACE: "from your face",
    Modality.VOICE: "from your voice",
    Modality.TEXT: "from your comment",
    Modality.TOLD: "as you told",
}


def describe(
    before: Sequence[Recommendation],
    after: Sequence[Recommendation],
    cause: str | None,
    mood_before: TrajectorySummary,
    mood: TrajectorySummary,
    mood_without: Mapping[Modality, TrajectorySummary],
) -> str:
    """What moved from one list to the next and why; the cause is the person's own act, or else the mood.

    mood_without is the mood as it would be had one modality not been sensed.
    """
    return f"{cause or _mood_moved(mood_before, mood, mood_without)}: {_what_moved(before, after)}."


def _mood_moved(
    before: TrajectorySummary, now: TrajectorySummary, without: Mapping[Modality, TrajectorySummary]
) -> str:
    if now.unknown:
        return "Your mood can't be read any more"
    mover = _mover(before, now, without)
    origin = f" ({SOURCES[mover]})" if mover else ""
    if before.unknown:
        return f"You seem {MOODS[now.emotion]}{origin}"
    if before.emotion != now.emotion:
        return f"Your mood moved from {MOODS[before.emotion]} to {MOODS[now.emotion]}{origin}"
    return f"You seem {_tendency(before, now)} than before{origin}"


def _mover(
    before: TrajectorySummary, now: TrajectorySummary, without: Mapping[Modality, TrajectorySummary]
) -> Modality | None:
    """The modality that pulls the mood most in the direction it moved, if any does."""
    direction = _affect(now) - _affect(before)

    def pull(modality: Modality) -> float:
        mood = without[modality]
        return math.inf if mood.unknown else float((_affect(now) - _affect(mood)) @ direction)

    mover = max(without, key=pull, default=None)
    return mover if mover and pull(mover) > 0 else None


def _affect(mood: TrajectorySummary) -> np.ndarray:
    return np.array([mood.valence, mood.arousal])


def _tendency(before: TrajectorySummary, now: TrajectorySummary) -> str:
    pleasant, energetic = now.valence - before.valence, now.arousal - before.arousal
    if abs(pleasant) >= abs(energetic):
        return "more at ease" if pleasant > 0 else "less at ease"
    return "livelier" if energetic > 0 else "calmer"


def _what_moved(before: Sequence[Recommendation], after: Sequence[Recommendation]) -> str:
    new = [r for r in after if r.previous_rank is None]
    up = max(after, key=lambda r: (r.previous_rank or r.rank) - r.rank, default=None)
    if not after:
        return "nothing fits at the moment"
    if not before or after[0].item.id != before[0].item.id:
        first = f"{after[0].item.title} leads now"
    elif new:
        first = f"{new[0].item.title} is new at number {new[0].rank}"
    elif up.previous_rank and up.previous_rank > up.rank:
        first = f"{up.item.title} moved up to number {up.rank}"
    else:
        fewer = len(before) - len(after)
        return f"{fewer} fewer {'fits' if fewer == 1 else 'fit'} now"
    others = len(new) - (1 if "is new" in first or (new and new[0] is after[0]) else 0)
    return first if others < 1 else f"{first}, and {others} more {'is' if others == 1 else 'are'} new"
