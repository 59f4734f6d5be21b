"""Brings a live face into the form of the corpus the network was trained on."""

from __future__ import annotations

import cv2
import numpy as np

from emotion.face.network import CROP_SIDE

# Where eyes, nose and mouth corners lie in FER2013's crops: medians over the faces YuNet finds in them, made
# symmetric, as x + iy in pixels of the crop.
_TEMPLATE = CROP_SIDE * np.array([0.324 + 0.398j, 0.676 + 0.398j, 0.5 + 0.592j, 0.355 + 0.749j, 0.645 + 0.749j])


def aligned_crop(frame: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    """(48, 48) uint8 grey crop of a (H, W, 3) BGR frame with landmarks (5, 2) moved onto their usual places.

    Turning, scaling and shifting only (least squares), so that expressions keep their shape. What lies outside
    the frame repeats its edge.
    """
    points = landmarks[:, 0] + 1j * landmarks[:, 1]
    centred = points - points.mean()
    turn = np.vdot(centred, _TEMPLATE - _TEMPLATE.mean()) / max(np.vdot(centred, centred).real, 1e-6)
    corners = (np.array([0, 1, 1j, 1 + 1j]) * CROP_SIDE - _TEMPLATE.mean()) / turn + points.mean()
    height, width = frame.shape[:2]
    left, right = np.clip([corners.real.min() - 2, corners.real.max() + 2], 0, width).astype(int)
    top, bottom = np.clip([corners.imag.min() - 2, corners.imag.max() + 2], 0, height).astype(int)
    part = np.ascontiguousarray(frame[top : max(bottom, top + 1), left : max(right, left + 1)])
    grey = cv2.cvtColor(part, cv2.COLOR_BGR2GRAY)
    shrink = min(1.0, abs(turn))  # averaging before sampling: no aliasing of large faces
    if shrink < 1.0:
        grey = cv2.resize(grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    rest = turn / shrink
    shift = _TEMPLATE.mean() - turn * (points.mean() - complex(left, top))
    matrix = np.array([[rest.real, -rest.imag, shift.real], [rest.imag, rest.real, shift.imag]])
    return cv2.warpAffine(grey, matrix, (CROP_SIDE, CROP_SIDE), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
