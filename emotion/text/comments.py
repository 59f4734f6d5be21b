"""What people write of themselves, read off a text model's features: reports of their day rather than reactions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from safetensors.numpy import load_file
from scipy import sparse

from emotion.affect import bounded
from emotion.encoder import model_file
from emotion.text.heads import softmax
from emotion.text.normalise import normalise

if TYPE_CHECKING:
    from sklearn.feature_extraction.text import HashingVectorizer

WEIGHTS = "text_comments.safetensors"
PART = 384
"""Numbers in each of the embeddings that stand side by side in a text model's features."""

BUCKETS = 2**13
WORD_SCALE = 1.5
"""Length of the vector of words, beside 1 for an embedding."""


@dataclass(frozen=True, eq=False)
class CommentHead:
    """Linear maps on `comment_features` of one text model, of which a comment has F + BUCKETS.

    mean is (F,). felt (F + BUCKETS, 7) and felt_offset (7,) give the logits of the emotion felt, affect
    (F + BUCKETS, 2) and affect_offset (2,) valence and arousal.
    """

    mean: np.ndarray
    felt: np.ndarray
    felt_offset: np.ndarray
    affect: np.ndarray
    affect_offset: np.ndarray

    @classmethod
    def load(cls, space: str) -> CommentHead:
        """The shipped head on the features of "minilm" or "e5". Raises ModelNotFoundError when it is missing."""
        stored = load_file(model_file(WEIGHTS))
        names = ("mean", "felt", "felt_offset", "affect", "affect_offset")
        return cls(*(stored[f"{space}.{name}"].astype(np.float32) for name in names))

    def predict(self, texts: Sequence[str], features: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Comments (N) with their features (N, F) -> probabilities (N, 7), valence and arousal (N, 2)."""
        found = comment_features(texts, features, self.mean)
        return softmax(found @ self.felt + self.felt_offset), bounded(found @ self.affect + self.affect_offset)


def comment_features(texts: Sequence[str], features: np.ndarray, mean: np.ndarray) -> sparse.csr_matrix:
    """(N, F + BUCKETS): centred features (N, F), then words and pairs of words."""
    words = WORD_SCALE * sparse.csr_matrix(_vectorizer().transform([normalise(text).lower() for text in texts]))
    return sparse.hstack([sparse.csr_matrix(centred(features, mean)), words], format="csr").astype(np.float32)


@cache
def _vectorizer() -> HashingVectorizer:
    """For words and pairs of words."""
    # It takes a second to import, which no visitor's first list need wait for.
    from sklearn.feature_extraction.text import HashingVectorizer

    kinds = {"ngram_range": (1, 2), "token_pattern": r"(?u)\w[\w']*|[\"?!]"}
    return HashingVectorizer(n_features=BUCKETS, alternate_sign=False, norm="l2", **kinds)


def centred(features: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Features (N, F), embeddings of PART numbers side by side, around their mean (F,), each embedding of length 1.

    Those of e5 all point much the same way.
    """
    away = (features - mean).reshape(len(features), -1, min(PART, len(mean)))
    return (away / np.maximum(np.linalg.norm(away, axis=2, keepdims=True), 1e-6)).reshape(len(features), -1)
