"""Pools of observations, by modality and emotion, from which multimodal sequences are composed.

A take is one still, clip or text seen several times over: `clean` views differ as moments of a live signal do,
`corrupted` ones as a failing sensor's do. Each view has gone through the shipped network.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from emotion.errors import CorpusError
from emotion.evaluation.batches import run_batches
from emotion.evaluation.corpus import Clip, Corpus, read_corpus
from emotion.evaluation.evaluate import runner
from emotion.fusion.tokens import SENSED
from emotion.modalities import FACE, TEXT, VOICE
from emotion.types import Modality, Prediction

CLEAN_VIEWS = {FACE: 6, VOICE: 3, TEXT: 1}
CORRUPTED_VIEWS = {FACE: 3, VOICE: 2, TEXT: 1}
TEXTS = ("goemotions", "isear", "empatheticdialogues")
"""Corpora of first-person texts, short as comments are."""
MIN_WORDS = 3


@dataclass(frozen=True, eq=False)
class Takes:
    """N takes of one modality.

    labels (N,) class indices; corpora (N,) and people (N,) names; views' predictions as (N, K, ...) arrays.
    """

    labels: np.ndarray
    corpora: np.ndarray
    people: np.ndarray
    clean: dict[str, np.ndarray]
    corrupted: dict[str, np.ndarray]

    def of(self, chosen: np.ndarray) -> Takes:
        """Some of the takes, by index or (N,) bool."""
        return Takes(
            self.labels[chosen],
            self.corpora[chosen],
            self.people[chosen],
            {name: values[chosen] for name, values in self.clean.items()},
            {name: values[chosen] for name, values in self.corrupted.items()},
        )

    def complete(self) -> np.ndarray:
        """Indices of the takes of those corpora that have the most emotions."""
        held = {corpus: len(set(self.labels[self.corpora == corpus])) for corpus in set(self.corpora)}
        return np.flatnonzero(np.isin(self.corpora, [name for name, n in held.items() if n == max(held.values())]))


def build_takes(data: Path, split: str, per_class: int, seed: int, complete: bool = False) -> dict[Modality, Takes]:
    """Takes of face, voice and text from the corpora under data, at most per_class for an emotion of a corpus.

    complete leaves out the corpora that lack an emotion which another of their modality has. Raises CorpusError when a
    modality has no corpus with that split.
    """
    return {
        m: takes_of(m, data, split, per_class, np.random.default_rng([seed, i]), complete) for i, m in enumerate(SENSED)
    }


def takes_of(
    modality: Modality, data: Path, split: str, per_class: int, rng: np.random.Generator, complete: bool
) -> Takes:
    """Takes of one modality; see build_takes."""
    files = {
        FACE: sorted((data / "faces").glob("*.parquet")),
        VOICE: sorted((data / "speech").glob("*.parquet")),
        TEXT: [file for name in TEXTS if (file := data / "text" / f"{name}.parquet").is_file()],
    }[modality]
    read: dict[str, tuple[Corpus, np.ndarray]] = {}
    for file in files:
        try:
            corpus = read_corpus(modality, file, split)
        except CorpusError as error:
            print(f"left out: {error}", file=sys.stderr)
            continue
        read[file.stem] = corpus, _single_classes(corpus)
    most = max((len(_emotions(classes)) for _, classes in read.values()), default=0)
    signals, labels, corpora, people = [], [], [], []
    for name, (corpus, classes) in read.items():
        if complete and len(_emotions(classes)) < most:
            continue
        for label in _emotions(classes):
            own = [i for i in np.flatnonzero(classes == label) if _usable(corpus.signals[i])]
            for i in rng.permutation(own)[:per_class].astype(int):
                signals.append(corpus.signals[i])
                labels.append(label)
                corpora.append(name)
                people.append(corpus.people[i])
    if not signals:
        raise CorpusError(
            f"no {modality} signals of split {split}; looked in {', '.join(map(str, files)) or 'no file'}"
        )
    return seen_takes(modality, signals, np.array(labels), np.array(corpora), np.array(people), rng)


def seen_takes(
    modality: Modality,
    signals: list,
    labels: np.ndarray,
    corpora: np.ndarray,
    people: np.ndarray,
    rng: np.random.Generator,
) -> Takes:
    """N signals of a corpus's rows, varied and corrupted, as the shipped network reads them; labels, corpora and people
    (N,) as in Takes.
    """
    signals = [_to_array(s) for s in signals]
    vary, corrupt = _VARY[modality], _CORRUPT[modality]
    predict = runner(modality) if modality != VOICE else _voice_runner()
    return Takes(
        labels,
        corpora,
        people,
        _views(signals, vary, CLEAN_VIEWS[modality], predict, rng),
        _views(signals, corrupt, CORRUPTED_VIEWS[modality], predict, rng),
    )


def _single_classes(corpus: Corpus) -> np.ndarray:
    if corpus.several is None:
        return corpus.classes
    return np.where(corpus.several.sum(axis=1) == 1, corpus.several.argmax(axis=1), -1)


def _emotions(classes: np.ndarray) -> list[int]:
    return sorted(set(classes.tolist()) - {-1})


def _usable(signal: object) -> bool:
    return not isinstance(signal, str) or len(signal.split()) >= MIN_WORDS


def _to_array(signal: object) -> object:
    if not isinstance(signal, Clip):
        return signal
    from emotion.voice.features import decode_logmel, log_mel

    return decode_logmel(signal.stored_logmel) if signal.samples is None else log_mel(signal.samples)


def _voice_runner() -> Callable[[Sequence], Prediction]:
    from emotion.voice import VoiceNetwork

    network = VoiceNetwork.load()
    return lambda logmels: network.predict(list(logmels))


def _views(signals: list, change: Callable, count: int, predict: Callable, rng: np.random.Generator) -> dict:
    seen = run_batches(predict, [change(signal, rng) for signal in signals for _ in range(count)])
    fields = ("probabilities", "embedding", "valence", "arousal", "intent")
    values = {name: getattr(seen, name) for name in fields if getattr(seen, name) is not None}
    return {name: v.reshape(len(signals), count, *v.shape[1:]).astype(np.float32) for name, v in values.items()}


def vary_face(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One moment of a live face: slight motion, light and sensor noise over a (48, 48) uint8 crop."""
    turn = cv2.getRotationMatrix2D((24, 24), rng.normal(0, 4), rng.uniform(0.92, 1.08))
    turn[:, 2] += rng.normal(0, 1.2, 2)
    moved = cv2.warpAffine(crop, turn, (48, 48), borderMode=cv2.BORDER_REPLICATE).astype(np.float32)
    lit = (moved - 127) * rng.uniform(0.8, 1.15) + 127 + rng.normal(0, 12)
    return np.clip(lit + rng.normal(0, rng.uniform(0, 5), lit.shape), 0, 255).astype(np.uint8)


def corrupt_face(crop: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A face that can hardly be read: smeared, drowned in noise, half covered or badly cut out."""
    kind = rng.integers(4)
    if kind == 0:
        return cv2.GaussianBlur(crop, (0, 0), rng.uniform(3.5, 7))
    if kind == 1:
        return np.clip(crop + rng.normal(0, rng.uniform(50, 90), crop.shape), 0, 255).astype(np.uint8)
    if kind == 2:
        covered = crop.copy()
        top = 24 if rng.random() < 0.5 else 0
        covered[top : top + 24] = rng.integers(0, 255)
        return covered
    matrix = cv2.getRotationMatrix2D((24, 24), rng.uniform(40, 180), rng.choice([0.4, 2.5]))
    matrix[:, 2] += rng.normal(0, 8, 2)
    return cv2.warpAffine(crop, matrix, (48, 48), borderMode=cv2.BORDER_REFLECT)


def vary_voice(logmel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """One window of running speech: another cut and some room noise over a (128, frames) log-mel in [0, 1]."""
    cut = rng.integers(0, max(1, logmel.shape[1] // 5))
    return add_noise(logmel[:, cut:], rng.uniform(15, 40), rng)


def corrupt_voice(logmel: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Speech drowned in noise, or cut to a band of a few hundred hertz."""
    if rng.random() < 0.6:
        return add_noise(logmel, rng.uniform(-8, 3), rng)
    low = rng.integers(0, 90)
    narrow = np.zeros_like(logmel)
    narrow[low : low + 25] = logmel[low : low + 25]
    return _rescaled(narrow)


def add_noise(logmel: np.ndarray, snr_db: float, rng: np.random.Generator) -> np.ndarray:
    """Add coloured noise at a signal-to-noise ratio to a log-mel in [0, 1] that spans 80 dB, as power; rescaled."""
    power = 10.0 ** (8.0 * logmel)
    tilt = 10.0 ** (rng.uniform(-2, 0.3) * np.linspace(0, 1, len(power))[:, None])
    noise = tilt * rng.exponential(1.0, power.shape)
    noise *= power.mean() / noise.mean() / 10.0 ** (snr_db / 10)
    return _rescaled(np.log10(power + noise))


def _rescaled(values: np.ndarray) -> np.ndarray:
    values = np.maximum(values, values.max() - 8.0)
    spread = values.max() - values.min()
    return ((values - values.min()) / (spread if spread > 0 else 1.0)).astype(np.float32)


def corrupt_text(text: str, rng: np.random.Generator) -> str:
    """A comment that lost its sense: a few of its words, their letters mixed up."""
    words = [w for w in text.split() if w]
    kept = rng.permutation(words)[: max(1, len(words) // 2)]
    return " ".join("".join(rng.permutation(list(str(w)))) for w in kept)


def _same_text(text: str, _: np.random.Generator) -> str:
    return text


_VARY = {FACE: vary_face, VOICE: vary_voice, TEXT: _same_text}
_CORRUPT = {FACE: corrupt_face, VOICE: corrupt_voice, TEXT: corrupt_text}
