"""The one place where corpora's labels become the seven emotions, and emotions become points on the affect plane."""

from __future__ import annotations

import numpy as np

from emotion.types import EMOTIONS, Emotion

# Corpus label -> emotion. GoEmotions' 27 follow the Ekman grouping of its paper (Demszky et al. 2020, table 4 and
# appendix). None: the label has no place among the seven and its rows are left out (and counted).
_GROUPS: dict[Emotion, str] = {
    Emotion.ANGER: "anger angry ang annoyance disapproval mad annoyed furious frustration frustrated",
    Emotion.DISGUST: "disgust disgusted dis",
    Emotion.FEAR: "fear fearful fea nervousness scared afraid terrified anxious anxiety apprehensive",
    Emotion.JOY: (
        "joy joyful hap happy happiness amusement approval excitement excited gratitude grateful love optimism relief "
        "pride proud admiration desire caring content hopeful peaceful"
    ),
    Emotion.SADNESS: (
        "sadness sad disappointment disappointed embarrassment grief remorse lonely devastated shame guilt ashamed "
        "guilty embarrassed"
    ),
    Emotion.SURPRISE: "surprise surprised sur realization confusion curiosity",
    Emotion.NEUTRAL: "neutral neu calm",
}
EMOTION_OF: dict[str, Emotion] = {name: emotion for emotion, names in _GROUPS.items() for name in names.split()}


def emotion_of(label: object) -> Emotion | None:
    """The emotion a corpus label stands for, or None where it has no place among the seven.

    Integers 0..6 are indices into EMOTIONS (FER2013 as stored); strings are looked up without regard to case.
    """
    if isinstance(label, (int, np.integer)) and not isinstance(label, bool):
        return EMOTIONS[int(label)] if 0 <= int(label) < len(EMOTIONS) else None
    return EMOTION_OF.get(str(label).strip().lower())


# Mean (valence, arousal) of the emotion words on [-1, 1]: Russell & Mehrabian (1977), Evidence for a three-factor
# theory of emotions, J. Research in Personality 11, 273-294, table of 151 terms.
NORMS: dict[Emotion, tuple[float, float]] = {
    Emotion.ANGER: (-0.51, 0.59),
    Emotion.DISGUST: (-0.60, 0.35),
    Emotion.FEAR: (-0.64, 0.60),
    Emotion.JOY: (0.76, 0.48),
    Emotion.SADNESS: (-0.63, -0.27),
    Emotion.SURPRISE: (0.40, 0.67),
    Emotion.NEUTRAL: (0.0, 0.0),
}
NORM_MATRIX = np.array([NORMS[e] for e in EMOTIONS], np.float32)
"""(7, 2): valence and arousal of each emotion, in the order of EMOTIONS."""


def expected_affect(probabilities: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Valence and arousal, each (...,), as the expectation of the norms under probabilities (..., 7)."""
    affect = probabilities @ NORM_MATRIX
    return affect[..., 0], affect[..., 1]
