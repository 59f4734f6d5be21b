"""What learnt engines say of a catalogue's items: one small door, whichever engine stands behind it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np
import torch

from recommender.catalogue.items import Catalogue
from recommender.engines.baselines import Popularity
from recommender.engines.contract import Engine
from recommender.engines.fair.engine import FAIR
from recommender.engines.interactions import Query
from recommender.engines.mgce.engine import MGCE
from recommender.engines.uim.engine import UiM
from recommender.types import Kind

MODELS = Path(__file__).resolve().parents[2] / "assets" / "models" / "engines"

ENGINES: Mapping[str, type[Engine]] = {"mgce": MGCE, "fair": FAIR, "uim": UiM, "crowd": Popularity}
"""The engines that come with the demo, by their folder under MODELS."""


def behind(engines: Mapping[str, Engine]) -> dict[str, tuple[Engine, ...]]:
    """Which of ENGINES stand behind which term, each with an equal say; any other `Engine` can join or take a place.

    MGCE's score is base + interest + conformity, and each of the three speaks for itself here.
    """
    mgce = engines["mgce"]
    return {
        "sequence": (mgce.base, engines["fair"]),
        "interest": (mgce.alone("interest"), engines["uim"]),
        "conformity": (mgce.alone("conformity"), engines["crowd"]),
    }


OF_THE_CROWD = "conformity"
"""This term is about how many take an item; the others are about what sets one person's history apart."""

REACH = 4.0
"""So many standard deviations from the usual score count as 1."""

READ = 24
"""So many of the newest items of a history are read: older ones would change little and cost time."""

LOOKED_AT = 8
"""So many of the newest items are tried as the cause of a score."""

REMEMBERED = 64


class Opinion:
    """What one or more engines together say of every item of one catalogue, for any history. Safe from any thread.

    Each has an equal say, in standard deviations of its scores. An item that one of them never saw taken is left out.
    against_usual: what counts is how far the history changes the score from what it is for anybody, whatever part of
    that goes with how often items of a kind are taken left out: what everybody takes is not put down to this history.
    """

    def __init__(self, engines: Sequence[Engine], catalogue: Catalogue, against_usual: bool) -> None:
        self._engines, self._size, self._against_usual = tuple(engines), len(catalogue), against_usual
        taken = [_taken(engine) for engine in engines]
        known = [item_id for item_id in catalogue.index if all(item_id in own for own in taken)]
        self._place = {item_id: place for place, item_id in enumerate(known)}
        self._rows = np.array([catalogue.index[item_id] for item_id in known], np.intp)
        self._columns = [np.array([own[item_id] for item_id in known], np.int32) for own in taken]
        if against_usual and len(self._rows):
            taken_often = engines[0].popularity[self._columns[0]]
            self._fame = _fame(taken_often, [catalogue.items[row].kind for row in self._rows])
            self._usual = self._usual_scores(taken_often)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._of)
        self._left_out = lru_cache(maxsize=REMEMBERED)(self._without_each)

    @property
    def knows(self) -> int:
        """How many of the catalogue's items the engines learnt of."""
        return len(self._rows)

    def of(self, history: tuple[str, ...]) -> np.ndarray:
        """(N,) float32 in [-1, 1] for item ids, the oldest first; 0 for items the engines do not know.

        An item of the history is judged by the rest of it, as engines put an item that was just taken last. All 0
        where there is nothing to go by. The array is shared and cannot be written to.
        """
        return self._remembered(history)

    def because(self, history: tuple[str, ...], row: int) -> tuple[str, ...]:
        """The items of the history without which the engines would think less of the item at row, the strongest first.

        Found by taking each of the newest LOOKED_AT away in turn; empty where no single one counts.
        """
        places = np.flatnonzero(self._rows == row)
        known = [place for place in self._known(history) if place not in places]
        if not len(places) or not known:
            return ()
        less = self._left_out(tuple(known))
        drops = less[0, places[0]] - less[1:, places[0]]
        named = list(self._place)
        tried = [named[place] for place in known[-LOOKED_AT:]]
        return tuple(tried[number] for number in np.argsort(-drops, kind="stable") if drops[number] > 1e-6)

    def _known(self, history: Sequence[str]) -> list[int]:
        return [self._place[item_id] for item_id in history if item_id in self._place][-READ:]

    def _of(self, history: tuple[str, ...]) -> np.ndarray:
        found = np.zeros(self._size, np.float32)
        known = self._known(history)
        if len(self._rows) and (known or not self._against_usual):
            without = self._left_out(tuple(known))
            values = without[0].copy()
            for number, place in enumerate(known[-LOOKED_AT:], start=1):
                values[place] = without[number, place]
            found[self._rows] = np.clip(values / REACH, -1, 1)
        found.flags.writeable = False
        return found

    def _without_each(self, history: tuple[int, ...]) -> np.ndarray:
        """(1 + at most LOOKED_AT, known items): values of the history, and without each of its newest in turn."""
        newest = history[-LOOKED_AT:]
        return self._values([history, *([other for other in history if other != one] for one in newest)])

    def _values(self, histories: Sequence[Sequence[int]]) -> np.ndarray:
        """(B, known items): standardised scores; against the usual ones, and the less the shorter the history."""
        values = self._together(histories)
        if not self._against_usual:
            return values
        changed = values - self._usual
        changed -= (changed @ self._fame / len(self._fame))[:, None] * self._fame
        lengths = np.array([len(history) for history in histories], np.float32)[:, None]
        return standardised(changed) * (lengths / (1 + lengths))

    def _usual_scores(self, weights: np.ndarray) -> np.ndarray:
        """(known items,) mean of what each item alone makes of the others, by how much each counts, (known items,)."""
        alone = self._together([[place] for place in range(len(self._rows))])
        np.fill_diagonal(alone, alone.mean())
        return (weights @ alone / weights.sum()).astype(np.float32)

    def _together(self, histories: Sequence[Sequence[int]]) -> np.ndarray:
        """(B, known items): the mean of what the engines say, standardised."""
        said = [
            standardised(engine.scores([Query(columns[list(history)]) for history in histories])[:, columns])
            for engine, columns in zip(self._engines, self._columns, strict=True)
        ]
        return np.mean(said, axis=0)


def standardised(scores: np.ndarray) -> np.ndarray:
    """Each row less its mean, in its standard deviations; 0 where all are alike."""
    deviation = scores.std(axis=1, keepdims=True)
    return (scores - scores.mean(axis=1, keepdims=True)) / np.where(deviation > 1e-9, deviation, 1)


def _fame(taken_often: np.ndarray, kinds: Sequence[Kind]) -> np.ndarray:
    """(N,) standardised log of how often each item was taken, against the others of its kind."""
    fame, of = np.log1p(taken_often), np.array(kinds)
    for kind in set(kinds):
        fame[of == kind] -= fame[of == kind].mean()
    return standardised(fame[None])[0]


def _taken(engine: Engine) -> dict[str, int]:
    """The items that training saw taken, with their numbers in the engine."""
    return {item_id: number for number, item_id in enumerate(engine.items) if engine.popularity[number] > 0}


def load(folder: Path = MODELS) -> dict[str, Engine]:
    """ENGINES as they were saved under folder. Raises EngineError where one is missing."""
    torch.set_num_threads(1)
    return {name: kind.load(folder / name) for name, kind in ENGINES.items()}


@lru_cache(maxsize=1)
def load_engines(folder: Path = MODELS) -> Mapping[str, tuple[Engine, ...]]:
    """The engines that come with the demo, by the term they stand behind. Raises EngineError where one is missing."""
    return behind(load(folder))


def opinions(catalogue: Catalogue, engines: Mapping[str, Sequence[Engine]]) -> dict[str, Opinion]:
    """An opinion for each term whose engines know any of the items."""
    found = {term: Opinion(own, catalogue, against_usual=term != OF_THE_CROWD) for term, own in engines.items()}
    return {term: opinion for term, opinion in found.items() if opinion.knows}
