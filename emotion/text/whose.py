"""Whose feeling a comment states, as a linear head on a text model's features and on the words themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from safetensors.numpy import load_file

from emotion.encoder import model_file
from emotion.text.comments import WEIGHTS, comment_features
from emotion.text.heads import softmax


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
    """mean (F,) of the features it reads, weights (F + BUCKETS, 9) and offset (9,) of the scores of Whose."""

    mean: np.ndarray
    weights: np.ndarray
    offset: np.ndarray

    @classmethod
    def load(cls, space: str) -> WhoseHead:
        """The shipped head on the features of "minilm" or "e5". Raises ModelNotFoundError when it is missing."""
        stored = load_file(model_file(WEIGHTS))
        return cls(*(stored[f"{space}.{name}"].astype(np.float32) for name in ("whose_mean", "whose", "whose_offset")))

    def predict(self, texts: Sequence[str], features: np.ndarray) -> np.ndarray:
        """Comments (N) with their features (N, F) -> (N, 9) probabilities in the order of Whose."""
        return softmax(comment_features(texts, features, self.mean) @ self.weights + self.offset)
