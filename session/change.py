"""One plain sentence about what moved in the list and why."""

from __future__ import annotations

from collections.abc import Sequence

from emotion.trajectory import TrajectorySummary
from emotion.types import Emotion, EmotionState, Modality
from recommender.types import Recommendation

MOODS: dict[Emotion | None, str] = {
    Emotion.ANGER: "angry",
    Emotion.DISGUST: "put off",
    Emotion.FEAR: "anxious",
    Emotion.JOY: "joyful",
    Emotion.SADNESS: "sad",
    Emotion.SURPRISE: "surprised",
    Emotion.NEUTRAL: "neutral",
    None: "not known",
}

SOURCES: dict[Modality, str] = {
    Modality.FACE: "mostly from your face",
    Modality.VOICE: "mostly from your voice",
    Modality.TEXT: "mostly from your comment",
    Modality.TOLD: "as you told",
}


def describe(
    before: Sequence[Recommendation],
    after: Sequence[Recommendation],
    cause: str | None,
    mood_before: TrajectorySummary,
    mood: TrajectorySummary,
    state: EmotionState,
) -> str:
    """What moved from one list to the next and why; the cause is the person's own act, or else the mood."""
    return f"{cause or _mood_moved(mood_before, mood, state)}: {_what_moved(before, after)}."


def _mood_moved(before: TrajectorySummary, now: TrajectorySummary, state: EmotionState) -> str:
    if now.unknown:
        return "Your mood can't be read any more"
    source = max(state.attention, key=lambda m: state.attention[m])
    origin = f" ({SOURCES[source]})" if state.attention[source] > 0 else ""
    if before.unknown:
        return f"You seem {MOODS[now.emotion]}{origin}"
    if before.emotion != now.emotion:
        return f"Your mood moved from {MOODS[before.emotion]} to {MOODS[now.emotion]}{origin}"
    return f"You seem {_tendency(before, now)} than before{origin}"


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
        return f"{len(before) - len(after)} fewer fit now"
    others = len(new) - (1 if "is new" in first or (new and new[0] is after[0]) else 0)
    return first if others < 1 else f"{first}, and {others} more {'is' if others == 1 else 'are'} new"
