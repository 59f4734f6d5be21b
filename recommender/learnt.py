"""What learnt engines say of a catalogue's items: one small door, whichever engine stands behind it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import numpy as np

from recommender.catalogue import Catalogue
from recommender.engines.base import Engine
from recommender.engines.baselines import Popularity
from recommender.engines.interactions import Query
from recommender.engines.linear import LinearSequence

MODELS = Path(__file__).resolve().parent.parent / "assets" / "models"

ENGINES: Mapping[str, type[Engine]] = {"sequence": LinearSequence, "conformity": Popularity}
"""Which engine stands behind which term. Any other that keeps the contract of `Engine` can take its place."""

FOLDERS: Mapping[str, str] = {"sequence": "sequence", "conformity": "crowd"}

REACH = 4.0
"""So many standard deviations from the usual score count as 1."""

LOOKED_AT = 12
"""So many of the newest items are tried as the cause of a score."""

REMEMBERED = 64


class Opinion:
    """One engine's opinion of every item of one catalogue, for any history. Safe to use from any thread.

    against_usual: what counts is how far the history changes the score from what it is for anybody, so that an item
    that everybody takes is not put down to this person's history.
    """

    def __init__(self, engine: Engine, catalogue: Catalogue, against_usual: bool) -> None:
        self._engine, self._size, self._against_usual = engine, len(catalogue), against_usual
        own = {item_id: number for number, item_id in enumerate(engine.items) if engine.popularity[number] > 0}
        self._number = {item_id: own[item_id] for item_id in catalogue.index if item_id in own}
        self._rows = np.array([catalogue.index[item_id] for item_id in self._number], np.intp)
        self._columns = np.array(list(self._number.values()), np.intp)
        self._usual = self._usual_scores() if against_usual and len(self._rows) else np.float32(0)
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._of)

    @property
    def knows(self) -> int:
        """How many of the catalogue's items the engine learnt of."""
        return len(self._rows)

    def of(self, history: tuple[str, ...]) -> np.ndarray:
        """(N,) float32 in [-1, 1] for item ids, the oldest first; 0 for items the engine does not know.

        An item of the history is judged by the rest of it, as engines put an item that was just taken last. All 0
        where there is nothing to go by. The array is shared and cannot be written to.
        """
        return self._remembered(history)

    def because(self, history: tuple[str, ...], row: int) -> tuple[str, ...]:
        """The items of the history without which the engine would think less of the item at row, the strongest first.

        Found by taking each of the newest LOOKED_AT away in turn; empty where no single one counts.
        """
        known = [item_id for item_id in history if item_id in self._number]
        places = np.flatnonzero(self._rows == row)
        known = [item_id for item_id in known if self._number[item_id] not in self._columns[places]]
        if not len(places) or not known:
            return ()
        tried = known[-LOOKED_AT:]
        less = self._values([known, *([other for other in known if other != item_id] for item_id in tried)])
        place = int(places[0])
        drops = less[0, place] - less[1:, place]
        return tuple(tried[number] for number in np.argsort(-drops, kind="stable") if drops[number] > 1e-6)

    def _of(self, history: tuple[str, ...]) -> np.ndarray:
        found = np.zeros(self._size, np.float32)
        known = [item_id for item_id in history if item_id in self._number]
        if len(self._rows) and (known or not self._against_usual):
            own = known[-LOOKED_AT:]
            values = self._values([known, *([other for other in known if other != item_id] for item_id in own)])
            for number, item_id in enumerate(own, start=1):
                place = self._columns == self._number[item_id]
                values[0, place] = values[number, place]
            found[self._rows] = np.clip(values[0] / REACH, -1, 1)
        found.flags.writeable = False
        return found

    def _values(self, histories: list[list[str]]) -> np.ndarray:
        """(B, known items): standardised scores; against the usual ones, and the less the shorter the history."""
        values = self._standard([np.array([self._number[i] for i in history], np.int32) for history in histories])
        if not self._against_usual:
            return values
        lengths = np.array([len(history) for history in histories], np.float32)[:, None]
        return (values - self._usual) * (lengths / (1 + lengths))

    def _usual_scores(self) -> np.ndarray:
        """(known items,) mean of what each item alone makes of the others, the more often taken counting for more."""
        weights = self._engine.popularity[self._columns]
        alone = self._standard([np.array([number], np.int32) for number in self._columns])
        np.fill_diagonal(alone, alone.mean())
        return (weights @ alone / weights.sum()).astype(np.float32)

    def _standard(self, histories: list[np.ndarray]) -> np.ndarray:
        scores = self._engine.scores([Query(history) for history in histories])[:, self._columns]
        deviation = scores.std(axis=1, keepdims=True)
        return (scores - scores.mean(axis=1, keepdims=True)) / np.where(deviation > 1e-9, deviation, 1)


@lru_cache(maxsize=1)
def load_engines(folder: Path = MODELS) -> Mapping[str, Engine]:
    """The engines that come with the demo, by the term they stand behind. Raises EngineError where one is missing."""
    return {term: kind.load(folder / FOLDERS[term]) for term, kind in ENGINES.items()}


def opinions(catalogue: Catalogue, engines: Mapping[str, Engine]) -> dict[str, Opinion]:
    """An opinion for each engine that knows any of the items, by the term it stands behind."""
    found = {term: Opinion(engine, catalogue, against_usual=term == "sequence") for term, engine in engines.items()}
    return {term: opinion for term, opinion in found.items() if opinion.knows}
