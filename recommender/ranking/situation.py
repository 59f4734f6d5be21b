"""What one ranking is made for: each thing that several terms ask of it is computed once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from recommender.engines.opinion import Judgement, Opinion
from recommender.ranking.features import Features
from recommender.ranking.history import STRENGTH, chosen, firmly_chosen
from recommender.ranking.interests import Interests
from recommender.types import Action, Context, Item, Strategy

OPENED_SHARE = STRENGTH[Action.OPEN].choice


class Chosen(NamedTuple):
    """What the person chose, of what the catalogue holds: rows (H,), how much each counts (H,), and the interests."""

    rows: np.ndarray
    weights: np.ndarray
    interests: Interests


class After(NamedTuple):
    """An opinion after P choices: values (P, K + 1) of all it knows, and what they were judged from: after what was
    more than opened of each choice, and after all of it."""

    values: np.ndarray
    opinion: Opinion
    judgement: Judgement


@dataclass(frozen=True, eq=False)
class Said:
    """What the engines behind a term say: values (P, R) float32 in [-1, 1] after each of P choices."""

    values: np.ndarray
    _after: After
    _parts: Sequence[Mapping[str, float]]
    _places: np.ndarray

    def because(self, place: int) -> tuple[str, ...]:
        """Ids of the items, of the choice that speaks loudest for the item at a place, for which it is liked."""
        loudest, known = int(np.argmax(self.values[:, place])), int(self._places[place])
        _, opinion, judgement = self._after
        because = judgement.because(2 * loudest, known) or judgement.because(2 * loudest + 1, known)
        ids = {opinion.number(item_id): item_id for item_id in self._parts[loudest]}
        return tuple(ids[place] for place in because)


class Situation:
    """A context and a strategy, and the items that are judged in it.

    rows (R,) are theirs in the catalogue, in its order: all N, or the candidates and after them a sample of all items,
    against which `centred` judges. Arrays are in the order of rows.
    """

    def __init__(
        self, features: Features, context: Context, strategy: Strategy, candidates: np.ndarray | None = None
    ) -> None:
        """candidates (C,): rows in ascending order; None for every item."""
        self.features, self.context, self.strategy = features, context, strategy
        self.whole = candidates is None
        self.rows = features.every if self.whole else np.concatenate([candidates, features.sample])
        self.size = len(self.rows) if self.whole else len(candidates)

    def only(self, candidates: np.ndarray) -> Situation:
        """The same, with only candidates (C,) judged: rows in ascending order."""
        other = Situation(self.features, self.context, self.strategy, candidates)
        other.chosen, other.interests = self.chosen, self.interests
        return other

    def place(self, row: int) -> int:
        """The place of a row of the catalogue, which must be judged."""
        return row if self.whole else int(np.searchsorted(self.rows[: self.size], row))

    def item(self, place: int) -> Item:
        """The item at a place of rows."""
        return self.features.catalogue.items[self.rows[place]]

    def title(self, item_id: str) -> str:
        """The title of an item of the catalogue."""
        return self.features.catalogue.item(item_id).title

    def centred(self, values: np.ndarray) -> np.ndarray:
        """Values (R,) less what the catalogue's average item gets, kept within [-1, 1]."""
        usual = values if self.whole else values[self.size :]
        centred = values - usual.mean(dtype=np.float64).astype(np.float32)
        return np.clip(centred, -1, 1, out=centred)

    def usual(self, table: np.ndarray) -> np.ndarray:
        """The mean row of a table (R, D) over the catalogue."""
        return (table if self.whole else table[self.size :]).mean(axis=0)

    def places(self, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Where rows (H,) of the catalogue are judged: numbers among the H, and the place in `rows` of each, (K,).

        A candidate that is in the sample as well has two places.
        """
        if self.whole:
            return np.arange(len(rows)), rows
        places = np.flatnonzero(np.isin(self.rows, rows))
        order = np.argsort(rows)
        return order[np.searchsorted(rows, self.rows[places], sorter=order)], places

    @cached_property
    def likeness(self) -> np.ndarray:
        return self._of(self.features.likeness)

    @cached_property
    def affect(self) -> np.ndarray:
        return self._of(self.features.affect)

    @cached_property
    def serves(self) -> np.ndarray:
        return self._of(self.features.serves)

    @cached_property
    def popularity(self) -> np.ndarray:
        return self._of(self.features.popularity)

    @cached_property
    def exposure(self) -> np.ndarray:
        return self._of(self.features.exposure)

    @cached_property
    def emotions(self) -> np.ndarray:
        return self._of(self.features.emotions)

    @cached_property
    def harsh(self) -> np.ndarray:
        return self._of(self.features.harsh)

    @cached_property
    def cruel(self) -> np.ndarray:
        return self._of(self.features.cruel)

    @cached_property
    def deadly(self) -> np.ndarray:
        return self._of(self.features.deadly)

    @cached_property
    def boisterous(self) -> np.ndarray:
        return self._of(self.features.boisterous)

    @cached_property
    def grim(self) -> np.ndarray:
        return self._of(self.features.grim)

    @cached_property
    def chosen(self) -> dict[str, float]:
        """See `history.chosen`."""
        return chosen(self.context)

    @cached_property
    def interests(self) -> Chosen | None:
        """The interests among what the person chose, None where the catalogue holds nothing of it."""
        index = self.features.catalogue.index
        known = {index[item_id]: weight for item_id, weight in self.chosen.items() if item_id in index}
        if not known:
            return None
        rows, weights = np.array(list(known), np.intp), np.array(list(known.values()), np.float32)
        return Chosen(rows, weights, Interests.among(self.features.likeness[rows], weights))

    @cached_property
    def chosen_by_interest(self) -> list[dict[str, float]]:
        """What `chosen` found, one interest at a time, in the same order; empty for nothing."""
        if self.interests is None:
            return []
        rows, _, interests = self.interests
        parts: dict[int, dict[str, float]] = {}
        for row, number in zip(rows, interests.of, strict=True):
            item_id = self.features.catalogue.items[row].id
            parts.setdefault(int(number), {})[item_id] = self.chosen[item_id]
        return list(parts.values())

    def said_by_engines(self, term: str, parts: Sequence[Mapping[str, float]]) -> Said:
        """What the engines behind a term say of the items judged after each of P choices, as of `chosen`."""
        after = self.opinion_after(term, parts)
        places = after.opinion.place if self.whole else after.opinion.place[self.rows]
        return Said(after.values[:, places], after, parts, places)

    def opinion_after(self, term: str, parts: Sequence[Mapping[str, float]]) -> After:
        """What the opinion behind a term says of all it knows after each of P choices.

        What was only opened counts for OPENED_SHARE, so that a look at an item does not turn the list over.
        """
        opinion = self.features.opinions[term]
        judgement = opinion.judge([history for part in parts for history in (firmly_chosen(part), tuple(part))])
        values = (1 - OPENED_SHARE) * judgement.values[::2] + OPENED_SHARE * judgement.values[1::2]
        return After(values.astype(np.float32), opinion, judgement)

    def _of(self, table: np.ndarray) -> np.ndarray:
        return table if self.whole else table[self.rows]
