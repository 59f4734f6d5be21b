"""Follows the largest face from frame to frame, so that the whole picture is searched only now and then."""

from __future__ import annotations

import cv2
import numpy as np

from emotion.face.detector import Face, FaceDetector

SEARCH_SIDE = 320  # px, the longer side of the picture searched
FINE_SIDE = 640  # px, for faces too small in the first
FINE_EVERY = 4  # searches without a face, of which one is fine
SEARCH_EVERY = 10  # frames between searches while a face is followed
WINDOW_SIDE = 112  # px, of the resampled surroundings of a followed face
WINDOW_REACH = 2.2  # side of these surroundings in units of the face
MIN_FACE = 20  # px in the frame; less shows no expression
SECOND_FACE = 0.5  # size in units of the largest from which another face counts
KEEP_FACE = 0.75  # size in units of the largest from which the face already followed is kept
_MIN_SCORE = 0.7
_MIN_SCORE_FOLLOWED = 0.5  # where a face was a moment ago, less evidence is enough


class FaceTracker:
    """Tracking by detection: the surroundings of the last face are searched in every frame, which takes a fifth of
    the time of a whole picture, and the whole picture every few frames or when the face was lost.
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
        followed = self._follow(frame, self._face) if self._face is not None else None
        if followed is None or self._since_search >= SEARCH_EVERY:
            followed = self._search(frame, followed)
        self._face = followed
        return followed, self._several

    def _search(self, frame: np.ndarray, followed: Face | None) -> Face | None:
        self._since_search = 0
        faces = self._faces(frame, SEARCH_SIDE)
        if not faces and followed is None:
            if self._misses % FINE_EVERY == 0 and max(frame.shape[:2]) > SEARCH_SIDE:
                faces = self._faces(frame, FINE_SIDE)
            self._misses = 0 if faces else self._misses + 1
        if followed is not None and not any(_same(face, followed) for face in faces):
            faces.append(followed)
        if not faces:
            self._several = False
            return None
        largest = max(faces, key=lambda face: face.size)
        self._several = sum(face.size >= SECOND_FACE * largest.size for face in faces) > 1
        if followed is not None and followed.size >= KEEP_FACE * largest.size:
            return followed
        return largest

    def _faces(self, frame: np.ndarray, side: int) -> list[Face]:
        height, width = frame.shape[:2]
        scale = min(1.0, side / max(height, width))
        size = max(round(width * scale), 1), max(round(height * scale), 1)
        picture = cv2.resize(thinned(frame, 2 * side), size, interpolation=cv2.INTER_AREA)
        back = np.array([width / size[0], height / size[1]], np.float32)
        found = (
            face.moved(float(back.mean()), np.zeros(2, np.float32)) for face in self._searcher(size).detect(picture)
        )
        return [face for face in found if face.size >= MIN_FACE and _inside(face, width, height)]

    def _searcher(self, size: tuple[int, int]) -> FaceDetector:
        if size not in self._searches:
            if len(self._searches) >= 4:  # a camera changes its size seldom; bound what is kept all the same
                self._searches.clear()
            self._searches[size] = FaceDetector(*size, _MIN_SCORE)
        return self._searches[size]

    def _follow(self, frame: np.ndarray, face: Face) -> Face | None:
        height, width = frame.shape[:2]
        reach = WINDOW_REACH * face.size
        left, top = np.floor(face.centre - reach / 2).astype(int)
        right, bottom = int(left + reach), int(top + reach)
        x, y = max(left, 0), max(top, 0)
        part = frame[y : min(bottom, height), x : min(right, width)]
        if min(part.shape[:2]) < 2:
            return None
        scale = WINDOW_SIDE / reach
        small = cv2.resize(np.ascontiguousarray(part), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        small = small[:WINDOW_SIDE, :WINDOW_SIDE]
        picture = np.zeros((WINDOW_SIDE, WINDOW_SIDE, 3), np.uint8)
        picture[: small.shape[0], : small.shape[1]] = small
        offset = np.array([x, y], np.float32)
        found = [near.moved(1 / scale, offset) for near in self._window.detect(picture)]
        found = [near for near in found if near.size >= MIN_FACE and _same(near, face)]
        return min(found, key=lambda near: np.linalg.norm(near.centre - face.centre), default=None)


def thinned(frame: np.ndarray, side: int) -> np.ndarray:
    """Every k-th pixel, contiguous, with the longer side still at least `side` where it was: 4K costs what HD does."""
    step = max(1, max(frame.shape[:2]) // side)
    return np.ascontiguousarray(frame[::step, ::step])


def _same(face: Face, other: Face) -> bool:
    """Whether two boxes show one face: near each other in units of the face, and of like size."""
    size = max(face.size, other.size)
    near = np.linalg.norm(face.centre - other.centre) < 0.6 * size
    return bool(near and min(face.size, other.size) > 0.6 * size)


def _inside(face: Face, width: int, height: int) -> bool:
    x, y = face.centre
    return 0 <= x < width and 0 <= y < height
