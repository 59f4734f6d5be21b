"""Finds faces and their landmarks in a small picture."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

from emotion.encoder import model_file
from emotion.face.geometry import FRONTAL, Similarity

_OVERLAP = 0.3  # two candidates that overlap more are one face
_DIM = 70  # grey level below which a picture is brightened before it is searched
_TARGET = 90
_SMALLEST_SIDE = 64  # px; on smaller pictures OpenCV's YuNet reads memory it never wrote, and finds faces in it
_MAX_GAIN = 8.0  # beyond it there is more sensor noise than face


@dataclass(frozen=True, eq=False)
class Face:
    """A face in pixels.

    centre (x + iy), width and height of its upright box; landmarks (5,) complex: the eye on the picture's left,
    the one on its right, nose, mouth corner on the left, on the right; tilt of the head in radians, clockwise;
    score in [0, 1].
    """

    centre: complex
    width: float
    height: float
    landmarks: np.ndarray
    tilt: float
    score: float

    @property
    def size(self) -> float:
        """The longer side of the box."""
        return max(self.width, self.height)

    def moved(self, way: Similarity) -> Face:
        """The same face in other coordinates."""
        scale, turn = abs(way.turn), float(np.angle(way.turn))
        landmarks = way(self.landmarks)
        return Face(way(self.centre), self.width * scale, self.height * scale, landmarks, self.tilt + turn, self.score)


class FaceDetector:
    """YuNet (Wu, Peng & Yu 2023, YuNet: A Tiny Millisecond-level Face Detector) for pictures of one fixed size.

    One size, because the network is laid out anew whenever the size changes, which costs as much as a search.
    Not safe to share by threads.
    """

    def __init__(self, width: int, height: int, min_score: float) -> None:
        self.width, self.height = width, height
        path = str(model_file("face_detector.onnx"))
        self._right, self._below = max(_SMALLEST_SIDE - width, 0), max(_SMALLEST_SIDE - height, 0)
        padded = width + self._right, height + self._below
        self._network = cv2.FaceDetectorYN.create(path, "", padded, min_score, _OVERLAP, 100)

    def detect(self, picture: np.ndarray) -> list[Face]:
        """The faces in a (height, width, 3) uint8 BGR picture, largest first; a dim one is brightened first."""
        level = picture.mean()
        if level < _DIM:
            picture = cv2.convertScaleAbs(picture, alpha=min(_MAX_GAIN, _TARGET / max(level, 1.0)))
        if self._right or self._below:
            picture = cv2.copyMakeBorder(picture, 0, self._below, 0, self._right, cv2.BORDER_REPLICATE)
        _, rows = self._network.detect(picture)
        if rows is None:
            return []
        faces = [_face(row) for row in rows.astype(float) if np.isfinite(row).all()]
        return sorted(faces, key=lambda face: -face.size)


def _face(row: np.ndarray) -> Face:
    x, y, width, height = row[:4]
    landmarks = row[4:14:2] + 1j * row[5:14:2]
    # YuNet draws the landmarks of a tilted head about half upright again.
    tilt = -2 * float(np.angle(Similarity.fit(landmarks, FRONTAL).turn))
    centre = complex(x + width / 2, y + height / 2)
    return Face(centre, float(width), float(height), landmarks, tilt, float(row[14]))
