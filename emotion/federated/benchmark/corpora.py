"""Homes made of public data: clips of a speaker's voice, or a diary."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd

from emotion.errors import CorpusError
from emotion.evaluation.corpus import read_corpus
from emotion.evaluation.leaks.signals import pictures_of
from emotion.federated.homes import Home
from emotion.types import EMOTIONS
from emotion.voice import VoiceNetwork

CORPORA = ("crema_d_logmel", "ravdess", "nemo")
FEWEST = 30
"""A person with fewer moments takes no part."""

TEST = 0.4
"""The share of a person's moments by which is judged: of a voice at random within each emotion, of a diary the last."""

DIARIES = "0006"
"""The study whose people kept a diary for 40 days."""

LAGS = 4


def voices(data: Path, seed: int) -> list[Home]:
    """The speakers that the shipped voice network never heard: its embedding of each clip, and how the sound is spread
    over the bands. Raises CorpusError for missing or wrong files."""
    found: list[Home] = []
    for name in CORPORA:
        corpus = read_corpus("voice", data / "speech" / f"{name}.parquet", "val")
        pictures = pictures_of(corpus.signals)
        embedding, labels = VoiceNetwork.load().predict(pictures).embedding, corpus.classes
        spread = np.stack([_spread(picture) for picture in pictures])
        if labels is None or embedding is None:
            raise CorpusError(f"{name}: no emotions are told of the clips")
        for person in sorted(set(corpus.people)):
            rows = np.flatnonzero((corpus.people == person) & (labels >= 0))
            views = unit_rows(embedding[rows]), unit_rows(spread[rows] - spread[rows].mean(axis=0))
            found.append(_home(f"{name}:{person}", *views, labels[rows], seed))
    return _enough(found, data)


def diaries(data: Path, people: int) -> list[Home]:
    """People of the study DIARIES with the most answers: of each answer the valences before it and the arousals before
    it; to be foretold is how far its valence lies from their exponential average. Raises CorpusError."""
    file = data / "recsys" / "ema_affect.parquet"
    try:
        table = pd.read_parquet(file, columns=["study", "user_id", "obs", "valence", "arousal", "split"])
    except (OSError, ValueError, KeyError) as error:
        raise CorpusError(f"{file}: cannot be read as diaries ({error})") from error
    table = table[(table["study"].astype(str) == DIARIES) & (table["split"] == "train")].dropna()
    longest = table["user_id"].value_counts().index[:people]
    found = [_diary(str(name), table[table["user_id"] == name].sort_values("obs")) for name in longest]
    return _enough(found, data)


def _diary(name: str, rows: pd.DataFrame) -> Home:
    valence, arousal = (rows[column].to_numpy(np.float32) for column in ("valence", "arousal"))
    first = np.stack([_before(valence, place) for place in range(LAGS, len(valence))])
    second = np.stack([_before(arousal, place) for place in range(LAGS, len(arousal))])
    test = np.arange(len(first)) >= round((1 - TEST) * len(first))
    return Home(name, first, second, valence[LAGS:] - first[:, LAGS], test, 0)


def _before(values: np.ndarray, place: int) -> np.ndarray:
    """The LAGS values before a place, newest first, their exponential average, and mean and spread of all before."""
    past = values[:place]
    weights = 0.3 * 0.7 ** np.arange(len(past))
    average = float((weights * past[::-1]).sum() / weights.sum())
    return np.array([*past[::-1][:LAGS], average, past.mean(), past.std()], np.float32)


def _home(name: str, first: np.ndarray, second: np.ndarray, labels: np.ndarray, seed: int) -> Home:
    classes, none = labels.astype(np.int64), np.zeros(len(labels), bool)
    home = Home(name, first.astype(np.float32), second.astype(np.float32), classes, none, len(EMOTIONS))
    return drawn(home, seed)


def drawn(home: Home, seed: int) -> Home:
    """A home of classes with TEST of each one's moments drawn to be judged by."""
    test, rng = np.zeros(len(home), bool), np.random.default_rng(seed)
    for label in np.unique(home.targets):
        own = rng.permutation(np.flatnonzero(home.targets == label))
        test[own[: round(TEST * len(own))]] = True
    return replace(home, test=test)


def unit_rows(vectors: np.ndarray) -> np.ndarray:
    """(N, D), each as long as D ** 0.5."""
    return vectors / np.maximum(np.sqrt((vectors**2).mean(axis=1, keepdims=True)), 1e-6)


def _spread(picture: np.ndarray) -> np.ndarray:
    """(64,): mean and deviation over time of a log-mel (128, frames), four bands together."""
    bands = picture.reshape(32, 4, -1).mean(axis=1)
    return np.concatenate([bands.mean(axis=1), bands.std(axis=1)]).astype(np.float32)


def _enough(found: list[Home], data: Path) -> list[Home]:
    kept = [home for home in found if len(home) >= FEWEST]
    if len(kept) < 2:
        raise CorpusError(f"{data}: {len(kept)} people have {FEWEST} moments or more; learning together needs two")
    return kept
