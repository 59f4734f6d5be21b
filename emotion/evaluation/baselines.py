"""Fusions without learning, to be beaten: each takes (observations, now) and gives probabilities (7,)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from emotion.fusion.tokens import FLOOR, SENSED, select
from emotion.types import EMOTIONS, Modality, Observation

UNIFORM = np.full(len(EMOTIONS), 1 / len(EMOTIONS), np.float32)


def product_of_experts(observations: Sequence[Observation], now: float) -> np.ndarray:
    """Product of the calibrated experts (Hinton 2002), each the geometric mean of its recent observations."""
    experts = [_log_expert(own) for own in _by_modality(observations, now)]
    return _softmax(np.sum(experts, axis=0)) if experts else UNIFORM


def weighted_average(observations: Sequence[Observation], now: float) -> np.ndarray:
    """Mean of the experts' probabilities, weighted by the quality of their observations."""
    present = _by_modality(observations, now)
    if not present:
        return UNIFORM
    quality = np.array([np.mean([o.quality for o in own]) for own in present])
    means = np.array([np.mean([o.probabilities for o in own], axis=0) for own in present])
    return quality / quality.sum() @ means


def alone(modality: Modality, observations: Sequence[Observation], now: float) -> np.ndarray:
    """One modality's expert by itself; uniform where it is absent."""
    own = select(observations, modality, now)
    return _softmax(_log_expert(own)) if own else UNIFORM


def _by_modality(observations: Sequence[Observation], now: float) -> list[list[Observation]]:
    return [own for m in SENSED if (own := select(observations, m, now))]


def _log_expert(own: list[Observation]) -> np.ndarray:
    return np.mean([np.log(np.maximum(o.probabilities, FLOOR)) for o in own], axis=0)


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max())
    return (powers / powers.sum()).astype(np.float32)
