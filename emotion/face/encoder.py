"""One session's frames -> readings of the face in them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from emotion.encoder import Network
from emotion.face.crop import aligned_crop
from emotion.face.detector import Face
from emotion.face.quality import quality, sharpness
from emotion.face.tracker import FaceTracker, thinned
from emotion.modalities import FACE
from emotion.types import Box, Condition, Reading

MIN_SIDE = 32  # px; a smaller picture holds no readable face
DARK_FRAME = 0.08  # mean grey level below which a frame without a face is called dark
DARK_FACE = 0.05  # of the face itself: less is mostly sensor noise
BLURRED = 0.001  # sharpness; crops of the corpus blurred that far lose a fifth of the accuracy


class FaceEncoder:
    """Finds, follows and reads the largest face; one instance a session, the network shared by all.

    Not safe to share by threads.
    """

    def __init__(self, network: Network, prepare: Callable[[np.ndarray, Face], np.ndarray] = aligned_crop) -> None:
        """prepare cuts out of a frame (H, W, 3) the crop of a face in the form in which the network takes it."""
        self._network = network
        self._prepare = prepare
        self._tracker = FaceTracker()

    def encode(self, signal: np.ndarray, time: float) -> Reading:
        """The reading of a (H, W, 3) uint8 BGR frame; its box is set whenever a face was found.

        Anything else than such a frame gives Condition.INVALID; nothing raises.
        """
        if not _is_frame(signal):
            return Reading(FACE, time, Condition.INVALID)
        brightness = float(thinned(signal, 64).mean() / 255)
        face, several = self._tracker.update(signal)
        if face is None:
            condition = Condition.DARK if brightness < DARK_FRAME else Condition.NO_FACE
            return Reading(FACE, time, condition, brightness=brightness)
        box = _fractions(face, signal.shape[0], signal.shape[1])
        crop = aligned_crop(signal, face)
        if crop.mean() / 255 < DARK_FACE:
            return Reading(FACE, time, Condition.DARK, box=box, brightness=brightness)
        if sharpness(crop) < BLURRED:
            return Reading(FACE, time, Condition.BLURRED, box=box, brightness=brightness)
        prediction = self._network.predict(self._prepare(signal, face)[None])
        observation = prediction.observation(FACE, time, quality(crop, face))
        condition = Condition.SEVERAL_FACES if several else Condition.OK
        return Reading(FACE, time, condition, observation, box, brightness=brightness)


def _is_frame(signal: object) -> bool:
    return (
        isinstance(signal, np.ndarray)
        and signal.dtype == np.uint8
        and signal.ndim == 3
        and signal.shape[2] == 3
        and min(signal.shape[:2]) >= MIN_SIDE
    )


def _fractions(face: Face, height: int, width: int) -> Box:
    """The part of the face's box that lies in the frame, and its landmarks."""
    left, right = np.clip(face.centre.real + face.width * np.array([-0.5, 0.5]), 0, width) / width
    top, bottom = np.clip(face.centre.imag + face.height * np.array([-0.5, 0.5]), 0, height) / height
    landmarks = tuple((float(point.real) / width, float(point.imag) / height) for point in face.landmarks)
    return Box(float(left), float(top), float(right - left), float(bottom - top), landmarks)
