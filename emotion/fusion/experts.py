"""Modalities that the trained network does not know join what it says as further experts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotion.fusion.tokens import FLOOR, select, token_fade
from emotion.labels import expected_affect
from emotion.modality import Modality
from emotion.types import EMOTIONS, Attention, EmotionState, Observation


@dataclass(frozen=True, eq=False)
class Expert:
    """What one modality says by itself: probabilities (7,), affect (2,) and its weight in [0, 1]."""

    modality: Modality
    probabilities: np.ndarray
    affect: np.ndarray
    weight: float

    @classmethod
    def of(cls, modality: Modality, observations: Sequence[Observation], now: float) -> Expert | None:
        """The expert of what was observed of a modality; None where nothing of it, or nothing sure, is fresh.

        Its weight is the largest quality times freshness: 1 counts as much as an expert of the network's that it trusts
        fully. An observation without valence or arousal has those expected under its probabilities.
        """
        seen = [o for o in select(observations, modality, now) if o.probabilities is not None]
        if not seen:
            return None
        ages = [max(now - o.time, 0.0) for o in seen]
        weights = np.array([o.quality * token_fade(modality, age, ages[-1]) for o, age in zip(seen, ages, strict=True)])
        if not weights.any():
            return None
        logits = np.log(np.maximum([o.probabilities for o in seen], FLOOR))
        probabilities = _softmax(np.average(logits, axis=0, weights=weights))
        affect = np.average([_affect(o) for o in seen], axis=0, weights=weights)
        return cls(modality, probabilities, affect, float(weights.max()))


def joined(state: EmotionState, weight: float, experts: Sequence[Expert]) -> EmotionState:
    """A state, which stands for experts of a total weight (0 where it is unknown), with further experts beside it.

    The product of experts (Hinton 2002, Neural Computation 14, 1771-1800), each to the power of its weight, as the
    network's own fusion is; attention stays the share of each expert's weight, and valence and arousal the attended
    mean.
    """
    if not experts:
        return state
    own = np.array([expert.weight for expert in experts])
    logits = np.log(np.maximum(state.probabilities, 1e-9)) + own @ np.log([e.probabilities for e in experts])
    probabilities = _softmax(logits)
    shares = np.array([weight, *own]) / (weight + own.sum())
    affect = shares @ np.array([(state.valence, state.arousal), *(e.affect for e in experts)])
    kept = {m: share * float(shares[0]) for m, share in state.attention.items()}
    joining = {e.modality: float(share) for e, share in zip(experts, shares[1:], strict=True)}
    return replace(
        state,
        probabilities=probabilities.astype(np.float32),
        valence=float(affect[0]),
        arousal=float(affect[1]),
        uncertainty=normalised_entropy(probabilities),
        attention=Attention(kept | joining),
        unknown=False,
    )


def normalised_entropy(probabilities: np.ndarray) -> float:
    """Entropy of probabilities (7,) over its largest possible value, in [0, 1]."""
    p = np.clip(probabilities, 1e-9, 1.0)
    return float(-(p * np.log(p)).sum() / np.log(len(EMOTIONS)))


def _affect(observation: Observation) -> tuple[float, float]:
    expected = expected_affect(observation.probabilities)
    given = (observation.valence, observation.arousal)
    return tuple(float(e if own is None else own) for own, e in zip(given, expected, strict=True))


def _softmax(logits: np.ndarray) -> np.ndarray:
    powers = np.exp(logits - logits.max())
    return powers / powers.sum()
