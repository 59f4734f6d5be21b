"""How an observation fades with age: one place for what counts as fresh, fading and gone."""

from __future__ import annotations

from emotion.types import Modality

FADES: dict[Modality, tuple[float, float]] = {
    Modality.FACE: (0.6, 1.9),
    Modality.VOICE: (1.2, 1.9),
    Modality.TEXT: (15.0, 58.0),
    Modality.TOLD: (120.0, 300.0),
}
"""Ages in s at which an observation starts to fade and is gone. Voice windows come 1 s apart, so they start later."""

REACH: dict[Modality, float] = {
    Modality.FACE: 4.0,
    Modality.VOICE: 6.0,
    Modality.TEXT: FADES[Modality.TEXT][1],
    Modality.TOLD: FADES[Modality.TOLD][1],
}
"""How far back, in s, older observations of a modality are still looked at while its newest one is fresh."""


def freshness(modality: Modality, age: float) -> float:
    """1 for a fresh observation, falling linearly to 0 for one that is gone; age in s, negative ages count as 0."""
    starts, gone = FADES[modality]
    return min(max((gone - age) / (gone - starts), 0.0), 1.0)
