"""Which emotions the senses stand for, so that none is named that no sense supports at its weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace

import numpy as np

from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from emotion.types import EMOTIONS, Attention, Emotion

ENOUGH = 0.5
"""What senses that name an emotion must weigh together, in units of the weight behind the best supported one."""

KEEPS = 0.85
"""An emotion that was named stays as long as it has so much of the probability of the likeliest one."""


def supported(named: Mapping[Modality, Emotion], attention: Attention) -> frozenset[Emotion]:
    """The emotions that senses of enough weight name; empty where none that names one has any."""
    weight: dict[Emotion, float] = defaultdict(float)
    for modality, emotion in named.items():
        weight[emotion] += attention[modality]
    most = max(weight.values(), default=0.0)
    return frozenset(emotion for emotion, share in weight.items() if most > 0 and share >= ENOUGH * most)


def resting_on(
    summary: TrajectorySummary, emotions: frozenset[Emotion], before: Emotion | None = None
) -> TrajectorySummary:
    """The summary with one of the emotions as its likeliest: what no sense stands for is no likelier than that.

    before is what was named last; it stays while it is supported and nearly the likeliest. Without emotions, and where
    nothing is known, the summary is what it was.
    """
    if summary.unknown or not emotions:
        return summary
    of = {emotion: float(summary.probabilities[EMOTIONS.index(emotion)]) for emotion in emotions}
    likeliest = max(sorted(of, key=EMOTIONS.index), key=of.__getitem__)
    named = before if before in of and of[before] >= KEEPS * of[likeliest] else likeliest
    if summary.emotion == named:
        return summary
    place = EMOTIONS.index(named)
    capped = np.minimum(summary.probabilities, 0.999 * max(of[named], 1e-6))
    capped[place] = max(of[named], 1e-6)
    return replace(summary, probabilities=(capped / capped.sum()).astype(np.float32))
