"""How this person will feel about each film: what the emotion graph learnt of people, films and moods, as plain arrays.

The graph's network is exported here as it stands for somebody new, of whom only the films they chose and their mood are
known: a person node into which those films lead, two relational layers, and a reading of (person, film, mood). It is
evaluated without the library it was trained with, whose import alone takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Self

import numpy as np
from safetensors import SafetensorError
from safetensors.numpy import load_file

from recommender.arrays import softmax
from recommender.catalogue.items import Catalogue
from recommender.errors import EngineError
from recommender.ranking.history import FIRM
from recommender.types import Kind

FOLDER = Path(__file__).resolve().parents[3] / "assets" / "models" / "feelings"

GENRES = (
    "action",
    "adventure",
    "animation",
    "comedy",
    "crime",
    "documentary",
    "drama",
    "family",
    "fantasy",
    "history",
    "horror",
    "music",
    "musical",
    "mystery",
    "romance",
    "science fiction",
    "sport",
    "thriller",
    "war",
    "western",
)
"""Those that the data it learns from and the demo's catalogue share."""

MOODS = ("positive", "neutral", "negative")
CLEAR_MOOD = 0.4
"""A valence this far from 0 is a positive or negative mood; in between, both that and a neutral one, in part."""

REMEMBERED = 64

Chosen = tuple[tuple[str, float], ...]
"""Item ids and how much each counts as chosen; see `history.chosen`."""


@dataclass(frozen=True, eq=False)
class FilmFeelings:
    """The trained network. members: arrays by name, one mapping a network; shares (7,) and prior put the frequencies of
    emotions back; moods (3,): how frequent MOODS are; weight, from 0 to 1: how much it counts beside the catalogue."""

    members: tuple[Mapping[str, np.ndarray], ...]
    shares: np.ndarray
    prior: float
    moods: np.ndarray
    weight: float

    @classmethod
    def load(cls, folder: Path = FOLDER) -> Self:
        """Read what training wrote. Raises EngineError if it is missing or broken."""
        try:
            kept = json.loads((folder / "feelings.json").read_text(encoding="utf-8"))
            if tuple(kept["genres"]) != GENRES:
                raise ValueError("made for other genres")
            arrays = load_file(folder / "feelings.safetensors")
            members = tuple(
                {name.removeprefix(f"{n}."): array for name, array in arrays.items() if name.startswith(f"{n}.")}
                for n in range(kept["members"])
            )
            found = cls(members, arrays["shares"], float(kept["prior"]), arrays["moods"], float(kept["weight"]))
            found.predict(np.zeros((1, len(GENRES) + 1), np.float32), np.zeros(0, int), np.zeros(0, int))
        except (OSError, ValueError, KeyError, TypeError, SafetensorError) as error:
            raise EngineError(f"{folder}: not a folder that holds feelings about films ({error!r})") from error
        return found

    def predict(self, films: np.ndarray, seen: np.ndarray, liked: np.ndarray) -> np.ndarray:
        """(3, F, 7) probabilities of emotions in each of MOODS, for somebody who saw and liked these of the F films.

        films is (F, len(GENRES) + 1), as of `features_of`.
        """
        found = np.mean([_member(arrays, films, seen, liked) for arrays in self.members], axis=0)
        found = found * self.shares**self.prior
        return found / found.sum(axis=2, keepdims=True)


class PredictedFeelings:
    """Feelings about the films of one catalogue. Safe to use from any thread.

    To the network films of the same genres and decade are one, so it is asked once for each of U such looks. looks
    (N,) int32: which of them each item has, -1 for what is no film.
    """

    def __init__(self, network: FilmFeelings, catalogue: Catalogue) -> None:
        self._network = network
        rows = np.flatnonzero(catalogue.of_kind(Kind.FILM))
        features = features_of(catalogue, rows)
        self._features, of, counts = np.unique(features, axis=0, return_inverse=True, return_counts=True)
        self._shares = counts / max(len(rows), 1)
        self.looks = np.full(len(catalogue), -1, np.int32)
        self.looks[rows] = of.reshape(-1)
        self._index = catalogue.index
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._likely)

    def blended(self, emotions: np.ndarray, rows: np.ndarray, chosen: Chosen, valence: float | None) -> np.ndarray:
        """(R, 7): the catalogue's emotions (R, 7) of items at rows, those of films moved towards what is predicted.

        Each is multiplied by how much more likely the film makes it than films do on average, to the power of the
        network's weight; so films do not move as a whole, and what is no film stays as it is. valence is that of the
        person's mood, None when unknown.
        """
        looks = self.looks[rows]
        films = np.flatnonzero(looks >= 0)
        if not len(films):
            return emotions
        found = emotions.copy()
        likely = np.tensordot(moods_of(valence, self._network.moods), self._remembered(chosen), axes=1)
        lift = (likely / (self._shares @ likely)) ** self._network.weight
        moved = emotions[films] * lift[looks[films]]
        found[films] = moved / moved.sum(axis=1, keepdims=True)
        return found

    def _likely(self, chosen: Chosen) -> np.ndarray:
        """(3, U, 7) probabilities of emotions in each of MOODS."""
        known = [(self.looks[self._index[item_id]], weight) for item_id, weight in chosen if item_id in self._index]
        seen = np.array([look for look, _ in known if look >= 0], np.intp)
        liked = np.array([look for look, weight in known if look >= 0 and weight >= FIRM], np.intp)
        return self._network.predict(self._features, seen, liked).astype(np.float32)


def features_of(catalogue: Catalogue, rows: np.ndarray) -> np.ndarray:
    """(F, len(GENRES) + 1) float32 for F rows: genres as 0 and 1, and the decade."""
    found = np.zeros((len(rows), len(GENRES) + 1), np.float32)
    for column, genre in enumerate(GENRES):
        if genre in catalogue.genre_names:
            found[:, column] = catalogue.genres[rows, catalogue.genre_names.index(genre)]
    found[:, -1] = decade_of(catalogue.years[rows].astype(float))
    return found


def decade_of(years: np.ndarray) -> np.ndarray:
    """(F,): decades since the 2000s, halved and kept within what training knows; 0 where there is no year."""
    return np.clip(np.where(years > 0, years // 10 - 200, 0) / 2, -4, 1)


def moods_of(valence: float | None, usual: np.ndarray) -> np.ndarray:
    """(3,) how far each of MOODS holds, sums to 1; as usual when the valence is unknown."""
    if valence is None:
        return usual
    strength = min(abs(valence) / CLEAR_MOOD, 1.0)
    return np.array([strength * (valence > 0), 1 - strength, strength * (valence < 0)], np.float32)


def _member(arrays: Mapping[str, np.ndarray], films: np.ndarray, seen: np.ndarray, liked: np.ndarray) -> np.ndarray:
    """(3, F, 7) probabilities, no emotion thought more likely beforehand, of one network."""
    activity = np.log1p(np.array([len(seen)], np.float32))
    item = _relu(films @ arrays["into.item"].T + arrays["into.item.bias"])
    user = _relu(arrays["into.user"] @ activity + arrays["into.user.bias"])
    emotion = _relu(arrays["into.emotion"].T + arrays["into.emotion.bias"])
    for layer in ("0", "1"):
        message = arrays[f"{layer}.user.root"] @ user + arrays[f"{layer}.user.bias"]
        for relation, places in (("viewed_by", seen), ("rated_by", liked)):
            if len(places):
                message = message + arrays[f"{layer}.{relation}"] @ item[places].mean(axis=0)
        item = item + _relu(item @ arrays[f"{layer}.item.root"].T + arrays[f"{layer}.item.bias"])
        emotion = emotion + _relu(emotion @ arrays[f"{layer}.emotion.root"].T + arrays[f"{layer}.emotion.bias"])
        user = user + _relu(message)
    return _read(arrays, user, item, emotion, np.column_stack([np.full(len(films), activity), films]))


def _read(
    arrays: Mapping[str, np.ndarray], user: np.ndarray, item: np.ndarray, emotion: np.ndarray, facts: np.ndarray
) -> np.ndarray:
    """(3, F, 7): the reading of [user, item, user * item, facts, mood] (R columns), in each mood.

    Only the last columns differ from mood to mood, so what the others add is computed once.
    """
    size = item.shape[1]
    of_user, of_item, of_both, of_facts, of_mood = np.split(
        arrays["read.0"], np.cumsum([size, size, size, facts.shape[1]]), axis=1
    )
    wide, wide_of_mood = np.split(arrays["wide"], [facts.shape[1]], axis=1)
    hidden = item @ (of_item + of_both * user).T + facts @ of_facts.T + (of_user @ user + arrays["read.0.bias"])
    at_once = facts @ wide.T + arrays["bias"]
    found = []
    for mood in range(len(MOODS)):
        pair = _relu(hidden + of_mood[:, mood]) @ arrays["read.1"].T + arrays["read.1.bias"]
        scores = pair @ emotion.T / pair.shape[1] ** 0.5 + at_once + wide_of_mood[:, mood]
        found.append(softmax(scores))
    return np.stack(found)


def _relu(values: np.ndarray) -> np.ndarray:
    return np.maximum(values, 0)


def load_feelings(folder: Path = FOLDER) -> FilmFeelings:
    """The network that comes with the demo. Raises EngineError where it is missing."""
    return FilmFeelings.load(folder)
