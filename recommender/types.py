"""The types that leave this package. A recommendation carries the terms of its score; all else is read off them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

import numpy as np

from emotion.message import Message
from emotion.trajectory import TrajectorySummary

if TYPE_CHECKING:
    from recommender.catalogue.items import Catalogue
    from recommender.ranking.situation import Situation


class Goal(StrEnum):
    """What the person asks the list to do with the feeling it senses; FOR_YOU: whichever suits the feeling."""

    FOR_YOU = "for-you"
    MATCH = "match"
    LIFT = "lift"
    CALM = "calm"
    STEADY = "steady"


EXPLICIT = (Goal.MATCH, Goal.LIFT, Goal.CALM, Goal.STEADY)
"""The goals that say themselves where the list leads."""

LEADING = frozenset({Goal.LIFT, Goal.CALM})
"""The goals that lead from a feeling to another."""


TOWARDS = "towards"
"""The name of a strategy that leads where the person pointed, whatever their goal."""


class Kind(StrEnum):
    """The kinds that some part of the code has something of its own for; catalogues may hold others, see `KINDS`."""

    FILM = "film"
    SONG = "song"
    BOOK = "book"
    READ = "read"
    MUSIC = "music"
    PICTURE = "picture"


@dataclass(frozen=True, eq=False)
class Item:
    """One thing that can be recommended.

    valence and arousal in [-1, 1] are the feeling it tends to leave; emotions is (7,) float32, sums to 1.
    popularity lies in [0, 1]; minutes is how long it takes, where known. content says what not everybody wants to meet
    (None where nobody has said), people who acts or is featured; arc, where the feeling turns, is a mood for the
    beginning and one for the end. uncertainty is the standard error of valence and arousal. exposure in [-1, 1] tells
    how readily lists hold it: above 0 for what would come up more often than most. media: where it can be had, an
    address on the web or a path, see `recommender.studio.brought`.
    """

    id: str
    kind: str
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
    content: tuple[str, ...] | None = None
    people: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    arc: tuple[str, ...] = ()
    uncertainty: float = 0.0
    exposure: float = 0.0
    media: str | None = None


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
class Reaction:
    """Where on the affect plane, (valence, arousal), the person was before and after so many seconds of an item; time:
    of after, in s on the session's clock."""

    item_id: str
    before: tuple[float, float]
    after: tuple[float, float]
    seconds: float
    time: float


@dataclass(frozen=True)
class Controls:
    """The sliders of the page: multipliers in [0, 2] on groups of terms; 1 is the policy's own weight."""

    mood: float = 1.0
    taste: float = 1.0
    novelty: float = 1.0
    crowd: float = 1.0


@dataclass(frozen=True)
class Loaded:
    """What the person brought along: ids of items they know, oldest first, which the list leaves out.

    enjoyed tells of their taste; passed they rated low.
    """

    enjoyed: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.enjoyed) + len(self.passed)


class Rule(Protocol):
    """What may not be listed, whatever its score."""

    name: str
    why: Message
    """Why an item that the rule keeps out may not be listed."""

    def allows(self, situation: Situation) -> np.ndarray:
        """(R,) bool, for the items at `situation.rows` of the catalogue `situation.features.catalogue`."""


@dataclass(frozen=True, eq=False)
class Context:
    """All that a ranking depends on besides the catalogue. Ranking twice in the same context gives the same list.

    history is in the order of time. shown holds the ids of items that earlier lists held and the present one does not.
    rules: what the person themselves asked to be kept out. leaning: (N,) float32 in [-1, 1] for a catalogue of N items,
    how far each is what they asked for; None where they asked for nothing. dares: they asked for what may be cruel.
    mourns: somebody close to them has died. cheers: they asked for something cheerful or lively, or have said that they
    feel better since. spared: nothing violent, dark or scary is to be listed, whatever they asked for.
    towards is (valence, arousal) of where the person wants the list to lead; None: where the goal leads.
    reactions: what the person was sensed to feel with items that were open, oldest first.
    policy: who is to decide, by name; empty: whoever does without a wish of the person's.
    kept are (item id, rank): items that keep their rank, from 1, whatever their score, unless a rule keeps them out.
    """

    trajectory: TrajectorySummary
    goal: Goal = Goal.MATCH
    controls: Controls = field(default_factory=Controls)
    history: tuple[Event, ...] = ()
    shown: tuple[str, ...] = ()
    loaded: Loaded = field(default_factory=Loaded)
    rules: tuple[Rule, ...] = ()
    leaning: Callable[[Catalogue], np.ndarray] | None = None
    dares: bool = False
    mourns: bool = False
    cheers: bool = False
    spared: bool = False
    kept: tuple[tuple[str, int], ...] = ()
    towards: tuple[float, float] | None = None
    reactions: tuple[Reaction, ...] = ()
    policy: str = ""

    @property
    def quiet(self) -> bool:
        """Whether the list is to be quiet: they mourn and nothing speaks for cheer."""
        return self.mourns and not self.cheers

    def freeing(self, item_id: str) -> Context:
        """The same, but that this item stands where its score puts it."""
        return replace(self, kept=tuple(pair for pair in self.kept if pair[0] != item_id))


@dataclass(frozen=True)
class Strategy:
    """What the list should do for this person now. Equal by value.

    name is the goal's, TOWARDS where the person pointed at a place, or "unknown" when there is nothing to go by. target
    and the points of path are (valence, arousal): path leads from the feeling now over the target to where the goal
    ends, and is empty when no feeling is known.
    weights maps a term's name to its weight, the person's controls included; why is one plain sentence. intent is what
    an item should serve, (8,) probabilities, or empty when nothing is known. gentle: nothing harsh may be listed.
    policy and version tell who decided it, propensity in (0, 1] how likely they were to decide this. chosen: what is
    done, where name does not tell it, as a policy may choose among more than goals.
    """

    name: str
    target: tuple[float, float]
    path: tuple[tuple[float, float], ...]
    weights: dict[str, float]
    why: Message
    intent: tuple[float, ...] = ()
    gentle: bool = False
    policy: str = ""
    version: str = ""
    propensity: float = 1.0
    chosen: str = ""

    @property
    def label(self) -> str:
        """What is done, by name."""
        return self.chosen or self.name


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
    reason: Message


@dataclass(frozen=True)
class Cause:
    """One reason why an item stands where it does: a term whose contribution is positive.

    rank_without is the rank, from 1, the item gets when all is ranked again without this term. text ends a sentence
    about the item. item_ids are the items of the person's history the cause rests on, the strongest first; empty for
    terms that rest on none.
    """

    term: str
    contribution: float
    rank_without: int
    text: Message
    item_ids: tuple[str, ...] = ()


@dataclass(frozen=True)
class KeptRule:
    """A stated rule that has something to say of an item: what it keeps, and how true it is of the item, in [0, 1]."""

    name: str
    text: Message
    truth: float
    hard: bool


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why an item stands at its rank: every term's contribution, the causes, the strongest first, and rules kept."""

    recommendation: Recommendation
    causes: tuple[Cause, ...]
    kept: tuple[KeptRule, ...] = ()
