"""The one place where corpora's labels become the seven emotions, and emotions become points on the affect plane."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.errors import LabelError
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


@dataclass(frozen=True, eq=False)
class LabelMap:
    """What the L outputs of a foreign model mean here.

    groups (L, 7) bool: the emotion each output stands for, if any; valence and arousal: the outputs that regress them;
    left_out: labels that mean nothing here.
    """

    groups: np.ndarray
    valence: int | None
    arousal: int | None
    left_out: tuple[str, ...]

    @classmethod
    def of(cls, labels: Sequence[str]) -> LabelMap:
        """The map for output names in their order.

        Raises LabelError unless they name two of the seven emotions, or both valence and arousal.
        """
        names = [str(label).strip().lower() for label in labels]
        groups = np.array([[emotion_of(name) is e for e in EMOTIONS] for name in names], bool).reshape(
            -1, len(EMOTIONS)
        )
        valence, arousal = (names.index(name) if name in names else None for name in ("valence", "arousal"))
        if groups.any(axis=0).sum() < 2 and None in (valence, arousal):
            listed = ", ".join(map(str, labels[:8])) + (", ..." if len(labels) > 8 else "")
            if all(re.fullmatch(r"label_?\d+", name) for name in names):
                raise LabelError(
                    f"the model only numbers its outputs ({listed}); name them under id2label in its config.json, "
                    f"for example {', '.join(EMOTIONS)}"
                )
            raise LabelError(
                f"the model's outputs ({listed}) name fewer than two of {', '.join(EMOTIONS)} or words for them, and "
                "not both valence and arousal; take another model, or rename id2label in its config.json"
            )
        used = {i for i in (valence, arousal) if i is not None} | set(np.flatnonzero(groups.any(axis=1)))
        return cls(groups, valence, arousal, tuple(str(n) for i, n in enumerate(labels) if i not in used))

    @property
    def named(self) -> bool:
        """Whether the model names emotions, and not valence and arousal alone."""
        return bool(self.groups.any(axis=0).sum() >= 2)


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


def emotions_near(valence: np.ndarray, arousal: np.ndarray, spread: float = 0.5) -> np.ndarray:
    """Probabilities (N, 7) of the emotions that points (N,) on the affect plane speak for.

    A Gaussian of that standard deviation around each emotion's norm, as if all were equally frequent.
    """
    points = np.stack([valence, arousal], axis=-1)[..., None, :]
    closeness = np.exp(-((NORM_MATRIX - points) ** 2).sum(axis=-1) / (2 * spread**2))
    return (closeness / closeness.sum(axis=-1, keepdims=True)).astype(np.float32)
