"""Batches and predictions as bytes, in safetensors' format: arrays by name, and nothing that could be run."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import fields

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load, save

from emotion.types import EMOTIONS, Prediction

MOST_BYTES = 32 * 1024 * 1024
"""Of a request or an answer."""

MODELS_HEADER = "X-Attune-Models"
"""Under which a request says of which weights an answer is wanted."""

_WORDS = "words"


class WireError(ValueError):
    """Bytes that hold no batch or no prediction."""


def pack_batch(batch: Sequence) -> bytes:
    """N arrays of any shapes, or N str. Words are put as JSON into one array."""
    if len(batch) and isinstance(batch[0], str):
        words = json.dumps(list(batch)).encode("ascii")
        return save({_WORDS: np.frombuffer(words, np.uint8)})
    return save({str(number): np.ascontiguousarray(item) for number, item in enumerate(batch)})


def unpack_batch(body: bytes) -> list[np.ndarray] | list[str]:
    """What `pack_batch` packed. Raises WireError."""
    arrays = _arrays(body)
    try:
        if _WORDS in arrays:
            found = json.loads(arrays[_WORDS].tobytes())
            if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
                raise WireError("words are a list of str")
            return found
        return [arrays[str(number)] for number in range(len(arrays))]
    except (KeyError, UnicodeDecodeError, json.JSONDecodeError):
        raise WireError("no batch") from None


def pack_prediction(prediction: Prediction) -> bytes:
    """What a network gave; what it does not give is left out."""
    given = {one.name: getattr(prediction, one.name) for one in fields(Prediction)}
    return save({name: np.ascontiguousarray(values) for name, values in given.items() if values is not None})


def unpack_prediction(body: bytes, rows: int) -> Prediction:
    """The prediction for so many signals. Raises WireError where it is none, or not for so many."""
    arrays = _arrays(body)
    known = {one.name for one in fields(Prediction)}
    if not {"probabilities"} <= arrays.keys() <= known or arrays["probabilities"].shape != (rows, len(EMOTIONS)):
        raise WireError("no prediction for these signals")
    if any(len(values) != rows or not np.isfinite(values).all() for values in arrays.values()):
        raise WireError("a prediction of other rows, or not finite")
    return Prediction(**arrays)


def _arrays(body: bytes) -> dict[str, np.ndarray]:
    if len(body) > MOST_BYTES:
        raise WireError("too large")
    try:
        return load(body)
    except (SafetensorError, ValueError, KeyError, TypeError):
        raise WireError("no arrays") from None
