"""The list shown: ranked again when the feeling or a choice of the person really moved, frozen while held."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from emotion.modality import Modality
from emotion.trajectory import TrajectorySummary
from recommender.policy.protocol import Policy
from recommender.ranking.ranker import Ranker
from recommender.types import Context
from session.sitting.act import Act
from session.sitting.cause import Change, described
from session.sitting.change import FIRST
from session.sitting.choices import Choices
from session.sitting.following import Feelings
from session.sitting.policies import PolicyMaker
from session.sitting.shown import LIST_LENGTH, Basis, Shown

EARLIER_LIMIT = 1000
"""So many of the items that earlier lists held are remembered, the newest."""


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
    ) -> None:
        """Begin with a list for a feeling not known yet. earlier: ids of items that lists held before, oldest first."""
        self._ranker = ranker
        self._earlier = dict.fromkeys(earlier)
        self._ranked_for = choices
        context = choices.context(TrajectorySummary(time=now), tuple(self._earlier))
        self._policy = policy()
        strategy = self._policy.decide(context)
        at_first = copy.deepcopy(self._policy)
        self._policies_without = defaultdict[Modality, Policy](lambda: copy.deepcopy(at_first))
        self.shown = Shown(context, strategy, ranker.rank(context, strategy, LIST_LENGTH), {}, version + 1, FIRST)

    def update(self, choices: Choices, feelings: Feelings, acts: Sequence[Act] = ()) -> bool:
        """Follow the feeling and the choices; returns whether another list is shown now.

        acts are what the person did since the last update, the oldest first; those that said something of the feeling
        are in the order of feelings.unsaid.
        """
        before, undecided = self.shown, copy.deepcopy(self._policy)
        context = choices.context(feelings.now, self._gone())
        strategy = self._policy.decide(context)
        stays = strategy == before.strategy and choices.wish_as(self._ranked_for)
        without = self._without(before.context if stays else context, feelings)
        if choices.held:
            return False
        if stays:
            self.shown = replace(before, without=without)
            return False
        listed = self._ranker.rank(context, strategy, LIST_LENGTH, previous=before.recommendations)
        self._ranked_for = choices
        self.shown = Shown(context, strategy, listed, without, before.version, before.change)
        if self.shown.item_ids == before.item_ids:
            self._keep_previous_ranks(before)
            return False
        change = described(Change(before, self.shown, choices, feelings, undecided, acts), self._ranker)
        self.shown = replace(self.shown, version=before.version + 1, change=change)
        self._remember(before.item_ids)
        return True

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
        """What the list would be ranked from without each modality; those that take no part are left out."""
        found = {}
        for modality, feeling in feelings.without.items():
            own = replace(context, trajectory=feeling)
            found[modality] = (own, self._policies_without[modality].decide(own))
        return {modality: found[modality] for modality in found if modality in feelings.present}
