"""Works in which the feeling turns: where each begins and ends on the affect plane, and when that is the way to go."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from recommender.catalogue.items import Catalogue
from recommender.catalogue.moods import MOODS
from recommender.types import Goal, Item, Strategy

TURN = 0.3
"""So much must an arc rise, or settle, to lead somewhere."""


class Arcs(NamedTuple):
    """Of the A items with an arc: rows (A,) of the catalogue, ascending, begins and ends (A, 2) valence, arousal."""

    rows: np.ndarray
    begins: np.ndarray
    ends: np.ndarray

    @classmethod
    def of(cls, catalogue: Catalogue) -> Arcs:
        """The arcs of a catalogue, as its mood words say."""
        found = [(row, arc) for row, item in enumerate(catalogue.items) if (arc := arc_of(item))]
        points = np.array([[_point(name) for name in arc] for _, arc in found], np.float32).reshape(-1, 2, 2)
        return cls(np.array([row for row, _ in found], np.intp), points[:, 0], points[:, 1])


def arc_of(item: Item) -> tuple[str, str] | None:
    """The moods it begins and ends with, where its feeling turns."""
    return item.arc if len(item.arc) == 2 and all(name in MOODS for name in item.arc) else None


def leads(begins: np.ndarray, ends: np.ndarray, strategy: Strategy) -> np.ndarray:
    """(A,) bool: which arcs, (A, 2) each, go the way of a goal that leads somewhere: a lift up, calm down."""
    turn = ends - begins
    if strategy.name == Goal.LIFT and strategy.path:
        return turn[..., 0] > TURN
    if strategy.name == Goal.CALM and strategy.path:
        return (turn[..., 1] < -TURN) & (turn[..., 0] > -TURN)
    return np.zeros(turn.shape[:-1], bool)


def item_leads(item: Item, strategy: Strategy) -> bool:
    """Whether an item has an arc that goes the way of the goal."""
    arc = arc_of(item)
    return arc is not None and bool(leads(*map(np.asarray, map(_point, arc)), strategy))


def _point(name: str) -> tuple[float, float]:
    return MOODS[name].valence, MOODS[name].arousal
