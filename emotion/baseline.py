"""A person's resting state, so that a face that looks stern by nature, or a low voice, does not read as a feeling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotion.labels import NORM_MATRIX, expected_affect
from emotion.types import EMOTIONS, Emotion, Observation

AT_REST = 0.02
"""The probability that each expression may keep in a resting reading; the rest is neutral's."""

WITHIN = 0.05
"""So far from neutral's valence and arousal may the mean resting reading stay: half of what a new one may be off."""

REACH = 0.25
"""Hellinger distance from the resting reading over which the shift fades; what is far from rest is left as it is."""

_NEUTRAL = EMOTIONS.index(Emotion.NEUTRAL)
_FLOOR = 1e-6
_STRENGTHS = np.linspace(0, 2, 81)


@dataclass(frozen=True, eq=False)
class Baseline:
    """The shift of one modality for one person, found from readings taken while the person was at rest.

    Probabilities are corrected as for a shifted prior (Saerens, Latinne & Decaestecker 2002): what the resting state
    shows too much of, against neutral, is lowered by a bias of the log-probabilities; nothing is raised against it.
    Unlike there, the bias fades with the distance between a reading and the resting one, so that expressions far from
    rest stay what they are. It is the smallest multiple that brings the resting readings to neutral.

    rest (7,) is the resting reading, bias (7,) is at most 0. own (2,) is what the encoder's own valence and arousal
    add, at rest, to those expected under the probabilities; 0 for encoders that derive them from the probabilities.
    """

    rest: np.ndarray
    bias: np.ndarray
    own: np.ndarray

    @classmethod
    def of(cls, observations: Sequence[Observation]) -> Baseline:
        """The baseline from resting observations of one modality, at least one, each with probabilities.

        Raises ValueError without any.
        """
        if not observations:
            raise ValueError("a baseline needs at least one resting observation")
        probabilities = np.stack([o.probabilities for o in observations]).astype(np.float64)
        rest = _softmax(_log(probabilities).mean(axis=0))
        allowed = np.log(AT_REST / (1 - AT_REST * (len(EMOTIONS) - 1)))
        bias = np.minimum(allowed - np.log(rest / rest[_NEUTRAL]), 0.0)
        bias[_NEUTRAL] = 0.0
        own = np.mean([_own_affect(o) for o in observations], axis=0)
        return cls(rest, bias * _least_strength(probabilities, rest, bias), own)

    @property
    def shift(self) -> float:
        """How far the resting reading was moved, as a Hellinger distance in [0, 1]; 0 where it was neutral already."""
        return float(_distance(self.corrected(self.rest), self.rest))

    def corrected(self, probabilities: np.ndarray) -> np.ndarray:
        """Probabilities (..., 7) as they are read of this person."""
        return _shifted(probabilities, self.rest, self.bias).astype(np.float32)

    def apply(self, observation: Observation) -> Observation:
        """The observation as it is read of this person; one without probabilities is left as it is."""
        if observation.probabilities is None:
            return observation
        corrected = self.corrected(observation.probabilities)
        affect = np.array(expected_affect(corrected)) + _own_affect(observation) - self.own
        valence, arousal = np.clip(affect, -1.0, 1.0).tolist()
        return replace(observation, probabilities=corrected, valence=valence, arousal=arousal)


def _own_affect(observation: Observation) -> np.ndarray:
    """What the encoder's valence and arousal add to those expected under its probabilities, (2,); 0 without its own."""
    expected = expected_affect(observation.probabilities)
    given = (observation.valence, observation.arousal)
    return np.array([0.0 if own is None else own - usual for own, usual in zip(given, expected, strict=True)])


def _least_strength(probabilities: np.ndarray, rest: np.ndarray, bias: np.ndarray) -> float:
    """The least multiple of the bias that brings the mean resting reading near enough to neutral, or the nearest."""
    target = NORM_MATRIX[_NEUTRAL]
    shifted = _shifted(probabilities, rest, bias * _STRENGTHS[:, None, None])
    off = np.abs((shifted @ NORM_MATRIX).mean(axis=1) - target).max(axis=1)
    enough = np.flatnonzero(off <= WITHIN)
    return float(_STRENGTHS[enough[0] if len(enough) else off.argmin()])


def _shifted(probabilities: np.ndarray, rest: np.ndarray, bias: np.ndarray) -> np.ndarray:
    near = np.exp(-(_distance(probabilities, rest) ** 2) / (2 * REACH**2))
    return _softmax(_log(probabilities) + near[..., None] * bias)


def _distance(probabilities: np.ndarray, rest: np.ndarray) -> np.ndarray:
    """Hellinger distance (...,) of probabilities (..., 7) from rest (7,)."""
    return np.sqrt(np.maximum(1 - np.sqrt(probabilities * rest).sum(axis=-1), 0.0))


def _log(probabilities: np.ndarray) -> np.ndarray:
    return np.log(np.maximum(probabilities, _FLOOR))


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)
