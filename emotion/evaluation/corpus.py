"""Reads labelled corpora (Parquet) into signals and labels on the seven emotions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import cv2
import numpy as np
import pandas as pd
import soundfile

from emotion.errors import CorpusError
from emotion.labels import emotion_of
from emotion.types import EMOTIONS

FACE_SIZE = 48
TEXT_COLUMNS = ("text", "utterance", "situation")
LABEL_COLUMNS = ("label", "emotion", "explicit_emotion")
PERSON_COLUMNS = ("speaker", "subject", "actor")
GROUP_COLUMNS = ("sex", "gender", "age", "language", "intensity", "category")
AGE_BANDS = {30: "0 to 29", 45: "30 to 44", 60: "45 to 59", 200: "60 and over"}
MOST_GROUPS = 200
"""A column with more different values than this is no grouping."""


@dataclass(frozen=True, eq=False)
class Corpus:
    """Labelled signals of one modality.

    rows (N,) are 0-based in the file. Of the labels those are set that the corpus has: classes (N,) with -1 where the
    label has no place among the seven; several (N, 7) bool for multi-label; valence and arousal (N,) on [-1, 1].
    people (N,) names who speaks or is shown, a row without a name being a person of its own; groups holds (N,) names by
    column, empty where the corpus does not say.
    """

    signals: list
    rows: np.ndarray
    people: np.ndarray
    unreadable: int = 0
    classes: np.ndarray | None = None
    several: np.ndarray | None = None
    valence: np.ndarray | None = None
    arousal: np.ndarray | None = None
    groups: dict[str, np.ndarray] = field(default_factory=dict)


def read_corpus(modality: str, file: Path, split: str | None = None) -> Corpus:
    """Read face, voice or text signals from a Parquet file; voice signals are waveforms or log-mels (see Clip).

    Without split every row is read; 'val' and 'dev' name the same split. Rows whose signal cannot be decoded are left
    out and counted. Raises CorpusError when the file is none, lacks a column or has no row of that split.
    """
    frame = read_frame(file, split)
    column, decode = _decoder(modality, frame, file)
    signals, kept = [], []
    for position, value in enumerate(frame[column]):
        signal = decode(value)
        if signal is not None:
            signals.append(signal)
            kept.append(position)
    if not signals:
        raise CorpusError(f"{file}: no readable {column} in {len(frame)} rows")
    labelled = frame.iloc[kept]
    known = _people_and_groups(labelled) | _labels(labelled, file)
    return Corpus(signals, labelled.index.to_numpy(), unreadable=len(frame) - len(kept), **known)


def read_frame(file: Path, split: str | None) -> pd.DataFrame:
    """The rows of a Parquet file that belong to a split, indexed by their 0-based place in the file."""
    try:
        frame = pd.read_parquet(file).reset_index(drop=True)
    except (OSError, ValueError) as error:
        raise CorpusError(f"{file} cannot be read as Parquet: {error}") from error
    if split is not None:
        if "split" not in frame:
            raise CorpusError(f"{file} has no column split; leave --split out to read all rows")
        names = {"val", "dev"} if split in ("val", "dev") else {split}
        found = sorted(frame["split"].unique())
        frame = frame[frame["split"].isin(names)]
        if frame.empty:
            raise CorpusError(f"{file} has no rows of split {split}; it has {', '.join(map(str, found))}")
    return frame


@dataclass(frozen=True, eq=False)
class Clip:
    """A voice signal: either samples (n,) float32 at 16 kHz or a stored log-mel image as bytes."""

    samples: np.ndarray | None = None
    stored_logmel: bytes | None = None


def _decoder(modality: str, frame: pd.DataFrame, file: Path) -> tuple[str, Callable]:
    if modality == "face":
        choices = {"image": decode_face}
    elif modality == "voice":
        choices = {"audio": _decode_audio, "logmel": _decode_logmel}
    else:
        choices = dict.fromkeys(TEXT_COLUMNS, _decode_text)
    for column, decode in choices.items():
        if column in frame:
            return column, decode
    raise CorpusError(f"{file} has none of the columns {', '.join(choices)}; it has {', '.join(frame.columns)}")


def decode_face(data: bytes) -> np.ndarray | None:
    """An encoded image as (48, 48) uint8 grey, or None where it is no image."""
    image = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_GRAYSCALE) if data else None
    if image is None:
        return None
    if image.shape != (FACE_SIZE, FACE_SIZE):
        image = cv2.resize(image, (FACE_SIZE, FACE_SIZE), interpolation=cv2.INTER_AREA)
    return image


def _decode_audio(data: bytes) -> Clip | None:
    from emotion.voice.features import decode_audio

    try:
        return Clip(samples=decode_audio(data))
    except soundfile.SoundFileError:
        return None


def _decode_logmel(data: bytes) -> Clip | None:
    return Clip(stored_logmel=bytes(data)) if data else None


def _decode_text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _labels(frame: pd.DataFrame, file: Path) -> dict[str, np.ndarray]:
    if "labels" in frame:
        return {"several": _several(frame["labels"])}
    found: dict[str, np.ndarray] = {}
    if {"V", "A"} <= set(frame.columns):
        found |= {"valence": _rescale(frame["V"], 1, 5), "arousal": _rescale(frame["A"], 1, 5)}
    elif {"valence", "arousal"} <= set(frame.columns):
        found |= {"valence": _rescale(frame["valence"], 1, 9), "arousal": _rescale(frame["arousal"], 1, 9)}
    column = next((c for c in LABEL_COLUMNS if c in frame), None)
    if column is not None:
        emotions = [emotion_of(value) for value in frame[column]]
        found["classes"] = np.array([-1 if e is None else EMOTIONS.index(e) for e in emotions])
    if not found:
        raise CorpusError(f"{file} has no labels: none of labels, V and A, {', '.join(LABEL_COLUMNS)}")
    return found


def _several(lists: pd.Series) -> np.ndarray:
    truth = np.zeros((len(lists), len(EMOTIONS)), bool)
    for row, names in enumerate(lists):
        for emotion in filter(None, map(emotion_of, names)):
            truth[row, EMOTIONS.index(emotion)] = True
    return truth


def _rescale(values: pd.Series, low: float, high: float) -> np.ndarray:
    return ((values - (low + high) / 2) / ((high - low) / 2)).to_numpy(np.float32)


def _people_and_groups(frame: pd.DataFrame) -> dict:
    person = next((column for column in PERSON_COLUMNS if column in frame and _names(frame[column]).any()), None)
    groups = {}
    for column in filter(None, (*GROUP_COLUMNS, person)):
        if column in frame:
            names = _age_bands(frame[column]) if column == "age" else _names(frame[column])
            if 1 < len(set(names) - {""}) <= MOST_GROUPS:
                groups[column] = names
    people = np.full(len(frame), "") if person is None else _names(frame[person])
    return {"people": np.where(people == "", [f"row {row}" for row in frame.index], people), "groups": groups}


def _names(values: pd.Series) -> np.ndarray:
    """(N,) str, stripped; empty where missing."""
    return values.astype("string").fillna("").str.strip().to_numpy(str)


def _age_bands(values: pd.Series) -> np.ndarray:
    years = pd.to_numeric(values, errors="coerce").to_numpy(float, na_value=np.nan)
    return np.select([years < below for below in AGE_BANDS], list(AGE_BANDS.values()), default="")
