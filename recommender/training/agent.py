"""Trains the agent of ESMR by reinforcement learning with masks, in simulated people as a gymnasium environment."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import gymnasium
import numpy as np
from sb3_contrib import MaskablePPO
from stable_baselines3.common.vec_env import VecEnv

from recommender.policy.agent import FEATURES, Agent
from recommender.policy.strategies import STRATEGIES, allowed
from recommender.simulation.comparison import Setting
from recommender.simulation.lists import Choice, strategic
from recommender.simulation.moods import Population
from recommender.simulation.watch import Forecaster, Watch
from recommender.simulation.world import PER_DAY

LEARNT_FROM = 30_000
"""Seeds from here on are for the agent's learning."""

PEOPLE, DAYS = 64, 15
STEPS = 120_000
OPENING_COUNTS = 0.05
"""Reward of an opened item, beside the mood's change."""

MIX = ("ou", "two_state")
"""The moods it learns with, in turn; blocks it never sees."""


class People(VecEnv):
    """Simulated people, one environment each, all stepped at once; an episode is DAYS long.

    effects is what items do to them. With causes (6,) the reward is the change of the mood that the causes found say,
    else the change that is sensed.
    """

    def __init__(
        self, population: Population, forecaster: Forecaster, effects: str, causes: np.ndarray | None, seed: int
    ) -> None:
        space = gymnasium.spaces.Box(-10, 10, (len(FEATURES),), np.float32)
        super().__init__(PEOPLE, space, gymnasium.spaces.Discrete(len(STRATEGIES)))
        self._population, self._forecaster = population, forecaster
        self._effects, self._causes = effects, causes
        self._seed, self._episode = LEARNT_FROM + 1000 * seed, 0

    def reset(self) -> np.ndarray:
        """New people."""
        family = MIX[self._episode % len(MIX)]
        self._world = Setting(family, self._effects, people=PEOPLE).world(self._population, self._seed + self._episode)
        self._episode, self._step = self._episode + 1, 0
        self._watch = Watch(PEOPLE, self._world.items, self._forecaster)
        self._watch.sense(*self._world.sensed())
        return self._seen()

    def step_async(self, actions: np.ndarray) -> None:
        """Take the strategies (P,)."""
        self._actions = actions

    def step_wait(self) -> tuple[np.ndarray, np.ndarray, np.ndarray, list[dict[str, Any]]]:
        """What they lead to."""
        from recommender.training.esmr import drivers_of

        watch, before, persisted = self._watch, self._watch.valence, self._watch.persists
        choice = Choice(strategic(watch, self._actions), self._actions, np.ones(PEOPLE))
        happened = self._world.step(choice.lists)
        drivers = drivers_of(watch, choice, happened)
        watch.learn(choice.lists, happened, self._actions)
        watch.sense(*self._world.sensed())
        moved = watch.valence - before if self._causes is None else drivers @ self._causes
        # What happens while a low mood persists is what the agent will decide on, so it counts in full.
        reward = np.where(persisted, 1.0, 0.25) * (moved + OPENING_COUNTS * happened.opened.mean(axis=1))
        self._step += 1
        ends = self._step == DAYS * PER_DAY
        seen = self._seen()
        infos: list[dict[str, Any]] = [{} for _ in range(PEOPLE)]
        if ends:
            for row, info in zip(seen, infos, strict=True):
                info["terminal_observation"], info["TimeLimit.truncated"] = row, True
            seen = self.reset()
        return seen, reward.astype(np.float32), np.full(PEOPLE, ends), infos

    def _seen(self) -> np.ndarray:
        return self._watch.features.astype(np.float32)

    def has_attr(self, attr_name: str) -> bool:
        """Whether the environments have it: they have masks."""
        return attr_name == "action_masks"

    def env_method(self, method_name: str, *args: Any, indices: Any = None, **kwargs: Any) -> list[Any]:
        """The rows of what the rules allow."""
        return list(allowed(self._watch.valence, self._watch.arousal))

    def get_attr(self, attr_name: str, indices: Any = None) -> list[Any]:
        """None of each."""
        return [None] * PEOPLE

    def set_attr(self, attr_name: str, value: Any, indices: Any = None) -> None:
        """Nothing can be set."""

    def env_is_wrapped(self, wrapper_class: type, indices: Any = None) -> list[bool]:
        """None is."""
        return [False] * PEOPLE

    def close(self) -> None:
        """Nothing to close."""

    def seed(self, seed: int | None = None) -> Sequence[int | None]:
        """The seed is given at the start."""
        return [None] * PEOPLE


def fit_agent(
    population: Population,
    forecaster: Forecaster,
    effects: str,
    causes: np.ndarray | None,
    seed: int = 0,
    steps: int = STEPS,
    report: Callable[[str], None] = print,
) -> Agent:
    """Proximal policy optimisation with masks (Schulman et al. 2017; Huang & Ontanon 2022), as plain arrays."""
    people = People(population, forecaster, effects, causes, seed)
    model = MaskablePPO(
        "MlpPolicy",
        people,
        n_steps=DAYS * PER_DAY,
        batch_size=960,
        n_epochs=5,
        learning_rate=1e-3,
        gamma=0.8,
        ent_coef=0.003,
        policy_kwargs={"net_arch": [32, 32]},
        seed=seed,
        device="cpu",
    )
    model.learn(steps)
    layers = [*(model.policy.mlp_extractor.policy_net[place] for place in (0, 2)), model.policy.action_net]
    weights = tuple(np.ascontiguousarray(layer.weight.detach().numpy().T, np.float32) for layer in layers)
    biases = tuple(np.ascontiguousarray(layer.bias.detach().numpy(), np.float32) for layer in layers)
    agent = Agent(weights, biases)
    seen = people.reset()
    chances = agent.probabilities(seen, np.ones((PEOPLE, len(STRATEGIES)), bool)).mean(axis=0)
    report(f"agent: {dict(zip(STRATEGIES, chances.round(2).tolist(), strict=True))}")
    return agent
