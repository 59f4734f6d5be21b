"""What each sense's encoder is trained on, tuned on and judged on."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from emotion.errors import CorpusError
from emotion.evaluation.corpus import read_corpus
from emotion.modalities import FACE, TEXT, VOICE
from emotion.training.face_corpus import FaceCorpus
from emotion.training.images import augment
from emotion.training.text_corpora import emobank, goemotions
from emotion.types import EMOTIONS, Modality
from emotion.voice.features import CLIP_SECONDS, SAMPLE_RATE

Vary = Callable[[object, np.random.Generator], object]

AUDIO_CORPORA = ("ravdess", "nemo")
LOGMEL_CORPUS = "crema_d_logmel"
_GREY_SIDE = 48  # px; FER2013's crops


@dataclass(frozen=True, eq=False)
class Examples:
    """N signals with targets (N, L) float32; where a row does not know a target it is NaN."""

    signals: list
    targets: np.ndarray

    def __len__(self) -> int:
        return len(self.signals)


@dataclass(frozen=True, eq=False)
class Task:
    """A sense's training: examples to fit and to calibrate on, how a signal is varied, and the files judged at the end.

    labels names the L outputs: the emotions, softmax classes or, if multi_label, sigmoids, then perhaps regressions.
    weights (7,) of the classes in the loss; notes go into the config (see head.NOTES); data says what was learnt from,
    under which licence.
    """

    modality: Modality
    labels: tuple[str, ...]
    multi_label: bool
    fit: Examples
    tune: Examples
    vary: Vary
    judged: tuple[tuple[Path, str], ...]
    data: str
    weights: np.ndarray = field(default_factory=lambda: np.ones(len(EMOTIONS), np.float32))
    notes: dict = field(default_factory=dict)


def task_of(modality: Modality, data: Path, seed: int) -> Task:
    """The training of a modality's encoder from the corpora under data (faces, speech, text).

    Raises CorpusError when one is missing.
    """
    if modality == FACE:
        return _faces(data)
    return _voices(data) if modality == VOICE else _texts(data, seed)


def _faces(data: Path) -> Task:
    fit, tune = FaceCorpus.read(data, "train"), FaceCorpus.read(data, "val")
    return Task(
        FACE,
        tuple(EMOTIONS),
        False,
        Examples(list(fit.images), fit.targets()),
        Examples(list(tune.images), np.eye(len(EMOTIONS), dtype=np.float32)[tune.labels]),
        augment,
        ((data / "faces" / "fer2013.parquet", "val"),),
        "FER2013 (Goodfellow et al. 2013; research use) with FER+ votes (Barsoum et al. 2016; MIT)",
        notes={"grey_side": _GREY_SIDE},
    )


def _voices(data: Path) -> Task:
    files = [data / "speech" / f"{name}.parquet" for name in AUDIO_CORPORA]
    missing = [str(file) for file in files if not file.is_file()]
    if missing:
        raise CorpusError(f"{', '.join(missing)} missing; --data names the folder that holds speech/ravdess.parquet")
    if (data / "speech" / f"{LOGMEL_CORPUS}.parquet").is_file():
        print(f"left out: {LOGMEL_CORPUS} holds log-mels only, and the encoder hears waveforms", file=sys.stderr)
    fit, tune = (_joined([_spoken(file, split) for file in files]) for split in ("train", "val"))
    counts = fit.targets.sum(axis=0)
    weights = np.where(counts > 0, len(fit) / np.maximum(counts, 1) / (counts > 0).sum(), 0).astype(np.float32)
    return Task(
        VOICE,
        tuple(EMOTIONS),
        False,
        fit,
        tune,
        vary_speech,
        tuple((file, "val") for file in files),
        "RAVDESS (Livingstone & Russo 2018) and nEMO (Christop 2024), both CC BY-NC-SA 4.0: not for commercial use",
        weights=weights,
    )


def _texts(data: Path, seed: int) -> Task:
    feelings, affect = goemotions(data, seed), emobank(data, seed)
    seven = len(EMOTIONS)

    def part(rows: str) -> Examples:
        felt, rated = getattr(feelings, rows), getattr(affect, rows)
        targets = np.full((len(felt) + len(rated), seven + 2), np.nan, np.float32)
        targets[: len(felt), :seven] = feelings.targets[felt, :seven]
        targets[len(felt) :, seven:] = affect.targets[rated]
        return Examples([feelings.texts[i] for i in felt] + [affect.texts[i] for i in rated], targets)

    return Task(
        TEXT,
        (*EMOTIONS, "valence", "arousal"),
        True,
        part("fit"),
        part("tune"),
        lambda text, _: text,
        ((data / "text" / "goemotions.parquet", "dev"), (data / "text" / "emobank.parquet", "dev")),
        "GoEmotions (Demszky et al. 2020; CC BY 4.0) and EmoBank (Buechel & Hahn 2017; CC BY-SA 4.0)",
        notes={"affect_range": [-1.0, 1.0]},
    )


def vary_speech(samples: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Another 3 s of a clip (n,) at 16 kHz, another speed (0.9 to 1.1, with the pitch), and now and then noise."""
    speed = rng.uniform(0.9, 1.1)
    length = min(int(CLIP_SECONDS * SAMPLE_RATE * speed), len(samples))
    start = int(rng.integers(0, len(samples) - length + 1))
    part = samples[start : start + length]
    part = np.interp(np.arange(0, length - 1, speed), np.arange(length), part).astype(np.float32)
    if rng.random() < 0.5:
        loudness = np.sqrt(np.mean(part**2)) * 10 ** (-rng.uniform(5, 35) / 20)
        part = part + (loudness * rng.standard_normal(len(part))).astype(np.float32)
    return part


def _spoken(file: Path, split: str) -> Examples:
    corpus = read_corpus(VOICE, file, split)
    assert corpus.classes is not None  # a corpus of voices names emotions
    known = np.flatnonzero(corpus.classes >= 0)
    targets = np.eye(len(EMOTIONS), dtype=np.float32)[corpus.classes[known]]
    return Examples([corpus.signals[i].samples for i in known], targets)


def _joined(parts: list[Examples]) -> Examples:
    return Examples([s for part in parts for s in part.signals], np.concatenate([part.targets for part in parts]))
