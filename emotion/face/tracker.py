"""Follows the largest face from frame to frame, so that the whole picture is searched only now and then."""

from __future__ import annotations

import cv2
import numpy as np

from emotion.face.detector import Face, FaceDetector
from emotion.face.geometry import Similarity

SEARCH_SIDE = 320  # px, the longer side of the picture searched
FINE_SIDE = 640  # px, for faces too small in the first
FINE_EVERY = 4  # searches without a face, of which one is fine
SEARCH_EVERY = 10  # frames between searches while a face is followed
WINDOW_SIDE = 112  # px, of the resampled surroundings of a followed face
WINDOW_REACH = 2.2  # side of these surroundings in units of the face
SETTLE = 3  # windows looked through for a new face until its landmarks lie well
MAX_TILT = 1.0  # radians
MIN_FACE = 20  # px in the frame; less shows no expression
SECOND_FACE = 0.5  # size in units of the largest from which another face counts
KEEP_FACE = 0.75  # size in units of the largest from which the face already followed is kept
_MIN_SCORE = 0.7
_MIN_SCORE_FOLLOWED = 0.5  # where a face was a moment ago, less evidence is enough


class FaceTracker:
    """Tracking by detection: a window around the last face, turned and sized with it, is looked through in every
    frame, which takes a fifth of the time of a whole picture; the whole picture is searched every few frames and
    when the face was lost.
    """

    def __init__(self) -> None:
        self._window = FaceDetector(WINDOW_SIDE, WINDOW_SIDE, _MIN_SCORE_FOLLOWED)
        self._searches: dict[tuple[int, int], FaceDetector] = {}
        self._face: Face | None = None
        self._several = False
        self._since_search = 0
        self._misses = 0

    def update(self, frame: np.ndarray) -> tuple[Face | None, bool]:
        """The face read in a (H, W, 3) uint8 BGR frame, in its pixels, and whether there are several."""
        self._since_search += 1
        face = self._follow(frame, self._face) if self._face is not None else None
        if face is None or self._since_search >= SEARCH_EVERY:
            face = self._search(frame, face)
        self._face = face
        return face, self._several

    def _search(self, frame: np.ndarray, followed: Face | None) -> Face | None:
        self._since_search = 0
        faces = self._faces(frame, SEARCH_SIDE)
        if not faces and followed is None:
            if self._misses % FINE_EVERY == 0 and max(frame.shape[:2]) > SEARCH_SIDE:
                faces = self._faces(frame, FINE_SIDE)
            self._misses = 0 if faces else self._misses + 1
        if followed is not None:
            faces = [followed, *(face for face in faces if not _same(face, followed))]
        if not faces:
            self._several = False
            return None
        largest = max(faces, key=lambda face: face.size)
        self._several = sum(face.size >= SECOND_FACE * largest.size for face in faces) > 1
        if followed is not None and followed.size >= KEEP_FACE * largest.size:
            return followed
        for _ in range(SETTLE):
            largest = self._follow(frame, largest) or largest
        return largest

    def _faces(self, frame: np.ndarray, side: int) -> list[Face]:
        height, width = frame.shape[:2]
        scale = min(1.0, side / max(height, width))
        size = max(round(width * scale), 1), max(round(height * scale), 1)
        picture = cv2.resize(thinned(frame, 2 * side), size, interpolation=cv2.INTER_AREA)
        back = Similarity(max(height, width) / max(size), 0)
        faces = [face.moved(back) for face in self._searcher(size).detect(picture)]
        return [face for face in faces if face.size >= MIN_FACE]

    def _searcher(self, size: tuple[int, int]) -> FaceDetector:
        if size not in self._searches:
            if len(self._searches) >= 4:  # a camera changes its size seldom; bound what is kept all the same
                self._searches.clear()
            self._searches[size] = FaceDetector(*size, _MIN_SCORE)
        return self._searches[size]

    def _follow(self, frame: np.ndarray, face: Face) -> Face | None:
        tilt = float(np.clip(face.tilt, -MAX_TILT, MAX_TILT))
        turn = WINDOW_SIDE / (WINDOW_REACH * face.size) * complex(np.exp(-1j * tilt))
        way = Similarity(turn, WINDOW_SIDE * (0.5 + 0.5j) - turn * face.centre)
        found = (near.moved(way.inverse()) for near in self._window.detect(way.sample(frame, WINDOW_SIDE)))
        found = [near for near in found if near.size >= MIN_FACE and _same(near, face)]
        return min(found, key=lambda near: abs(near.centre - face.centre), default=None)


def thinned(frame: np.ndarray, side: int) -> np.ndarray:
    """Every k-th pixel, contiguous, with the longer side still at least `side` where it was: 4K costs what HD does."""
    step = max(1, max(frame.shape[:2]) // side)
    return np.ascontiguousarray(frame[::step, ::step])


def _same(face: Face, other: Face) -> bool:
    """Whether two boxes show one face: near each other in units of the face, and of like size."""
    size = max(face.size, other.size)
    return abs(face.centre - other.centre) < 0.6 * size and min(face.size, other.size) > 0.6 * size
