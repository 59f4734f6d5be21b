"""Signals as 64 bits that stay nearly the same when the signal does, and a fast search for those that lie close."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache

import cv2
import numpy as np
from scipy.fft import dctn

SIDE = 32
CLOSE = {"face": 4, "voice": 2, "text": 4}
"""So many of the 64 bits may differ in a near-duplicate; the pictures of all voices have much in common."""

_KEPT = 8
_GRAM = 4
_CHUNK = 512


def of_pictures(pictures: Sequence[np.ndarray]) -> np.ndarray:
    """Perceptual hashes (N,) uint64 of grey pictures (H, W) of any size and number type.

    The signs of the 63 lowest frequencies of the cosine transform of a 32 x 32 thumbnail, against their median
    (Zauner 2010, Implementation and Benchmarking of Perceptual Image Hash Functions); light and contrast fall away.
    """
    thumbnails = [cv2.resize(np.asarray(p, np.float32), (SIDE, SIDE), interpolation=cv2.INTER_AREA) for p in pictures]
    if not thumbnails:
        return np.zeros(0, np.uint64)
    waves = dctn(np.stack(thumbnails), axes=(1, 2))[:, :_KEPT, :_KEPT].reshape(len(thumbnails), -1)[:, 1:]
    return _packed(waves > np.median(waves, axis=1, keepdims=True))


def of_texts(texts: Sequence[str]) -> np.ndarray:
    """Locality-sensitive hashes (N,) uint64 of texts: the majority over the hashes of all runs of four characters
    (simhash: Charikar 2002); case, punctuation and spaces do not count."""
    found = np.zeros((len(texts), 64), bool)
    for row, text in enumerate(texts):
        letters = "".join(filter(str.isalnum, text.lower()))
        grams = [letters[i : i + _GRAM] for i in range(max(1, len(letters) - _GRAM + 1))]
        found[row] = sum(_votes(gram) for gram in grams) > 0
    return _packed(found)


def pairs(left: np.ndarray, right: np.ndarray, most: int) -> np.ndarray:
    """Indices (P, 2) of the hashes (N,), (M,) that differ in so many bits at most."""
    found = []
    for start in range(0, len(left), _CHUNK):
        apart = np.bitwise_count(left[start : start + _CHUNK, None] ^ right[None])
        found.append(np.argwhere(apart <= most) + np.array([start, 0]))
    return np.concatenate(found) if found else np.zeros((0, 2), int)


@lru_cache(maxsize=200_000)
def _votes(gram: str) -> np.ndarray:
    digest = hashlib.blake2b(gram.encode("utf-8", "replace"), digest_size=8).digest()
    return 2 * np.unpackbits(np.frombuffer(digest, np.uint8)).astype(np.int16) - 1


def _packed(bits: np.ndarray) -> np.ndarray:
    """Bits (N, 63 or 64) as (N,) uint64."""
    padded = np.zeros((len(bits), 64), bool)
    padded[:, : bits.shape[1]] = bits
    return np.packbits(padded, axis=1).view(np.uint64)[:, 0]
