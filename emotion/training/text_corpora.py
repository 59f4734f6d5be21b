"""GoEmotions and EmoBank as arrays, divided into rows to fit on and rows to tune on."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.labels import emotion_of
from emotion.text.normalise import normalise
from emotion.training.negations import negated_sentences
from emotion.types import EMOTIONS

TUNE_SHARE = 0.1
NEGATION_COPIES = 2


@dataclass(frozen=True, eq=False)
class Corpus:
    """Normalised texts (N) with targets (N, T) float32, and the indices of the rows to fit and to tune on."""

    texts: list[str]
    targets: np.ndarray
    fit: np.ndarray
    tune: np.ndarray


def goemotions(data: Path, seed: int) -> Corpus:
    """GoEmotions (Demszky et al. 2020): targets (N, 35) are the seven emotions, then its own 28 labels, as 0 or 1."""
    table = _training_rows(data / "text" / "goemotions.parquet")
    names = sorted({name for labels in table.labels for name in labels})
    targets = np.zeros((len(table), len(EMOTIONS) + len(names)), np.float32)
    for row, labels in enumerate(table.labels):
        for name in labels:
            targets[row, EMOTIONS.index(emotion_of(name))] = 1
            targets[row, len(EMOTIONS) + names.index(name)] = 1
    return _with_negations(_divided(table.text, targets, seed), names)


def emobank(data: Path, seed: int) -> Corpus:
    """EmoBank (Buechel & Hahn 2017): targets (N, 2) are valence and arousal, its 1..5 mapped onto [-1, 1]."""
    table = _training_rows(data / "text" / "emobank.parquet")
    return _divided(table.text, (table[["V", "A"]].to_numpy(np.float32) - 3) / 2, seed)


def _training_rows(path: Path) -> pd.DataFrame:
    """The rows of split "train" whose text does not stand in another split too."""
    if not path.is_file():
        raise CorpusError(f"{path} is missing; --data names the folder that holds text/{path.name}")
    table = pd.read_parquet(path)
    key = table.text.str.strip().str.lower()
    training = table.split == "train"
    return table[training & ~key.isin(key[~training])].reset_index(drop=True)


def _with_negations(corpus: Corpus, names: list[str]) -> Corpus:
    """The corpus with this project's negated sentences added to the rows to fit, NEGATION_COPIES times each."""
    texts, targets = [], []
    for sentence, emotion in negated_sentences():
        target = np.zeros(corpus.targets.shape[1], np.float32)
        target[EMOTIONS.index(emotion)] = 1
        target[len(EMOTIONS) + names.index(emotion)] = 1
        texts.append(normalise(sentence))
        targets.append(target)
    added = len(corpus.texts) + np.arange(NEGATION_COPIES * len(texts))
    return Corpus(
        corpus.texts + texts * NEGATION_COPIES,
        np.concatenate([corpus.targets, *[np.stack(targets)] * NEGATION_COPIES]),
        np.concatenate([corpus.fit, added]),
        corpus.tune,
    )


def _divided(texts: pd.Series, targets: np.ndarray, seed: int) -> Corpus:
    """Equal texts fall on the same side, so that no tuning row has been fitted."""
    normalised = [normalise(text) for text in texts]
    groups = pd.factorize(pd.Series(normalised).str.lower())[0]
    shuffled = np.random.default_rng(seed).permutation(groups.max() + 1)
    tune = shuffled[groups] < TUNE_SHARE * len(shuffled)
    return Corpus(normalised, targets, np.flatnonzero(~tune), np.flatnonzero(tune))
