"""Brings a live face into the form of the corpus the network was trained on."""

from __future__ import annotations

import cv2
import numpy as np

from emotion.face.detector import Face
from emotion.face.geometry import FRONTAL, Similarity
from emotion.face.network import CROP_SIDE


def aligned_crop(frame: np.ndarray, face: Face) -> np.ndarray:
    """(48, 48) uint8 grey crop of a (H, W, 3) BGR frame with the face's landmarks on their usual places.

    Turned, scaled and shifted only, so that expressions keep their shape.
    """
    upright = Similarity.fit(face.landmarks, CROP_SIDE * FRONTAL)
    return cv2.cvtColor(upright.sample(frame, CROP_SIDE), cv2.COLOR_BGR2GRAY)
