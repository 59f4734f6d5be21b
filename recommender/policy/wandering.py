"""A policy that follows nobody: what following a feeling is worth is what it does better than this one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from emotion.message import Message
from recommender.policy.iso import strategy_for
from recommender.types import Context, Strategy

EVERY = 60.0
"""Seconds after which it aims elsewhere."""

AIMS = tuple((valence, arousal) for valence in (-0.6, 0.0, 0.6) for arousal in (-0.6, 0.0, 0.6))
"""Where it may aim on the affect plane, each as likely as any other."""


class Wandering:
    """Aims at a place drawn by chance, a new one each minute, whatever is felt and whatever the goal."""

    name, version = "wandering", "1"

    def __init__(self, seed: int = 0) -> None:
        self._seed = seed

    def decide(self, context: Context) -> Strategy:
        """The strategy for this context; it depends on the seed, the minute and the person's controls alone."""
        minute = int(max(context.trajectory.time, 0.0) // EVERY)
        aim = AIMS[np.random.default_rng((self._seed, minute)).integers(len(AIMS))]
        usual = strategy_for(Context(replace(context.trajectory, unknown=True), controls=context.controls))
        return replace(
            usual,
            name=self.name,
            target=aim,
            why=Message("why-wandering"),
            intent=(),
            gentle=False,
            policy=self.name,
            version=self.version,
            propensity=1 / len(AIMS),
        )
