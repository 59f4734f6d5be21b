"""Reading feeling from comments in German, Spanish and French: multilingual-e5-small with heads of this project."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import numpy as np
import onnxruntime

from emotion.text.comments import CommentHead
from emotion.text.e5 import E5, available
from emotion.text.graph import e5_session
from emotion.text.normalise import normalise
from emotion.types import Prediction


class MultilingualEncoder:
    """multilingual-e5-small, loaded at the first text. Runs on one thread; one instance serves all sessions."""

    @staticmethod
    def available() -> bool:
        """Whether its weights are there."""
        return available()

    def __call__(self, texts: Sequence[str]) -> np.ndarray:
        """Unit sentence embeddings (N, 384) float32 of normalised texts; related languages share the space."""
        model, layers = self._loaded
        ids, mask = model.tokenise([text or " " for text in texts])
        return layers.run(None, {"words": model.embed(ids), "mask": mask})[0]

    @cached_property
    def _loaded(self) -> tuple[E5, onnxruntime.InferenceSession]:
        model = E5()
        return model, e5_session(model.modules(model.weights))


class MultilingualNetwork:
    """A CommentHead on e5's embeddings; phrases in each language teach it.

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
        """Comments (N) -> probabilities (N, 7), valence and arousal (N,), embeddings and features (N, 384) of e5."""
        embedding = self._encoder([normalise(comment) for comment in batch])
        probabilities, affect = self._head.predict(batch, embedding)
        return Prediction(probabilities, embedding, affect[:, 0], affect[:, 1], features=embedding)
