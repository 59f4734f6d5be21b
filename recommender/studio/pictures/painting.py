"""Paints a picture for a place on the affect plane."""

from __future__ import annotations

import io
from random import Random

import numpy as np
from PIL import Image

from recommender.studio.pictures.canvas import Canvas
from recommender.studio.pictures.colours import palette
from recommender.studio.pictures.subjects import SUBJECTS, Scene

SIZE_LIMIT = 60_000
"""Bytes of a picture's file."""


def paint(subject: str, valence: float, arousal: float, seed: int) -> np.ndarray:
    """(1200, 800, 3) uint8 RGB: one of SUBJECTS for a feeling, each in [-1, 1]. Alike for like arguments."""
    random = Random(f"picture {seed}")
    colours = palette(valence, arousal, random)
    canvas = Canvas(seed)
    SUBJECTS[subject](Scene(canvas, colours, random, calm=(1 - arousal) / 2, dark=(1 - valence) / 2))
    return canvas.image()


def webp(image: np.ndarray, limit: int = SIZE_LIMIT) -> bytes:
    """A picture as WebP of at most `limit` bytes, as good as fits."""
    for quality in range(86, 10, -8):
        held = io.BytesIO()
        Image.fromarray(image).save(held, "WEBP", quality=quality, method=4)
        if held.tell() <= limit:
            break
    return held.getvalue()
