"""The list shown: ranked again when the feeling or a choice of the person really moved, and still otherwise."""

from __future__ import annotations

import copy
import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from recommender.policy.iso import FAR
from recommender.policy.protocol import Policy
from recommender.ranking.ranker import Ranker
from recommender.types import Context, Strategy
from session.sitting.act import Act
from session.sitting.arranged import NOT_ARRANGED, Arranged, Arrangement
from session.sitting.cause import Change, described
from session.sitting.change import FIRST
from session.sitting.choices import Choices, at_hand
from session.sitting.following import Feelings
from session.sitting.policies import PolicyMaker
from session.sitting.shown import LIST_LENGTH, Basis, Shown

EARLIER_LIMIT = 1000
"""So many of the items that earlier lists held are remembered, the newest."""

UNTOUCHED_FOR = 1.5
"""Seconds after a touch before the list may change, so that nothing moves under the person's hand."""

STAYING = 6
"""So many rows stay in place where the list only goes a step further."""


@dataclass(frozen=True, eq=False)
class Waiting:
    """A change that waits: until when, the policy as it was before it, and what the person did."""

    until: float
    policy: Policy
    acts: Sequence[Act]


class ListMaker:
    """Keeps the list of one sitting, live or replayed: it depends on what it is given and on nothing else.

    Used by one thread.
    """

    def __init__(
        self,
        ranker: Ranker,
        policy: PolicyMaker,
        choices: Choices,
        now: float,
        version: int = 0,
        earlier: Iterable[str] = (),
        arrangement: Arrangement | None = None,
    ) -> None:
        """Begin with a list for a feeling not known yet. earlier: ids of items that lists held before, oldest first.

        arrangement: what puts lists together, where that is not an item's terms alone.
        """
        self._ranker = ranker
        self._earlier = dict.fromkeys(earlier)
        self._ranked_for, self._waiting = choices, None
        context = choices.context(TrajectorySummary(time=now), tuple(self._earlier))
        self._policy = policy()
        strategy = self._policy.decide(context)
        self._at_first = copy.deepcopy(self._policy)
        self._policies_without = self._begin_without()
        self._agreed = choices.consent.agreed
        self._arrangement = arrangement
        rival = arrangement.decide(context) if arrangement else None
        context, arranged = self._arranged(context, (strategy, rival), NOT_ARRANGED, version + 1)
        listed = ranker.rank(context, strategy, LIST_LENGTH)
        self.shown = Shown(context, strategy, listed, {}, version + 1, FIRST, now, arranged)

    @property
    def waits_until(self) -> float | None:
        """When to look again, in s on the session's clock, as a touch is to be answered then; None: nothing waits."""
        return self._waiting.until if self._waiting else None

    def update(self, choices: Choices, feelings: Feelings, acts: Sequence[Act] = ()) -> bool:
        """Follow the feeling and the choices; returns whether another list is shown now.

        acts are what the person did since the last update, the oldest first; those that said something of the feeling
        are in the order of feelings.unsaid. A change waits until nothing was touched for a moment, words do not.
        A sense that is no longer agreed to has never been sensed from then on: what was held of it is held no more.
        """
        before, undecided = self.shown, copy.deepcopy(self._policy)
        for modality in sorted(self._agreed - choices.consent.agreed):
            self._policy = self._policies_without[modality]
            self._policies_without = self._begin_without()
        self._agreed = choices.consent.agreed
        context = choices.context(feelings.now, self._gone())
        strategy = self._policy.decide(context)
        same = choices.ask_as(self._ranked_for) and choices.act_as(self._ranked_for)
        rival = self._arrangement.decide(context) if self._arrangement else None
        stays = same and _alike(strategy, before.strategy) and _alike(rival, before.arranged.rival)
        without = self._without(before.context if stays else context, feelings)
        if choices.held:
            self._waiting = None
            return False
        if stays:
            self._waiting = None
            self.shown = replace(before, strategy=strategy, without=without)
            return False
        if self._waiting:
            undecided, acts = self._waiting.policy, (*self._waiting.acts, *acts)
        touched = choices.history[-1].time if choices.history else -math.inf
        if 0 <= feelings.now.time - touched < UNTOUCHED_FOR and not feelings.now.said:
            self._waiting = Waiting(touched + UNTOUCHED_FOR, undecided, acts)
            return False
        self._waiting = None
        context = replace(context, kept=self._kept(choices, context, strategy))
        context, arranged = self._arranged(context, (strategy, rival), before.arranged, before.version + 1)
        listed = self._ranker.rank(context, strategy, LIST_LENGTH, previous=before.recommendations)
        without = {m: (replace(own, kept=context.kept), plan) for m, (own, plan) in without.items()}
        self._ranked_for = choices
        self.shown = replace(before, context=context, strategy=strategy, recommendations=listed, without=without)
        self.shown = replace(self.shown, arranged=arranged)
        if self.shown.item_ids == before.item_ids:
            self._keep_previous_ranks(before)
            return False
        change = described(Change(before, self.shown, choices, feelings, undecided, acts), self._ranker)
        self.shown = replace(self.shown, version=before.version + 1, change=change, since=feelings.now.time)
        self._remember(before.item_ids)
        return True

    def _arranged(
        self, context: Context, sides: tuple[Strategy, Strategy | None], before: Arranged, version: int
    ) -> tuple[Context, Arranged]:
        if self._arrangement is None:
            return context, before
        arranged = self._arrangement.arrange(self._ranker, context, sides, before, version, LIST_LENGTH)
        return replace(context, kept=tuple(arranged.ranks.items())), arranged

    def _kept(self, choices: Choices, context: Context, strategy: Strategy) -> tuple[tuple[str, int], ...]:
        """What keeps its rank: what the person is at, and, unless they or the feeling ask for another list, most of it.

        Of the other rows those stay that fit best now.
        """
        before = self.shown
        ranks = {one.item.id: one.rank for one in before.recommendations}
        kept = {item_id: ranks[item_id] for item_id in at_hand(choices) if item_id in ranks}
        asked = context.trajectory.said or not choices.ask_as(self._ranked_for)
        if not asked and _near(before.strategy, strategy):
            now = self._ranker.ranks(replace(context, kept=tuple(kept.items())), strategy, list(ranks))
            rest = sorted(ranks.keys() - kept.keys(), key=lambda item_id: (now[item_id] or math.inf, ranks[item_id]))
            kept |= {item_id: ranks[item_id] for item_id in rest[: max(STAYING - len(kept), 0)]}
        return tuple(kept.items())

    def _begin_without(self) -> defaultdict[Modality, Policy]:
        """Policies that have decided nothing yet, for the feeling without each modality."""
        return defaultdict(lambda: copy.deepcopy(self._at_first))

    def _gone(self) -> tuple[str, ...]:
        """Items that earlier lists held and the one shown does not."""
        listed = set(self.shown.item_ids)
        return tuple(item_id for item_id in self._earlier if item_id not in listed)

    def _remember(self, item_ids: Iterable[str]) -> None:
        for item_id in item_ids:
            self._earlier.pop(item_id, None)
            self._earlier[item_id] = None
        while len(self._earlier) > EARLIER_LIMIT:
            del self._earlier[next(iter(self._earlier))]

    def _keep_previous_ranks(self, before: Shown) -> None:
        pairs = zip(self.shown.recommendations, before.recommendations, strict=True)
        listed = tuple(replace(now, previous_rank=then.previous_rank) for now, then in pairs)
        self.shown = replace(self.shown, recommendations=listed)

    def _without(self, context: Context, feelings: Feelings) -> Mapping[Modality, Basis]:
        """What the list would be ranked from without each modality that takes part, or last did."""
        found = {}
        for modality, feeling in feelings.without.items():
            own = replace(context, trajectory=feeling)
            found[modality] = (own, self._policies_without[modality].decide(own))
        if feelings.now.unknown:
            return self.shown.without
        return {modality: found[modality] for modality in found if modality in feelings.present}


def _alike(one: Strategy | None, other: Strategy | None) -> bool:
    """Whether two strategies do the same, whatever they say of it."""
    return one == other if one is None or other is None else replace(one, why=other.why) == other


def _near(before: Strategy, now: Strategy) -> bool:
    """Whether one strategy goes on from the other: from the same feeling, or to a place close by."""
    if not (before.path and now.path):
        return False
    return before.path[0] == now.path[0] or math.dist(before.target, now.target) <= FAR
