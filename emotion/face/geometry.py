"""Turning, scaling and shifting of points and pictures; points are complex numbers x + iy in pixels."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np

FRONTAL = np.array([0.324 + 0.398j, 0.676 + 0.398j, 0.5 + 0.592j, 0.355 + 0.749j, 0.645 + 0.749j])
"""(5,): where eyes, nose and mouth corners lie in FER2013's crops, in units of their side: medians over the faces
found in them, made symmetric."""


@dataclass(frozen=True)
class Similarity:
    """z -> turn * z + shift."""

    turn: complex
    shift: complex

    @classmethod
    def fit(cls, points: np.ndarray, targets: np.ndarray) -> Similarity:
        """The one that brings points (n,) nearest to targets (n,), by least squares."""
        centred = points - points.mean()
        turn = np.vdot(centred, targets - targets.mean()) / max(np.vdot(centred, centred).real, 1e-6)
        return cls(complex(turn), complex(targets.mean() - turn * points.mean()))

    def __call__(self, points: np.ndarray) -> np.ndarray:
        return self.turn * points + self.shift

    def inverse(self) -> Similarity:
        """The way back."""
        return Similarity(1 / self.turn, -self.shift / self.turn)

    def sample(self, frame: np.ndarray, side: int) -> np.ndarray:
        """The (side, side) part of a frame (H, W) or (H, W, C) that is moved onto the square from 0 to side.

        Large parts are averaged before they are sampled, so nothing aliases. Outside, the frame's edge repeats.
        """
        corners = self.inverse()(side * np.array([0, 1, 1j, 1 + 1j]))
        height, width = frame.shape[:2]
        left, right = np.clip([corners.real.min() - 2, corners.real.max() + 2], 0, width - 1).astype(int)
        top, bottom = np.clip([corners.imag.min() - 2, corners.imag.max() + 2], 0, height - 1).astype(int)
        part = np.ascontiguousarray(frame[top : bottom + 1, left : right + 1])
        shift = self.shift + self.turn * complex(left, top)
        size = [max(1, round(length * min(1.0, abs(self.turn)))) for length in part.shape[1::-1]]
        shrink = np.array(size) / part.shape[1::-1]
        if min(shrink) < 1:
            part = cv2.resize(part, size, interpolation=cv2.INTER_AREA)
        matrix = np.array([[self.turn.real, -self.turn.imag, shift.real], [self.turn.imag, self.turn.real, shift.imag]])
        matrix[:, :2] /= shrink
        return cv2.warpAffine(part, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
