"""Fits what ESMR is made of, in the simulated world: the engagement trees, what causes moods to change, the agent."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, NamedTuple

import lightgbm
import numpy as np

from recommender.forecast.kalman import Dynamics
from recommender.forecast.network import load as load_forecast
from recommender.policy.agent import FEATURES, SHIPPED
from recommender.policy.strategies import allowed, spread_out
from recommender.policy.trees import Trees
from recommender.simulation.causes import effects as effects_of
from recommender.simulation.comparison import PLAIN, Setting, agent_file, play
from recommender.simulation.lists import ITEM_FEATURES, Choice, Simple, item_rows, strategic
from recommender.simulation.moods import Population, load_population
from recommender.simulation.watch import Forecaster, Watch
from recommender.simulation.world import EFFECTS, Happened
from recommender.training.agent import fit_agent

LEARNT_FROM = 20_000
"""Seeds from here on are for learning."""

PEOPLE, DAYS = 200, 30

DRIVERS = ("taste", "valence", "arousal", "distance", "step", "opened")
"""Of what was opened, on average, what may move a mood; step: how much more pleasant than the mood, of what is NEAR."""

NEAR = 0.5
"""An item whose valence lies within this of the mood's is near: what the iso principle says works."""

TREES = {
    "objective": "binary",
    "num_leaves": 15,
    "max_depth": 5,
    "learning_rate": 0.1,
    "min_data_in_leaf": 200,
    "num_threads": 1,
    "verbose": -1,
    "deterministic": True,
}
ROUNDS = 40


class Randomised:
    """A strategy by chance for everybody at each prompt: a micro-randomised trial (Klasnja et al. 2015)."""

    foresees = True

    def __init__(self, random: np.random.Generator) -> None:
        self._random = random

    def choose(self, watch: Watch) -> Choice:
        """Each strategy that the rules allow is as likely as any other."""
        may = allowed(watch.valence, watch.arousal)
        chances = spread_out(may.astype(float), may)
        strategy = (chances.cumsum(axis=1) > self._random.random((len(may), 1))).argmax(axis=1)
        return Choice(strategic(watch, strategy), strategy, chances[np.arange(len(may)), strategy])

    def learn(self, watch: Watch, choice: Choice, happened: Happened) -> None:
        """Nothing to learn."""


def fit_shipped(seed: int = 0, folder: Path = SHIPPED, report: Callable[[str], None] = print) -> None:
    """Fit the trees, and for what items do in each world what was found of it and an agent; write them."""
    population = load_population()
    network, _, dynamics = load_forecast()
    forecaster = Forecaster(network, Dynamics(**dynamics["valence"]), Dynamics(**dynamics["arousal"]))
    folder.mkdir(parents=True, exist_ok=True)
    causes: dict[str, Any] = {}
    for effects in EFFECTS:
        traced = traces(population, forecaster, effects, seed)
        if effects == EFFECTS[0]:
            listed, opened = openings(population, seed)
            rows, was = np.concatenate([traced.items, listed]), np.concatenate([traced.opened, opened])
            fit_trees(rows, was, seed).save(folder / "engagement.safetensors")
        found = effects_of(DRIVERS, traced.drivers, traced.changes, traced.known, seed)
        causes[effects] = [asdict(one) for one in found]
        counted = np.array([one.value if one.named else 0.0 for one in found])
        report(f"{effects}: effects on the next mood {dict(zip(DRIVERS, counted.round(3).tolist(), strict=True))}")
        fit_agent(population, forecaster, effects, counted, seed, report=report).save(folder / agent_file(effects))
    fit_agent(population, forecaster, EFFECTS[0], None, seed, report=report).save(folder / PLAIN)
    (folder / "causes.json").write_text(json.dumps(causes, indent=1) + "\n", encoding="utf-8")


class Traces(NamedTuple):
    """Rows of listed items, whether each was opened; of sittings the drivers, the mood after beyond the forecast, and
    what was known before."""

    items: np.ndarray
    opened: np.ndarray
    drivers: np.ndarray
    changes: np.ndarray
    known: np.ndarray


def traces(population: Population, forecaster: Forecaster, effects: str, seed: int) -> Traces:
    """What a trial leaves in a world of these effects, in which strategies are drawn by chance."""
    items, opened, drivers, changes, known = [], [], [], [], []
    last: list[tuple[np.ndarray, ...]] = []

    def note(watch: Watch, choice: Choice, happened: Happened) -> None:
        if last:
            row, expected, before, here = last.pop()
            drivers.append(row[here])
            changes.append((watch.valence - expected)[here])
            known.append(before[here])
        rows = item_rows(watch, choice.lists, watch.likely_taste)
        items.append(rows[happened.here].reshape(-1, rows.shape[2]))
        opened.append(happened.opened[happened.here].reshape(-1))
        before = watch.features[:, : FEATURES.index("uncertainty") + 1]
        last.append((drivers_of(watch, choice, happened), watch.expected, before, happened.here))

    for part in range(2):
        world = Setting(effects=effects, people=PEOPLE).world(population, LEARNT_FROM + seed + part)
        play(world, Randomised(np.random.default_rng((seed, part))), forecaster, DAYS, note)
        last.clear()
    return Traces(*(np.concatenate(each) for each in (items, opened, drivers, changes, known)))


def openings(population: Population, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Rows of items listed by chance, and whether each was opened: what no strategy would list is seen here alone."""
    items, opened = [], []

    def note(watch: Watch, choice: Choice, happened: Happened) -> None:
        rows = item_rows(watch, choice.lists, watch.likely_taste)
        items.append(rows[happened.here].reshape(-1, rows.shape[2]))
        opened.append(happened.opened[happened.here].reshape(-1))

    by_chance = Simple(False, np.random.default_rng((seed, 2)))
    play(Setting(people=PEOPLE).world(population, LEARNT_FROM + seed + 2), by_chance, None, DAYS, note)
    return np.concatenate(items), np.concatenate(opened)


def drivers_of(watch: Watch, choice: Choice, happened: Happened) -> np.ndarray:
    """(P, 6) DRIVERS of what was opened, 0 where nothing was."""
    rows = item_rows(watch, choice.lists, watch.likely_taste).astype(np.float64)
    taste, distance, way = (rows[:, :, ITEM_FEATURES.index(name)] for name in ("taste", "distance", "valence_gap"))
    affect = watch.items.affect[choice.lists]
    step = np.where(np.abs(way) <= NEAR, way, 0.0)
    each = np.stack([taste, affect[:, :, 0], affect[:, :, 1], distance, step, np.ones_like(taste)], axis=2)
    opened = happened.opened[:, :, None]
    return (each * opened).sum(axis=1) / np.maximum(opened.sum(axis=1), 1)


def fit_trees(items: np.ndarray, opened: np.ndarray, seed: int) -> Trees:
    """What is opened, by LightGBM, as plain arrays."""
    booster = lightgbm.train(TREES | {"seed": seed}, lightgbm.Dataset(items, opened), ROUNDS)
    return as_arrays(booster.dump_model()["tree_info"])


def as_arrays(dumped: list[dict[str, Any]]) -> Trees:
    """LightGBM's dump of its trees as arrays."""
    flat = [_flat(tree["tree_structure"]) for tree in dumped]
    nodes = max(len(tree) for tree, _ in flat)
    column, value = np.zeros((len(flat), nodes), np.int64), np.zeros((len(flat), nodes))
    threshold, child = np.zeros((len(flat), nodes)), np.zeros((len(flat), nodes, 2), np.int64)
    for number, (tree, _) in enumerate(flat):
        for place, row in enumerate(tree):
            column[number, place], threshold[number, place], value[number, place], child[number, place] = row
    depth = np.array([max(depth for _, depth in flat)])
    return Trees(column, threshold, child.reshape(len(flat), -1), value, depth)


def _flat(root: dict[str, Any]) -> tuple[list[Any], int]:
    """Nodes as rows (column, threshold, value, (left, right)), the root first, and the depth."""
    rows: list[Any] = []

    def add(node: dict[str, Any]) -> tuple[int, int]:
        place = len(rows)
        rows.append((0, 0.0, node.get("leaf_value", 0.0), (place, place)))
        if "split_feature" not in node:
            return place, 0
        left, deep = add(node["left_child"])
        right, deeper = add(node["right_child"])
        rows[place] = (node["split_feature"], node["threshold"], 0.0, (left, right))
        return place, 1 + max(deep, deeper)

    return rows, add(root)[1]
