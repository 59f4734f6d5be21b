"""How a feeling goes on by itself within minutes: back towards the mean, as people's did over a song.

The network of this package predicts the next prompt of a day, hours ahead; a sitting is another scale.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd

HALF_LIFE, HALF_LIFE_AROUSAL = 555.0, 441.0
"""Seconds in which half of the distance of a feeling's valence, and of its arousal, from the mean is gone: SiTunes
(Grigorev et al. 2024), people of the train split, printed by `python -m recommender forecast`."""

FOLLOWED, EVERY = 600.0, 15.0
"""Seconds for which a feeling is followed from a moment on, and between two points."""

LEAST_WAY = 0.08
"""What would likely go less far by itself on the affect plane goes nowhere."""

MOMENTS = 40
"""From so many moments, the newest."""

Point = tuple[float, float]


def after(here: Point, usual: Point, seconds: float) -> Point:
    """Where a feeling at (valence, arousal) would likely be after so many seconds anyway; usual: its mean so far."""
    (valence, arousal), (usual_valence, usual_arousal) = here, usual
    return (
        usual_valence + (valence - usual_valence) * 0.5 ** (seconds / HALF_LIFE),
        usual_arousal + (arousal - usual_arousal) * 0.5 ** (seconds / HALF_LIFE_AROUSAL),
    )


def likely(here: Point, usual: Point | None) -> Point | None:
    """Where a feeling would likely be after FOLLOWED s anyway; None where that is not known, or no way off."""
    there = None if usual is None else after(here, usual, FOLLOWED)
    return there if there is not None and math.dist(here, there) >= LEAST_WAY else None


def anyway(time: np.ndarray, valence: np.ndarray, moments: Sequence[float]) -> pd.DataFrame:
    """What would likely have happened anyway from each moment to the next: columns time, value, order.

    time (T,) in s and valence (T,), NaN where it was not known. The mean is that of the sitting up to the moment.
    """
    rows: list[tuple[float, float, int]] = []
    known = ~np.isnan(valence)
    time, valence = time[known], valence[known]
    begins = sorted(set(moments))[-MOMENTS:]
    for order, (begin, end) in enumerate(zip(begins, [*begins[1:], np.inf][: len(begins)], strict=True)):
        before = int(np.searchsorted(time, begin, side="right"))
        if not before:
            continue
        last, mean = valence[before - 1], valence[:before].mean()
        ahead = np.arange(0.0, min(FOLLOWED, end - begin, max(time[-1] - begin, 0.0)) + EVERY / 2, EVERY)
        rows += [(begin + gone, mean + (last - mean) * 0.5 ** (gone / HALF_LIFE), order) for gone in ahead]
    return pd.DataFrame(rows, columns=["time", "value", "order"])


class Followed(NamedTuple):
    """What followed a moment for so many seconds: valence then, in the end, and as it would likely have been anyway."""

    seconds: float
    before: float
    real: float
    likely: float


def followed(time: np.ndarray, valence: np.ndarray, begin: float, end: float) -> Followed | None:
    """What followed from one moment to another, and for FOLLOWED s at most; as for `anyway`.

    None where it was not known how the person felt before or after, or for less than EVERY s.
    """
    known = ~np.isnan(valence)
    time, valence = time[known], valence[known]
    before, until = (int(np.searchsorted(time, at, side="right")) for at in (begin, min(end, begin + FOLLOWED)))
    if not before or until <= before or time[until - 1] - begin < EVERY:
        return None
    seconds, last, mean = time[until - 1] - begin, valence[before - 1], valence[:before].mean()
    likely = mean + (last - mean) * 0.5 ** (seconds / HALF_LIFE)
    return Followed(float(seconds), float(last), float(valence[until - 1]), float(likely))
