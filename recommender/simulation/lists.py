"""Ways to choose lists in the simulated world: each is shown what is sensed, never the mood itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from recommender.arrays import softmax
from recommender.policy.agent import FEATURES, Agent, drawn
from recommender.policy.strategies import STRATEGIES, allowed, spread_out, targets
from recommender.policy.trees import Trees
from recommender.simulation.watch import Watch
from recommender.simulation.world import LISTED, Happened, World

CANDIDATES = 40
"""So many items are judged by the engagement model."""

BOLDNESS = 0.15
"""Temperature of the contextual bandit: a reward lower by so much is e times less likely."""

ITEM_FEATURES = ("taste", "popularity", "distance", "valence_gap", "arousal_gap", "valence", "seen")
"""What the engagement model sees of an item and a person."""


@dataclass(frozen=True, eq=False)
class Choice:
    """lists (P, 5) of items; strategy (P,), -1 where none was chosen, and propensity (P,) with which it was."""

    lists: np.ndarray
    strategy: np.ndarray
    propensity: np.ndarray


class Chooser(Protocol):
    """Chooses what people are shown; foresees says whether it goes by what is foretold of them."""

    foresees: bool

    def choose(self, watch: Watch) -> Choice | None:
        """The lists for this prompt; None shows nothing."""

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Take in what came of them, at the prompt after."""


class Nothing:
    """Nothing is recommended."""

    foresees = False

    def choose(self, watch: Watch) -> None:
        """No lists."""

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Nothing to learn."""


class Simple:
    """Lists by chance, or of what is popular and not seen lately."""

    foresees = False

    def __init__(self, popular: bool, random: np.random.Generator) -> None:
        self._popular, self._random = popular, random

    def choose(self, watch: Watch) -> Choice:
        """Lists by the one rule."""
        score = self._random.standard_normal(watch.seen.shape)
        if self._popular:
            score = watch.items.popularity + 0.1 * score - 2 * watch.seen
        return _unplanned(_top(score))

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Nothing to learn."""


class Engagement:
    """What is most likely opened, by gradient boosted trees."""

    foresees = False

    def __init__(self, trees: Trees) -> None:
        self._trees = trees

    def choose(self, watch: Watch) -> Choice:
        """The five most likely opened of the best candidates by taste and popularity."""
        taste = watch.likely_taste
        rough = taste + 0.4 * watch.items.popularity - 0.8 * watch.seen
        candidates = np.argpartition(-rough, CANDIDATES, axis=1)[:, :CANDIDATES]
        rows = item_rows(watch, candidates, taste)
        score = self._trees.score(rows.reshape(-1, rows.shape[2])).reshape(candidates.shape)
        best = _top(score)
        return _unplanned(np.take_along_axis(candidates, best, axis=1))

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """The trees are fitted beforehand; tastes are learnt by the watch."""


class AllKnowing:
    """What is likeliest to be opened and to lift, told from what the world alone knows: no policy can know as much."""

    foresees = False

    def __init__(self, world: World) -> None:
        self._world = world

    def choose(self, watch: Watch) -> Choice:
        """The five of the best prospects."""
        return _unplanned(_top(self._world.prospects()))

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Nothing to learn."""


class Fixed:
    """One strategy for everybody always, where the rules allow it; else company."""

    foresees = False

    def __init__(self, name: str) -> None:
        self._strategy = STRATEGIES.index(name)

    def choose(self, watch: Watch) -> Choice:
        """Lists by the strategy."""
        may = allowed(watch.valence, watch.arousal)[:, self._strategy]
        strategy = np.where(may, self._strategy, STRATEGIES.index("company"))
        return Choice(strategic(watch, strategy), strategy, np.ones(len(strategy)))

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Nothing to learn."""


class Bandit:
    """A contextual bandit over strategies: ridge regression of the reward, chosen among by a softmax.

    The reward is the share of the list opened and the change of the sensed valence. Such a bandit is what "Empathic
    responding for digital interpersonal emotion regulation via content recommendation" (2024) recommends by.
    """

    foresees = True

    def __init__(self, random: np.random.Generator) -> None:
        size = len(FEATURES) + 1
        self._random = random
        self._precision = np.tile(np.eye(size), (len(STRATEGIES), 1, 1))
        self._evidence = np.zeros((len(STRATEGIES), size))

    def choose(self, watch: Watch) -> Choice:
        """A strategy for each person, never less likely than LEAST."""
        context = _context(watch.features)
        self._seen, self._felt = context, watch.valence
        gain = context @ np.linalg.solve(self._precision, self._evidence[:, :, None])[:, :, 0].T
        chances = spread_out(softmax(gain / BOLDNESS, axis=1), allowed(watch.valence, watch.arousal))
        strategy = drawn(chances, self._random)
        return Choice(strategic(watch, strategy), strategy, chances[np.arange(len(strategy)), strategy])

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Fit the reward of what was chosen."""
        reward = happened.opened.mean(axis=1) + watch.valence - self._felt
        for number in range(len(STRATEGIES)):
            rows = (choice.strategy == number) & happened.here
            self._precision[number] += self._seen[rows].T @ self._seen[rows]
            self._evidence[number] += self._seen[rows].T @ reward[rows]


class ESMR:
    """Engagement while a mood is stable, the agent while a low one persists."""

    foresees = True

    def __init__(self, trees: Trees, agent: Agent, random: np.random.Generator) -> None:
        self._stable, self._agent, self._random = Engagement(trees), agent, random

    def choose(self, watch: Watch) -> Choice:
        """Lists by the trees, and by the agent's strategies for those whose low mood persists."""
        choice, low = self._stable.choose(watch), np.flatnonzero(watch.persists)
        if not len(low):
            return choice
        chances = self._agent.probabilities(watch.features[low], allowed(watch.valence[low], watch.arousal[low]))
        chosen = drawn(chances, self._random)
        strategy, propensity = choice.strategy.copy(), choice.propensity.copy()
        strategy[low], propensity[low] = chosen, chances[np.arange(len(low)), chosen]
        lists = np.where((strategy >= 0)[:, None], strategic(watch, np.maximum(strategy, 0)), choice.lists)
        return Choice(lists, strategy, propensity)

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Trees and agent are fitted beforehand; tastes are learnt by the watch."""


def strategic(watch: Watch, strategy: np.ndarray) -> np.ndarray:
    """(P, 5) lists that follow a strategy (P,): near its aim, to the person's taste, popular and not seen lately."""
    aim = targets(watch.valence, watch.arousal)[np.arange(len(strategy)), strategy]
    away = np.linalg.norm(watch.items.affect[None] - aim[:, None], axis=2)
    explores = (strategy == STRATEGIES.index("explore"))[:, None]
    fits = np.where(explores, -2 * watch.seen, -1.5 * away)
    return _top(fits + 2 * watch.likely_taste + 0.3 * watch.items.popularity - 0.8 * watch.seen)


def item_rows(watch: Watch, items: np.ndarray, taste: np.ndarray) -> np.ndarray:
    """(P, K, 7) float32, what the engagement model sees of items (P, K); taste (P, N) as the watch tells it."""
    people = np.arange(len(items))[:, None]
    gap = watch.items.affect[items] - np.stack([watch.valence, watch.arousal], axis=1)[:, None]
    columns = [
        taste[people, items],
        watch.items.popularity[items],
        np.linalg.norm(gap, axis=2),
        gap[:, :, 0],
        gap[:, :, 1],
        np.broadcast_to(watch.valence[:, None], items.shape),
        watch.seen[people, items],
    ]
    return np.stack(columns, axis=2).astype(np.float32)


def _unplanned(lists: np.ndarray) -> Choice:
    return Choice(lists, np.full(len(lists), -1), np.ones(len(lists)))


def _top(score: np.ndarray) -> np.ndarray:
    best = np.argpartition(-score, LISTED, axis=1)[:, :LISTED]
    order = np.argsort(-np.take_along_axis(score, best, axis=1), axis=1)
    return np.take_along_axis(best, order, axis=1)


def _context(features: np.ndarray) -> np.ndarray:
    return np.column_stack([features, np.ones(len(features))])
