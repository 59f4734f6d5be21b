"""Whose feeling a comment states, as a linear head on a sentence embedding and on the words themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from safetensors.numpy import load_file
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer

from emotion.encoder import model_file
from emotion.text.comments import WEIGHTS, centred
from emotion.text.heads import softmax
from emotion.text.normalise import normalise

BUCKETS = 2**13
WORD_SCALE = 1.5
"""Length of the vector of words, beside 1 for the embedding."""

_WORDS = HashingVectorizer(
    n_features=BUCKETS, ngram_range=(1, 2), alternate_sign=False, norm="l2", token_pattern=r"(?u)\w[\w']*|[\"?!]"
)


class Whose(StrEnum):
    """Whose feeling, or what else a comment is."""

    OWN = "own"  # the writer's, now
    OTHER = "other"  # somebody else's
    WORK = "work"  # of a film, a song, a book
    QUOTE = "quote"
    HYPOTHETICAL = "hypothetical"
    PAST = "past"
    SMALL = "small"  # small talk, facts, questions
    REQUEST = "request"  # a wish and nothing of a feeling
    CRISIS = "crisis"  # despair of one's own, or thoughts of harming oneself


@dataclass(frozen=True, eq=False)
class WhoseHead:
    """mean (384,) of the embeddings it reads, weights (384 + BUCKETS, 9) and offset (9,) of the scores of Whose."""

    mean: np.ndarray
    weights: np.ndarray
    offset: np.ndarray

    @classmethod
    def load(cls, space: str) -> WhoseHead:
        """The shipped head on the embeddings of "minilm" or "e5". Raises ModelNotFoundError when it is missing."""
        stored = load_file(model_file(WEIGHTS))
        return cls(*(stored[f"{space}.{name}"].astype(np.float32) for name in ("whose_mean", "whose", "whose_offset")))

    def predict(self, texts: Sequence[str], embeddings: np.ndarray) -> np.ndarray:
        """Comments (N) with their embeddings (N, 384) -> (N, 9) probabilities in the order of Whose."""
        features = whose_features(texts, embeddings, self.mean)
        return softmax(features @ self.weights + self.offset)


def whose_features(texts: Sequence[str], embeddings: np.ndarray, mean: np.ndarray) -> sparse.csr_matrix:
    """(N, 384 + BUCKETS): centred embeddings, then words and pairs of words."""
    words = WORD_SCALE * _WORDS.transform([normalise(text).lower() for text in texts])
    return sparse.hstack([sparse.csr_matrix(centred(embeddings, mean)), words], format="csr").astype(np.float32)
