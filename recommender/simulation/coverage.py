"""How varied lists are over many states and goals: the different items in the first ten, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from emotion.message import Message
from emotion.trajectory import TrajectorySummary
from emotion.types import INTENTS
from recommender.catalogue.vocabulary import KINDS
from recommender.policy.iso import strategy_for
from recommender.ranking.ranker import Ranker
from recommender.types import EXPLICIT, Context, Recommendation

STATES = 500
FIRST = 10
SESSION = 5
"""So many lists are one person's, each of whom has seen the earlier ones."""

READ = 40
"""So many lists are read for what they say."""


@dataclass(frozen=True)
class Coverage:
    """How many different items stood in the first ten, of how many; of each kind; and how often the commonest stood.

    reasons: how many different ones READ lists gave, in how many rows, what happens in an item left out.
    """

    listed: int
    items: int
    by_kind: dict[str, tuple[int, int]]
    commonest: tuple[tuple[str, int], ...]
    reasons: tuple[int, int]

    @property
    def share(self) -> float:
        """The share of the catalogue that came up."""
        return self.listed / self.items

    def __str__(self) -> str:
        kinds = ", ".join(f"{listed} of {items} {kind}s" for kind, (listed, items) in self.by_kind.items())
        commonest = ", ".join(f"{item_id} {count} times" for item_id, count in self.commonest)
        different, rows = self.reasons
        return (
            f"listed: {self.listed} of {self.items} items ({self.share:.1%}): {kinds}; commonest {commonest}\n"
            f"reasons: {different} different ones in {rows} rows ({different / max(rows, 1):.1%})"
        )


def coverage(ranker: Ranker, states: int = STATES, seed: int = 0) -> Coverage:
    """What the lists of so many states hold and say."""
    times = dict.fromkeys((item.id for item in ranker.catalogue.items), 0)
    said: list[Message] = []
    for number, listed in enumerate(lists(ranker, states, seed)):
        said += [_without_subject(one.reason) for one in listed if number < READ]
        for one in listed:
            times[one.item.id] += 1
    return _counted(ranker, times, (len(set(said)), len(said)))


def lists(ranker: Ranker, states: int, seed: int, wanting: bool = True) -> Iterator[tuple[Recommendation, ...]]:
    """Lists for feelings drawn evenly over the plane, with every goal in turn, of people who have seen a few lists.

    wanting: they seem to want something of the next item, each something else.
    """
    random = np.random.default_rng(seed)
    shown: tuple[str, ...] = ()
    for number in range(states):
        if number % SESSION == 0:
            shown = ()
        context = Context(_summary(random, wanting), goal=EXPLICIT[number % len(EXPLICIT)], shown=shown)
        listed = ranker.rank(context, strategy_for(context), FIRST)
        yield listed
        shown += tuple(one.item.id for one in listed)


def _summary(random: np.random.Generator, wanting: bool) -> TrajectorySummary:
    valence, arousal = random.uniform(-0.9, 0.9, 2)
    intent = random.dirichlet(np.full(len(INTENTS), 0.5)) if wanting else np.full(len(INTENTS), 1 / len(INTENTS))
    return TrajectorySummary(
        time=100.0,
        valence=float(valence),
        arousal=float(arousal),
        intent=intent.astype(np.float32),
        uncertainty=0.2,
        unknown=False,
    )


def _without_subject(reason: Message) -> Message:
    return Message(reason.key, {name: part for name, part in reason.parameters.items() if name != "subject"})


def _counted(ranker: Ranker, times: dict[str, int], reasons: tuple[int, int]) -> Coverage:
    items = ranker.catalogue.items
    by_kind = {
        kind: (
            sum(times[item.id] > 0 for item in items if item.kind == kind),
            sum(item.kind == kind for item in items),
        )
        for kind in KINDS
        if kind in ranker.catalogue.kind_names
    }
    commonest = sorted(times.items(), key=lambda pair: -pair[1])[:5]
    return Coverage(sum(count > 0 for count in times.values()), len(items), by_kind, tuple(commonest), reasons)
