"""Policies side by side, for the same simulated people in the same world."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from recommender.forecast.kalman import Dynamics
from recommender.forecast.network import load as load_forecast
from recommender.policy.agent import SHIPPED, Agent
from recommender.policy.strategies import STRATEGIES
from recommender.policy.trees import Trees
from recommender.simulation.assumptions import Assumptions
from recommender.simulation.lists import ESMR, Bandit, Chooser, Engagement, Fixed, Nothing, Simple
from recommender.simulation.moods import Population, load_population
from recommender.simulation.outcomes import Played, compared
from recommender.simulation.watch import Forecaster, Watch
from recommender.simulation.world import PER_DAY, World

ROWS = (
    "none",
    "random",
    "popularity",
    "engagement",
    "match",
    "linear_path",
    "best_fixed",
    "cmab",
    "esmr_plain",
    "esmr",
)
"""linear_path: always a step towards a pleasant end; best_fixed: the strategy that did best for other people;
esmr_plain: the agent rewarded by moods as they are, without what was found to cause them."""

TUNED_ON = 10_000
"""Seeds from here on are for choosing the best fixed strategy, and for nothing else."""


@dataclass(frozen=True, eq=False)
class Shipped:
    """All that the comparison is made of: who is simulated, what predicts, ranks and decides."""

    population: Population
    forecaster: Forecaster
    trees: Trees
    agents: dict[str, Agent]


def load_shipped() -> Shipped:
    """What comes with the demo. Raises RecommenderError where some of it is missing."""
    network, _, dynamics = load_forecast()
    return Shipped(
        load_population(),
        Forecaster(network, Dynamics(**dynamics["valence"]), Dynamics(**dynamics["arousal"])),
        Trees.load(SHIPPED / "engagement.safetensors"),
        {name: Agent.load(SHIPPED / f"{file}.safetensors") for name, file in AGENTS.items()},
    )


AGENTS = {"esmr": "agent", "esmr_plain": "agent_plain"}


@dataclass(frozen=True)
class Setting:
    """Which world, for how long and for how many; off: by what share its assumptions are drawn off."""

    family: str = "two_state"
    effects: str = "as_fitted"
    days: int = 30
    people: int = 200
    off: float = 0.0

    def world(self, population: Population, seed: int) -> World:
        """The world of this setting for a seed."""
        given = Assumptions()
        if self.off:
            given = given.off(self.off, np.random.default_rng((seed, 99)))
        return World(population, self.people, self.family, self.effects, given, seed)


def choosers(shipped: Shipped, best: str, seed: int) -> dict[str, Chooser]:
    """Each of ROWS, as it begins."""
    of = {name: np.random.default_rng((seed, 50 + place)) for place, name in enumerate(ROWS)}
    return {
        "none": Nothing(),
        "random": Simple(False, of["random"]),
        "popularity": Simple(True, of["popularity"]),
        "engagement": Engagement(shipped.trees),
        "match": Fixed("match"),
        "linear_path": Fixed("lift"),
        "best_fixed": Fixed(best),
        "cmab": Bandit(of["cmab"]),
        "esmr_plain": ESMR(shipped.trees, shipped.agents["esmr_plain"], of["esmr_plain"]),
        "esmr": ESMR(shipped.trees, shipped.agents["esmr"], of["esmr"]),
    }


def play(
    world: World, chooser: Chooser, forecaster: Forecaster, days: int, note: Callable[..., None] | None = None
) -> Played:
    """So many days under one way to choose; note is told of each prompt: watch, choice, what happened."""
    people = len(world.strength)
    watch = Watch(people, world.items, forecaster)
    valence, opened = np.empty((people, days * PER_DAY)), np.zeros((people, days * PER_DAY))
    shown = np.zeros((people, len(world.items.affect)), bool)
    waiting = None
    watches = not isinstance(chooser, Nothing)
    for step in range(days * PER_DAY):
        valence[:, step] = world.valence
        sensed = world.sensed()
        if watches:
            watch.sense(*sensed)
            if waiting is not None:
                chooser.learn(watch, *waiting)
        choice = chooser.choose(watch)
        happened = world.step(None if choice is None else choice.lists)
        if choice is not None:
            if note is not None:
                note(watch, choice, happened)
            watch.learn(choice.lists, happened, choice.strategy)
            opened[:, step] = happened.opened.sum(axis=1)
            shown[np.arange(people)[:, None], choice.lists] |= happened.here[:, None]
            waiting = (choice, happened)
    return Played(valence, opened, shown.sum(axis=1), world.moods.usual, world.moods.spread)


def result(progress: Iterator[tuple[float, dict[str, Any] | None]]) -> dict[str, Any]:
    """What `compare` gives at last."""
    return next(found for _, found in progress if found is not None)


def best_fixed(setting: Setting, shipped: Shipped) -> str:
    """The strategy after which moods are best, for people of seeds that nothing else is judged on."""

    def mood(name: str) -> float:
        world = setting.world(shipped.population, TUNED_ON)
        return float(play(world, Fixed(name), shipped.forecaster, setting.days).valence.mean())

    return max(STRATEGIES, key=mood)


def compare(
    setting: Setting, seeds: Sequence[int], rows: Sequence[str] = ROWS, shipped: Shipped | None = None
) -> Iterator[tuple[float, dict[str, Any] | None]]:
    """(share done, None) again and again, and at last (1, the object that `simulate --json` prints)."""
    shipped = shipped or load_shipped()
    best = best_fixed(setting, shipped) if "best_fixed" in rows else STRATEGIES[0]
    parts: dict[str, list[Played]] = {name: [] for name in rows}
    for place, seed in enumerate(seeds):
        made = choosers(shipped, best, seed)
        for number, name in enumerate(rows):
            world = setting.world(shipped.population, seed)
            parts[name].append(play(world, made[name], shipped.forecaster, setting.days))
            yield (place + (number + 1) / len(rows)) / len(seeds), None
    figures = compared({name: Played.joined(each) for name, each in parts.items()})
    setting_told = vars(setting) | {"seeds": len(seeds), "best_fixed": best}
    yield 1.0, {"setting": setting_told, "policies": figures}
