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
from recommender.simulation.lists import ESMR, AllKnowing, Bandit, Chooser, Engagement, Fixed, Nothing, Simple
from recommender.simulation.moods import Population, load_population
from recommender.simulation.outcomes import Played, compared
from recommender.simulation.watch import Forecaster, Watch
from recommender.simulation.world import EFFECTS, PER_DAY, World

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
    "all_knowing",
)
"""linear_path: always a step towards a pleasant end; best_fixed: the strategy that did best for other people;
esmr_plain: the agent rewarded by moods as they are, without what was found to cause them; all_knowing: no policy, but
somebody who knows each taste, mood and effect, beside whom it can be seen what is there to be gained."""

POLICIES = ROWS[:-1]
"""Of ROWS, what could be done by somebody."""

TUNED_ON = 10_000
"""Seeds from here on are for choosing the best fixed strategy, and for nothing else."""


@dataclass(frozen=True, eq=False)
class Shipped:
    """All that the comparison is made of: who is simulated, what predicts, ranks and decides."""

    population: Population
    forecaster: Forecaster
    trees: Trees
    agents: dict[str, Agent]
    """By what items do in the world they learnt in."""
    plain: Agent


def load_shipped() -> Shipped:
    """What comes with the demo. Raises RecommenderError where some of it is missing."""
    network, _, dynamics = load_forecast()
    return Shipped(
        load_population(),
        Forecaster(network, Dynamics(**dynamics["valence"]), Dynamics(**dynamics["arousal"])),
        Trees.load(SHIPPED / "engagement.safetensors"),
        {effects: Agent.load(SHIPPED / agent_file(effects)) for effects in EFFECTS},
        Agent.load(SHIPPED / PLAIN),
    )


PLAIN = "agent_plain.safetensors"


def agent_file(effects: str) -> str:
    """Where the agent is that learnt in a world of these effects; the demo's own is that of the first."""
    return "agent.safetensors" if effects == EFFECTS[0] else f"agent_{effects}.safetensors"


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


def chooser_of(name: str, world: World, shipped: Shipped, best: str, seed: int) -> Chooser:
    """One of ROWS, as it begins in this world, whose agent is the one that learnt where items do the same."""
    random = np.random.default_rng((seed, 50 + ROWS.index(name)))
    makers: dict[str, Callable[[], Chooser]] = {
        "none": Nothing,
        "random": lambda: Simple(False, random),
        "popularity": lambda: Simple(True, random),
        "engagement": lambda: Engagement(shipped.trees),
        "match": lambda: Fixed("match"),
        "linear_path": lambda: Fixed("lift"),
        "best_fixed": lambda: Fixed(best),
        "cmab": lambda: Bandit(random),
        "esmr_plain": lambda: ESMR(shipped.trees, shipped.plain, random),
        "esmr": lambda: ESMR(shipped.trees, shipped.agents[world.effects], random),
        "all_knowing": lambda: AllKnowing(world),
    }
    return makers[name]()


def play(
    world: World, chooser: Chooser, forecaster: Forecaster | None, days: int, note: Callable[..., None] | None = None
) -> Played:
    """So many days under one way to choose; note is told of each prompt: watch, choice, what happened.

    A forecaster is needed by those who foresee.
    """
    people = len(world.strength)
    watch = Watch(people, world.items, forecaster if chooser.foresees else None)
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
        for number, name in enumerate(rows):
            world = setting.world(shipped.population, seed)
            chooser = chooser_of(name, world, shipped, best, seed)
            parts[name].append(play(world, chooser, shipped.forecaster, setting.days))
            yield (place + (number + 1) / len(rows)) / len(seeds), None
    figures = compared({name: Played.joined(each) for name, each in parts.items()})
    setting_told = vars(setting) | {"seeds": len(seeds), "best_fixed": best}
    yield 1.0, {"setting": setting_told, "policies": figures}
