"""How far a face crop can be trusted, from what can be measured without knowing the expression."""

from __future__ import annotations

import cv2
import numpy as np

from emotion.face.detector import Face

FULL_SIZE = 64.0  # px of face in the frame from which more adds nothing to a 48 px crop
FULL_SHARPNESS = 0.009
FULL_FRONTAL, NO_FRONTAL = 0.15, 0.9  # nose off the middle of the eyes, in eye distances: about 15 and 60 degrees


def sharpness(crop: np.ndarray) -> float:
    """Energy of a (H, W) crop's fine structure along the direction that has least, relative to its contrast.

    The smaller eigenvalue of the structure tensor (Bigün & Granlund 1987) of the band between 0.7 and 1.7 px: blur by
    focus takes all directions, blur by motion only one, sensor noise lies in finer bands, and light cancels out.
    FER2013's crops have about 0.015 and 99 of 100 more than 0.005; blurred by 2 px they have 0.001. 0 is flat.
    """
    fine = cv2.GaussianBlur(crop.astype(np.float32), (0, 0), 0.7)
    band = fine - cv2.GaussianBlur(fine, (0, 0), 1.5)
    x, y = (cv2.Sobel(band, cv2.CV_32F, *order, ksize=1).ravel() / 2 for order in ((1, 0), (0, 1)))
    tensor = np.array([[x @ x, x @ y], [x @ y, y @ y]]) / x.size
    return float(max(np.linalg.eigvalsh(tensor)[0], 0.0) / (fine.var() + 4.0))


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
