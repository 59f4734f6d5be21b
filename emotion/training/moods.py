"""What a feeling by itself makes people likely to want next: the weak labels of wishes that nobody wrote down."""

from __future__ import annotations

import numpy as np

from emotion.types import EMOTIONS, Emotion

# Shares in the order of INTENTS: relax, cheer up, energise, focus, explore, be moved, be distracted, keep going. None
# is near certain: a mood makes a wish likelier, it does not tell it. The unpleasant and aroused look for calm or for
# what absorbs, the unpleasant for what cheers (mood management: Zillmann 1988, American Behavioral Scientist 31,
# 327-340); the sad as much for what moves them (Oliver 2008, Human Communication Research 34, 40-61; Van den Tol &
# Edwards 2013, Psychology of Music 41, 440-465); who is glad wants it to last; surprise makes curious.
_SHARES: dict[Emotion, tuple[float, ...]] = {
    Emotion.ANGER: (0.26, 0.14, 0.11, 0.06, 0.06, 0.06, 0.26, 0.05),
    Emotion.DISGUST: (0.15, 0.22, 0.07, 0.07, 0.12, 0.06, 0.26, 0.05),
    Emotion.FEAR: (0.32, 0.17, 0.04, 0.06, 0.06, 0.07, 0.23, 0.05),
    Emotion.JOY: (0.08, 0.10, 0.20, 0.07, 0.14, 0.07, 0.05, 0.29),
    Emotion.SADNESS: (0.16, 0.26, 0.05, 0.04, 0.06, 0.23, 0.16, 0.04),
    Emotion.SURPRISE: (0.09, 0.10, 0.13, 0.06, 0.26, 0.10, 0.09, 0.17),
    Emotion.NEUTRAL: (0.13, 0.11, 0.12, 0.14, 0.15, 0.10, 0.11, 0.14),
}
_TABLE = np.array([_SHARES[e] for e in EMOTIONS], np.float32)


def mood_wish(label: int, wish: np.ndarray | None = None) -> np.ndarray:
    """(8,) probabilities of the intents for someone who feels an emotion (class index) and wrote a wish.

    wish (8,): what the comments say, None without any. The product of the two, so that a clear wish stands whatever
    the mood, and the mood decides where the words leave it open.
    """
    share = _TABLE[label] if wish is None else _TABLE[label] * wish
    return share / share.sum()
