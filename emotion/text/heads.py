"""From the evidence of three experts to emotions, valence, arousal and intent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from emotion.types import EMOTIONS

SEVERAL = slice(0, len(EMOTIONS))
AFFECT = slice(len(EMOTIONS), len(EMOTIONS) + 2)
FELT = slice(len(EMOTIONS) + 2, 2 * len(EMOTIONS) + 2)
"""Columns of evidence: logits of emotions of which several may hold; valence and arousal; of the one that is felt."""

OUTPUTS = FELT.stop


@dataclass(frozen=True, eq=False)
class Heads:
    """The weights after the tower, all float32.

    mix weighs the experts (tower, n-grams, sentence embedding) for each output, and offset is added. thresholds are
    the logits above which an emotion is chosen; the distribution over the emotions is
    softmax(sharpness * felt logits + prior). intent and intent_ngrams score the eight intents, then "no wish".
    """

    ngrams: np.ndarray  # (2 * BUCKETS, 16)
    ngram_offset: np.ndarray  # (16,)
    idf: np.ndarray  # (2 * BUCKETS,)
    sentence: np.ndarray  # (384, 16)
    sentence_offset: np.ndarray  # (16,)
    mix: np.ndarray  # (3, 16)
    offset: np.ndarray  # (16,)
    thresholds: np.ndarray  # (7,)
    sharpness: np.ndarray  # (7,)
    prior: np.ndarray  # (7,)
    intent: np.ndarray  # (384, 9)
    intent_ngrams: np.ndarray  # (2 * BUCKETS, 9)
    intent_offset: np.ndarray  # (9,)

    def evidence(self, tower: np.ndarray, ngrams: sparse.csr_matrix, embedding: np.ndarray) -> np.ndarray:
        """The mixed evidence (N, 16) of tower outputs (N, 16), n-grams weighted by idf, and embeddings (N, 384)."""
        experts = (
            tower,
            ngrams @ self.ngrams + self.ngram_offset,
            embedding @ self.sentence + self.sentence_offset,
        )
        return sum(weights * expert for weights, expert in zip(self.mix, experts, strict=True)) + self.offset

    def distribution(self, logits: np.ndarray) -> np.ndarray:
        """Logits (N, 7) of the emotion felt -> one calibrated distribution over the seven."""
        return softmax(self.sharpness * logits + self.prior)

    def intents(self, ngrams: sparse.csr_matrix, embedding: np.ndarray) -> np.ndarray:
        """N-grams weighted by idf and sentence embeddings (N, 384) -> the distribution over the intents (N, 8)."""
        return intent_distribution(embedding @ self.intent + ngrams @ self.intent_ngrams + self.intent_offset)


def intent_distribution(scores: np.ndarray) -> np.ndarray:
    """Scores (N, 9) of the eight intents and of "no wish" -> (N, 8); the share of "no wish" falls equally on all."""
    shares = softmax(scores)
    return shares[:, :-1] + shares[:, -1:] / (scores.shape[1] - 1)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Over the last axis, as float32."""
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (exponentials / exponentials.sum(axis=-1, keepdims=True)).astype(np.float32)
