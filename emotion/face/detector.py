"""Finds faces and their landmarks in a small picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from emotion.encoder import model_file

_OVERLAP = 0.3  # two candidates that overlap more are one face
_DIM = 70  # grey level below which a picture is brightened before it is searched
_TARGET = 90
_MAX_GAIN = 8.0  # beyond it there is more sensor noise than face


@dataclass(frozen=True, eq=False)
class Face:
    """A face in pixels: box (x, y, width, height), landmarks (5, 2), score in [0, 1].

    Landmarks are the eye and the mouth corner on the image's left, nose and the right ones, in the order
    left eye, right eye, nose, left mouth corner, right mouth corner (left as seen in the picture).
    """

    box: np.ndarray
    landmarks: np.ndarray
    score: float

    @property
    def size(self) -> float:
        """The longer side of the box."""
        return float(self.box[2:].max())

    @property
    def centre(self) -> np.ndarray:
        """(2,): x and y of the middle of the box."""
        return self.box[:2] + self.box[2:] / 2

    def moved(self, scale: float, offset: np.ndarray) -> Face:
        """The same face in coordinates `scale * point + offset`."""
        box = np.concatenate([self.box[:2] * scale + offset, self.box[2:] * scale])
        return Face(box, self.landmarks * scale + offset, self.score)


class FaceDetector:
    """YuNet (Wu, Peng & Yu 2023, YuNet: A Tiny Millisecond-level Face Detector) for pictures of one fixed size.

    One size, because the network is laid out anew whenever the size changes, which costs as much as a search.
    Not safe to share by threads.
    """

    def __init__(self, width: int, height: int, min_score: float) -> None:
        cv2.setNumThreads(1)
        self.width, self.height = width, height
        path = str(model_file("face_detector.onnx"))
        self._network = cv2.FaceDetectorYN.create(path, "", (width, height), min_score, _OVERLAP, 100)

    def detect(self, picture: np.ndarray) -> list[Face]:
        """The faces in a (height, width, 3) uint8 BGR picture, largest first; a dim one is brightened first."""
        level = picture.mean()
        if level < _DIM:
            picture = cv2.convertScaleAbs(picture, alpha=min(_MAX_GAIN, _TARGET / max(level, 1.0)))
        _, rows = self._network.detect(picture)
        if rows is None:
            return []
        faces = [Face(row[:4], row[4:14].reshape(5, 2), float(row[14])) for row in rows if np.isfinite(row).all()]
        return sorted(faces, key=lambda face: -face.size)
