"""What people write of themselves, read off a sentence embedding: reports of their day rather than reactions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from safetensors.numpy import load_file

from emotion.affect import bounded
from emotion.encoder import model_file
from emotion.text.heads import softmax

WEIGHTS = "text_comments.safetensors"


@dataclass(frozen=True, eq=False)
class CommentHead:
    """Linear maps on the embeddings of one space, taken from their mean (384,) and scaled to length 1.

    felt (384, 7) and felt_offset (7,) give the logits of the emotion felt, affect (384, 2) and affect_offset (2,)
    valence and arousal.
    """

    mean: np.ndarray
    felt: np.ndarray
    felt_offset: np.ndarray
    affect: np.ndarray
    affect_offset: np.ndarray

    @classmethod
    def load(cls, space: str) -> CommentHead:
        """The shipped head on the embeddings of "minilm" or "e5". Raises ModelNotFoundError when it is missing."""
        stored = load_file(model_file(WEIGHTS))
        names = ("mean", "felt", "felt_offset", "affect", "affect_offset")
        return cls(*(stored[f"{space}.{name}"].astype(np.float32) for name in names))

    def predict(self, embeddings: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Embeddings (N, 384) -> probabilities (N, 7), valence and arousal (N, 2)."""
        features = centred(embeddings, self.mean)
        return softmax(features @ self.felt + self.felt_offset), bounded(features @ self.affect + self.affect_offset)


def centred(embeddings: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Embeddings (N, 384) around their mean (384,), of length 1: those of e5 all point much the same way."""
    away = embeddings - mean
    return away / np.maximum(np.linalg.norm(away, axis=1, keepdims=True), 1e-6)
