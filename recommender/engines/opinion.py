"""What learnt engines say of a catalogue's items: one small door, whichever engine stands behind it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from recommender.arrays import standardised
from recommender.catalogue.items import Catalogue
from recommender.engines.interactions import Query

if TYPE_CHECKING:
    from recommender.engines.contract import Engine

OF_THE_CROWD = "conformity"
"""This term is about how many take an item; the others are about what sets one person's history apart."""

REACH = 4.0
"""So many standard deviations from the usual score count as 1."""

READ = 24
"""So many of the newest items of a history are read: older ones would change little and cost time."""

LOOKED_AT = 8
"""So many of the newest items are tried as the cause of a score."""

REMEMBERED = 4_000_000
"""So many scores are kept for the histories asked for last."""

SAMPLE, CHUNK = 2048, 256
"""The usual score is the mean over at most so many histories of one item, so many of them at once."""

KnownAs = Callable[[str], str]

Places = tuple[int, ...]
"""A history as places among the items that the engines know, the oldest first."""


class Opinion:
    """What one or more engines together say of every item of one catalogue, for any history. Safe from any thread.

    Each has an equal say, in standard deviations of its scores. An item that one of them never saw taken is left out.
    against_usual: what counts is how far the history changes the score from what it is for anybody, whatever part of
    that goes with how often items of a kind are taken left out: what everybody takes is not put down to this history.

    place (N,): each item's place among the K that the engines know, K for one they do not know. known_as: what
    the engines call an item of this id, where that is something else.
    """

    def __init__(
        self,
        engines: Sequence[Engine],
        catalogue: Catalogue,
        against_usual: bool,
        known_as: KnownAs | None = None,
    ) -> None:
        self._engines, self._against_usual = tuple(engines), against_usual
        self._known_as = known_as or str
        taken = [_taken(engine) for engine in engines]
        names = [self._known_as(item_id) for item_id in catalogue.index]
        self._known = [name for name in dict.fromkeys(names) if all(name in own for own in taken)]
        self._number = {name: place for place, name in enumerate(self._known)}
        self.place = np.fromiter((self._number.get(name, len(self._known)) for name in names), np.intp, len(names))
        self._columns = [np.array([own[item_id] for item_id in self._known], np.int32) for own in taken]
        if against_usual and self._known:
            taken_often = engines[0].popularity[self._columns[0]]
            first = np.unique(self.place, return_index=True)[1][: self.knows]
            self._fame = _fame(taken_often, [catalogue.items[row].kind for row in first])
            self._usual = self._usual_scores(taken_often)
        kept = REMEMBERED // ((1 + LOOKED_AT) * max(self.knows, 1))
        self._judged = lru_cache(maxsize=min(max(1, kept), 64))(self._judge)

    @property
    def knows(self) -> int:
        """How many of the catalogue's items the engines learnt of."""
        return len(self._known)

    def judge(self, histories: Sequence[tuple[str, ...]]) -> Judgement:
        """What the engines say after each of P histories of item ids, the oldest first."""
        return self.judge_places(tuple(self._places(history) for history in histories))

    def judge_places(self, histories: tuple[Places, ...]) -> Judgement:
        """As `judge`, for histories of places."""
        return self._judged(histories)

    def of(self, history: tuple[str, ...]) -> np.ndarray:
        """(N,) float32 in [-1, 1] for item ids, the oldest first; 0 for items the engines do not know."""
        return self.judge([history]).values[0, self.place]

    def number(self, item_id: str) -> int | None:
        """The place of an item among those that the engines know."""
        return self._number.get(self._known_as(item_id))

    def _places(self, history: Sequence[str]) -> Places:
        places = (self.number(item_id) for item_id in history)
        return tuple(dict.fromkeys(place for place in places if place is not None))[-READ:]

    def _judge(self, histories: tuple[Places, ...]) -> Judgement:
        """One question to each engine: every history, and each without each of its newest items in turn."""
        asked: dict[Places, int] = {}
        for history in histories:
            for variant in _variants(history):
                asked.setdefault(variant, len(asked))
        if self.knows and (any(histories) or not self._against_usual):
            scores = self._values(list(asked))
        else:
            scores = np.zeros((len(asked), self.knows), np.float32)
        return Judgement(self, histories, [scores[[asked[v] for v in _variants(history)]] for history in histories])

    def _values(self, histories: Sequence[Places]) -> np.ndarray:
        """(B, K): standardised scores; against the usual ones, and the less the shorter the history."""
        values = self._together(histories)
        if not self._against_usual:
            return values
        changed = values - self._usual
        changed -= (changed @ self._fame / len(self._fame))[:, None] * self._fame
        lengths = np.array([len(history) for history in histories], np.float32)[:, None]
        return standardised(changed) * (lengths / (1 + lengths))

    def _usual_scores(self, weights: np.ndarray) -> np.ndarray:
        """(K,) mean of what each item alone makes of the others, by how much each counts, (K,)."""
        places = np.arange(self.knows)[:: -(-self.knows // SAMPLE)]
        own, weighed, total = np.empty(len(places)), np.zeros(self.knows), 0.0
        for start in range(0, len(places), CHUNK):
            part = places[start : start + CHUNK]
            alone = self._together([(int(place),) for place in part])
            own[start : start + CHUNK] = alone[np.arange(len(part)), part]
            weighed += weights[part] @ alone
            total += float(alone.sum(dtype=np.float64))
        # Of itself an item says what an average one would.
        weighed[places] += weights[places] * (total / (len(places) * self.knows) - own)
        return (weighed / weights[places].sum()).astype(np.float32)

    def _together(self, histories: Sequence[Places]) -> np.ndarray:
        """(B, K): the mean of what the engines say, standardised."""
        said = [
            standardised(engine.scores([Query(columns[list(history)]) for history in histories])[:, columns])
            for engine, columns in zip(self._engines, self._columns, strict=True)
        ]
        return sum(said[1:], said[0]) / len(said)


class Judgement:
    """What an opinion says after each of P histories.

    values (P, K + 1) float32 in [-1, 1], the last column 0: an item of a history is judged by the rest of it, as
    engines put an item that was just taken last. All 0 where there is nothing to go by. Not to be written to.
    """

    def __init__(self, opinion: Opinion, histories: Sequence[Places], without: Sequence[np.ndarray]) -> None:
        """without: of each history (1 + at most LOOKED_AT, K), scores after it, and without each of its newest."""
        self._opinion, self._histories, self._without = opinion, tuple(histories), tuple(without)
        self.values = np.zeros((len(histories), opinion.knows + 1), np.float32)
        for values, history, scores in zip(self.values, histories, without, strict=True):
            values[:-1] = scores[0]
            for number, place in enumerate(history[-LOOKED_AT:], start=1):
                values[place] = scores[number, place]
        np.clip(self.values / REACH, -1, 1, out=self.values)
        self.values.flags.writeable = False

    def because(self, number: int, place: int) -> Places:
        """The items of a history without which the engines would think less of the item at a place.

        Found by taking each of the newest LOOKED_AT away in turn, the strongest first; empty where no single one
        counts.
        """
        history = self._histories[number]
        if place >= self._opinion.knows or not history:
            return ()
        if place in history:
            rest = tuple(other for other in history if other != place)
            return self._opinion.judge_places((rest,)).because(0, place)
        scores = self._without[number][:, place]
        drops = scores[0] - scores[1:]
        newest = history[-LOOKED_AT:]
        order = np.argsort(-drops, kind="stable")
        return tuple(newest[item] for item in order if drops[item] > 1e-6)


def opinions(
    catalogue: Catalogue, engines: Mapping[str, Sequence[Engine]], known_as: KnownAs | None = None
) -> dict[str, Opinion]:
    """An opinion for each term whose engines know any of the items."""
    found = {term: Opinion(own, catalogue, term != OF_THE_CROWD, known_as) for term, own in engines.items()}
    return {term: opinion for term, opinion in found.items() if opinion.knows}


def _variants(history: Places) -> list[Places]:
    """A history, and the same without each of its newest LOOKED_AT items."""
    return [history, *(tuple(other for other in history if other != one) for one in history[-LOOKED_AT:])]


def _fame(taken_often: np.ndarray, kinds: Sequence[str]) -> np.ndarray:
    """(K,) standardised log of how often each item was taken, against the others of its kind."""
    fame, of = np.log1p(taken_often), np.array(kinds)
    for kind in set(kinds):
        fame[of == kind] -= fame[of == kind].mean()
    return standardised(fame[None])[0]


def _taken(engine: Engine) -> dict[str, int]:
    """The items that training saw taken, with their numbers in the engine."""
    return {item_id: number for number, item_id in enumerate(engine.items) if engine.popularity[number] > 0}
