"""The labelled corpora of a folder, as what leaks are looked for in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from emotion.errors import CorpusError
from emotion.evaluation.corpus import Clip, read_corpus, read_frame
from emotion.evaluation.leaks import fingerprints
from emotion.voice.features import decode_logmel, log_mel

FOLDERS = {"face": "faces", "voice": "speech", "text": "text"}
GROUP_COLUMNS = ("speaker", "subject", "actor", "dialogue_id", "conversation_id")
"""What may stand in one split only, the first of them that a file has."""

THUMBNAIL = 12


@dataclass(frozen=True, eq=False)
class Signals:
    """Rows of a corpus in the order of the file: split (N,), group (N,) or None, what groups are, classes (N,) with -1
    where there is none of the seven, hashes (N,) uint64, and features (N, F) for a quick classifier."""

    name: str
    kind: str
    split: np.ndarray
    group: np.ndarray | None
    grouped_by: str | None
    classes: np.ndarray
    hashes: np.ndarray
    features: np.ndarray

    def __len__(self) -> int:
        return len(self.split)


def read_all(data: Path, kinds: Sequence[str] = tuple(FOLDERS)) -> Iterator[Signals]:
    """Every labelled corpus under the folder. Raises CorpusError when there is none."""
    files = [(kind, file) for kind in kinds for file in sorted((data / FOLDERS[kind]).glob("*.parquet"))]
    if not files:
        raise CorpusError(f"{data} holds no corpora; give the folder that holds {', '.join(FOLDERS.values())}")
    for kind, file in files:
        found = read(kind, file)
        if found is not None:
            yield found


def read(kind: str, file: Path) -> Signals | None:
    """A corpus of one kind; None where it has no label of the kind that is looked at."""
    try:
        corpus = read_corpus(kind, file)
    except CorpusError:
        return None
    frame = read_frame(file, None).loc[corpus.rows]
    column = next((name for name in GROUP_COLUMNS if name in frame), None)
    classes = corpus.classes
    if classes is None:
        several = corpus.several
        classes = np.full(len(frame), -1) if several is None else np.where(several.any(1), several.argmax(1), -1)
    pictures = pictures_of(corpus.signals) if kind != "text" else []
    return Signals(
        name=f"{FOLDERS[kind]}/{file.stem}",
        kind=kind,
        split=frame["split"].astype(str).to_numpy() if "split" in frame else np.full(len(frame), "all"),
        group=None if column is None else frame[column].astype(str).to_numpy(),
        grouped_by=column,
        classes=classes,
        hashes=fingerprints.of_texts(corpus.signals) if kind == "text" else fingerprints.of_pictures(pictures),
        features=np.zeros((len(frame), 0)) if kind == "text" else _features(pictures, kind),
    )


def pictures_of(signals: Sequence[np.ndarray | Clip]) -> list[np.ndarray]:
    """Pictures as they are; of sounds their log-mels (128, frames), those stored with them where there are."""
    return [_log_mel(signal) if isinstance(signal, Clip) else signal for signal in signals]


def _log_mel(clip: Clip) -> np.ndarray:
    return log_mel(clip.samples) if clip.stored_logmel is None else decode_logmel(clip.stored_logmel)


def _features(pictures: Sequence[np.ndarray], kind: str) -> np.ndarray:
    """Of a voice the mean and spread of each mel band, which know a speaker well; of a face a thumbnail."""
    if kind == "voice":
        return np.array([np.concatenate([p.mean(axis=1), p.std(axis=1)]) for p in pictures], np.float32)
    return np.zeros((len(pictures), 0))
