"""Simulated people one by one: their mood alone and with lists, and what was chosen for them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from recommender.simulation.comparison import Setting, Shipped, chooser_of, play
from recommender.simulation.lists import Choice, Nothing
from recommender.simulation.watch import Watch
from recommender.simulation.world import Happened


@dataclass(frozen=True, eq=False)
class Watched:
    """One person: moods (T,) with ESMR's lists and alone without any, strategy (T,), -1 where engagement chose, opened
    (T,) counts, and their usual mood."""

    moods: np.ndarray
    alone: np.ndarray
    strategy: np.ndarray
    opened: np.ndarray
    usual: float


def watched(setting: Setting, seed: int, shipped: Shipped) -> Iterator[Watched]:
    """Each person of a world, under ESMR beside nothing; chance is the same for both."""
    chosen: list[np.ndarray] = []

    def note(watch: Watch, choice: Choice, happened: Happened) -> None:
        chosen.append(np.where(happened.here, choice.strategy, -1))

    worlds = [setting.world(shipped.population, seed) for _ in range(2)]
    esmr = chooser_of("esmr", worlds[0], shipped, "match", seed)
    ours = play(worlds[0], esmr, shipped.forecaster, setting.days, note)
    alone = play(worlds[1], Nothing(), shipped.forecaster, setting.days)
    strategy = np.stack(chosen, axis=1)
    for row in range(setting.people):
        yield Watched(ours.valence[row], alone.valence[row], strategy[row], ours.opened[row], float(ours.usual[row]))
