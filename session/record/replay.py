"""A sitting's lists made again from its record, as they were or as they would have been."""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from emotion.message import Message
from emotion.modalities import MODALITIES
from emotion.modality import Modality
from emotion.types import EMOTIONS, Attention, EmotionState
from recommender.policy.protocol import Policy
from recommender.types import Recommendation
from session.condition import Condition
from session.record import schema
from session.record.chosen import FORGOTTEN, NOTHING_CHOSEN, START, applied
from session.record.journey import Journey
from session.record.log import EventLog
from session.record.restore import condition_of
from session.record.steps import unpack
from session.sitting.choices import Choices
from session.sitting.following import Feelings
from session.sitting.list_maker import ListMaker
from session.sitting.shared import Shared
from session.sitting.shown import Shown

TOLERANCE = 1e-6
"""By so much a term may differ from the one that was recorded."""

Row = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Look:
    """One look at the list, at a time in s since the sitting began.

    start is what a ListMaker begins with, at its first look, when feelings is None as nothing is known yet. monotonic
    is the time on the clock of then; until is the id of the first row that was recorded after this look.
    """

    time: float
    monotonic: float
    until: float
    choices: Choices
    feelings: Feelings | None = None
    start: Mapping[str, Any] | None = None


@dataclass(frozen=True, eq=False)
class Moment:
    """A sitting at one look: the choices and feelings, the list made again, and the list of then as it was recorded.

    made: the recorded list was made at this very look. Later its terms may go on moving as long as its items stay.
    """

    time: float
    choices: Choices
    feelings: Feelings | None
    shown: Shown
    logged: Row | None
    made: bool

    @property
    def equal(self) -> bool:
        """Whether the list is the recorded one, item for item, and term for term where it was made at this look."""
        items = self.logged["items"] if self.logged else []
        if [item["id"] for item in items] != list(self.shown.item_ids):
            return False
        return not self.made or all(map(_equal_terms, self.shown.recommendations, items))


def looks(log: EventLog, sitting_id: str) -> Iterator[Look]:
    """Every look at the list that a sitting took, oldest first. Raises LogError when the log cannot be read."""
    begun = log.rows(schema.sittings, sitting_id)
    rows = [*log.rows(schema.choices, sitting_id), *log.rows(schema.steps, sitting_id)]
    rows.sort(key=lambda row: row["id"])
    began = (begun or rows)[0]["wall"] if begun or rows else 0.0
    choices, start = NOTHING_CHOSEN, None
    for row, until in zip(rows, [*(row["id"] for row in rows[1:]), math.inf], strict=False):
        time = max(row["wall"] - began, 0.0)
        if "packed" in row:
            if start is not None:
                yield Look(time, start["monotonic"], row["id"], choices, start=start["value"])
                start = None
            yield Look(time, row["monotonic"], until, choices, unpack(row["packed"]))
        elif row["name"] == START:
            choices, start = NOTHING_CHOSEN, row
        elif row["name"] != FORGOTTEN:
            choices = applied(choices, row["name"], row["value"])


class ReplayedSitting:
    """A sitting of the record, made again once at the start and readable at every moment.

    condition: another one than the sitting was held under; without: as if this modality had never been sensed.
    Ranking is pure, so with neither of them each list is the recorded one, as long as the catalogue and the engines are
    those of then. `forgotten` is True where the person took a history away that lists of then rested on.
    """

    def __init__(
        self,
        log: EventLog,
        sitting_id: str,
        shared: Shared,
        condition: Condition | None = None,
        without: Modality | None = None,
    ) -> None:
        """Raises LogError, and UnknownPartError where the server lacks what the condition names."""
        self.id = sitting_id
        self.condition = condition or condition_of(log, sitting_id)
        self.forgotten = any(row["name"] == FORGOTTEN for row in log.rows(schema.choices, sitting_id))
        self._shared = shared
        self._without = without
        self._log = log
        self.ranker = shared.ranker_of(self.condition)
        logged = log.rows(schema.lists, sitting_id)
        self.moments = tuple(self._made(looks(log, sitting_id), logged))
        self._times = [moment.time for moment in self.moments]
        began = log.rows(schema.sittings, sitting_id)
        rows = log.rows(schema.states, sitting_id)
        start = (began or rows)[0]["wall"] if began or rows else 0.0
        self._state_times = [max(row["wall"] - start, 0.0) for row in rows]
        self._states = [self._state(row) for row in rows]

    def at(self, time: float) -> Moment:
        """The sitting at a time in s since it began: the last moment until then, or the first one.

        Raises LookupError for a sitting that holds none.
        """
        if not self.moments:
            raise LookupError(f"the record holds no steps of {self.id!r:.80}")
        return self.moments[max(bisect_right(self._times, time) - 1, 0)]

    @property
    def end(self) -> float:
        """When the last thing was recorded, in s since the sitting began."""
        return max([*self._times[-1:], *self._state_times[-1:]], default=0.0)

    def state_at(self, time: float) -> EmotionState:
        """What was believed at a time in s since the sitting began, of the states that were recorded each second.

        A modality that is left out has no attention; the others share it as they did.
        """
        place = bisect_right(self._state_times, time) - 1
        return self._states[place] if place >= 0 else EmotionState.unknown_at(0.0)

    def states_between(self, first: float, last: float) -> list[tuple[float, EmotionState]]:
        """The recorded states from one time to another, each with its own, in s since the sitting began."""
        part = slice(bisect_left(self._state_times, first), bisect_right(self._state_times, last))
        return list(zip(self._state_times[part], self._states[part], strict=True))

    def journey(self) -> Journey:
        """The whole sitting as tables over time. Raises LogError where the record can't be read."""
        return self._log.journey(self.id)

    def csv(self, say: Callable[[Message], str]) -> str:
        """The whole sitting as one CSV, messages put into words by say. Raises LogError."""
        return self._log.journey_csv(self.id, say)

    def policy(self) -> Policy:
        """A policy of the condition that has decided nothing yet."""
        return self._shared.policy_of(self.condition)()

    @property
    def lists(self) -> tuple[Moment, ...]:
        """The moments at which another list was made, here or in the record."""
        versions = [None, *(moment.shown.version for moment in self.moments)]
        return tuple(
            m for m, before in zip(self.moments, versions, strict=False) if m.made or m.shown.version != before
        )

    def _made(self, steps: Iterator[Look], logged: Sequence[Row]) -> Iterator[Moment]:
        maker: ListMaker | None = None
        before: Row | None = None
        ids = [row["id"] for row in logged]
        for look in steps:
            if look.start is not None:
                maker = self._maker(look)
            elif maker is not None and look.feelings is not None:
                maker.update(look.choices, self._feelings(look.feelings))
            if maker is not None:
                place = bisect_left(ids, look.until) - 1
                now = logged[place] if place >= 0 else None
                yield Moment(look.time, look.choices, look.feelings, maker.shown, now, now is not before)
                before = now

    def _state(self, row: Row) -> EmotionState:
        paid = {m: row["attention"][str(m)] for m in MODALITIES if m != self._without and str(m) in row["attention"]}
        whole = sum(paid.values())
        return EmotionState(
            time=row["monotonic"],
            probabilities=np.array([row[emotion] for emotion in EMOTIONS], np.float32),
            valence=row["valence"],
            arousal=row["arousal"],
            uncertainty=row["uncertainty"],
            intent=np.array(row["intent"], np.float32),
            attention=Attention({m: share / whole for m, share in paid.items()} if whole else {}),
            unknown=row["unknown"],
        )

    def _maker(self, look: Look) -> ListMaker:
        policy = self._shared.policy_of(self.condition)
        start, arrangement = look.start or {}, self._shared.arrangement_of(self.condition)
        return ListMaker(
            self.ranker, policy, look.choices, look.monotonic, start["version"], start["earlier"], arrangement
        )

    def _feelings(self, feelings: Feelings) -> Feelings:
        """The feelings as they were, or without the modality that is left out."""
        if self._without is None:
            return feelings
        now = feelings.without.get(self._without, feelings.now)
        return replace(feelings, now=now, present=feelings.present - {self._without})


def _equal_terms(made: Recommendation, logged: Row) -> bool:
    """A term that there was not yet, or is no more, must add nothing."""
    terms = logged["terms"]
    names = {*made.terms, *terms}
    return all(abs(made.terms.get(name, 0.0) - terms.get(name, 0.0)) <= TOLERANCE for name in names)
