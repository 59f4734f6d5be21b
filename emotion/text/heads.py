"""From the evidence of three experts to emotions, valence, arousal and intent."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from emotion.types import EMOTIONS

SEVERAL = slice(0, len(EMOTIONS))
AFFECT = slice(len(EMOTIONS), len(EMOTIONS) + 2)
FELT = slice(len(EMOTIONS) + 2, 2 * len(EMOTIONS) + 2)
"""What an expert says: logits of emotions of which several may hold; valence and arousal; of the one that is felt."""

OUTPUTS = FELT.stop
MIXED = AFFECT.stop


@dataclass(frozen=True, eq=False)
class Heads:
    """The weights after the tower, all float32.

    mix weighs the experts (tower, n-grams, sentence embedding) for each emotion of several and for valence and
    arousal, and offset is added. thresholds are the logits above which an emotion is chosen. felt and felt_offset read
    the one emotion that is felt off everything the experts say, by which a report is told from a line of dialogue.
    intent and intent_ngrams score the eight intents, then "no wish".
    """

    ngrams: np.ndarray  # (2 * BUCKETS, 16)
    ngram_offset: np.ndarray  # (16,)
    idf: np.ndarray  # (2 * BUCKETS,)
    sentence: np.ndarray  # (384, 16)
    sentence_offset: np.ndarray  # (16,)
    mix: np.ndarray  # (3, 9)
    offset: np.ndarray  # (9,)
    thresholds: np.ndarray  # (7,)
    felt: np.ndarray  # (48, 7)
    felt_offset: np.ndarray  # (7,)
    intent: np.ndarray  # (384, 9)
    intent_ngrams: np.ndarray  # (2 * BUCKETS, 9)
    intent_offset: np.ndarray  # (9,)

    def experts(self, tower: np.ndarray, ngrams: sparse.csr_matrix, embedding: np.ndarray) -> np.ndarray:
        """What each expert says: (3, N, 16) of tower outputs (N, 16), n-grams weighted by idf, embeddings (N, 384)."""
        return np.stack(
            [
                tower,
                ngrams @ self.ngrams + self.ngram_offset,
                embedding @ self.sentence + self.sentence_offset,
            ]
        )

    def mixed(self, experts: np.ndarray) -> np.ndarray:
        """Experts (3, N, 16) -> logits of the emotions of which several may hold, valence and arousal: (N, 9)."""
        return (self.mix[:, None] * experts[:, :, :MIXED]).sum(axis=0) + self.offset

    def distribution(self, experts: np.ndarray) -> np.ndarray:
        """Experts (3, N, 16) -> one calibrated distribution over the seven emotions (N, 7)."""
        return softmax(side_by_side(experts) @ self.felt + self.felt_offset)

    def intents(self, ngrams: sparse.csr_matrix, embedding: np.ndarray) -> np.ndarray:
        """N-grams weighted by idf and sentence embeddings (N, 384) -> the distribution over the intents (N, 8)."""
        return intent_distribution(embedding @ self.intent + ngrams @ self.intent_ngrams + self.intent_offset)


def side_by_side(experts: np.ndarray) -> np.ndarray:
    """Experts (3, N, 16) -> (N, 48)."""
    return np.concatenate(list(experts), axis=1)


def intent_distribution(scores: np.ndarray) -> np.ndarray:
    """Scores (N, 9) of the eight intents and of "no wish" -> (N, 8); the share of "no wish" falls equally on all."""
    shares = softmax(scores)
    return shares[:, :-1] + shares[:, -1:] / (scores.shape[1] - 1)


def softmax(logits: np.ndarray) -> np.ndarray:
    """Over the last axis, as float32."""
    exponentials = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return (exponentials / exponentials.sum(axis=-1, keepdims=True)).astype(np.float32)
