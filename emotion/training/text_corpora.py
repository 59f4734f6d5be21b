"""The corpora of text as arrays, divided into rows to fit on and rows to tune on."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.labels import emotion_of
from emotion.text.normalise import normalise
from emotion.text.whose import Whose
from emotion.training.negations import negated_sentences
from emotion.types import EMOTIONS

COMMENTS = Path(__file__).with_name("comments.csv")
"""This project's own comments in four languages: family of content, whose feeling, emotion, valence and arousal."""

SITUATIONS = {
    "isear": ("text", "emotion"),
    "empatheticdialogues": ("situation", "emotion"),
    "meld_text": ("utterance", "emotion"),
    "emorynlp_text": ("utterance", "emotion"),
}
"""Corpora with one label a text: their columns of text and label. Labels become emotions by emotion.labels."""

DIALOGUES = ("meld_text", "emorynlp_text")
"""Those of single lines, whose feeling often lies in the scene and not in their words."""

COUNTS = {"meld_text": 4.0, "own": 5.0}
"""Corpora that count more than the root of their size: talk as people type it."""

TUNE_SHARE = 0.1
OWN_TUNE_SHARE = 0.5
"""Of this project's own comments; what plain reports look like is learnt from few others."""
NEGATION_COPIES = 2


@dataclass(frozen=True, eq=False)
class Corpus:
    """Normalised texts (N) with targets (N, T) float32, and the indices of the rows to fit and to tune on."""

    texts: list[str]
    targets: np.ndarray
    fit: np.ndarray
    tune: np.ndarray


@dataclass(frozen=True, eq=False)
class Corpora:
    """All that the text model learns from: GoEmotions, EmoBank, SITUATIONS, and this project's own comments."""

    several: Corpus
    rated: Corpus
    labelled: tuple[Corpus, ...]
    own: Corpus

    @classmethod
    def read(cls, data: Path, seed: int, languages: Collection[str] = ("en",)) -> Corpora:
        """All of them, from the folder that holds text, with own comments in some languages.

        Raises CorpusError when one is missing.
        """
        labelled = tuple(situations(data, name, seed) for name in SITUATIONS)
        return cls(goemotions(data, seed), emobank(data, seed), labelled, own_comments(seed, languages))

    def __iter__(self) -> Iterator[Corpus]:
        return iter((self.several, self.rated, *self.labelled, self.own))

    @property
    def texts(self) -> list[str]:
        """All texts, corpus after corpus."""
        return [text for corpus in self for text in corpus.texts]

    def start(self, corpus: Corpus) -> int:
        """The place of a corpus's first text among all."""
        every = list(self)
        return sum(len(other.texts) for other in every[: every.index(corpus)])

    def in_dialogue(self, places: np.ndarray) -> np.ndarray:
        """(N,) bool: which of some places of texts are lines of DIALOGUES."""
        found = np.zeros(len(places), bool)
        for name, corpus in zip(SITUATIONS, self.labelled, strict=True):
            if name in DIALOGUES:
                start = self.start(corpus)
                found |= (places >= start) & (places < start + len(corpus.texts))
        return found

    def felt(self, part: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Of the rows "fit" or "tune" that state an emotion: places (N,), 0 or 1 by emotion (N, 7), weights (N,).

        A corpus counts with the root of its size, so that neither the largest nor those without neutral texts rule.
        """
        places, targets, weights = [], [], []
        for name, corpus in zip(("", *SITUATIONS, "own"), (self.several, *self.labelled, self.own), strict=True):
            rows = getattr(corpus, part)
            seven = corpus.targets[rows, : len(EMOTIONS)]
            known = seven.any(axis=1)
            places.append(rows[known] + self.start(corpus))
            targets.append(seven[known])
            weights.append(np.full(known.sum(), COUNTS.get(name, 1.0) * known.sum() ** -0.5))
        return np.concatenate(places), np.concatenate(targets), np.concatenate(weights)


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


def situations(data: Path, name: str, seed: int) -> Corpus:
    """A corpus of SITUATIONS: targets (N, 7 + K) are the emotion, all 0 where the label is none of the seven, then
    the corpus's own K labels, as 0 or 1.
    """
    column, label = SITUATIONS[name]
    table = _training_rows(data / "text" / f"{name}.parquet", column)
    own = pd.get_dummies(table[label]).to_numpy(np.float32)
    return _divided(table[column], np.hstack([_one_hot(table[label].map(emotion_of)), own]), seed)


def comments(languages: Collection[str] = ("en",)) -> pd.DataFrame:
    """This project's own comments in some languages, as they stand in COMMENTS."""
    table = pd.read_csv(COMMENTS)
    return table[table.language.isin(languages)].reset_index(drop=True)


def own_comments(seed: int, languages: Collection[str] = ("en",)) -> Corpus:
    """Targets (N, 18) are the emotion as 0 or 1, valence and arousal, and whose feeling it is as 0 or 1."""
    table = comments(languages)
    rated = table[["valence", "arousal"]].to_numpy(np.float32)
    targets = np.hstack([_one_hot(table.emotion), rated, _one_hot(table.whose, tuple(Whose))])
    return _divided(table.text, targets, seed, OWN_TUNE_SHARE)


def _one_hot(names: pd.Series, classes: Sequence[str] = EMOTIONS) -> np.ndarray:
    """(N, classes); a row of zeros where the name is none of them."""
    return np.stack([names == name for name in classes], axis=1).astype(np.float32)


def _training_rows(path: Path, column: str = "text") -> pd.DataFrame:
    """The rows of split "train" whose text does not stand in another split too."""
    if not path.is_file():
        raise CorpusError(f"{path} is missing; --data names the folder that holds text/{path.name}")
    table = pd.read_parquet(path)
    key = table[column].str.strip().str.lower()
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


def _divided(texts: pd.Series, targets: np.ndarray, seed: int, share: float = TUNE_SHARE) -> Corpus:
    """Equal texts fall on the same side, so that no tuning row has been fitted."""
    normalised = [normalise(text) for text in texts]
    groups = pd.factorize(pd.Series(normalised).str.lower())[0]
    shuffled = np.random.default_rng(seed).permutation(groups.max() + 1)
    tune = shuffled[groups] < share * len(shuffled)
    return Corpus(normalised, targets, np.flatnonzero(~tune), np.flatnonzero(tune))
