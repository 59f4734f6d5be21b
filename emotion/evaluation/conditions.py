"""Whether a face network reads all pictures alike: by their light and contrast, and the faces smaller or darker."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import cv2
import numpy as np

from emotion.evaluation import metrics
from emotion.evaluation.batches import run_batches
from emotion.evaluation.bootstrap import mean_interval
from emotion.types import Prediction

Run = Callable[[Sequence[np.ndarray]], Prediction]

THIRDS = ("least", "middle", "most")
SIZES = (32, 24, 16, 12)
"""Sides in px to which crops of 48 are reduced, as a face further from the camera is."""

LIGHTS = {"half the light": 0.5, "a quarter": 0.25, "an eighth": 0.125, "overexposed": 1.6}
"""By name what grey levels are multiplied by; they are rounded and end at 255, as a camera's."""


def by_condition(run: Run, crops: Sequence[np.ndarray], truth: np.ndarray, probabilities: np.ndarray) -> dict:
    """Figures of crops (48, 48) uint8 with classes truth (N,), read as probabilities (N, 7).

    By `brightness` and `contrast`, in thirds of the crops, where crops alike are never parted; and by `size` and
    `light`, all crops made smaller and darker and read anew: n, accuracy with its 95 % `interval`, uar and macro_f1.
    """
    stacked = np.stack(crops).astype(np.float32)
    found = {
        "brightness": _thirds(stacked.mean(axis=(1, 2)), truth, probabilities),
        "contrast": _thirds(stacked.std(axis=(1, 2)), truth, probabilities),
    }
    changed = {
        "size": {f"{side} px": [smaller(crop, side) for crop in crops] for side in SIZES},
        "light": {name: [lit(crop, gain) for crop in crops] for name, gain in LIGHTS.items()},
    }
    for kind, versions in changed.items():
        read = {name: run_batches(run, version).probabilities for name, version in versions.items()}
        found[kind] = {name: _figures(truth, chances) for name, chances in read.items()}
    return found


def smaller(crop: np.ndarray, side: int) -> np.ndarray:
    """A crop as it is where the face is `side` px wide: reduced, and enlarged again as the live path does."""
    reduced = cv2.resize(crop, (side, side), interpolation=cv2.INTER_AREA)
    return cv2.resize(reduced, crop.shape[::-1], interpolation=cv2.INTER_LINEAR)


def lit(crop: np.ndarray, gain: float) -> np.ndarray:
    """A crop in other light."""
    return np.clip(crop.astype(np.float32) * gain, 0, 255).round().astype(np.uint8)


def _thirds(values: np.ndarray, truth: np.ndarray, probabilities: np.ndarray) -> dict:
    which = np.searchsorted(np.quantile(values, (1 / 3, 2 / 3)), values, side="right")
    rows = {name: which == third for third, name in enumerate(THIRDS)}
    return {name: _figures(truth[own], probabilities[own]) for name, own in rows.items() if own.any()}


def _figures(truth: np.ndarray, probabilities: np.ndarray) -> dict:
    figures = metrics.single_label(probabilities, truth)
    right = (probabilities.argmax(axis=1) == truth).astype(float)
    _, *interval = mean_interval(right)
    return {key: figures[key] for key in ("n", "accuracy", "uar", "macro_f1")} | {"interval": interval}


def print_conditions(conditions: dict) -> None:
    """Print the report for a reader."""
    for kind, rows in conditions.items():
        print(f"\nby {kind:<17}{'n':>7}{'accuracy':>10}{'UAR':>9}{'macro-F1':>10}   accuracy's interval")
        for name, row in rows.items():
            figures = f"{row['accuracy']:>10.4f}{row['uar']:>9.4f}{row['macro_f1']:>10.4f}"
            print(f"{name:<20}{row['n']:>7}{figures}" + "   [{:.3f}, {:.3f}]".format(*row["interval"]))
