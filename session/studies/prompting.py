"""When somebody at a task is asked how they feel: after some time, or once the feeling that is read has moved."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from session.studies.design import Prompt

ASKED, VALENCE, AROUSAL = "asked", "sensed-valence", "sensed-arousal"
"""Kept with a prompt's answers: the wall time at which it was asked, and the feeling that was read then, if any."""

SENSED = (ASKED, VALENCE, AROUSAL)


@dataclass(frozen=True)
class Moment:
    """A wall time (s) in a task, and the (valence, arousal) read at it; None while nothing is known."""

    wall: float
    feeling: tuple[float, float] | None = None

    def kept(self) -> dict[str, float]:
        """What is kept of it with a prompt's answers."""
        valence, arousal = self.feeling or (None, None)
        found = {ASKED: self.wall, VALENCE: valence, AROUSAL: arousal}
        return {name: value for name, value in found.items() if value is not None}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Moment:
        """The moment that was kept."""
        known = VALENCE in kept and AROUSAL in kept
        return cls(kept[ASKED], (kept[VALENCE], kept[AROUSAL]) if known else None)


def due(prompt: Prompt, asked: int, last: Moment, now: Moment) -> bool:
    """Whether to ask again, after so many times; last: when it was asked last, or the task's beginning."""
    passed = now.wall - last.wall
    if asked >= prompt.most:
        return False
    if prompt.every is not None and passed >= prompt.every:
        return True
    if prompt.change is None or now.feeling is None or passed < prompt.apart:
        return False
    return math.dist(now.feeling, last.feeling or (0.0, 0.0)) >= prompt.change
