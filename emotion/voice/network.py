"""The trained voice network, shared by every session."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import onnxruntime

from emotion.encoder import model_file
from emotion.labels import expected_affect
from emotion.types import EMOTIONS, Prediction
from emotion.voice.features import MELS

MIN_FRAMES = 16  # half a second; what is shorter is held at its last frame
_BATCH = 32


class VoiceNetwork:
    """Log-mel -> calibrated probabilities, embedding, and the valence and arousal expected under the probabilities.

    Thread-safe: ONNX Runtime sessions may run from several threads. One thread per call.
    """

    def __init__(self, path: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.embedding_size: int = self._session.get_outputs()[1].shape[1]

    @classmethod
    def load(cls) -> VoiceNetwork:
        """The shipped weights. Raises ModelNotFoundError where they are missing."""
        return cls(model_file("voice.onnx"))

    def predict(self, batch: Sequence[np.ndarray]) -> Prediction:
        """N log-mels (128, frames) float32 in [0, 1], of any lengths, as features.log_mel gives them.

        Clips of one length run together and are never padded to another's, so a clip's result does not depend on its
        neighbours. Raises ValueError for another shape.
        """
        pictures = [_checked(picture) for picture in batch]
        probabilities = np.zeros((len(pictures), len(EMOTIONS)), np.float32)
        embedding = np.zeros((len(pictures), self.embedding_size), np.float32)
        lengths = np.array([picture.shape[1] for picture in pictures])
        for length in np.unique(lengths):
            alike = np.flatnonzero(lengths == length)
            for start in range(0, len(alike), _BATCH):
                rows = alike[start : start + _BATCH]
                inputs = {"logmel": np.stack([pictures[row] for row in rows])}
                probabilities[rows], embedding[rows] = self._session.run(None, inputs)
        valence, arousal = expected_affect(probabilities)
        return Prediction(probabilities, embedding, valence, arousal)


def _checked(picture: np.ndarray) -> np.ndarray:
    picture = np.asarray(picture, np.float32)
    if picture.ndim != 2 or picture.shape[0] != MELS or not picture.shape[1]:
        raise ValueError(f"a log-mel is ({MELS}, frames), got {picture.shape}")
    missing = MIN_FRAMES - picture.shape[1]
    return np.pad(picture, ((0, 0), (0, missing)), mode="edge") if missing > 0 else picture
