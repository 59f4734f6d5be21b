"""CMU-MOSI (Zadeh et al. 2016): utterances of opinion videos, positive or negative, with published features."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from emotion.errors import CorpusError

PUBLISHED = ("text", "audio", "visual")
"""The features of Poria et al. (2017), in the order of their tables."""


@dataclass(frozen=True, eq=False)
class Mosi:
    """N utterances: videos (N,) names, places (N,) order within the video, labels (N,) 0 or 1, transcripts (N,) str,
    and published features (N, D) float32 by modality."""

    videos: np.ndarray
    places: np.ndarray
    labels: np.ndarray
    transcripts: np.ndarray
    features: dict[str, np.ndarray]

    def of(self, rows: np.ndarray) -> Mosi:
        """Some of the utterances, by index."""
        features = {name: values[rows] for name, values in self.features.items()}
        return Mosi(self.videos[rows], self.places[rows], self.labels[rows], self.transcripts[rows], features)

    def neighbours(self, reach: int) -> tuple[np.ndarray, np.ndarray]:
        """Rows (N, 2 * reach + 1) of the utterances from reach before to reach after each one in its video, and which
        exist; where none does, the row is the utterance's own."""
        rows = np.repeat(np.arange(len(self.labels))[:, None], 2 * reach + 1, axis=1)
        exists = np.zeros(rows.shape, bool)
        for video in np.unique(self.videos):
            own = np.flatnonzero(self.videos == video)
            own = own[np.argsort(self.places[own], kind="stable")]
            around = np.arange(len(own))[:, None] + np.arange(-reach, reach + 1)
            inside = (around >= 0) & (around < len(own))
            rows[own] = np.where(inside, own[np.clip(around, 0, len(own) - 1)], own[:, None])
            exists[own] = inside
        return rows, exists


def read_mosi(file: Path) -> Mosi:
    """Read an npz file with transcript, label, video_id, utterance_index, text, audio and visual.

    Other keys are not looked at, so an unknown sentiment does no harm. Raises CorpusError when the file is none, a key
    is missing, lengths differ, numbers are none, a label is neither 0 nor 1, or a feature is not finite.
    """
    try:
        with file.open("rb") as source, np.load(source, allow_pickle=False) as stored:
            held = {name: stored[name] for name in stored.files}
    except (OSError, ValueError, BadZipFile, EOFError) as error:
        raise CorpusError(f"{file} cannot be read as npz: {error}") from error
    needed = ("transcript", "label", "video_id", "utterance_index", *PUBLISHED)
    if lacking := [name for name in needed if name not in held]:
        raise CorpusError(f"{file} lacks {', '.join(lacking)}; it has {', '.join(held)}")
    shapes = {name: held[name].shape for name in needed}
    count = len(held["label"]) if held["label"].ndim == 1 else 0
    wrong = [n for n, s in shapes.items() if s[:1] != (count,) or len(s) != (2 if n in PUBLISHED else 1)]
    if wrong or not count:
        raise CorpusError(f"{file}: shapes do not fit together: {', '.join(f'{n} {s}' for n, s in shapes.items())}")
    try:
        features = {name: held[name].astype(np.float32) for name in PUBLISHED}
        places = held["utterance_index"].astype(int)
    except ValueError as error:
        raise CorpusError(f"{file}: {', '.join(PUBLISHED)} and utterance_index must be numbers: {error}") from error
    if not np.isin(held["label"], (0, 1)).all():
        raise CorpusError(f"{file}: labels must be 0 (negative) or 1 (positive)")
    for name, values in features.items():
        if not np.isfinite(values).all():
            rows = int((~np.isfinite(values)).any(axis=1).sum())
            raise CorpusError(f"{file}: {name} holds values that are not finite, in {rows} rows")
    return Mosi(
        held["video_id"].astype(str), places, held["label"].astype(int), held["transcript"].astype(str), features
    )
