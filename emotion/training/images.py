"""Augmentation of grey face crops: what a live detector's crop may differ in from a curated one."""

from __future__ import annotations

import cv2
import numpy as np


def augment(crop: np.ndarray, rng: np.random.Generator, side: int | None = None, strength: float = 1.0) -> np.ndarray:
    """A varied copy of a (H, W) uint8 face crop, resampled to (side, side) uint8 (default: H).

    Geometry (mirror, rotation, scale, shift, aspect) always; light, resolution, noise, compression and an
    erased patch (Zhong et al. 2017, Random Erasing) each now and then. strength, in [0, 1], scales how far the
    geometry goes and how often the rest is met.
    """
    image = _place(crop, rng, side or crop.shape[0], strength)
    if rng.random() < 0.6 * strength:
        image = _relight(image, rng)
    if rng.random() < 0.25 * strength:
        image = _lose_detail(image, rng)
    if rng.random() < 0.15 * strength:
        image = np.clip(image + rng.normal(0, rng.uniform(2, 12), image.shape), 0, 255).astype(np.uint8)
    if rng.random() < 0.15 * strength:
        _, coded = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(25, 80))])
        image = cv2.imdecode(coded, cv2.IMREAD_GRAYSCALE)
    if rng.random() < 0.3 * strength:
        _erase(image, rng)
    return image


def _place(crop: np.ndarray, rng: np.random.Generator, side: int, strength: float) -> np.ndarray:
    height, width = crop.shape
    scale = (1 + strength * rng.uniform(-0.15, 0.2)) * side / width
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), rng.normal(0, 8 * strength), scale)
    matrix[0] *= 1 + strength * rng.uniform(-0.07, 0.07)  # seen from the side or by a wide lens
    if rng.random() < 0.5:
        matrix[0] *= -1
    centre = matrix[:, :2] @ ((width - 1) / 2, (height - 1) / 2)
    matrix[:, 2] = (side - 1) / 2 - centre + strength * rng.uniform(-0.09, 0.09, 2) * side
    border = cv2.BORDER_REPLICATE if rng.random() < 0.5 else cv2.BORDER_REFLECT_101
    return cv2.warpAffine(crop, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=border)


def _relight(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    levels = np.linspace(0, 1, 256) ** np.exp(rng.normal(0, 0.3))
    levels = (levels - 0.5) * rng.uniform(0.5, 1.3) + 0.5 + rng.uniform(-0.15, 0.15)
    image = cv2.LUT(image, np.clip(levels * 255, 0, 255).astype(np.uint8))
    if rng.random() < 0.4:
        angle = rng.uniform(0, 2 * np.pi)
        ramp = np.linspace(-1, 1, image.shape[0])
        shade = 1 + rng.uniform(0.1, 0.5) * (np.cos(angle) * ramp[None, :] + np.sin(angle) * ramp[:, None])
        image = np.clip(image * shade, 0, 255).astype(np.uint8)
    return image


def _lose_detail(image: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    side = image.shape[0]
    if rng.random() < 0.5:
        return cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.3))
    small = cv2.resize(image, (int(side * rng.uniform(0.4, 0.8)),) * 2, interpolation=cv2.INTER_AREA)
    return cv2.resize(small, (side, side), interpolation=cv2.INTER_LINEAR)


def _erase(image: np.ndarray, rng: np.random.Generator) -> None:
    side = image.shape[0]
    height, width = (rng.uniform(0.12, 0.4, 2) * side).astype(int)
    y, x = rng.integers(0, side - height), rng.integers(0, side - width)
    image[y : y + height, x : x + width] = rng.integers(0, 256)
