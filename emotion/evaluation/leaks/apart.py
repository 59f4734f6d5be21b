"""Which rows of a split have a near-duplicate in another split, so that figures can be had without them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from emotion.errors import CorpusError
from emotion.evaluation.leaks.fingerprints import CLOSE, pairs
from emotion.evaluation.leaks.signals import read


def repeated(kind: str, file: Path, split: str | None) -> np.ndarray:
    """(N,) bool of the readable rows of a split of a corpus of faces, speech or text, in the order of the file.

    Raises CorpusError where the file has no such split, or no other to look in.
    """
    signals = read(kind, file)
    if signals is None:
        raise CorpusError(f"{file} holds no labelled rows of kind {kind}")
    own = np.isin(signals.split, ["val", "dev"] if split in ("val", "dev") else [split])
    if not own.any() or own.all():
        raise CorpusError(f"{file} has no rows of split {split} beside others to compare them with")
    close = pairs(signals.hashes[~own], signals.hashes[own], CLOSE[kind])
    found = np.zeros(own.sum(), bool)
    found[close[:, 1]] = True
    return found
