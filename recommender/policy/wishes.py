"""What the next item should do for the person: what they seem to want, filled up with what their goal asks for."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emotion.types import INTENTS, Intent
from recommender.types import Goal

GOAL_SHARE = 0.5
"""How much the goal's wish counts while the person has shown no wish of their own."""


def wished(goal: Goal, feeling: tuple[float, float] | None, intent: Sequence[float]) -> tuple[float, ...]:
    """(8,) probabilities of the intents, or () when neither the goal nor the person says anything.

    feeling is (valence, arousal), None when unknown; intent is the person's, (8,) probabilities or empty. The clearer
    their own wish is, the less the goal's counts.
    """
    asked = _asked(goal, feeling)
    if not asked:
        return tuple(intent)
    own = np.asarray(intent, np.float64) if len(intent) else np.full(len(INTENTS), 1 / len(INTENTS))
    clear = (own.max() - 1 / len(INTENTS)) / (1 - 1 / len(INTENTS))
    share = GOAL_SHARE * (1 - clear)
    goal_wish = np.array([asked.get(name, 0.0) for name in INTENTS])
    return tuple(((1 - share) * own + share * goal_wish).tolist())


def _asked(goal: Goal, feeling: tuple[float, float] | None) -> dict[Intent, float]:
    """What a goal asks of an item for someone who feels like this; sums to 1, or is empty."""
    if goal is Goal.CALM:
        return {Intent.RELAX: 1.0}
    if goal is Goal.STEADY:
        return {Intent.FOCUS: 0.5, Intent.RELAX: 0.5}
    if goal is Goal.LIFT:
        # Someone deep down is first moved and held; what is merely cheerful would be lost on them.
        deep = 0.0 if feeling is None else min(max((-0.2 - feeling[0]) / 0.4, 0.0), 1.0)
        company = Intent.BE_MOVED if feeling is None or feeling[1] < 0 else Intent.BE_DISTRACTED
        return {Intent.CHEER_UP: 1 - 0.5 * deep, company: 0.5 * deep}
    return {} if feeling is None else _asked_by_mood(*feeling)


def _asked_by_mood(valence: float, arousal: float) -> dict[Intent, float]:
    """What goes with a mood as it is, in full at 0.5 from the middle of the affect plane."""
    strength = min(max(abs(valence), abs(arousal)) / 0.5, 1.0)
    if valence < -0.1:
        fitting = Intent.BE_MOVED if arousal < 0.15 else Intent.BE_DISTRACTED
    else:
        fitting = Intent.RELAX if arousal < -0.1 else Intent.ENERGISE if arousal > 0.3 else Intent.CHEER_UP
    even = (1 - strength) / len(INTENTS)
    return {intent: even + strength * (intent is fitting) for intent in INTENTS}
