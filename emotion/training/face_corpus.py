"""FER2013 with FER+ votes, as what the face networks learn from."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.evaluation.leaks.fingerprints import CLOSE, of_pictures, pairs
from emotion.labels import EMOTION_OF
from emotion.types import EMOTIONS

VOTE_SHARE = 0.25  # of the main target; the rest is the original label

# FER+'s columns as emotions; contempt, unknown and not-a-face have none.
VOTE_COLUMNS = [
    EMOTION_OF[name] for name in ("neutral", "happiness", "surprise", "sadness", "anger", "disgust", "fear")
]


@dataclass(frozen=True, eq=False)
class FaceCorpus:
    """images (N, 48, 48) uint8, labels (N,) int64 into EMOTIONS, votes (N, 10) float32 summing to 1."""

    images: np.ndarray
    labels: np.ndarray
    votes: np.ndarray

    @classmethod
    def read(cls, data: Path, split: str) -> FaceCorpus:
        """The rows of one split of DIR/faces/fer2013.parquet.

        Raises CorpusError when the file is missing or has no such split.
        """
        path = data / "faces" / "fer2013.parquet"
        if not path.is_file():
            raise CorpusError(f"{path} is missing; give the folder that holds faces/fer2013.parquet as --data")
        table = pd.read_parquet(path)
        table = table[table["split"] == split]
        if table.empty:
            raise CorpusError(f"{path} has no rows of split {split!r}")
        images = [cv2.imdecode(np.frombuffer(b, np.uint8), cv2.IMREAD_GRAYSCALE) for b in table["image"]]
        votes = np.stack(table["ferplus_votes"].to_list()).astype(np.float32)
        return cls(np.stack(images), table["label"].to_numpy(np.int64), votes / votes.sum(1, keepdims=True))

    def __len__(self) -> int:
        return len(self.labels)

    def apart_from(self, other: FaceCorpus) -> FaceCorpus:
        """Without the rows whose perceptual hash is that of a near-duplicate of one of the other corpus."""
        close = pairs(of_pictures(self.images), of_pictures(other.images), CLOSE["face"])
        kept = np.ones(len(self), bool)
        kept[close[:, 0]] = False
        return FaceCorpus(self.images[kept], self.labels[kept], self.votes[kept])

    def targets(self) -> np.ndarray:
        """(N, 7) float32: the original label mixed with the votes among the seven, where there are any."""
        order = [VOTE_COLUMNS.index(e) for e in EMOTIONS]
        seven = self.votes[:, order]
        total = seven.sum(1, keepdims=True)
        label = np.eye(len(EMOTIONS), dtype=np.float32)[self.labels]
        seven = np.where(total > 0, seven / np.maximum(total, 1e-6), label)
        return (1 - VOTE_SHARE) * label + VOTE_SHARE * seven

    def prior(self) -> np.ndarray:
        """(7,) float32: the share of each emotion among the labels, as if each had one row more."""
        counts = np.bincount(self.labels, minlength=len(EMOTIONS)) + 1.0
        return (counts / counts.sum()).astype(np.float32)
