"""The types that leave this package. A recommendation carries the terms of its score; all else is read off them."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from emotion.trajectory import TrajectorySummary


class Goal(StrEnum):
    """What the person asks the list to do with the feeling it senses."""

    MATCH = "match"
    LIFT = "lift"
    CALM = "calm"
    STEADY = "steady"


class Kind(StrEnum):
    """What an item is."""

    FILM = "film"
    SONG = "song"
    BOOK = "book"
    READ = "read"


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that can be recommended.

    valence and arousal in [-1, 1] are the feeling it tends to leave; emotions is (7,) float32, sums to 1.
    popularity lies in [0, 1]; minutes is how long it takes, where known.
    """

    id: str
    kind: Kind
    title: str
    year: int
    creators: tuple[str, ...]
    genres: tuple[str, ...]
    description: str
    tags: tuple[str, ...]
    valence: float
    arousal: float
    emotions: np.ndarray
    popularity: float
    minutes: int | None = None
    movielens_id: int | None = None
    tmdb_id: int | None = None


class Action(StrEnum):
    """What a person did with a listed item."""

    LIKE = "like"
    NO = "no"
    OPEN = "open"
    FINISH = "finish"


@dataclass(frozen=True)
class Event:
    """One action on one item at a time in s on the session's clock."""

    item_id: str
    action: Action
    time: float


@dataclass(frozen=True)
class Controls:
    """The three sliders of the page: multipliers in [0, 2] on groups of terms; 1 is the policy's own weight."""

    mood: float = 1.0
    taste: float = 1.0
    novelty: float = 1.0


@dataclass(frozen=True, eq=False)
class Context:
    """All that a ranking depends on besides the catalogue. Ranking twice in the same context gives the same list."""

    trajectory: TrajectorySummary
    goal: Goal = Goal.MATCH
    controls: Controls = field(default_factory=Controls)
    history: tuple[Event, ...] = ()


@dataclass(frozen=True)
class Strategy:
    """What the list should do for this person now.

    target and the points of path are (valence, arousal); weights maps a term's name to its weight; why is one plain
    sentence.
    """

    name: str
    target: tuple[float, float]
    path: tuple[tuple[float, float], ...]
    weights: dict[str, float]
    why: str


@dataclass(frozen=True, eq=False)
class Recommendation:
    """An item in a list. score is the sum of terms, {name: weighted contribution}, within 1e-6.

    rank and previous_rank count from 1; previous_rank is None for an item that was not listed before.
    reason is one plain sentence read off the terms.
    """

    item: Item
    score: float
    terms: dict[str, float]
    rank: int
    previous_rank: int | None
    reason: str
