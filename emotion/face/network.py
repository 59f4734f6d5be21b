"""The trained face classifier behind ONNX Runtime."""

from __future__ import annotations

import numpy as np
import onnxruntime

from emotion.encoder import model_file
from emotion.labels import expected_affect
from emotion.types import Prediction

CROP_SIDE = 48  # px
_CHUNK = 256  # crops a run; bounds memory when a whole corpus is evaluated


class FaceNetwork:
    """(N, 48, 48) uint8 grey crops -> calibrated probabilities and 128-dimensional embeddings.

    Valence and arousal are the expectation of published norms under the probabilities. Safe to share by threads.
    """

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    @classmethod
    def load(cls) -> FaceNetwork:
        """The shipped network. Raises ModelNotFoundError when its file is missing."""
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        path = model_file("face.onnx")
        return cls(onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"]))

    def predict(self, batch: np.ndarray) -> Prediction:
        """Prediction for crops (N, 48, 48) uint8; N may be 0.

        Raises ValueError on another shape or dtype.
        """
        crops = np.asarray(batch)
        if crops.dtype != np.uint8 or crops.shape[1:] != (CROP_SIDE, CROP_SIDE):
            raise ValueError(f"crops are {crops.dtype} {crops.shape}; (N, {CROP_SIDE}, {CROP_SIDE}) uint8 is needed")
        starts = range(0, max(len(crops), 1), _CHUNK)
        parts = [self._session.run(None, {"crops": crops[i : i + _CHUNK]}) for i in starts]
        probabilities, embedding = (np.concatenate(arrays) for arrays in zip(*parts, strict=True))
        valence, arousal = expected_affect(probabilities)
        return Prediction(probabilities, embedding, valence, arousal)
