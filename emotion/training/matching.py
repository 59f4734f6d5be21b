"""Makes training takes look to a fusion as new ones would: as often right, and as sure."""

from __future__ import annotations

import numpy as np

from emotion.training.takes import Takes
from emotion.types import EMOTIONS, Modality

SHRINKAGE = 20
"""Takes of the whole corpus that are mixed into an emotion's recall, so that few takes don't speak alone."""


def matched(takes: dict[Modality, Takes], unseen: dict[Modality, Takes]) -> tuple[dict, dict[Modality, np.ndarray]]:
    """Takes with softened probabilities, and the chances (N,) to draw them with.

    An expert is surer of signals it was trained on, and more often right. So takes are drawn with chances that make it
    as often right, by corpus and emotion, and its probabilities are raised to the power that makes it as sure, by
    corpus, as it is on unseen takes.
    """
    softened, chances = {}, {}
    for modality, own in takes.items():
        chances[modality] = np.ones(len(own.labels))
        clean, corrupted = own.clean["probabilities"].copy(), own.corrupted["probabilities"].copy()
        for corpus in np.unique(own.corpora):
            rows = np.flatnonzero(own.corpora == corpus)
            part, other = own.of(rows), unseen[modality].of(unseen[modality].corpora == corpus)
            if not len(other.labels):
                other = unseen[modality]
            weights = _chances(part, other)
            power = _power(part, weights, float(other.clean["probabilities"].max(axis=-1).mean()))
            chances[modality][rows] = weights
            clean[rows], corrupted[rows] = _raised(clean[rows], power), _raised(corrupted[rows], power)
            print(
                f"{modality}, {corpus}: right in {_right(part).mean():.2f} of what it was trained on, in "
                f"{_right(other).mean():.2f} of new takes; sharpened by {power:.2f}",
                flush=True,
            )
        softened[modality] = Takes(
            own.labels,
            own.corpora,
            own.people,
            own.clean | {"probabilities": clean},
            own.corrupted | {"probabilities": corrupted},
        )
    return softened, chances


def _chances(own: Takes, unseen: Takes) -> np.ndarray:
    right, now, target = _right(own), _recall(own, 0), _recall(unseen, SHRINKAGE)
    odds = (1 - target) * now / np.maximum(target * (1 - now), 1e-6)
    return np.where(right, 1.0, np.clip(odds[own.labels], 0.1, 20.0))


def _right(takes: Takes) -> np.ndarray:
    return takes.clean["probabilities"].mean(axis=1).argmax(axis=1) == takes.labels


def _recall(takes: Takes, shrinkage: int) -> np.ndarray:
    """By emotion, (7,), shrunk towards the share of all takes that are right; that share where there are none."""
    right, counts = _right(takes), np.bincount(takes.labels, minlength=len(EMOTIONS))
    hits = np.bincount(takes.labels, weights=right, minlength=len(EMOTIONS))
    return (hits + (shrinkage + 1e-6) * right.mean()) / (counts + shrinkage + 1e-6)


def _power(takes: Takes, chances: np.ndarray, sureness: float) -> float:
    """The power at which the mean largest probability of the takes, drawn with chances, equals sureness."""
    powers = np.linspace(0.5, 1.5, 41)
    clean = takes.clean["probabilities"]
    means = [np.average(_raised(clean, power).max(axis=-1).mean(axis=1), weights=chances) for power in powers]
    return float(powers[int(np.argmin(np.abs(np.array(means) - sureness)))])


def _raised(probabilities: np.ndarray, power: float) -> np.ndarray:
    raised = np.maximum(probabilities, 1e-6) ** power
    return (raised / raised.sum(axis=-1, keepdims=True)).astype(np.float32)
