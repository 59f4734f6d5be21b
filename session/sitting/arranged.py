"""Lists that are put together otherwise than by their terms alone: drawn by chance, or drafted from two rankings.

An arrangement names items and the ranks they keep; the ranker then makes the list with the strategy's own terms, so
that it looks and explains itself like any other.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

import numpy as np

from recommender.policy.protocol import Policy
from recommender.ranking.ranker import Ranker
from recommender.types import Context, Strategy

TEAMS = ("first", "second")
"""Whose pick an item of a drafted list is: the condition's own side's, or its rival's."""


@dataclass(frozen=True)
class Arranged:
    """Ranks that items keep, {item id: rank from 1}; whose pick each is; and what the rival, if any, would do."""

    ranks: Mapping[str, int] = field(default_factory=dict)
    teams: Mapping[str, str] = field(default_factory=dict)
    rival: Strategy | None = None


NOT_ARRANGED = Arranged()


class Arrangement(Protocol):
    """Puts the lists of one sitting together. All its chance lies in a seed and the list's version."""

    def decide(self, context: Context) -> Strategy | None:
        """What the rival would do now, asked at each look; None where there is none."""

    def arrange(
        self,
        ranker: Ranker,
        context: Context,
        sides: tuple[Strategy, Strategy | None],
        before: Arranged,
        version: int,
        k: int,
    ) -> Arranged:
        """The list of this version, from the strategy and its rival; what the context keeps, keeps rank and team."""


class Chance:
    """A list of items drawn by chance, each as likely as any other, among those that no rule keeps out."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def decide(self, context: Context) -> Strategy | None:
        """There is no rival."""
        return None

    def arrange(
        self,
        ranker: Ranker,
        context: Context,
        sides: tuple[Strategy, Strategy | None],
        before: Arranged,
        version: int,
        k: int,
    ) -> Arranged:
        """The same list for the same history: it does not depend on any feeling."""
        weighing = ranker.weigh(context, sides[0])
        allowed = np.flatnonzero(np.isfinite(weighing.relevance(weighing.contributions({}))))
        kept = dict(context.kept)
        gone = {*context.shown, *(event.item_id for event in context.history), *kept}
        ids = [weighing.situation.item(int(place)).id for place in allowed]
        fresh = [item_id for item_id in ids if item_id not in gone] or [one for one in ids if one not in kept]
        drawn = iter(np.random.default_rng((self._seed, len(context.history))).permutation(fresh).tolist())
        return Arranged(_filled(kept, k, lambda: next(drawn, None)))


class Draft:
    """Team-draft interleaving (Radlinski, Kurup & Joachims 2008, CIKM, 43-52): two rankings pick in turns, whose turn
    is first being drawn each time both have as many, and each pick is its best item that is not listed yet."""

    def __init__(self, rival: Policy, seed: int) -> None:
        self._rival = rival
        self._seed = seed

    def decide(self, context: Context) -> Strategy | None:
        """What the rival would do."""
        return self._rival.decide(context)

    def arrange(
        self,
        ranker: Ranker,
        context: Context,
        sides: tuple[Strategy, Strategy | None],
        before: Arranged,
        version: int,
        k: int,
    ) -> Arranged:
        """The draft of both rankings in this context, as they stand when nothing is kept."""
        free, rival = replace(context, kept=()), sides[1] or sides[0]
        rankings = [[one.item.id for one in ranker.rank(free, side, 2 * k)] for side in (sides[0], rival)]
        kept = dict(context.kept)
        teams = {item_id: before.teams.get(item_id, TEAMS[0]) for item_id in kept}
        ranks, picked = draft(rankings, kept, teams, k, np.random.default_rng((self._seed, version)))
        return Arranged(ranks, picked, rival)


def draft(
    rankings: Sequence[Sequence[str]],
    kept: Mapping[str, int],
    teams: Mapping[str, str],
    k: int,
    rng: np.random.Generator,
) -> tuple[dict[str, int], dict[str, str]]:
    """({item id: rank}, {item id: team}) of k items drafted from two rankings, around what keeps rank and team."""
    picked = dict(teams)
    waiting = [iter(ranking) for ranking in rankings]

    def pick() -> str | None:
        counts = [list(picked.values()).count(team) for team in TEAMS]
        first = int(rng.integers(2)) if counts[0] == counts[1] else int(np.argmin(counts))
        for turn in (first, 1 - first):
            item_id = next((one for one in waiting[turn] if one not in picked), None)
            if item_id is not None:
                picked[item_id] = TEAMS[turn]
                return item_id
        return None

    return _filled(kept, k, pick), picked


def _filled(kept: Mapping[str, int], k: int, pick: Callable[[], str | None]) -> dict[str, int]:
    """Ranks 1 to k: those that are kept, and the others filled from the top."""
    ranks = dict(kept)
    for rank in sorted(set(range(1, k + 1)) - set(kept.values())):
        item_id = pick()
        if item_id is not None:
            ranks[item_id] = rank
    return ranks
