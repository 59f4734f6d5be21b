"""How far a face crop can be trusted, from what can be measured without knowing the expression."""

from __future__ import annotations

import cv2
import numpy as np

from emotion.face.detector import Face

FULL_SIZE = 64.0  # px of face in the frame from which more adds nothing to a 48 px crop
FULL_SHARPNESS = 0.12
FULL_FRONTAL, NO_FRONTAL = 0.15, 0.9  # nose off the middle of the eyes, in eye distances: about 15 and 60 degrees


def sharpness(crop: np.ndarray) -> float:
    """Energy of a (H, W) crop's fine structure relative to its contrast; 0 is flat.

    The variance of the Laplacian (Pech-Pacheco et al. 2000), after a slight smoothing against sensor noise and
    divided by the variance of the grey levels, so that light does not matter.
    """
    smooth = cv2.GaussianBlur(crop.astype(np.float32), (0, 0), 0.7)
    return float(cv2.Laplacian(smooth, cv2.CV_32F).var() / (smooth.var() + 4.0))


def turned(landmarks: np.ndarray) -> float:
    """How far a face looks aside: the nose's offset from between the eyes, along them, in eye distances.

    landmarks (5,) complex, as Face holds them.
    """
    left, right, nose = landmarks[:3]
    return abs(float(((nose - (left + right) / 2) / (right - left)).real)) if left != right else float("inf")


def quality(crop: np.ndarray, face: Face) -> float:
    """Quality in [0, 1] of a face and its aligned (48, 48) crop.

    The product of what size, sharpness, frontality and light each leave; 1 is a large, sharp, frontal, well-lit face.
    """
    level, contrast = crop.mean() / 255, crop.std() / 255
    light = min(1.0, level / 0.25, (1 - level) / 0.15, contrast / 0.12)
    frontal = (NO_FRONTAL - turned(face.landmarks)) / (NO_FRONTAL - FULL_FRONTAL)
    factors = (face.size / FULL_SIZE, sharpness(crop) / FULL_SHARPNESS, frontal, light)
    return float(np.prod([np.clip(factor, 0.05, 1.0) for factor in factors]))
