"""Observations -> the padded token arrays that the cross-modal Transformer reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import EMOTIONS, INTENTS, Modality, Observation

SENSED: tuple[Modality, ...] = (FACE, VOICE, TEXT)
"""The modalities the network fuses, in the order of its attention; what is told is applied to its result."""

FLOOR = 1e-4
"""Probabilities are floored here before the logarithm, so that no expert can veto an emotion for good."""


@dataclass(frozen=True, eq=False)
class Tokens:
    """T observations of one modality in each of B sequences, float32, zero where padded.

    embedding (B, T, D), zero also where an observation has none; features (B, T, 11): log-probabilities (7), valence,
    arousal, quality, log(1 + age); intent (B, T, 8) log-probabilities; fade (B, T) in [0, 1], 0 where padded. A
    modality's own fade is the largest.
    """

    embedding: np.ndarray
    features: np.ndarray
    intent: np.ndarray
    fade: np.ndarray


N_FEATURES = len(EMOTIONS) + 4


def select(observations: Sequence[Observation], modality: Modality, now: float) -> list[Observation]:
    """The observations of a modality that count at a time, oldest first; none when the newest is gone."""
    own = sorted((o for o in observations if o.modality == modality), key=lambda o: o.time)
    if not own or modality.freshness(now - own[-1].time) == 0.0:
        return []
    own = [o for o in own if now - o.time <= modality.reach]
    if len(own) > modality.tokens:
        own = [own[i] for i in np.linspace(0, len(own) - 1, modality.tokens).round().astype(int)]
    return own


def tokenise(
    sequences: Sequence[Sequence[Observation]], nows: Sequence[float], sizes: dict[Modality, int]
) -> dict[Modality, Tokens]:
    """Token arrays of B sequences seen at times nows (B,); sizes names each modality's embedding size."""
    return {
        m: _tokens_of(m, [select(s, m, now) for s, now in zip(sequences, nows, strict=True)], nows, sizes[m])
        for m in SENSED
    }


def _tokens_of(modality: Modality, picked: list[list[Observation]], nows: Sequence[float], size: int) -> Tokens:
    shape = (len(picked), max(1, max(map(len, picked))))
    tokens = Tokens(
        np.zeros((*shape, size), np.float32),
        np.zeros((*shape, N_FEATURES), np.float32),
        np.full((*shape, len(INTENTS)), -np.log(len(INTENTS)), np.float32),
        np.zeros(shape, np.float32),
    )
    for row, (own, now) in enumerate(zip(picked, nows, strict=True)):
        for column, seen in enumerate(own):
            age = max(now - seen.time, 0.0)
            if seen.embedding is not None:
                tokens.embedding[row, column] = seen.embedding
            tokens.features[row, column, : len(EMOTIONS)] = np.log(np.maximum(seen.probabilities, FLOOR))
            tokens.features[row, column, len(EMOTIONS) :] = (seen.valence, seen.arousal, seen.quality, np.log1p(age))
            if seen.intent is not None:
                tokens.intent[row, column] = np.log(np.maximum(seen.intent, FLOOR))
            tokens.fade[row, column] = token_fade(modality, age, now - own[-1].time)
    return tokens


def token_fade(modality: Modality, age: float, newest_age: float) -> float:
    """What is left of an observation's weight, given its own age in s and that of the newest of its modality."""
    if modality.superseded is None:
        return modality.freshness(newest_age) * max(1.0 - (age - newest_age) / modality.reach, 0.05)
    return modality.freshness(age) * (1.0 if age == newest_age else modality.superseded)
