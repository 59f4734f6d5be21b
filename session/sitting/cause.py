"""Why the list changed: a cause is named where, ranked again without it, the list would not have changed so."""

from __future__ import annotations

import copy
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from emotion.message import Message
from emotion.trajectory import TrajectorySummary
from emotion.types import Modality
from recommender.policy.protocol import Policy
from recommender.ranking.ranker import Ranker
from recommender.types import Context, Item, Strategy
from session.sitting.act import Act
from session.sitting.change import Move, lasted, leaving, mood_moved, moved, sentence
from session.sitting.choices import Choices, at_hand
from session.sitting.following import Feelings
from session.sitting.shown import LIST_LENGTH, Shown


@dataclass(frozen=True, eq=False)
class Change:
    """One list that follows another, and what it came from.

    policy is the one that decided on the new list, as it was before; acts are what the person did in between, the
    oldest first.
    """

    before: Shown
    after: Shown
    choices: Choices
    feelings: Feelings
    policy: Policy
    acts: Sequence[Act] = ()


def described(change: Change, ranker: Ranker) -> Message:
    """What moved and why: an act of the person, the newest first, or else a step that came by plan, or the mood.

    Nothing is named where none of these made it.
    """
    trial = Trial(change, ranker)
    cause = trial.act()
    if cause is None and trial.is_planned():
        cause = lasted(change.before.strategy, change.after.strategy, change.feelings.now.negative_for)
    elif cause is None and trial.needs_the_mood():
        cause = mood_moved(change.before.context.trajectory, change.feelings.now, trial.source())
    return sentence(trial.move, cause)


class Trial:
    """Ranks again under other circumstances and sees whether the same move comes about."""

    def __init__(self, change: Change, ranker: Ranker) -> None:
        self._change = change
        self._ranker = ranker
        self.move: Move = leaving(moved(change.before.recommendations, change.after.recommendations), _left(change))

    def act(self) -> Message | None:
        """The newest act without which the list would not have moved so."""
        for act, feeling in self._acts():
            choices = act.undone(self._change.choices)
            if choices.held or not self._comes_about(*self._decided(choices, feeling)):
                return act.said
        return None

    def is_planned(self) -> bool:
        """Whether it is a step that the same feeling, as it lasts, brings by plan, and the list needs it."""
        before, after = self._change.before, self._change.after
        feels_the_same = before.strategy.path[:1] == after.strategy.path[:1] != ()
        if not feels_the_same or self._change.acts or before.strategy.name != after.strategy.name:
            return False
        listed = self._ranker.rank(after.context, before.strategy, LIST_LENGTH)
        return tuple(one.item.id for one in listed) != after.item_ids

    def needs_the_mood(self) -> bool:
        """Whether it is the mood, not what the person chose, without which the list would not have moved so."""
        change = self._change
        as_it_was = replace(change.before.context.trajectory, time=change.feelings.now.time)
        if self._comes_about(*self._decided(change.choices, as_it_was)):
            return False
        choices = change.choices
        for act in reversed(change.acts):
            choices = act.undone(choices)
        return choices is change.choices or self._comes_about(*self._decided(choices, change.feelings.now))

    def source(self) -> Modality | None:
        """The modality without which the list would not have moved so; of several the one that pulls the mood most."""
        needed = [m for m, basis in self._change.after.without.items() if not self._comes_about(*basis)]
        return max(needed, key=self._pull, default=None)

    def _acts(self) -> Iterator[tuple[Act, TrajectorySummary]]:
        """Each act, the newest first, with the feeling as it would be without it."""
        unsaid = list(self._change.feelings.unsaid)
        for act in sorted(self._change.acts, key=lambda act: act.time, reverse=True):
            yield act, unsaid.pop() if act.observation is not None else self._change.feelings.now

    def _decided(self, choices: Choices, feeling: TrajectorySummary) -> tuple[Context, Strategy]:
        after = self._change.after.context
        context = replace(choices.context(feeling, after.shown), kept=after.kept)
        return context, copy.deepcopy(self._change.policy).decide(context)

    def _comes_about(self, context: Context, strategy: Strategy) -> bool:
        item_id = self.move.item_id
        if item_id is None:
            return len(self._ranker.rank(context, strategy, LIST_LENGTH)) == len(self._change.after.recommendations)
        return self._ranker.ranks(context, strategy, [item_id])[item_id] == self.move.rank

    def _pull(self, modality: Modality) -> float:
        """How far a modality pulls the mood in the direction in which it moved."""
        now, without = self._change.feelings.now, self._change.feelings.without[modality]
        direction = _affect(now) - _affect(self._change.before.context.trajectory)
        return math.inf if without.unknown else float((_affect(now) - _affect(without)) @ direction)


def _left(change: Change) -> list[Item]:
    """Items that the person was at, and did not refuse, which the list holds no more."""
    at = {*at_hand(change.choices)} - {*change.after.item_ids}
    return [one.item for one in change.before.recommendations if one.item.id in at]


def _affect(mood: TrajectorySummary) -> np.ndarray:
    return np.array([mood.valence, mood.arousal])
