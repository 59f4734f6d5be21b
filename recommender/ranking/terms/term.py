"""What a term of a score is: one reason to list an item, with its weight, its control and its words."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Any, ClassVar, NamedTuple

import numpy as np

from emotion.message import Message
from recommender.ranking.situation import Situation
from recommender.types import Controls

CONTROLS = frozenset(field.name for field in fields(Controls))


@dataclass(frozen=True, eq=False)
class Scored:
    """What a term says in one situation: values (R,) float32 in [-1, 1], and the evidence it read them off."""

    values: np.ndarray
    evidence: Any = None


class Estimate(NamedTuple):
    """What a term would roughly say of every item, up to a constant: values (G,) of groups and the group of each item,
    (N,), or values (N,) of the items themselves."""

    values: np.ndarray
    group_of: np.ndarray | None = None


class Term(ABC):
    """One reason to list an item.

    It gives 0 to the catalogue's average item: a positive value speaks for an item, a negative one against it, and a
    term that has nothing to go by gives 0 for all. name is also that of its label, `term-NAME`. control: the one of the
    person's controls it answers to. weight: how much it counts; weight_unknown: the same while the feeling is unknown,
    by default the same weight; usual: whether it counts where no policy brings it in. says: the keys of all messages
    that `phrases` may give.

    proposes: so many of the items it likes best are weighed, however little else speaks for them. joins: the sentence
    in which it is a cause.
    """

    name: ClassVar[str]
    control: ClassVar[str]
    weight: ClassVar[float]
    weight_unknown: ClassVar[float | None] = None
    usual: ClassVar[bool] = True
    says: ClassVar[tuple[str, ...]]
    proposes: ClassVar[int] = 0
    joins: ClassVar[str] = "reason"

    def __init__(self) -> None:
        """Raises TypeError for a term that cannot be weighed, controlled or put into words."""
        missing = [name for name in ("name", "control", "weight", "says") if not getattr(self, name, None)]
        if missing:
            raise TypeError(f"the term {type(self).__name__} lacks {', '.join(missing)}")
        if self.control not in CONTROLS:
            raise TypeError(f"the term {self.name} answers to {self.control!r}; controls are {', '.join(CONTROLS)}")

    @property
    def label(self) -> Message:
        """What the term is called."""
        return Message(f"term-{self.name}")

    @abstractmethod
    def score(self, situation: Situation) -> Scored:
        """Judge all items of the situation, in one array operation."""

    @abstractmethod
    def phrases(self, situation: Situation, scored: Scored, place: int) -> Iterator[Message]:
        """Why the term speaks for the item at a place, as the end of a sentence about it: all that it can truly say,
        the most telling first, at least one thing."""

    def phrase(self, situation: Situation, scored: Scored, place: int) -> Message:
        """The most telling of `phrases`."""
        return next(iter(self.phrases(situation, scored, place)))

    def estimate(self, whole: Situation) -> tuple[Estimate, ...]:
        """What the term would say of a whole catalogue that is too large to judge, in parts that add up.

        A term that gives none is judged on the candidates that the others bring.
        """
        return ()

    def rests_on(self, situation: Situation, scored: Scored, place: int) -> tuple[str, ...]:
        """Ids of the items of the person's history by which the item at a place is judged, the most telling first."""
        return ()
