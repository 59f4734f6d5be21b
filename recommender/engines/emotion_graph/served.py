"""How this person will feel about each film: what the emotion graph learnt of people, films and moods, as plain arrays.

The graph's network is exported here as it stands for somebody new, of whom only the films they chose and their mood are
known: a person node into which those films lead, two relational layers, and a reading of (person, film, mood). It is
evaluated without the library it was trained with, whose import alone takes seconds.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
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

LAYERS = ("0", "1")
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
        return self.after(self.looks(films), seen, liked)

    def looks(self, films: np.ndarray) -> tuple[_Looks, ...]:
        """What each member makes of films for anybody."""
        return tuple(_Looks.of(arrays, films) for arrays in self.members)

    def after(self, looks: Sequence[_Looks], seen: np.ndarray, liked: np.ndarray) -> np.ndarray:
        """As `predict`, of looks that were made once."""
        found = np.mean([each.after(seen, liked) for each in looks], axis=0)
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
        features, of, counts = np.unique(features, axis=0, return_inverse=True, return_counts=True)
        self._made = network.looks(features)
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
        return self._network.after(self._made, seen, liked).astype(np.float32)


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


@dataclass(frozen=True, eq=False)
class _Looks:
    """What one network makes of F looks for anybody: items (F, D) before each layer and after the last; of what is read
    of an item, (F, H) that is the same for all, and (F, 7) that needs no reading; and from the reading to emotions."""

    arrays: Mapping[str, np.ndarray]
    items: tuple[np.ndarray, ...]
    hidden: np.ndarray
    at_once: np.ndarray
    towards: np.ndarray

    @classmethod
    def of(cls, arrays: Mapping[str, np.ndarray], films: np.ndarray) -> Self:
        items = [_relu(films @ arrays["into.item"].T + arrays["into.item.bias"])]
        emotion = _relu(arrays["into.emotion"].T + arrays["into.emotion.bias"])
        for layer in LAYERS:
            items.append(_next(arrays, layer, "item", items[-1]))
            emotion = _next(arrays, layer, "emotion", emotion)
        scaled = emotion.T / emotion.shape[1] ** 0.5
        _, of_item, _, _, of_films, _ = _read_columns(arrays)
        at_once = films @ arrays["wide"][:, 1:-3].T + (arrays["bias"] + arrays["read.1.bias"] @ scaled)
        hidden = items[-1] @ of_item.T + films @ of_films.T + arrays["read.0.bias"]
        return cls(arrays, tuple(items), hidden, at_once, arrays["read.1"].T @ scaled)

    def after(self, seen: np.ndarray, liked: np.ndarray) -> np.ndarray:
        """(3, F, 7) probabilities in each of MOODS, no emotion thought more likely beforehand."""
        arrays, activity = self.arrays, np.float32(np.log1p(len(seen)))
        user = self._user(activity, seen, liked)
        of_user, _, of_both, of_activity, _, of_mood = _read_columns(arrays)
        hidden = self.hidden + self.items[-1] @ (of_both * user).T + (of_user @ user + of_activity[:, 0] * activity)
        at_once = self.at_once + arrays["wide"][:, 0] * activity
        wide_of_mood = arrays["wide"][:, -len(MOODS) :]
        found = _relu(hidden + of_mood.T[:, None]) @ self.towards + at_once + wide_of_mood.T[:, None]
        emotions_first = np.ascontiguousarray(np.moveaxis(found, 2, 0))  # to add up along seven neighbours is slow
        return np.moveaxis(softmax(emotions_first, axis=0), 0, 2)

    def _user(self, activity: np.float32, seen: np.ndarray, liked: np.ndarray) -> np.ndarray:
        """(D,): the person, into whom what they saw and liked leads, layer by layer."""
        arrays = self.arrays
        user = _relu(arrays["into.user"][:, 0] * activity + arrays["into.user.bias"])
        for layer, item in zip(LAYERS, self.items, strict=False):
            message = arrays[f"{layer}.user.root"] @ user + arrays[f"{layer}.user.bias"]
            for relation, places in (("viewed_by", seen), ("rated_by", liked)):
                if len(places):
                    message = message + arrays[f"{layer}.{relation}"] @ item[places].mean(axis=0)
            user = user + _relu(message)
        return user


def _next(arrays: Mapping[str, np.ndarray], layer: str, of: str, states: np.ndarray) -> np.ndarray:
    return states + _relu(states @ arrays[f"{layer}.{of}.root"].T + arrays[f"{layer}.{of}.bias"])


def _read_columns(arrays: Mapping[str, np.ndarray]) -> list[np.ndarray]:
    """The columns by which [user, item, user * item, activity, films, mood] are read."""
    size = arrays["into.item.bias"].shape[0]
    return np.split(arrays["read.0"], np.cumsum([size, size, size, 1, len(GENRES) + 1]), axis=1)


def _relu(values: np.ndarray) -> np.ndarray:
    return np.maximum(values, 0)


def load_feelings(folder: Path = FOLDER) -> FilmFeelings:
    """The network that comes with the demo. Raises EngineError where it is missing."""
    return FilmFeelings.load(folder)
